{%- set methods = ['centralized', 'decentralized'] -%}
{%- set categories = ['goods', 'works', 'services'] -%}
-- 问：谁在采购、买什么、怎么买？按单位、采购方式（集中、分散）与类别（货物、工程、服务）列出。
-- 读法：每行是一个单位以一种方式买一类东西的金额与采购明细条数；金额为零的组合不列。
-- 占比分别以本单位和全部门的采购总额为底，为百分数。单位：万元。
-- 注意：金额由采购明细加总，不用印出的合计行：有的文件合计行印错（见已知不符事项）。
-- 一条明细可能同时印在两种方式下，条数相加会重复。
--
-- Question: who buys what, and how? By unit, method (centralized, decentralized) and category
-- (goods, works, services).
-- Reading: each row is what one unit buys of one category by one method, with the number of
-- procurement lines behind it; combinations with no amount are left out. Shares are of the
-- unit's and of the department's procurement, in percent. Amounts in 万元.
-- Beware: amounts are summed from the lines, not taken from printed totals, which some documents
-- misprint (see the known discrepancies). A line printed under two methods counts in both rows.

with

lines as (

    select * from {{ ref('fct_procurement_lines') }}

),

units as (

    select * from {{ ref('dim_budget_units') }}

),

by_kind as (
{% for method in methods %}
    {%- set last_method = loop.last -%}
    {%- for category in categories %}
    select
        disclosure_id,
        unit_code,
        '{{ method }}' as method,
        '{{ category }}' as category,
        {{ method }}_{{ category }}_amount as amount
    from lines
    {{ 'union all' if not (last_method and loop.last) }}
    {%- endfor %}
{%- endfor %}
),

bought as (

    select
        disclosure_id,
        unit_code,
        method,
        category,
        count(*) as line_count,
        sum(amount) as amount
    from by_kind
    where amount <> 0
    group by
        disclosure_id,
        unit_code,
        method,
        category

),

unit_totals as (

    select
        disclosure_id,
        unit_code,
        sum(fund_total_amount) as amount
    from lines
    group by
        disclosure_id,
        unit_code

),

department_totals as (

    select
        disclosure_id,
        sum(fund_total_amount) as amount
    from lines
    group by disclosure_id

),

final as (

    select
        bought.disclosure_id,
        bought.unit_code,
        units.unit_name,
        bought.method,
        bought.category,
        bought.line_count,
        bought.amount,
        cast({{ share_of('bought.amount', 'unit_totals.amount') }} * 100 as decimal(9, 2))
            as percent_of_unit,
        cast({{ share_of('bought.amount', 'department_totals.amount') }} * 100 as decimal(9, 2))
            as percent_of_department
    from bought
    left join units
        on
            bought.disclosure_id = units.disclosure_id
            and bought.unit_code = units.unit_code
    left join unit_totals
        on
            bought.disclosure_id = unit_totals.disclosure_id
            and bought.unit_code = unit_totals.unit_code
    left join department_totals
        on bought.disclosure_id = department_totals.disclosure_id

)

select * from final
order by
    disclosure_id asc,
    unit_code asc,
    method asc,
    category asc
