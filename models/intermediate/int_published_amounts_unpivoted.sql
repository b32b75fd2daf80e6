{#- What each table's rows carry beside the amounts; a table without one of them gives NULL. -#}
{%- set row_attributes = {
    'revenue_by_unit': ['unit_code'],
    'expenditure_by_unit': ['unit_code', 'function_code'],
    'general_budget_expenditure': ['unit_code', 'function_code'],
    'basic_expenditure': ['economic_code'],
    'three_public_expenses': ['unit_code', 'fund_code'],
    'government_fund_expenditure': ['unit_code', 'function_code'],
    'state_capital_expenditure': ['unit_code', 'function_code'],
    'procurement': ['unit_code', 'function_code'],
    'service_purchases': ['unit_code', 'function_code'],
} -%}
{%- set attributes = ['unit_code', 'function_code', 'economic_code', 'fund_code'] -%}

with

summary_entries as (

    select * from {{ ref('int_summary_entries_resolved') }}

),
{% for table_name in row_attributes %}
{{ table_name }} as (

    select *
    from
        {{ ref('int_three_public_expenses_resolved') if table_name == 'three_public_expenses'
            else ref('stg_disclosure__' ~ table_name) }}

),
{% endfor %}
unpivoted as (

    select
        disclosure_id,
        table_no,
        row_no,
        source_page,
        source_line,
        side || '_amount' as column_name,
        row_kind,
        parent_kind,
        has_children,
        cast(null as {{ dbt.type_string() }}) as unit_code,
        function_code,
        cast(null as {{ dbt.type_string() }}) as economic_code,
        fund_code,
        row_label,
        row_key,
        parent_key,
        amount_text as published_text,
        amount
    from summary_entries

    {%- for table_name, carried in row_attributes.items() %}
    {%- for column in published_tables()[table_name].amounts %}

    union all

    select
        disclosure_id,
        table_no,
        row_no,
        source_page,
        source_line,
        '{{ column }}' as column_name,
        row_kind,
        parent_kind,
        has_children,
        {%- for attribute in attributes %}
        {{ attribute if attribute in carried else 'cast(null as ' ~ dbt.type_string() ~ ')' }}
            as {{ attribute }},
        {%- endfor %}
        row_label,
        row_key,
        parent_key,
        {{ column }}_text as published_text,
        {{ column }}_amount as amount
    from {{ table_name }}
    {%- endfor %}
    {%- endfor %}

),

final as (

    -- A blank cell is no figure, and not zero.
    select * from unpivoted
    where published_text is not null

)

select * from final
