{%- set places = var('places', 10) | int -%}
-- 问：最大的单笔是哪些？项目支出（单位 × 功能科目）、采购项目、购买服务明细各列前十。
-- 读法：每份文件、每种各排一次，金额相同名次相同，所以可能多于十行；rank_in_kind 为 1 的最大。
-- 要看更多：places=50。单位：万元。
-- 注意：各表不印每个项目的总额（绩效目标表只有目标），项目支出最细到单位的功能科目；
-- 采购项目按单位、科目、名称合并各条明细，同名项目分属不同科目时分开列。
--
-- Question: which are the largest single sums? The ten largest of each kind: project expenditure
-- (a unit's functional item), procured projects, and service purchase lines.
-- Reading: each kind is ranked within its document; equal amounts share a rank, so there may be
-- more than ten rows. For more: places=50. Amounts in 万元.
-- Beware: no table prints a total for a project (that of targets has none), so project
-- expenditure goes down to a unit's functional item. Procurement lines are added up by unit,
-- item and name; a name used under two items stands twice.

with

expenditure as (

    select * from {{ ref('fct_expenditure') }}

),

procurement_lines as (

    select * from {{ ref('fct_procurement_lines') }}

),

service_purchase_lines as (

    select * from {{ ref('fct_service_purchase_lines') }}

),

units as (

    select * from {{ ref('dim_budget_units') }}

),

functions as (

    select * from {{ ref('dim_functions') }}

),

sums as (

    select
        disclosure_id,
        'project_expenditure' as kind,
        unit_code,
        function_code,
        cast(null as {{ dbt.type_string() }}) as project_name,
        min(0) as first_line_no,
        count(*) as line_count,
        sum(amount) as amount
    from expenditure
    where component = 'project'
    group by
        disclosure_id,
        unit_code,
        function_code

    union all

    select
        disclosure_id,
        'procured_project' as kind,
        unit_code,
        function_code,
        project_name,
        min(line_no) as first_line_no,
        count(*) as line_count,
        sum(fund_total_amount) as amount
    from procurement_lines
    group by
        disclosure_id,
        unit_code,
        function_code,
        project_name

    union all

    select
        disclosure_id,
        'service_purchase_line' as kind,
        unit_code,
        function_code,
        project_name,
        line_no as first_line_no,
        1 as line_count,
        total_amount as amount
    from service_purchase_lines

),

ranked as (

    select
        disclosure_id,
        kind,
        unit_code,
        function_code,
        project_name,
        first_line_no,
        line_count,
        amount,
        rank() over (
            partition by disclosure_id, kind
            order by amount desc nulls last
        ) as rank_in_kind
    from sums
    where amount <> 0

),

final as (

    select
        ranked.disclosure_id,
        ranked.kind,
        ranked.rank_in_kind,
        ranked.unit_code,
        units.unit_name,
        ranked.function_code,
        functions.function_name,
        ranked.project_name,
        ranked.first_line_no,
        ranked.line_count,
        ranked.amount
    from ranked
    left join units
        on
            ranked.disclosure_id = units.disclosure_id
            and ranked.unit_code = units.unit_code
    left join functions
        on ranked.function_code = functions.function_code
    where ranked.rank_in_kind <= {{ places }}

)

select * from final
order by
    disclosure_id asc,
    kind asc,
    rank_in_kind asc,
    unit_code asc,
    function_code asc,
    first_line_no asc
