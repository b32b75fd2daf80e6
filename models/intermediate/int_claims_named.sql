{#- Asked at every step of resolving; a table spares looking up the names anew at each of them. -#}
{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claims_worded') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

items as (

    select * from {{ ref('int_functional_items_named') }}

),

functions as (

    select * from {{ ref('ref_functional_classification') }}

),

document_names as (

    select * from {{ ref('int_document_names_unioned') }}

),

printed_codes as (

    select * from {{ ref('int_printed_codes_unioned') }}

),

-- A code printed with a name says which of those that bear it.
coded_functions as (

    select distinct
        code,
        printed_name
    from printed_codes
    where code_kind = 'function'

    union

    select
        function_code as code,
        {{ name_key('name_zh') }} as printed_name
    from functions

),

functional_topics as (

    select distinct {{ unquoted_key('topic') }} as topic
    from {{ ref('narrative_subjects') }}
    where printed_name = '<function_item>'

),

claim_names as (

    select
        disclosure_id,
        claim_no,
        topic,
        printed_code,
        case
            when class_name = '' and item_name <> '' then item_name
            else function_key
        end as own_name,
        parent_function_key as whole_name
    from claims

),

functions_named as (

    -- 行政运行 by itself, with 支出 or (项) behind it, with its code, or behind its section alone.
    select
        claims.disclosure_id,
        claims.claim_no,
        case
            when claims.printed_code = '' then coalesce(own.code, own_bare.code)
            else coalesce(coded.code, coded_bare.code)
        end as code,
        coalesce(whole.code, whole_bare.code) as parent_code
    from claim_names as claims
    inner join functional_topics
        on claims.topic = functional_topics.topic
{%- for names, column in [('own', 'own_name'), ('whole', 'whole_name')] %}
    left join document_names as {{ names }}
        on
            {{ names }}.name_kind = 'function'
            and claims.disclosure_id = {{ names }}.disclosure_id
            and claims.{{ column }} = {{ names }}.name_key
    left join document_names as {{ names }}_bare
        on
            {{ names }}_bare.name_kind = 'function'
            and claims.disclosure_id = {{ names }}_bare.disclosure_id
            and {{ bare_functional_name('claims.' ~ column) }} = {{ names }}_bare.name_key
{%- endfor %}
    left join coded_functions as coded
        on
            claims.printed_code = coded.code
            and claims.own_name = coded.printed_name
    left join coded_functions as coded_bare
        on
            claims.printed_code = coded_bare.code
            and {{ bare_functional_name('claims.own_name') }} = coded_bare.printed_name

),

final as (

    select
        claims.disclosure_id,
        claims.claim_no,
        funds.code as fund_code,
        coalesce(classes.code, substr(functions_named.code, 1, 3)) as class_code,
        coalesce(
            parent_classes.code,
            case
                when
                    functions_named.parent_code
                    = substr(functions_named.code, 1, length(functions_named.parent_code))
                    then substr(functions_named.code, 1, 3)
            end
        ) as parent_class_code,
        coalesce(
            sections.function_code,
            case when length(functions_named.code) = 5 then functions_named.code end
        ) as section_code,
        coalesce(
            listed_items.function_code,
            own_items.function_code,
            case when length(functions_named.code) = 7 then functions_named.code end
        ) as item_code,
        economic_names.code as economic_code,
        economic_wholes.code as parent_economic_code,
        unit_names.code as unit_code,
        project_names.code as project_code,
        case
            when funds.code is not null then '<fund>'
            when claims.item_name <> '' then '<function_item>'
            when claims.section_name <> '' then '<function_section>'
            when classes.code is not null then '<function_class>'
            when length(functions_named.code) = 7 then '<function_item>'
            when length(functions_named.code) = 5 then '<function_section>'
            when claims.subject_key like '%本级项目' then '<projects>'
            when project_names.code is not null then '<project>'
            when unit_names.code is not null then '<unit>'
            when length(economic_names.code) = 3 then '<economic_class>'
            when economic_names.code is not null then '<economic_item>'
        end as subject_pattern
    from claims
    left join name_aliases as funds
        on
            funds.name_kind = 'fund'
            and claims.fund_key = funds.printed_name
    left join name_aliases as classes
        on
            classes.name_kind = 'function_class'
            and coalesce(nullif(claims.class_name, ''), claims.function_key) = classes.printed_name
            and classes.code = substr(
                coalesce(nullif(claims.printed_code, ''), classes.code), 1, 3
            )
    left join name_aliases as parent_classes
        on
            parent_classes.name_kind = 'function_class'
            and claims.parent_class_name = parent_classes.printed_name
    left join functions as sections
        on
            classes.code = sections.parent_code
            and sections.function_level = 'section'
            and claims.section_name = sections.name_zh
    left join items as listed_items
        on
            claims.item_name = listed_items.item_name
            and claims.section_name = listed_items.section_name
            and classes.code = listed_items.class_code
    left join items as own_items
        on
            claims.item_name = own_items.item_name
            and own_items.section_name is null
            and classes.code = own_items.class_code
    left join functions_named
        on
            claims.disclosure_id = functions_named.disclosure_id
            and claims.claim_no = functions_named.claim_no
{%- for kind in ['economic', 'unit', 'project'] %}
    left join document_names as {{ kind }}_names
        on
            {{ kind }}_names.name_kind = '{{ kind }}'
            and claims.disclosure_id = {{ kind }}_names.disclosure_id
            and claims.subject_key = {{ kind }}_names.name_key
{%- endfor %}
    left join document_names as economic_wholes
        on
            economic_wholes.name_kind = 'economic'
            and claims.disclosure_id = economic_wholes.disclosure_id
            and claims.parent_key = economic_wholes.name_key

)

select * from final
