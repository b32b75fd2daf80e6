-- Functional classes, sections and items with what each is made of.
select
    function_code,
    function_level,
    function_name,
    function_name_en,
    total_amount,
    published_total_amount,
    personnel_amount,
    operating_amount,
    project_amount,
    carried_forward_amount,
    share_of_total
from marts.functional_budget
where disclosure_id = $disclosure_id
order by function_code asc
