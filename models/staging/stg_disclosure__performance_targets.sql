with

source as (

    select * from {{ published('performance_targets') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

typed as (

    select
        source.disclosure_id,
        disclosures.department_code,
        cast(source.row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source.source_page') }} as source_page,
        cast(source.source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_code('source.unit_code') }} as printed_unit_code,
        {{ clean_text('source.unit_name') }} as unit_name,
        {{ clean_text('source.project_name') }} as project_name,
        {{ clean_text('source.target') }} as target
    from source
    left join disclosures
        on source.disclosure_id = disclosures.disclosure_id

),

blocks as (

    -- A cell merged over the projects of a unit prints its code beside the first of them only.
    select
        *,
        {{ unit_block() }} as unit_block
    from typed

),

carried as (

    select
        *,
        coalesce(
            printed_unit_code,
            case
                when project_name is not null
                    then {{ unit_of_block() }}
            end
        ) as unit_code
    from blocks

),

final as (

    select
        disclosure_id,
        12 as table_no,
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
