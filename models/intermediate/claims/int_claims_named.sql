{#- Asked at every step of resolving; a table spares looking up the names anew. -#}
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

document_names as (

    select * from {{ ref('int_document_names_unioned') }}

),

functions_named as (

    select * from {{ ref('int_claims_functions_named') }}

),

final as (

    select
        claims.disclosure_id,
        claims.claim_no,
        funds.code as fund_code,
        fund_wholes.code as parent_fund_code,
        coalesce(classes.code, substr(bare_names.function_code, 1, 3)) as class_code,
        coalesce(
            parent_classes.code,
            case
                when
                    bare_names.parent_function_code
                    = substr(bare_names.function_code, 1, length(bare_names.parent_function_code))
                    then substr(bare_names.function_code, 1, 3)
            end
        ) as parent_class_code,
        coalesce(
            sections.function_code,
            case when length(bare_names.function_code) = 5 then bare_names.function_code end
        ) as section_code,
        -- A section has had an item of its own name under two codes: the document prints one.
        coalesce(
            own_items.function_code,
            listed_items.function_code,
            case when length(bare_names.function_code) = 7 then bare_names.function_code end
        ) as item_code,
        economic_names.code as economic_code,
        economic_wholes.code as parent_economic_code,
        unit_names.code as unit_code,
        project_names.code as project_code,
        case
            when
                funds.code <> 'prior_year_balance'
                and coalesce(fund_wholes.code = 'prior_year_balance', claims.is_carried)
                then '<fund_carried_over>'
            when funds.code is not null then '<fund>'
            when claims.item_name <> '' then '<function_item>'
            when claims.section_name <> '' then '<function_section>'
            when classes.code is not null then '<function_class>'
            when length(bare_names.function_code) = 7 then '<function_item>'
            when length(bare_names.function_code) = 5 then '<function_section>'
            when claims.subject_key like '%本级项目' then '<projects>'
            when project_names.code is not null then '<project>'
            when unit_names.code is not null then '<unit>'
            when length(economic_names.code) = 3 then '<economic_class>'
            when economic_names.code is not null then '<economic_item>'
            when
                exists (
                    select 1
                    from {{ ref('lexicon') }} as lexicon
                    where
                        lexicon.word_class = 'small_firm'
                        and claims.subject_key like '%' || lexicon.word || '%'
                )
                then '<small_firms>'
        end as subject_pattern
    from claims
    left join name_aliases as funds
        on
            funds.name_kind = 'fund'
            and claims.fund_key = funds.printed_name
    left join name_aliases as fund_wholes
        on
            fund_wholes.name_kind = 'fund'
            and claims.parent_key = fund_wholes.printed_name
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
    left join {{ ref('ref_functional_classification') }} as sections
        on
            sections.function_level = 'section'
            and classes.code = sections.parent_code
            and claims.section_name = sections.name_zh
    left join items as listed_items
        on
            claims.item_name = listed_items.item_name
            and claims.section_name = listed_items.section_name
            and classes.code = listed_items.class_code
    left join items as own_items
        on
            claims.disclosure_id = own_items.disclosure_id
            and claims.item_name = own_items.item_name
            and own_items.section_name is null
            and classes.code = own_items.class_code
            and own_items.function_code like coalesce(sections.function_code, '') || '%'
    left join functions_named as bare_names
        on
            claims.disclosure_id = bare_names.disclosure_id
            and claims.claim_no = bare_names.claim_no
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
