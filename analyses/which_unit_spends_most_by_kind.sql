{%- set kinds = [
    'total', 'basic', 'personnel', 'operating', 'project', 'three_public', 'meeting', 'training',
    'procurement', 'service_purchase',
] -%}
-- 问：各类支出里，哪个单位花得最多？基本、项目、“三公”、会议、培训、采购等分别排名。
-- 读法：每份文件、每类支出各排一次，rank_in_kind 为 1 的单位花得最多，金额相同则名次相同；
-- 占比是该单位在本部门同类支出中的百分数。单位：万元。
-- 注意：各类之间有重叠（总额含基本与项目，采购与“三公”又在其中），不可跨类相加；
-- 没有印出某类数字的单位不列，没有印不等于零。
--
-- Question: which unit spends most on each kind: basic, project, three public expenses,
-- meetings, training, procurement and so on?
-- Reading: units are ranked once for each document and kind; rank_in_kind 1 spends most, equal
-- amounts share a rank. The share is the unit's part of the department's spending of that kind,
-- in percent. Amounts in 万元.
-- Beware: kinds overlap (the total contains basic and project, and procurement lies within
-- both), so they must not be added up. A unit for which a kind is not printed is left out: not
-- the same as zero.

with

unit_budget as (

    select * from {{ ref('unit_budget') }}

),

by_kind as (
{% for kind in kinds %}
    select
        disclosure_id,
        {{ loop.index }} as kind_no,
        '{{ kind }}' as kind,
        unit_code,
        unit_name,
        {{ kind }}_amount as amount
    from unit_budget
    where {{ kind }}_amount is not null
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

kind_totals as (

    select
        disclosure_id,
        kind,
        sum(amount) as amount
    from by_kind
    group by
        disclosure_id,
        kind

),

final as (

    select
        by_kind.disclosure_id,
        by_kind.kind_no,
        by_kind.kind,
        rank() over (
            partition by by_kind.disclosure_id, by_kind.kind
            order by by_kind.amount desc nulls last
        ) as rank_in_kind,
        by_kind.unit_code,
        by_kind.unit_name,
        by_kind.amount,
        cast({{ share_of('by_kind.amount', 'kind_totals.amount') }} * 100 as decimal(9, 2))
            as percent_of_kind
    from by_kind
    left join kind_totals
        on
            by_kind.disclosure_id = kind_totals.disclosure_id
            and by_kind.kind = kind_totals.kind

)

select * from final
order by
    disclosure_id asc,
    kind_no asc,
    rank_in_kind asc,
    unit_code asc
