{%- set tables = {
    'revenue_by_unit': 'row_label', 'expenditure_by_unit': 'row_label',
    'general_budget_expenditure': 'row_label', 'three_public_expenses': 'row_label',
    'government_fund_expenditure': 'row_label', 'state_capital_expenditure': 'row_label',
    'procurement': 'row_label', 'service_purchases': 'row_label',
    'performance_targets': 'unit_name',
} -%}

with

{% for table in tables %}
{{ table }} as (

    select * from {{ ref('stg_disclosure__' ~ table) }}

),

{% endfor %}
disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

organisation_units as (

    select * from {{ ref('int_organisation_units_matched') }}
    where unit_code is not null

),

organisation_kinds as (

    -- The first paragraph that speaks of a unit says what it is.
    select
        *,
        row_number() over (partition by disclosure_id, unit_code order by row_no) as mention
    from organisation_units

),

printed_units as (
{% for table, name in tables.items() %}
    select
        disclosure_id,
        unit_code,
        {{ name }} as printed_name,
        table_no,
        row_no
    from {{ table }}
    where
        unit_code is not null
        and row_kind in ('department', 'unit', 'unit_fund', 'project')
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

ranked as (

    -- The first table that prints a unit names it; a wrapped cell prints blanks inside the name.
    select
        disclosure_id,
        unit_code,
        {{ without_blanks('printed_name') }} as unit_name,
        row_number() over (
            partition by disclosure_id, unit_code
            order by table_no, row_no
        ) as name_rank
    from printed_units

),

final as (

    select
        ranked.disclosure_id,
        ranked.unit_code,
        ranked.unit_name,
        case
            when ranked.unit_code = disclosures.department_code then 'department'
            else 'unit'
        end as unit_level,
        case
            when ranked.unit_code <> disclosures.department_code then disclosures.department_code
        end as parent_code,
        organisation_kinds.unit_label as organisation_name,
        organisation_kinds.unit_kind
    from ranked
    left join disclosures
        on ranked.disclosure_id = disclosures.disclosure_id
    left join organisation_kinds
        on
            ranked.disclosure_id = organisation_kinds.disclosure_id
            and ranked.unit_code = organisation_kinds.unit_code
            and organisation_kinds.mention = 1
    where ranked.name_rank = 1

)

select * from final
