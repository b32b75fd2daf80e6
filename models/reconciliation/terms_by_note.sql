{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('published_amounts') }}

),

notes as (

    select * from {{ ref('stg_disclosure__statementtes') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

checks as (

    select * from {{ ref('reconciliation_checks') }}
    where family = 'note_agrees_with_table'

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

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

    select
        disclosure_id,
        statement
    from figures
    where statement in ('government_fund_expenditure', 'state_capital_expenditure')
    group by disclosure_id, statement
    having sum(abs(amount)) > 0

),

table_terms as (

    -- The table says that there is no spending: no figure in it, or zeros only.
    select
        disclosures.disclosure_id,
        fund_tables.check_id,
        fund_tables.statement as subject_statement,
        'detail' as side,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name
    from disclosures
    cross join fund_tables
    left join spending
        on
            disclosures.disclosure_id = spending.disclosure_id
            and fund_tables.statement = spending.statement
    left join figures
        on
            disclosures.disclosure_id = figures.disclosure_id
            and fund_tables.statement = figures.statement
            and figures.row_kind = 'grand_total'
    where spending.statement is null

),

note_terms as (

    select
        notes.disclosure_id,
        fund_tables.check_id,
        fund_tables.statement as subject_statement,
        'summary' as side,
        notes.statement,
        notes.row_no,
        notes.source_line,
        'note' as column_name
    from notes
    inner join fund_tables
        on notes.statement = fund_tables.statement
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
    'table ' || cast(subject_statement as {{ dbt.type_string() }}) as subject,
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
