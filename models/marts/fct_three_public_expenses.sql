{#- A subtotal stands in only where a document prints none of its parts. -#}
{%- set expenses = {
    'overseas_travel': {'three_public': true},
    'vehicle_operation': {'three_public': true},
    'vehicle_purchase': {'three_public': true},
    'vehicle_subtotal': {
        'three_public': true, 'unless': ['vehicle_operation', 'vehicle_purchase'],
    },
    'reception': {'three_public': true},
    'meeting': {'three_public': false},
    'training_own_level': {'three_public': false},
    'training_superior_grant': {'three_public': false},
    'training_subtotal': {
        'three_public': false, 'unless': ['training_own_level', 'training_superior_grant'],
    },
} -%}

with

printed as (

    select * from {{ ref('stg_disclosure__three_public_expenses') }}
    where
        row_kind in ('unit', 'unit_fund')
        and not has_children

),

unpivoted as (
{% for expense, meta in expenses.items() %}
    select
        disclosure_id,
        unit_code,
        '{{ expense }}' as expense,
        {{ meta.three_public }} as is_three_public,
        {{ expense }}_amount as amount
    from printed
    where
        {{ expense }}_text is not null
        {%- for part in meta.get('unless', []) %}
        and {{ part }}_text is null
        {%- endfor %}
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

final as (

    -- A unit paid from several funds prints one row for each.
    select
        disclosure_id,
        unit_code,
        expense,
        is_three_public,
        cast(sum(amount) as {{ amount_type() }}) as amount
    from unpivoted
    group by disclosure_id, unit_code, expense, is_three_public

)

select * from final
