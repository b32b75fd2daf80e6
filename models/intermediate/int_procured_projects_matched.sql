with

procurement as (

    select * from {{ ref('stg_disclosure__procurement') }}

),

general_budget as (

    select * from {{ ref('stg_disclosure__general_budget_expenditure') }}

),

targets as (

    select * from {{ ref('stg_disclosure__performance_targets') }}

),

project_aliases as (

    select * from {{ ref('project_aliases') }}

),

project_items as (

    -- A unit's item that has project expenditure and no basic expenditure: whatever is procured
    -- under it is project spending. Where an item has both, the document does not say.
    select
        disclosure_id,
        unit_code,
        function_code
    from general_budget
    where not has_children
    group by disclosure_id, unit_code, function_code
    having sum(project_amount) <> 0 and coalesce(sum(basic_amount), 0) = 0

),

target_projects as (

    select
        disclosure_id,
        unit_code,
        {{ name_key('project_name') }} as project_key,
        min(row_no) as target_row_no,
        min(source_line) as target_source_line
    from targets
    where row_kind = 'project'
    group by disclosure_id, unit_code, {{ name_key('project_name') }}

),

procured_projects as (

    select
        procurement.*,
        coalesce(project_aliases.target_project_name, procurement.project_name)
            as target_project_name
    from procurement
    left join project_aliases
        on
            procurement.disclosure_id = project_aliases.disclosure_id
            and procurement.unit_code = project_aliases.unit_code
            and {{ name_key('procurement.project_name') }}
            = {{ name_key('project_aliases.procured_project_name') }}
    where procurement.row_kind = 'line'

),

final as (

    select
        procurement.disclosure_id,
        procurement.unit_code,
        procurement.function_code,
        procurement.line_no,
        procurement.row_no,
        procurement.source_line,
        procurement.project_name,
        procurement.target_project_name,
        project_items.unit_code is not null as is_project_spending,
        target_projects.target_row_no,
        target_projects.target_source_line
    from procured_projects as procurement
    left join project_items
        on
            procurement.disclosure_id = project_items.disclosure_id
            and procurement.unit_code = project_items.unit_code
            and procurement.function_code = project_items.function_code
    left join target_projects
        on
            procurement.disclosure_id = target_projects.disclosure_id
            and procurement.unit_code = target_projects.unit_code
            and {{ name_key('procurement.target_project_name') }} = target_projects.project_key

)

select * from final
