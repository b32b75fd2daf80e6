with

source as (

    select * from {{ published('tables') }}

),

final as (

    select
        disclosure_id,
        cast(table_no as {{ dbt.type_int() }}) as table_no,
        {{ clean_text('statement') }} as statement,
        {{ clean_text('title') }} as title,
        {{ printed_year('title') }} as printed_year,
        -- 预算 is part of the names of tables of final accounts too; 决算 tells them apart.
        case when {{ name_key('title') }} like '%决算%' then 'final' end as printed_stage,
        {{ clean_text('currency_unit') }} as currency_unit,
        {{ clean_text('source_page') }} as source_page,
        cast(source_line as {{ dbt.type_int() }}) as source_line
    from source

)

select * from final
