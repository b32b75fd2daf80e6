with

source as (

    select * from {{ published('performance_targets') }}

),

final as (

    select
        {{ printed_place() }},
        {{ clean_code('unit_code') }} as printed_unit_code,
        {{ clean_text('unit_name') }} as unit_name,
        {{ clean_text('project_name') }} as project_name,
        {{ clean_text('target') }} as target
    from source

)

select * from final
