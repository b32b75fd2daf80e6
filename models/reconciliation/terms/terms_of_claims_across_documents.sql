{{ config(materialized='view') }}

with

claim_targets as (

    select * from {{ ref('claim_targets') }}
    where check_id in ('claim_initial_budget_is_the_budget', 'claim_prior_amount_is_last_years')

),

claims_held as (

    select distinct
        disclosure_id,
        check_id,
        claim_no,
        claim_value,
        claim_half_step
    from claim_targets

),

final as (

    select
        disclosure_id,
        check_id,
        {{ claim_subject('claim_no') }} as subject,
        'detail' as side,
        1 as sign,
        'value' as role,
        source_disclosure_id,
        statement,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        true as is_figure,
        amount as term_amount,
        half_step
    from claim_targets

    union all

    select
        disclosure_id,
        check_id,
        {{ claim_subject('claim_no') }} as subject,
        'summary' as side,
        1 as sign,
        'value' as role,
        cast(null as {{ dbt.type_string() }}) as source_disclosure_id,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        cast(null as {{ dbt.type_int() }}) as source_line,
        cast(null as {{ dbt.type_string() }}) as column_name,
        claim_no,
        true as is_figure,
        claim_value as term_amount,
        claim_half_step as half_step
    from claims_held

)

select * from final
