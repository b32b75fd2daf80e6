-- The two totals that the list of documents shows.
select
    disclosure_id,
    measure,
    amount,
    change_amount,
    change_percent
from marts.headline_amounts
where measure in ('revenue_total', 'expenditure_total')
order by disclosure_id asc, measure desc
