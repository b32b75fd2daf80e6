-- The printed totals of all documents: for the list, for the years of a department, to compare.
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
order by disclosure_id asc, measure desc
