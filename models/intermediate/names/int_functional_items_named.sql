with

functions as (

    select * from {{ ref('ref_functional_classification') }}

),

printed_items as (

    select * from {{ ref('int_printed_codes_unioned') }}
    where code_kind = 'function'

),

listed_items as (

    select
        substr(items.function_code, 1, 3) as class_code,
        {{ unquoted_key('sections.name_zh') }} as section_name,
        {{ unquoted_key('items.name_zh') }} as item_name,
        min(items.function_code) as function_code
    from functions as items
    inner join functions as sections
        on items.parent_code = sections.function_code
    where items.function_level = 'item'
    group by
        substr(items.function_code, 1, 3),
        {{ unquoted_key('sections.name_zh') }},
        {{ unquoted_key('items.name_zh') }}

),

own_items as (

    -- Items that only a document names; a name that two codes of a class share says nothing.
    select
        disclosure_id,
        substr(code, 1, 3) as class_code,
        {{ unquoted_key('printed_name') }} as item_name,
        min(code) as function_code
    from printed_items
    where length(code) = 7
    group by disclosure_id, substr(code, 1, 3), {{ unquoted_key('printed_name') }}
    having count(distinct code) = 1

),

final as (

    select
        cast(null as {{ dbt.type_string() }}) as disclosure_id,
        class_code,
        section_name,
        item_name,
        function_code
    from listed_items

    union all

    -- Of any section.
    select
        disclosure_id,
        class_code,
        cast(null as {{ dbt.type_string() }}) as section_name,
        item_name,
        function_code
    from own_items

)

select * from final
