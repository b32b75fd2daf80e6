{{ config(materialized='view') }}

with

names as (

    select * from {{ ref('int_coded_names_unioned') }}
    where code_kind = 'function'

),

tables as (

    -- The three budgets have a table each.
    select
        statement,
        fund_code
    from {{ ref('statement_columns') }}
    where
        column_name = 'total'
        and fund_code is not null

),

functions as (

    select * from {{ ref('ref_functional_classification') }}

),

codes_of_funds as (

    select * from {{ ref('ref_function_funds') }}

),

functions_of_funds as (

    -- A class may have sections of several budgets.
    select
        functions.function_code,
        case
            when codes_of_funds.fund_code is not null then codes_of_funds.fund_code
            when length(functions.function_code) > 3 then 'general_budget'
        end as fund_code
    from functions
    left join codes_of_funds
        on functions.function_code like codes_of_funds.function_code || '%'

),

other_funds as (

    select * from {{ ref('ref_funds') }}
    where
        is_fiscal_appropriation = 'false'
        and fund_code <> 'prior_year_balance'

),

final as (

    select
        names.disclosure_id,
        'function_code_is_of_its_fund' as check_id,
        names.code as subject,
        names.statement,
        names.row_no,
        names.source_line,
        functions_of_funds.fund_code = tables.fund_code as holds
    from names
    inner join tables
        on names.statement = tables.statement
    inner join functions_of_funds
        on names.code = functions_of_funds.function_code
    where functions_of_funds.fund_code is not null

    union all

    -- A summary of all funds under the title of the fiscal one lists what no fiscal fund is.
    select
        figures.disclosure_id,
        'fiscal_summary_lists_fiscal_funds' as check_id,
        figures.row_label as subject,
        figures.statement,
        figures.row_no,
        figures.source_line,
        other_funds.fund_code is null as holds
    from {{ ref('published_amounts') }} as figures
    left join other_funds
        on split_part(figures.fund_code, '.', 1) = other_funds.fund_code
    where
        figures.statement = 'fiscal_appropriation_summary'
        and figures.column_name = 'revenue_amount'
        and figures.fund_code is not null

)

select * from final
