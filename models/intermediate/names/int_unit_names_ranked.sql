with

counted as (

    select
        disclosure_id,
        code,
        name_key,
        count(*) as times
    from {{ ref('int_coded_names_unioned') }}
    where
        code_kind = 'unit'
        and name_key is not null
    group by disclosure_id, code, name_key

),

ranked as (

    select
        *,
        first_value(name_key) over (
            partition by disclosure_id, code
            order by times desc, name_key asc
        ) as usual_name_key
    from counted

),

final as (

    -- A name may be cut short.
    select
        disclosure_id,
        code,
        name_key,
        usual_name_key,
        usual_name_key like '%' || name_key || '%'
        or name_key like '%' || usual_name_key || '%' as is_like_the_usual
    from ranked

)

select * from final
