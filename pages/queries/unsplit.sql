-- Basic expenditure that no table splits, for functional classes, sections and items.
with

unsplit as (

    select
        function_code,
        amount
    from marts.fct_expenditure
    where
        disclosure_id = $disclosure_id
        and component = 'basic_unsplit'

)

select
    codes.function_code,
    sum(unsplit.amount) as amount
from unsplit
inner join marts.functional_budget as codes
    on
        codes.disclosure_id = $disclosure_id
        and unsplit.function_code like codes.function_code || '%'
group by codes.function_code
order by codes.function_code asc
