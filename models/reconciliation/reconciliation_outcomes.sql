{{ config(materialized='view') }}

with

results as (

    select * from {{ ref('reconciliation_results') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

counted as (

    select
        disclosure_id,
        check_id,
        status,
        cast(count(*) as {{ dbt.type_int() }}) as result_count
    from results
    group by disclosure_id, check_id, status

),

final as (

    select
        counted.disclosure_id,
        {{ fiscal_year_start('disclosures.fiscal_year') }} as fiscal_year_start,
        counted.check_id,
        counted.status,
        counted.result_count,
        case
            when counted.status in ('exact', 'rounding') then 0
            else counted.result_count
        end as discrepancy_count
    from counted
    left join disclosures
        on counted.disclosure_id = disclosures.disclosure_id

)

select * from final
