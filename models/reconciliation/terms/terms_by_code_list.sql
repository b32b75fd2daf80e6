{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('published_amounts') }}

),

functions as (

    select * from {{ ref('ref_functional_classification') }}

),

economic_classes as (

    select * from {{ ref('ref_economic_classification') }}

),

listed_codes as (

    select
        'function_code_is_listed' as check_id,
        function_code as code
    from functions

    union all

    select
        'economic_code_is_listed' as check_id,
        economic_code as code
    from economic_classes

),

printed_codes as (

    -- One figure stands for its row. Tables 1 and 4 print names, not codes.
    select
        *,
        case
            when statement = 'basic_expenditure' then 'economic_code_is_listed'
            else 'function_code_is_listed'
        end as check_id,
        coalesce(economic_code, function_code) as code
    from figures
    where
        statement not in ('revenue_expenditure_summary', 'fiscal_appropriation_summary')
        and column_name in ('total', 'fund_total', 'current_subtotal')
        and coalesce(economic_code, function_code) is not null

),

final as (

    select
        disclosure_id,
        check_id,
        code as subject,
        'detail' as side,
        statement,
        row_no,
        source_line,
        column_name
    from printed_codes

    union all

    select distinct
        printed_codes.disclosure_id,
        printed_codes.check_id,
        printed_codes.code as subject,
        'summary' as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        cast(null as {{ dbt.type_int() }}) as source_line,
        cast(null as {{ dbt.type_string() }}) as column_name
    from printed_codes
    inner join listed_codes
        on
            printed_codes.check_id = listed_codes.check_id
            and printed_codes.code = listed_codes.code

)

select
    *,
    row_no is not null as is_figure,
    1 as sign,
    cast(1 as {{ amount_type() }}) as term_amount,
    cast(0 as decimal(18, 7)) as half_step
from final
