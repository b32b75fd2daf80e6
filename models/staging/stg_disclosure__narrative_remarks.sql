with

source as (

    select * from {{ published('narrative_remarks') }}

),

final as (

    select
        disclosure_id,
        cast(row_no as {{ dbt.type_int() }}) as remark_no,
        {{ clean_text('source_page') }} as source_page,
        cast(source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_text('section') }} as section,
        {{ clean_text('remark_kind') }} as remark_kind,
        {{ clean_text('remark_text') }} as remark_text,
        {{ clean_text('meaning') }} as meaning,
        try_cast({{ clean_text('claim_no') }} as {{ dbt.type_int() }}) as claim_no
    from source

)

select * from final
