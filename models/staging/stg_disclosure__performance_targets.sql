with

source as (

    select * from {{ published('performance_targets') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

final as (

    select
        source.disclosure_id,
        12 as table_no,
        cast(source.row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source.source_page') }} as source_page,
        cast(source.source_line as {{ dbt.type_int() }}) as source_line,
        case
            when {{ clean_text('source.project_name') }} is not null then 'project'
            when {{ clean_code('source.unit_code') }} = disclosures.department_code
                then 'department'
            when {{ clean_code('source.unit_code') }} is not null then 'unit'
            else 'unrecognised'
        end as row_kind,
        {{ clean_code('source.unit_code') }} as unit_code,
        {{ clean_text('source.unit_name') }} as unit_name,
        {{ clean_text('source.project_name') }} as project_name,
        {{ clean_text('source.target') }} as target
    from source
    left join disclosures
        on source.disclosure_id = disclosures.disclosure_id

)

select * from final
