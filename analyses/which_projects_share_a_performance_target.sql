-- 问：哪些项目的绩效目标一字不差？
-- 读法：文字完全相同（只忽略空格、全半角）的目标归为一组，每个项目占一行；shared_by 是同组项目数，
-- unit_count 是涉及几个单位，project_count 是该单位公开的项目总数。组按项目数从多到少排列。
-- 注意：相同的目标往往是套话，看不出各项目要做什么，但也可能确属同一件事分列几个项目；
-- 只差一个标点也不算相同，所以这里的数只会少不会多。没有印目标的项目不列。
--
-- Question: which projects share a performance target word for word?
-- Reading: targets with the same text (only blanks and full or half width ignored) form a group,
-- each project has a row; shared_by is the number of projects in the group, unit_count the
-- number of units among them, project_count all projects the unit discloses. Largest groups
-- first.
-- Beware: a shared target is often boilerplate that does not tell what each project is for, but
-- may be one task listed as several projects. One different comma makes a different target, so
-- the numbers err on the low side. Projects without a printed target are left out.

with

targets as (

    select * from {{ ref('fct_performance_targets') }}

),

unit_budget as (

    select * from {{ ref('unit_budget') }}

),

keyed as (

    select
        disclosure_id,
        project_no,
        unit_code,
        project_name,
        target,
        source_line,
        {{ name_key('target') }} as target_key
    from targets

),

target_groups as (

    select
        disclosure_id,
        target_key,
        min(project_no) as first_project_no,
        count(*) as shared_by,
        count(distinct unit_code) as unit_count
    from keyed
    where target_key is not null
    group by
        disclosure_id,
        target_key
    having count(*) > 1

),

final as (

    select
        keyed.disclosure_id,
        target_groups.shared_by,
        target_groups.first_project_no,
        target_groups.unit_count,
        keyed.unit_code,
        unit_budget.unit_name,
        unit_budget.project_count,
        keyed.project_no,
        keyed.project_name,
        keyed.source_line,
        keyed.target
    from keyed
    inner join target_groups
        on
            keyed.disclosure_id = target_groups.disclosure_id
            and keyed.target_key = target_groups.target_key
    left join unit_budget
        on
            keyed.disclosure_id = unit_budget.disclosure_id
            and keyed.unit_code = unit_budget.unit_code

)

select * from final
order by
    disclosure_id asc,
    shared_by desc,
    first_project_no asc,
    project_no asc
