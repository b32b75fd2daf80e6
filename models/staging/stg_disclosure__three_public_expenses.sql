with

source as (

    select * from {{ published('three_public_expenses') }}

),

final as (

    select
        {{ printed_place() }},
        {{ clean_code('unit_code') }} as unit_code,
        {{ clean_text('unit_name') }} as unit_name,
        {{ clean_text('fund_name') }} as fund_name
    from source

)

select * from final
