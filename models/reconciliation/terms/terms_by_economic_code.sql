{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

economic_classes as (

    select * from {{ ref('ref_economic_classification') }}

),

economic_function_links as (

    select * from {{ ref('economic_function_links') }}

),

expense_economic_links as (

    -- Of the expenses that a template prints.
    select distinct
        printed.template,
        links.expense,
        links.economic_code
    from {{ ref('expense_economic_links') }} as links
    inner join {{ ref('template_columns') }} as printed
        on
            links.expense = printed.column_name
            and printed.statement = 'three_public_expenses'

),

basic_expenditure as (

    select * from figures
    where statement = 'basic_expenditure'

),

component_terms as (

    -- The class of an economic code says whether all of it is personnel or all operating.
    select
        'basic_expenditure_class_is_all_one_component' as check_id,
        basic_expenditure.row_key as subject,
        case when basic_expenditure.column_name = 'total' then 'summary' else 'detail' end as side,
        basic_expenditure.*
    from basic_expenditure
    inner join economic_classes
        on substr(basic_expenditure.economic_code, 1, 3) = economic_classes.economic_code
    where
        economic_classes.component <> ''
        and basic_expenditure.column_name in ('total', economic_classes.component)

),

contribution_terms as (

    -- An economic item may be several functional ones.
    select distinct
        'basic_expenditure_and_functions_of_contributions' as check_id,
        links.economic_code as subject,
        'summary' as side,
        basic_expenditure.*
    from basic_expenditure
    inner join economic_function_links as links
        on basic_expenditure.economic_code = links.economic_code
    where basic_expenditure.column_name = 'total'

    union all

    select
        'basic_expenditure_and_functions_of_contributions' as check_id,
        links.economic_code as subject,
        'detail' as side,
        figures.*
    from figures
    inner join economic_function_links as links
        on figures.function_code = links.function_code
    where
        figures.statement = 'general_budget_expenditure'
        and figures.column_name = 'basic'
        and not figures.has_children

),

three_public_terms as (

    select
        'three_public_expenses_cover_basic_expenditure' as check_id,
        links.expense as subject,
        'summary' as side,
        figures.*
    from figures
    inner join expense_economic_links as links
        on
            figures.template = links.template
            and figures.column_name = links.expense
    where
        figures.statement = 'three_public_expenses'
        and figures.row_kind = 'grand_total'

    union all

    select
        'three_public_expenses_cover_basic_expenditure' as check_id,
        links.expense as subject,
        'detail' as side,
        basic_expenditure.*
    from basic_expenditure
    inner join expense_economic_links as links
        on
            basic_expenditure.template = links.template
            and basic_expenditure.economic_code = links.economic_code
    where basic_expenditure.column_name = 'total'

),

final as (

    select * from component_terms
    union all
    select * from contribution_terms
    union all
    select * from three_public_terms

)

select
    disclosure_id,
    check_id,
    subject,
    side,
    1 as sign,
    statement,
    row_no,
    source_line,
    column_name,
    true as is_figure,
    amount as term_amount,
    half_step
from final
