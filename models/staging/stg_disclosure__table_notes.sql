with

source as (

    select * from {{ published('table_notes') }}

),

final as (

    select
        disclosure_id,
        cast(table_no as {{ dbt.type_int() }}) as table_no,
        cast(row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source_page') }} as source_page,
        cast(source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_text('note_text') }} as note_text,
        -- 本部门2024年没有政府性基金预算支出，故本表无数据。
        note_text like '%没有%' or note_text like '%无数据%' or note_text like '%无此%' as says_no_spending
    from source

)

select * from final
