{{ config(materialized='view') }}

with

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

final as (

    select
        tables.disclosure_id,
        'table_title_is_of_its_year' as check_id,
        'table ' || cast(tables.table_no as {{ dbt.type_string() }}) as subject,
        tables.statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        tables.source_line,
        tables.printed_year = disclosures.fiscal_year as holds
    from tables
    inner join disclosures
        on tables.disclosure_id = disclosures.disclosure_id
    where tables.printed_year is not null

    union all

    select
        tables.disclosure_id,
        'table_title_is_of_its_stage' as check_id,
        'table ' || cast(tables.table_no as {{ dbt.type_string() }}) as subject,
        tables.statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        tables.source_line,
        tables.printed_stage = disclosures.stage as holds
    from tables
    inner join disclosures
        on tables.disclosure_id = disclosures.disclosure_id
    where tables.printed_stage is not null

)

select * from final
