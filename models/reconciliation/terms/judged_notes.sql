{{ config(materialized='view') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

notes as (

    select * from {{ ref('stg_disclosure__table_notes') }}

),

denials as (

    select distinct
        disclosure_id,
        statement
    from notes
    where says_no_spending

),

filled as (

    select * from {{ ref('int_tables_filled') }}

),

final as (

    -- A table without a figure has a note; one of zeros needs none.
    select
        tables.disclosure_id,
        checks.check_id,
        'table ' || cast(tables.table_no as {{ dbt.type_string() }}) as subject,
        tables.statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        tables.source_line,
        case
            when filled.statement is null then denials.statement is not null
            else not filled.has_spending
        end as holds
    from tables
    inner join checks
        on
            tables.statement = checks.statements
            and checks.family = 'note_agrees_with_blank_table'
    left join filled
        on
            tables.disclosure_id = filled.disclosure_id
            and tables.statement = filled.statement
    left join denials
        on
            tables.disclosure_id = denials.disclosure_id
            and tables.statement = denials.statement
    where
        filled.statement is null
        or denials.statement is not null

    union all

    select
        notes.disclosure_id,
        checks.check_id,
        'table ' || cast(notes.table_no as {{ dbt.type_string() }}) as subject,
        notes.statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        notes.source_line,
        not notes.speaks_of_another_table as holds
    from notes
    inner join checks
        on
            checks.check_id = 'note_is_of_its_table'
            and {{ is_listed('notes.statement', 'checks.statements') }}

    union all

    -- A note on what was spent may speak of the year before; one that denies spending, of this.
    select
        notes.disclosure_id,
        'note_is_of_its_year' as check_id,
        'table ' || cast(notes.table_no as {{ dbt.type_string() }}) as subject,
        notes.statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        notes.source_line,
        notes.note_text like '%' || cast(disclosures.fiscal_year as {{ dbt.type_string() }}) || '%'
        or (not notes.says_no_spending and notes.printed_year = disclosures.fiscal_year - 1)
            as holds
    from notes
    inner join disclosures
        on notes.disclosure_id = disclosures.disclosure_id
    where notes.printed_year is not null

)

select * from final
