with

figures as (

    -- The lowest printed level: a class stands in where a document prints no section below it.
    select * from {{ ref('int_basic_expenditure_split') }}
    where not has_children

),

final as (
{% for component in ['personnel', 'operating'] %}
    select
        disclosure_id,
        economic_code,
        '{{ component }}' as component,
        {{ component }}_amount as amount,
        row_no,
        source_line
    from figures
    where {{ component }}_amount is not null
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
