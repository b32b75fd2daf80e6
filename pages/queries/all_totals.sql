-- The two totals that the list of documents shows.
select
    disclosure_id,
    measure,
    measure_name,
    measure_name_en,
    table_no,
    source_line,
    published_text,
    amount,
    change_amount,
    change_percent,
    prior_amount,
    prior_low,
    prior_high,
    compared_with
from marts.headline_amounts
where measure in ('revenue_total', 'expenditure_total')
order by disclosure_id asc, measure desc
