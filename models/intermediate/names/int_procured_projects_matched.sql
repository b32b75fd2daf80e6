{{ config(materialized='table') }}

with

procurement as (

    select * from {{ ref('int_item_rows_placed') }}
    where
        statement = 'procurement'
        and row_kind = 'line'

),

items as (

    select * from {{ ref('int_functional_items_combined') }}

),

targets as (

    select * from {{ ref('int_target_rows_placed') }}

),

project_aliases as (

    select * from {{ ref('project_aliases') }}

),

item_kinds as (

    -- Whatever is procured under an item that has project expenditure only is project spending.
    -- Where an item has both kinds, the document does not say.
    select
        disclosure_id,
        unit_code,
        function_code,
        case
            when coalesce(project_amount, 0) = 0 then 'basic'
            when coalesce(basic_amount, 0) = 0 then 'project'
            else 'undetermined'
        end as spending_kind
    from items

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
        item_kinds.spending_kind,
        target_projects.target_row_no,
        target_projects.target_source_line
    from procured_projects as procurement
    left join item_kinds
        on
            procurement.disclosure_id = item_kinds.disclosure_id
            and procurement.unit_code = item_kinds.unit_code
            and procurement.function_code = item_kinds.function_code
    left join target_projects
        on
            procurement.disclosure_id = target_projects.disclosure_id
            and procurement.unit_code = target_projects.unit_code
            and {{ name_key('procurement.target_project_name') }} = target_projects.project_key

)

select * from final
