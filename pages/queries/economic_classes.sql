-- Economic classes and sections of basic expenditure.
select
    economic_code,
    economic_level,
    economic_name,
    economic_name_en,
    total_amount,
    published_total_amount,
    personnel_amount,
    operating_amount,
    share_of_total
from marts.economic_budget
where disclosure_id = $disclosure_id
order by economic_code asc
