-- The three public expenses, meetings and training of each unit.
select
    unit_code,
    expense,
    amount
from marts.fct_three_public_expenses
where disclosure_id = $disclosure_id
order by unit_code asc, expense asc
