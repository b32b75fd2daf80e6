{#- One line for each printed total: its names, where it stands, what the narrative calls it. -#}
{%- set summary = 'int_summary_entries_resolved' -%}
{%- set by_unit = 'stg_disclosure__expenditure_by_unit' -%}
{%- set general = 'stg_disclosure__general_budget_expenditure' -%}
{%- set expenses = 'stg_disclosure__three_public_expenses' -%}
{%- set procured = 'stg_disclosure__procurement' -%}
{%- set services = 'stg_disclosure__service_purchases' -%}
{%- set totals = [
    ('revenue_total', '收入总计', 'Total revenue', summary, 'amount', 'total/total'),
    ('expenditure_total', '支出总计', 'Total expenditure', summary, 'amount', 'total/total'),
    ('basic', '基本支出', 'Basic expenditure', by_unit, 'basic', 'spending/basic'),
    ('project', '项目支出', 'Project expenditure', by_unit, 'project', 'spending/project'),
    ('carried_forward', '结转下年支出', 'Carried forward', by_unit, 'carried_forward',
        'carry_forward/carry_forward'),
    ('personnel', '人员经费', 'Personnel', general, 'personnel', 'basic_component/personnel'),
    ('operating', '公用经费', 'Operating', general, 'operating',
        'office_operation/office_operation'),
    ('three_public', '“三公”经费', 'Three public expenses', expenses, 'three_public_total',
        'three_public/three_public'),
    ('overseas_travel', '因公出国（境）费', 'Official overseas travel', expenses,
        'overseas_travel', 'three_public/overseas_travel'),
    ('vehicles', '公务用车购置及运行维护费', 'Official vehicles', expenses, 'vehicle_subtotal',
        'three_public/vehicles'),
    ('vehicle_operation', '公务用车运行维护费', 'Vehicle operation and maintenance', expenses,
        'vehicle_operation', 'three_public/vehicle_operation'),
    ('vehicle_purchase', '公务用车购置费', 'Vehicle purchase', expenses, 'vehicle_purchase',
        'three_public/vehicle_purchase'),
    ('reception', '公务接待费', 'Official reception', expenses, 'reception',
        'three_public/reception'),
    ('meeting', '会议费', 'Meetings', expenses, 'meeting', none),
    ('training', '培训费', 'Training', expenses, 'training_subtotal', none),
    ('procurement', '政府采购预算', 'Government procurement', procured, 'fund_total',
        'procurement/procurement'),
    ('procurement_centralized', '集中采购', 'Centralized procurement', procured,
        'centralized_subtotal', 'procurement_method/centralized'),
    ('procurement_decentralized', '分散采购', 'Decentralized procurement', procured,
        'decentralized_subtotal', 'procurement_method/decentralized'),
    ('service_purchases', '政府购买服务预算', 'Government purchases of services', services,
        'total', 'service_purchases/service_purchases'),
] -%}

with

prior_year as (

    select
        *,
        subject_kind || '/' || subject_code as subject
    from {{ ref('prior_year_budget') }}

),

printed as (
{% for measure, name_zh, name_en, relation, column, subject in totals %}
    select
        disclosure_id,
        '{{ measure }}' as measure,
        '{{ name_zh }}' as measure_name,
        '{{ name_en }}' as measure_name_en,
        cast({{ dbt.string_literal(subject) if subject else 'null' }} as {{ dbt.type_string() }})
            as subject,
        table_no,
        row_no,
        source_line,
        {{ 'amount_text' if column == 'amount' else column ~ '_text' }} as published_text,
        {{ 'amount' if column == 'amount' else column ~ '_amount' }} as amount
    from {{ ref(relation) }}
    where
        row_kind = 'grand_total'
        {%- if relation == summary %}
        and table_no = 1
        and side = '{{ measure.split('_')[0] }}'
        {%- endif %}
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

-- A table that prints its total line twice gives the first one; a check reports the other.
numbered as (

    select
        *,
        row_number() over (
            partition by disclosure_id, measure
            order by row_no asc nulls last, source_line asc nulls last
        ) as place
    from printed
    where amount is not null

),

final as (

    select
        numbered.disclosure_id,
        numbered.measure,
        numbered.measure_name,
        numbered.measure_name_en,
        numbered.table_no,
        numbered.row_no,
        numbered.source_line,
        numbered.published_text,
        numbered.amount,
        prior_year.change_amount,
        prior_year.change_percent,
        prior_year.prior_amount,
        prior_year.prior_low,
        prior_year.prior_high,
        prior_year.compared_with
    from numbered
    -- The narrative's change is the change of this figure only where it starts from this figure.
    left join prior_year
        on
            numbered.disclosure_id = prior_year.disclosure_id
            and numbered.subject = prior_year.subject
            and abs(numbered.amount - prior_year.current_amount) * 2
            <= case
                -- What follows from a percentage alone has a wide interval, and says nothing here.
                when prior_year.prior_basis = 'percent' then 0
                else prior_year.prior_high - prior_year.prior_low
            end
    where numbered.place = 1

)

select * from final
