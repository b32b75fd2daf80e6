-- 问：项目支出中有多少要走政府采购？按单位列出。
-- 读法：一条采购明细按它所在的“单位 × 功能科目”归类——
--   项目采购：该科目只有项目支出，或采购的项目在绩效目标表有目标；
--   基本支出采购：该科目没有项目支出；
--   无法判定：该科目既有基本支出又有项目支出，或没有印科目，采购的名称在绩效目标表又找不到。
-- lowest_percent 只算项目采购，highest_percent 把无法判定的也算作项目采购，真实占比在两者之间。
-- 注意：政府采购也采购基本支出所需（如车辆、办公用品），拿全部采购额除以项目支出会偏高；
-- 单位没有项目支出时占比为 NULL。单位：万元，占比为百分数。
--
-- Question: how much of project money goes through government procurement, by unit?
-- Reading: a procurement line is sorted by its unit's functional item:
--   project: the item has project expenditure only, or what is procured has a performance target;
--   basic: the item has no project expenditure;
--   undetermined: the item has both, or is not printed, and no target has the name.
-- lowest_percent counts the first group, highest_percent the undetermined lines too; the true share
-- lies between them.
-- Beware: procurement also serves basic expenditure (vehicles, office supplies), so all
-- procurement over project expenditure would be too high. NULL where a unit has no project
-- expenditure. Amounts in 万元, shares in percent.

with

lines as (

    select * from {{ ref('fct_procurement_lines') }}

),

matches as (

    select * from {{ ref('int_procured_projects_matched') }}

),

units as (

    select * from {{ ref('unit_budget') }}

),

sorted_lines as (

    select
        lines.disclosure_id,
        lines.unit_code,
        lines.fund_total_amount as amount,
        -- Where the item has both kinds, a performance target says that the line is a project.
        case
            when matches.spending_kind in ('basic', 'project') then matches.spending_kind
            when matches.target_row_no is not null then 'project'
            else 'undetermined'
        end as paid_from
    from lines
    left join matches
        on
            lines.disclosure_id = matches.disclosure_id
            and lines.row_no = matches.row_no

),

procured as (

    select
        disclosure_id,
        unit_code,
        sum(amount) as procurement_amount,
        sum(case when paid_from = 'project' then amount else 0 end) as from_project_amount,
        sum(case when paid_from = 'basic' then amount else 0 end) as from_basic_amount,
        sum(case when paid_from = 'undetermined' then amount else 0 end) as undetermined_amount
    from sorted_lines
    group by
        disclosure_id,
        unit_code

),

combined as (

    select
        units.disclosure_id,
        units.unit_code,
        units.unit_name,
        units.project_amount,
        procured.procurement_amount,
        procured.from_basic_amount,
        procured.from_project_amount,
        procured.undetermined_amount,
        coalesce(procured.from_project_amount, 0) as lowest_amount,
        coalesce(procured.from_project_amount + procured.undetermined_amount, 0)
            as highest_amount
    from units
    left join procured
        on
            units.disclosure_id = procured.disclosure_id
            and units.unit_code = procured.unit_code

),

final as (

    select
        disclosure_id,
        unit_code,
        unit_name,
        project_amount,
        procurement_amount,
        from_basic_amount,
        from_project_amount,
        undetermined_amount,
        cast({{ share_of('lowest_amount', 'project_amount') }} * 100 as decimal(9, 2))
            as lowest_percent,
        cast({{ share_of('highest_amount', 'project_amount') }} * 100 as decimal(9, 2))
            as highest_percent
    from combined

)

select * from final
order by
    disclosure_id asc,
    unit_code asc
