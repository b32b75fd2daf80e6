with

source as (

    select * from {{ published('basic_expenditure') }}

),

final as (

    select
        {{ printed_place() }},
        {{ joined_code('economic_code') }} as economic_code,
        {{ clean_text('economic_name') }} as row_label
    from source

)

select * from final
