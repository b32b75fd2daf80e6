{%- set components = ['personnel', 'operating'] -%}

with

basic_expenditure as (

    -- The lowest printed level: a class stands in where a document prints no section below it.
    select * from {{ ref('stg_disclosure__basic_expenditure') }}
    where
        row_kind in ('class', 'section')
        and not has_children

),

final as (
{% for component in components %}
    select
        disclosure_id,
        economic_code,
        '{{ component }}' as component,
        {{ component }}_amount as amount,
        row_no,
        source_line
    from basic_expenditure
    where {{ component }}_text is not null
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
