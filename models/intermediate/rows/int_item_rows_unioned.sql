{{ config(materialized='table') }}

with

{% for statement in statements('items') + statements('lines') %}
{{ statement }} as (

    select * from {{ ref('stg_disclosure__' ~ statement) }}

),

{% endfor %}
final as (
{% for statement in statements('items') + statements('lines') %}
    select
        '{{ statement }}' as statement,
        {{ 'true' if statement in statements('lines') else 'false' }} as prints_lines,
        *
    from {{ statement }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
