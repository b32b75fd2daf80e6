-- Units side by side; the largest first, so that every chart lists them alike.
select
    unit_code,
    unit_name,
    total_amount,
    published_total_amount,
    basic_amount,
    project_amount,
    three_public_amount,
    meeting_amount,
    training_amount,
    procurement_amount,
    service_purchase_amount,
    project_count
from marts.unit_budget
where disclosure_id = $disclosure_id
order by total_amount desc nulls last, unit_code asc
