{%- set summed_parts = {
    'procurement': ('fund_total_amount', 'procurement_amount'),
    'service_purchases': ('total_amount', 'service_purchase_amount'),
} -%}

with

disclosures as (

    select * from {{ ref('dim_disclosures') }}

),

units as (

    select * from {{ ref('dim_budget_units') }}

),

items as (

    select * from {{ ref('int_functional_items_combined') }}

),

expenses as (

    select * from {{ ref('fct_three_public_expenses') }}

),

procurement as (

    select * from {{ ref('fct_procurement_lines') }}

),

service_purchases as (

    select * from {{ ref('fct_service_purchase_lines') }}

),

targets as (

    select * from {{ ref('fct_performance_targets') }}

),

unit_items as (

    select
        disclosure_id,
        unit_code,
        {%- for amount in ['total', 'basic', 'personnel', 'operating', 'project'] %}
        cast(sum({{ amount }}_amount) as {{ amount_type() }}) as {{ amount }}_amount
        {{- ',' if not loop.last }}
        {%- endfor %}
    from items
    group by disclosure_id, unit_code

),

unit_expenses as (

    select
        disclosure_id,
        unit_code,
        sum(amount) filter (where is_three_public) as three_public_amount,
        sum(amount) filter (where expense = 'meeting') as meeting_amount,
        sum(amount) filter (where expense like 'training%') as training_amount
    from expenses
    group by disclosure_id, unit_code

),

unit_printed_totals as (

    select
        disclosure_id,
        unit_code,
        {{ sum_of('total') }} as published_total_amount
    from {{ ref('int_unit_figures_placed') }}
    where statement = 'expenditure'
    group by disclosure_id, unit_code

),

{% for part, (amount, name) in summed_parts.items() -%}
unit_{{ part }} as (

    select
        disclosure_id,
        unit_code,
        cast(sum({{ amount }}) as {{ amount_type() }}) as {{ name }}
    from {{ part }}
    group by disclosure_id, unit_code

),

{% endfor -%}
unit_targets as (

    select
        disclosure_id,
        unit_code,
        count(*) as project_count
    from targets
    group by disclosure_id, unit_code

),

final as (

    select
        units.disclosure_id,
        disclosures.fiscal_year_start,
        units.unit_code,
        units.unit_name,
        unit_items.total_amount,
        unit_printed_totals.published_total_amount,
        unit_items.basic_amount,
        unit_items.personnel_amount,
        unit_items.operating_amount,
        unit_items.project_amount,
        cast(unit_expenses.three_public_amount as {{ amount_type() }}) as three_public_amount,
        cast(unit_expenses.meeting_amount as {{ amount_type() }}) as meeting_amount,
        cast(unit_expenses.training_amount as {{ amount_type() }}) as training_amount,
        unit_procurement.procurement_amount,
        unit_service_purchases.service_purchase_amount,
        cast(coalesce(unit_targets.project_count, 0) as {{ dbt.type_int() }}) as project_count
    from units
    left join disclosures
        on units.disclosure_id = disclosures.disclosure_id
    {%- for part in [
        'unit_items', 'unit_printed_totals', 'unit_expenses', 'unit_procurement',
        'unit_service_purchases', 'unit_targets',
    ] %}
    left join {{ part }}
        on
            units.disclosure_id = {{ part }}.disclosure_id
            and units.unit_code = {{ part }}.unit_code
    {%- endfor %}
    -- Items that stand under no unit are the department's own.
    where units.unit_level = 'unit' or unit_items.unit_code is not null

)

select * from final
