with

targets as (

    select * from {{ ref('int_target_rows_placed') }}
    where row_kind = 'project'

),

final as (

    select
        disclosure_id,
        cast(
            row_number() over (partition by disclosure_id order by row_no) as {{ dbt.type_int() }}
        ) as project_no,
        unit_code,
        project_name,
        target,
        row_no,
        source_line
    from targets

)

select * from final
