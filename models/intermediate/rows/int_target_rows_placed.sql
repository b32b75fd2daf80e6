{{ config(materialized='table') }}

with

printed as (

    select * from {{ ref('stg_disclosure__performance_targets') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

blocks as (

    -- A cell merged over the projects of a unit prints its code beside the first of them only.
    select
        printed.*,
        disclosures.department_code,
        {{ unit_block('printed', 'disclosure_id') }} as unit_block
    from printed
    left join disclosures
        on printed.disclosure_id = disclosures.disclosure_id

),

carried as (

    select
        *,
        coalesce(
            printed_unit_code,
            case
                when project_name is not null
                    then coalesce(
                        max(printed_unit_code) over (partition by disclosure_id, unit_block),
                        department_code
                    )
            end
        ) as unit_code
    from blocks

),

final as (

    select
        disclosure_id,
        'performance_targets' as statement,
        table_no,
        row_no,
        source_page,
        source_line,
        case
            when project_name is not null then 'project'
            when unit_code = department_code then 'department'
            when unit_code is not null then 'unit'
            else 'unrecognised'
        end as row_kind,
        unit_code,
        unit_name,
        project_name,
        target
    from carried

)

select * from final
