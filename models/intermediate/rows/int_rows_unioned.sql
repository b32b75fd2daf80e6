{#- What each layout's rows carry; a layout without one of them gives NULL. -#}
{%- set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

with

item_rows as (

    select * from {{ ref('int_item_rows_placed') }}

),

economic_rows as (

    select * from {{ ref('int_economic_rows_placed') }}

),

expense_rows as (

    select * from {{ ref('int_expense_rows_placed') }}

),

entries as (

    select * from {{ ref('int_summary_entries_resolved') }}

),

final as (
{% for relation, carried in {
    'item_rows': ['unit_code', 'function_code'], 'economic_rows': ['economic_code'],
    'expense_rows': ['unit_code', 'fund_code'], 'entries': ['function_code', 'fund_code'],
}.items() %}
    select
        disclosure_id,
        statement,
        row_no,
        {{ 'side' if relation == 'entries' else "''" }} as side,
        row_kind,
        parent_kind,
        has_children,
        {%- for attribute in ['unit_code', 'function_code', 'economic_code', 'fund_code'] %}
        {{ attribute if attribute in carried else no_text }} as {{ attribute }},
        {%- endfor %}
        row_label,
        row_key,
        parent_key
    from {{ relation }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
