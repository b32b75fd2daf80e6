{{ config(materialized='view') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

unit_figures as (

    select * from {{ ref('int_unit_figures_placed') }}

),

targets as (

    select * from {{ ref('int_target_rows_placed') }}
    where row_kind = 'project'

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

units_with_targets as (

    select distinct
        disclosure_id,
        unit_code
    from targets

),

spending as (

    select
        disclosure_id,
        unit_code,
        max(case when column_name = 'project' and amount > 0 then 1 else 0 end) as has_projects
    from unit_figures
    where statement = 'expenditure'
    group by disclosure_id, unit_code

),

final as (

    select
        unit_rows.disclosure_id,
        checks.check_id,
        unit_rows.unit_code as subject,
        unit_rows.statement,
        unit_rows.row_no,
        unit_rows.source_line,
        spending.unit_code is not null as holds
    from unit_figures as unit_rows
    inner join checks
        on
            unit_rows.statement = checks.statements
            and checks.family = 'unit_is_in_the_expenditure_table'
    left join spending
        on
            unit_rows.disclosure_id = spending.disclosure_id
            and unit_rows.unit_code = spending.unit_code
    where
        unit_rows.row_kind in ('unit', 'unit_fund')
        and unit_rows.column_name in ('total', 'fund_total', 'three_public_total')

    union all

    -- A document without the table of targets is not asked for them.
    select
        projects.disclosure_id,
        'project_expenditure_has_targets' as check_id,
        projects.unit_code as subject,
        projects.statement,
        projects.row_no,
        projects.source_line,
        units_with_targets.unit_code is not null as holds
    from unit_figures as projects
    left join units_with_targets
        on
            projects.disclosure_id = units_with_targets.disclosure_id
            and projects.unit_code = units_with_targets.unit_code
    inner join tables
        on
            projects.disclosure_id = tables.disclosure_id
            and tables.statement = 'performance_targets'
    where
        projects.statement = 'expenditure'
        and projects.column_name = 'project'
        and projects.amount > 0

    union all

    select
        targets.disclosure_id,
        'targets_are_of_project_expenditure' as check_id,
        targets.unit_code as subject,
        targets.statement,
        targets.row_no,
        targets.source_line,
        coalesce(spending.has_projects, 0) = 1 as holds
    from targets
    left join spending
        on
            targets.disclosure_id = spending.disclosure_id
            and targets.unit_code = spending.unit_code

)

select * from final
