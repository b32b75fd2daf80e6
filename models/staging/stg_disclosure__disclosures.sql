with

source as (

    select * from {{ published('disclosures') }}

),

final as (

    select
        disclosure_id,
        {{ clean_code('region_code') }} as region_code,
        {{ clean_text('region_name') }} as region_name,
        {{ clean_code('department_code') }} as department_code,
        {{ clean_text('department_name') }} as department_name,
        try_cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
        {{ clean_text('stage') }} as stage,
        {{ clean_text('level') }} as level,
        {{ clean_text('template') }} as template,
        {{ clean_text('title') }} as title,
        {{ clean_text('source_file') }} as source_file,
        {{ clean_text('source_sha256') }} as source_sha256
    from source

)

select * from final
