with

source as (

    select * from {{ published('table_notes') }}

),

lexicon as (

    -- 本部门2024年没有政府性基金预算支出，故本表无数据; 未安排…; 不涉及…; 此表为空.
    select * from {{ ref('lexicon') }}
    where word_class = 'nothing_spent'

),

final as (

    select
        source.disclosure_id,
        cast(source.table_no as {{ dbt.type_int() }}) as table_no,
        cast(source.row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source.source_page') }} as source_page,
        cast(source.source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_text('source.statement') }} as statement,
        {{ clean_text('source.note_text') }} as note_text,
        case
            when {{ name_key('source.note_text') }} is not null
                then exists (
                    select 1
                    from lexicon
                    where {{ name_key('source.note_text') }} like '%' || lexicon.word || '%'
                )
        end as says_no_spending
    from source

)

select * from final
