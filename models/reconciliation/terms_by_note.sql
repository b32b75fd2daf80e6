{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('published_amounts') }}

),

notes as (

    select * from {{ ref('stg_disclosure__table_notes') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

fund_tables as (

    select
        8 as table_no,
        't08_note_agrees_with_table' as check_id
    union all
    select
        9 as table_no,
        't09_note_agrees_with_table' as check_id

),

spending as (

    select
        disclosure_id,
        table_no
    from figures
    where table_no in (8, 9)
    group by disclosure_id, table_no
    having sum(abs(amount)) > 0

),

table_terms as (

    -- The table says that there is no spending: no figure in it, or zeros only.
    select
        disclosures.disclosure_id,
        fund_tables.check_id,
        fund_tables.table_no as subject_table_no,
        'detail' as side,
        figures.table_no,
        figures.row_no,
        figures.source_line,
        figures.column_name
    from disclosures
    cross join fund_tables
    left join spending
        on
            disclosures.disclosure_id = spending.disclosure_id
            and fund_tables.table_no = spending.table_no
    left join figures
        on
            disclosures.disclosure_id = figures.disclosure_id
            and fund_tables.table_no = figures.table_no
            and figures.row_kind = 'grand_total'
    where spending.table_no is null

),

note_terms as (

    select
        notes.disclosure_id,
        fund_tables.check_id,
        fund_tables.table_no as subject_table_no,
        'summary' as side,
        notes.table_no,
        notes.row_no,
        notes.source_line,
        'note' as column_name
    from notes
    inner join fund_tables
        on notes.table_no = fund_tables.table_no
    where notes.says_no_spending

),

final as (

    select * from table_terms
    union all
    select * from note_terms

)

select
    disclosure_id,
    check_id,
    'table ' || cast(subject_table_no as {{ dbt.type_string() }}) as subject,
    side,
    table_no,
    row_no,
    source_line,
    column_name,
    row_no is not null and column_name <> 'note' as is_figure,
    1 as sign,
    cast(1 as {{ amount_type() }}) as term_amount,
    cast(0 as decimal(18, 7)) as half_step
from final
