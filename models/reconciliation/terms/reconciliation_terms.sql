{#- A view: to write the terms of every figure costs more than to derive them again. -#}
{{ config(materialized='view') }}

with

terms_by_rule as (

    select * from {{ ref('terms_by_rule') }}

),

terms_by_model as (

    select * from {{ ref('terms_by_model') }}

),

final as (

    select
        disclosure_id,
        check_id,
        subject,
        side,
        sign,
        'value' as role,
        cast(null as {{ dbt.type_string() }}) as source_disclosure_id,
        statement,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        is_figure,
        term_amount,
        half_step
    from terms_by_rule

    union all

    select
        disclosure_id,
        check_id,
        subject,
        side,
        sign,
        role,
        source_disclosure_id,
        statement,
        row_no,
        source_line,
        column_name,
        claim_no,
        is_figure,
        term_amount,
        half_step
    from terms_by_model

)

select * from final
