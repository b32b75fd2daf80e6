{#- Components of every item are kept even when zero; others only when they are not. -#}
{%- set components = {
    'personnel': {'amount': 'personnel_amount', 'derived': false},
    'operating': {'amount': 'operating_amount', 'derived': false},
    'project': {'amount': 'project_amount', 'derived': false},
    'to_superior': {'amount': 'to_superior_amount', 'derived': true},
    'business': {'amount': 'business_amount', 'derived': true},
    'to_affiliate': {'amount': 'to_affiliate_amount', 'derived': true},
    'basic_unsplit': {'amount': 'basic_unsplit_amount', 'derived': true},
    'carried_forward': {'amount': 'carried_forward_amount', 'derived': true},
} -%}

with

items as (

    select * from {{ ref('int_functional_items_combined') }}

),

final as (
{% for component, column in components.items() %}
    select
        disclosure_id,
        unit_code,
        function_code,
        '{{ component }}' as component,
        cast({{ column.amount }} as {{ amount_type() }}) as amount
    from items
    where {{ column.amount }} {{ '<> 0' if column.derived else 'is not null' }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
