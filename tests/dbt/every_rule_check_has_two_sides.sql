-- Double entry: a check that is written as rules names figures on both sides. With one side only it
-- would report everything as missing, or, where a missing side is allowed, nothing at all.
with

rules as (

    select * from {{ ref('check_family_rules') }}

),

final as (

    select
        family,
        count(case when side = 'summary' then 1 end) as summary_rules,
        count(case when side = 'detail' then 1 end) as detail_rules
    from rules
    group by family
    having
        count(case when side = 'summary' then 1 end) = 0
        or count(case when side = 'detail' then 1 end) = 0

)

select * from final
