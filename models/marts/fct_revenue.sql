{%- set funds = [
    'general_budget', 'government_fund', 'state_capital', 'fiscal_account', 'unit_funds',
] -%}

with

revenue as (

    select * from {{ ref('stg_disclosure__revenue_by_unit') }}
    where row_kind = 'unit'

),

final as (
{% for timing, prefix in [('current_year', 'current'), ('carried_over', 'carried')] %}
    {%- set last_timing = loop.last -%}
    {%- for fund in funds %}
    select
        disclosure_id,
        unit_code,
        '{{ fund }}' as fund_code,
        '{{ timing }}' as timing,
        {{ prefix }}_{{ fund }}_amount as amount,
        row_no,
        source_line
    from revenue
    where {{ prefix }}_{{ fund }}_text is not null
    {{ 'union all' if not (last_timing and loop.last) }}
    {%- endfor %}
{%- endfor %}
)

select * from final
