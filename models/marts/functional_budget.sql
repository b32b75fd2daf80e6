{%- set amounts = ['total', 'basic', 'personnel', 'operating', 'project', 'carried_forward'] -%}

with

disclosures as (

    select * from {{ ref('dim_disclosures') }}

),

items as (

    select * from {{ ref('int_functional_items_combined') }}

),

functions as (

    select * from {{ ref('dim_functions') }}

),

printed_names as (

    -- What no list names bears the name that the document itself prints.
    select
        disclosure_id,
        code as function_code,
        min(printed_name) as function_name
    from {{ ref('int_printed_codes_unioned') }}
    where code_kind = 'function'
    group by disclosure_id, code

),

printed_classes as (

    select
        disclosure_id,
        function_code,
        {{ sum_of('expenditure_amount') }} as amount
    from {{ ref('int_figures_placed') }}
    where
        statement = 'revenue_expenditure_summary'
        and row_kind = 'class'
    group by disclosure_id, function_code

),

levels as (
{% for length in [3, 5, 7] %}
    select
        disclosure_id,
        substr(function_code, 1, {{ length }}) as function_code,
        {%- for amount in amounts %}
        cast(sum({{ amount }}_amount) as {{ amount_type() }}) as {{ amount }}_amount
        {{- ',' if not loop.last }}
        {%- endfor %}
    from items
    where length(function_code) >= {{ length }}
    group by disclosure_id, substr(function_code, 1, {{ length }})
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

wholes as (

    select
        disclosure_id,
        sum(total_amount) as total_amount
    from items
    group by disclosure_id

),

final as (

    select
        levels.disclosure_id,
        disclosures.fiscal_year_start,
        levels.function_code,
        functions.function_level,
        case
            when functions.is_listed then functions.function_name
            else printed_names.function_name
        end as function_name,
        functions.function_name_en,
        functions.parent_code,
        levels.total_amount,
        printed_classes.amount as published_total_amount,
        levels.basic_amount,
        levels.personnel_amount,
        levels.operating_amount,
        levels.project_amount,
        levels.carried_forward_amount,
        {{ share_of('levels.total_amount', 'wholes.total_amount') }} as share_of_total
    from levels
    left join disclosures
        on levels.disclosure_id = disclosures.disclosure_id
    left join functions
        on levels.function_code = functions.function_code
    left join printed_names
        on
            levels.disclosure_id = printed_names.disclosure_id
            and levels.function_code = printed_names.function_code
    left join wholes
        on levels.disclosure_id = wholes.disclosure_id
    left join printed_classes
        on
            levels.disclosure_id = printed_classes.disclosure_id
            and levels.function_code = printed_classes.function_code

)

select * from final
