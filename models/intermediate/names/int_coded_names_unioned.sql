{{ config(materialized='table') }}

with

item_rows as (

    select * from {{ ref('int_item_rows_unioned') }}

),

basic_expenditure as (

    select * from {{ ref('stg_disclosure__basic_expenditure') }}

),

three_public_expenses as (

    select * from {{ ref('stg_disclosure__three_public_expenses') }}

),

targets as (

    select * from {{ ref('stg_disclosure__performance_targets') }}

),

unioned as (

    select
        disclosure_id,
        statement,
        row_no,
        source_line,
        case when function_code is null then 'unit' else 'function' end as code_kind,
        coalesce(function_code, printed_unit_code) as code,
        row_name as printed_name
    from item_rows

    union all

    select
        disclosure_id,
        'basic_expenditure' as statement,
        row_no,
        source_line,
        'economic' as code_kind,
        economic_code as code,
        row_label as printed_name
    from basic_expenditure

    union all

    select
        disclosure_id,
        'three_public_expenses' as statement,
        row_no,
        source_line,
        'unit' as code_kind,
        unit_code as code,
        unit_name as printed_name
    from three_public_expenses

    union all

    select
        disclosure_id,
        'performance_targets' as statement,
        row_no,
        source_line,
        'unit' as code_kind,
        printed_unit_code as code,
        unit_name as printed_name
    from targets

),

final as (

    select
        *,
        {{ name_key('printed_name') }} as name_key
    from unioned
    where code is not null

)

select * from final
