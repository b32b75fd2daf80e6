-- Functional classes of all documents, as printed where they are, else summed.
select
    disclosure_id,
    function_code,
    function_name,
    function_name_en,
    coalesce(published_total_amount, total_amount) as amount
from marts.functional_budget
where function_level = 'class'
order by disclosure_id asc, function_code asc
