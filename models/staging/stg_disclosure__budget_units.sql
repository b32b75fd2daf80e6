with

source as (

    select * from {{ published('budget_units') }}

),

final as (

    select
        disclosure_id,
        cast(row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source_page') }} as source_page,
        cast(source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_text('unit_label') }} as unit_label,
        {{ clean_text('unit_kind') }} as unit_kind,
        {{ clean_text('description') }} as description
    from source

)

select * from final
