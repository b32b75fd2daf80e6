with

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

required as (

    select * from {{ ref('required_sections') }}

),

with_content as (

    -- What a table prints has to be explained; a table of zeros has nothing to explain.
    select distinct
        disclosure_id,
        statement
    from {{ ref('int_figures_placed') }}
    where amount <> 0

    union

    select distinct
        disclosure_id,
        'performance_targets' as statement
    from {{ ref('int_target_rows_placed') }}

),

functions_spent_on as (

    select distinct
        figures.disclosure_id,
        functions.name_zh as function_name
    from {{ ref('int_figures_placed') }} as figures
    inner join {{ ref('ref_functional_classification') }} as functions
        on figures.function_code = functions.function_code
    where figures.amount <> 0

),

sections as (

    select distinct
        disclosure_id,
        meaning as section_kind
    from {{ ref('stg_disclosure__narrative_remarks') }}
    where remark_kind = 'section'

),

asked as (

    select distinct
        disclosures.disclosure_id,
        required.section_kind,
        required.is_core
    from disclosures
    inner join required
        on
            required.templates is null
            or {{ is_listed('disclosures.template', 'required.templates') }}
    left join with_content
        on
            disclosures.disclosure_id = with_content.disclosure_id
            and required.statement = with_content.statement
    left join functions_spent_on
        on
            disclosures.disclosure_id = functions_spent_on.disclosure_id
            and required.function_name = functions_spent_on.function_name
    where
        (required.statement is null or with_content.statement is not null)
        and (required.function_name is null or functions_spent_on.function_name is not null)

),

without_core as (

    select distinct asked.disclosure_id
    from asked
    left join sections
        on
            asked.disclosure_id = sections.disclosure_id
            and asked.section_kind = sections.section_kind
    where
        asked.is_core = 'yes'
        and sections.section_kind is null

),

final as (

    -- Where the core is missing, it is not the single sections that were forgotten.
    select
        asked.disclosure_id,
        asked.section_kind
    from asked
    left join without_core
        on asked.disclosure_id = without_core.disclosure_id
    where
        asked.is_core = 'yes'
        or without_core.disclosure_id is null

)

select * from final
