{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('published_amounts') }}

),

notes as (

    select * from {{ ref('stg_disclosure__table_notes') }}

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

checks as (

    select * from {{ ref('reconciliation_checks') }}
    where family = 'note_agrees_with_table'

),

fund_tables as (

    select
        tables.disclosure_id,
        tables.statement,
        tables.table_no,
        checks.check_id
    from tables
    inner join checks
        on tables.statement = checks.statements

),

spending as (

    select * from {{ ref('int_tables_filled') }}
    where has_spending

),

table_terms as (

    -- The table says that there is no spending: no figure in it, or zeros only.
    select
        fund_tables.disclosure_id,
        fund_tables.check_id,
        fund_tables.table_no,
        'detail' as side,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name
    from fund_tables
    left join spending
        on
            fund_tables.disclosure_id = spending.disclosure_id
            and fund_tables.statement = spending.statement
    left join figures
        on
            fund_tables.disclosure_id = figures.disclosure_id
            and fund_tables.statement = figures.statement
            and figures.row_kind = 'grand_total'
    where spending.statement is null

),

note_terms as (

    select
        notes.disclosure_id,
        fund_tables.check_id,
        fund_tables.table_no,
        'summary' as side,
        notes.statement,
        notes.row_no,
        notes.source_line,
        'note' as column_name
    from notes
    inner join fund_tables
        on
            notes.disclosure_id = fund_tables.disclosure_id
            and notes.statement = fund_tables.statement
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
    'table ' || cast(table_no as {{ dbt.type_string() }}) as subject,
    side,
    statement,
    row_no,
    source_line,
    column_name,
    row_no is not null and column_name <> 'note' as is_figure,
    1 as sign,
    cast(1 as {{ amount_type() }}) as term_amount,
    cast(0 as decimal(18, 7)) as half_step
from final
