-- What the money is spent on: each unit, functional class and component.
select
    unit_code,
    substr(function_code, 1, 3) as class_code,
    component,
    sum(amount) as amount
from marts.fct_expenditure
where disclosure_id = $disclosure_id
group by unit_code, substr(function_code, 1, 3), component
order by unit_code asc, class_code asc, component asc
