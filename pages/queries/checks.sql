-- The catalogue of checks, the same for every document.
select
    check_id,
    name_zh,
    name_en,
    kind,
    scope,
    statements,
    formula,
    basis,
    severity
from reconciliation.reconciliation_checks
order by check_id asc
