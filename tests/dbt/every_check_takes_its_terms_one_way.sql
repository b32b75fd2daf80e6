-- The terms of a check are all picked by rules or all written by models. A check that used both
-- could count a figure twice, and neither side would see it.
with

rules as (

    select * from {{ ref('rules_by_template') }}

),

terms_by_model as (

    select * from {{ ref('terms_by_model') }}

),

final as (

    select distinct terms_by_model.check_id
    from terms_by_model
    inner join rules
        on terms_by_model.check_id = rules.check_id

)

select * from final
