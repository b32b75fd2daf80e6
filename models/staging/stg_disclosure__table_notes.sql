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
        {{ clean_text('statement') }} as statement,
        {{ clean_text('note_text') }} as note_text,
        -- 本部门2024年没有政府性基金预算支出，故本表无数据。
        -- Or: 无政府性基金预算支出; 未安排…; 不涉及…; 此表为空.
        regexp_extract(
            {{ name_key('note_text') }},
            '没有|未安排|不涉及|空表|为空|无(数据|此|该|相关|本|政府性基金|国有资本|安排|发生)', 0
        ) <> '' as says_no_spending
    from source

)

select * from final
