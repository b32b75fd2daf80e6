with

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

required as (

    select * from {{ ref('required_sections') }}

),

with_content as (

    -- What a table prints has to be explained; a table of zeros has nothing to explain.
    select
        disclosure_id,
        statement
    from {{ ref('int_tables_filled') }}
    where has_spending

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
        required.is_core,
        required.is_asked_alone
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

explained as (

    select
        disclosure_id,
        count(*) as kinds
    from sections
    group by disclosure_id

),

counted as (

    select
        asked.*,
        sections.section_kind is not null as is_there,
        count(case when sections.section_kind is null then 1 end) over (
            partition by asked.disclosure_id
        ) as missing,
        count(case when sections.section_kind is null and asked.is_core = 'yes' then 1 end) over (
            partition by asked.disclosure_id
        ) as missing_of_core,
        coalesce(explained.kinds, 0) as kinds_explained
    from asked
    left join sections
        on
            asked.disclosure_id = sections.disclosure_id
            and asked.section_kind = sections.section_kind
    left join explained
        on asked.disclosure_id = explained.disclosure_id

),

final as (

    -- Nothing is explained, or most things are: a narrative of a few sections is an excerpt. Where
    -- the core is missing, it is not the single sections that were forgotten; and a single one may
    -- stand under another heading.
    select
        disclosure_id,
        section_kind
    from counted
    where
        (kinds_explained = 0 and is_core = 'yes')
        or (kinds_explained >= 6 and is_there)
        or (
            kinds_explained >= 6
            and (missing_of_core = 0 or is_core = 'yes')
            and (missing > 1 or (kinds_explained >= 8 and is_asked_alone = 'yes'))
        )

)

select * from final
