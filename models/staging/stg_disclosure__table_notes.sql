with

source as (

    select * from {{ published('table_notes') }}

),

lexicon as (

    select * from {{ ref('lexicon') }}

),

notes as (

    select
        *,
        {{ name_key('note_text') }} as note_key
    from source

),

worded as (

    -- 本部门2024年没有政府性基金预算支出，故本表无数据; 未安排…; 不涉及…; 此表为空.
    select
        notes.disclosure_id,
        notes.row_no,
        max(case when lexicon.word_class = 'nothing_spent' then 1 else 0 end) = 1
            as says_nothing_spent,
        max(
            case
                when lexicon.word_class = 'statement' and lexicon.meaning = notes.statement then 1
                else 0
            end
        ) = 1 as speaks_of_its_table,
        max(
            case
                when lexicon.word_class = 'statement' and lexicon.meaning <> notes.statement then 1
                else 0
            end
        ) = 1 as speaks_of_a_table
    from notes
    inner join lexicon
        on
            lexicon.word_class in ('nothing_spent', 'statement')
            and notes.note_key like '%' || lexicon.word || '%'
    group by notes.disclosure_id, notes.row_no

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
        {{ printed_year('source.note_text') }} as printed_year,
        coalesce(worded.speaks_of_a_table and not worded.speaks_of_its_table, false)
            as speaks_of_another_table,
        -- That another table is empty says nothing of this one.
        coalesce(
            worded.says_nothing_spent
            and (worded.speaks_of_its_table or not worded.speaks_of_a_table),
            false
        ) as says_no_spending
    from notes as source
    left join worded
        on
            source.disclosure_id = worded.disclosure_id
            and source.row_no = worded.row_no

)

select * from final
