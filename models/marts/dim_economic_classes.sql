with

reference as (

    select * from {{ ref('ref_economic_classification') }}

),

printed as (

    select * from {{ ref('int_printed_codes_unioned') }}
    where code_kind = 'economic'

),

gfsm as (

    select * from {{ ref('ref_gfsm_mapping') }}

),

unlisted as (

    {{ unlisted_codes('printed', 'reference', 'economic_code', [3, 5]) }}

),

economic_classes as (

    select
        economic_code,
        economic_level,
        name_zh as economic_name,
        name_en as economic_name_en,
        nullif(parent_code, '') as parent_code,
        nullif(component, '') as component,
        name_source,
        true as is_listed
    from reference

    union all

    select
        code as economic_code,
        {{ code_level('code') }} as economic_level,
        printed_name as economic_name,
        cast(null as {{ dbt.type_string() }}) as economic_name_en,
        case when length(code) > 3 then substr(code, 1, length(code) - 2) end as parent_code,
        cast(null as {{ dbt.type_string() }}) as component,
        'document' as name_source,
        false as is_listed
    from unlisted

),

final as (

    select
        economic_classes.economic_code,
        economic_classes.economic_level,
        economic_classes.economic_name,
        economic_classes.economic_name_en,
        economic_classes.parent_code,
        economic_classes.component,
        economic_classes.name_source,
        economic_classes.is_listed,
        gfsm.gfsm_code,
        gfsm.gfsm_name_zh as gfsm_name,
        gfsm.gfsm_name_en
    from economic_classes
    left join gfsm
        on economic_classes.economic_code = gfsm.economic_code

)

select * from final
