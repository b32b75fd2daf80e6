{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('published_amounts') }}

),

targets as (

    select * from {{ ref('int_target_rows_placed') }}

),

procured_projects as (

    select * from {{ ref('int_procured_projects_matched') }}

),

target_units as (

    select distinct
        disclosure_id,
        unit_code
    from targets
    where row_kind in ('project', 'unit')

),

unit_terms as (

    select
        disclosure_id,
        'performance_targets_unit_exists' as check_id,
        unit_code as subject,
        'detail' as side,
        statement,
        row_no,
        source_line,
        'unit_code' as column_name
    from targets
    where row_kind in ('project', 'unit')

    union all

    select
        figures.disclosure_id,
        'performance_targets_unit_exists' as check_id,
        figures.unit_code as subject,
        'summary' as side,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name
    from figures
    -- A unit without a project has no target.
    inner join target_units
        on
            figures.disclosure_id = target_units.disclosure_id
            and figures.unit_code = target_units.unit_code
    where
        figures.statement = 'expenditure'
        and figures.row_kind = 'unit'
        and figures.column_name = 'total'

),

project_terms as (

    -- A line whose total is blank still names its project; the name then stands for the figure.
    select
        procured_projects.disclosure_id,
        'procurement_project_has_target' as check_id,
        procured_projects.unit_code || '/' || procured_projects.project_name as subject,
        'detail' as side,
        'procurement' as statement,
        procured_projects.row_no,
        procured_projects.source_line,
        coalesce(figures.column_name, 'project_name') as column_name
    from procured_projects
    left join figures
        on
            procured_projects.disclosure_id = figures.disclosure_id
            and procured_projects.row_no = figures.row_no
            and figures.statement = 'procurement'
            and figures.column_name = 'fund_total'
    where procured_projects.spending_kind = 'project'

    union all

    select distinct
        disclosure_id,
        'procurement_project_has_target' as check_id,
        unit_code || '/' || project_name as subject,
        'summary' as side,
        'performance_targets' as statement,
        target_row_no as row_no,
        target_source_line as source_line,
        'project_name' as column_name
    from procured_projects
    where
        spending_kind = 'project'
        and target_row_no is not null

),

final as (

    select * from unit_terms
    union all
    select * from project_terms

)

select
    *,
    column_name not in ('unit_code', 'project_name') as is_figure,
    1 as sign,
    cast(1 as {{ amount_type() }}) as term_amount,
    cast(0 as decimal(18, 7)) as half_step
from final
