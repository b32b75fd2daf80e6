{%- set columns = [
    'disclosure_id', 'check_id', 'subject', 'side', 'sign', 'table_no', 'row_no', 'source_line',
    'column_name', 'is_figure', 'term_amount', 'half_step',
] -%}
{%- set sources = [
    'terms_by_rule', 'terms_by_economic_code', 'terms_by_code_list', 'terms_by_name',
    'terms_by_note',
] -%}

with

{% for source in sources %}
{{ source }} as (

    select * from {{ ref(source) }}

),

{% endfor %}
final as (
{% for source in sources %}
    select {{ columns | join(', ') }} from {{ source }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
