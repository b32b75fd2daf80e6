-- The printed totals with the year before.
select
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
where disclosure_id = $disclosure_id
order by measure asc
