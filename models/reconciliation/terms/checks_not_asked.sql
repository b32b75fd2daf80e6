{{ config(materialized='view') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}
    where scope = 'tables'

),

statements as (

    select * from {{ ref('statements') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

check_statements as (

    select
        checks.check_id,
        statements.statement
    from checks
    inner join statements
        on {{ is_listed('statements.statement', 'checks.statements') }}

),

final as (

    -- A check between tables holds where a document prints them all: a table that is not there is
    -- not missing.
    select distinct
        disclosures.disclosure_id,
        check_statements.check_id
    from disclosures
    cross join check_statements
    left join tables
        on
            disclosures.disclosure_id = tables.disclosure_id
            and check_statements.statement = tables.statement
    where tables.statement is null

)

select * from final
