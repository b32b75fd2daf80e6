with

reference as (

    select * from {{ ref('ref_functional_classification') }}

),

printed as (

    select * from {{ ref('int_printed_codes_unioned') }}
    where code_kind = 'function'

),

cofog as (

    select * from {{ ref('ref_cofog_mapping') }}

),

unlisted as (

    {{ unlisted_codes('printed', 'reference', 'function_code', [3, 5, 7]) }}

),

functions as (

    select
        function_code,
        function_level,
        name_zh as function_name,
        name_en as function_name_en,
        nullif(parent_code, '') as parent_code,
        name_source,
        true as is_listed
    from reference

    union all

    select
        code as function_code,
        {{ code_level('code') }} as function_level,
        printed_name as function_name,
        cast(null as {{ dbt.type_string() }}) as function_name_en,
        case when length(code) > 3 then substr(code, 1, length(code) - 2) end as parent_code,
        'document' as name_source,
        false as is_listed
    from unlisted

),

final as (

    -- The mapping is kept at the class, and at those sections where a class is mixed.
    select
        functions.function_code,
        functions.function_level,
        functions.function_name,
        functions.function_name_en,
        functions.parent_code,
        functions.name_source,
        functions.is_listed,
        coalesce(by_section.cofog_code, by_class.cofog_code) as cofog_code,
        coalesce(by_section.cofog_name_zh, by_class.cofog_name_zh) as cofog_name,
        coalesce(by_section.cofog_name_en, by_class.cofog_name_en) as cofog_name_en
    from functions
    left join cofog as by_section
        on substr(functions.function_code, 1, 5) = by_section.function_code
            and length(by_section.function_code) = 5
    left join cofog as by_class
        on substr(functions.function_code, 1, 3) = by_class.function_code

)

select * from final
