-- Both sides of every check for every subject.
select
    check_id,
    subject,
    summary_amount,
    detail_amount,
    difference,
    tolerance,
    term_count,
    status,
    severity
from reconciliation.reconciliation_results
where disclosure_id = $disclosure_id
order by check_id asc, subject asc
