{%- set tables = [
    'expenditure_by_unit', 'general_budget_expenditure', 'government_fund_expenditure',
    'state_capital_expenditure', 'procurement', 'service_purchases',
] -%}

with

{% for table in tables %}
{{ table }} as (

    select * from {{ ref('stg_disclosure__' ~ table) }}

),

{% endfor %}
basic_expenditure as (

    select * from {{ ref('stg_disclosure__basic_expenditure') }}

),

final as (
{% for table in tables %}
    select
        'function' as code_kind,
        function_code as code,
        row_label as printed_name,
        table_no
    from {{ table }}
    where function_code is not null

    union all
{% endfor %}
    select
        'economic' as code_kind,
        economic_code as code,
        row_label as printed_name,
        table_no
    from basic_expenditure
    where economic_code is not null

)

select distinct
    code_kind,
    code,
    {{ name_key('printed_name') }} as printed_name,
    table_no
from final
