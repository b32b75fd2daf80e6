-- How the checks of each document came out.
select
    disclosure_id,
    status,
    count(*) as results
from reconciliation.reconciliation_results
group by disclosure_id, status
order by disclosure_id asc, status asc
