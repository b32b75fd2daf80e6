{{ config(materialized='view') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

templates as (

    select * from {{ ref('templates') }}

),

checks_not_asked as (

    select * from {{ ref('checks_not_asked') }}

),

final as (

    select
        disclosures.disclosure_id,
        checks.check_id,
        checks.kind,
        checks.severity,
        checks.missing_summary,
        checks.missing_detail,
        checks.kind = 'same'
        and checks.scope = 'tables'
        and templates.rounds_each_table = 'yes' as rounds_each_table
    from disclosures
    cross join checks
    left join templates
        on disclosures.template = templates.template
    left join checks_not_asked
        on
            disclosures.disclosure_id = checks_not_asked.disclosure_id
            and checks.check_id = checks_not_asked.check_id
    where checks_not_asked.check_id is null

)

select * from final
