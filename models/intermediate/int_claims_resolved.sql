{#- Read by many models; a table spares resolving the names anew for each of them. -#}
{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claims_named') }}

),

subjects as (

    select
        *,
        {{ unquoted_key('topic') }} as topic_key,
        {{ unquoted_key('printed_name') }} as name_key
    from {{ ref('narrative_subjects') }}

),

revenue as (

    select * from {{ ref('stg_disclosure__revenue_by_unit') }}
    where row_kind = 'unit'

),

organisation_units as (

    select * from {{ ref('int_organisation_units_matched') }}

),

with_institutions as (

    -- Operating costs of the office are those of administrative units; those of institutions are
    -- not among them, unless run like offices (参公). A unit of unknown kind could be either.
    select distinct revenue.disclosure_id
    from revenue
    left join organisation_units
        on
            revenue.disclosure_id = organisation_units.disclosure_id
            and revenue.unit_code = organisation_units.unit_code
    where
        organisation_units.unit_kind is null
        or (
            organisation_units.unit_kind like '%事业%'
            and organisation_units.unit_kind not like '%参公%'
            and organisation_units.unit_kind not like '%参照%'
        )

),

wholes as (

    -- Of a whole that is itself a part: what that is a part of.
    select
        subject_code,
        min(parent_code) as parent_code
    from subjects
    where parent_code <> ''
    group by subject_code

),

named as (

    -- A name of its own goes before the pattern that it may also fit.
    select
        claims.*,
        coalesce(by_name.subject_kind, by_pattern.subject_kind) as named_kind,
        coalesce(
            by_name.subject_kind = 'office_operation'
            and with_institutions.disclosure_id is not null, false
        ) as is_within_figure,
        case
            when by_name.subject_kind is not null then by_name.subject_code
            else case by_pattern.printed_name
                when '<fund>' then claims.fund_code
                when '<function_class>' then claims.class_code
                when '<function_section>' then claims.section_code
                when '<function_item>' then claims.item_code
                when '<economic_class>' then claims.economic_code
                when '<economic_item>' then claims.economic_code
                when '<unit>' then claims.unit_code
                when '<project>' then claims.project_code
                when '<projects>' then by_pattern.subject_code
            end
        end as named_code,
        nullif(coalesce(by_name.parent_code, by_pattern.parent_code), '') as named_parent_code,
        nullif(parents.subject_code, '') as said_parent_code,
        bases.subject_kind as base_kind,
        nullif(bases.subject_code, '') as base_code,
        coalesce(by_name.table_no, by_pattern.table_no) as table_no,
        coalesce(by_name.row_kind, by_pattern.row_kind) as row_kind,
        replace(
            coalesce(
                case when by_name.subject_kind is null then claims.part_column end,
                by_name.column_name, by_pattern.column_name
            ), '<fund>', coalesce(claims.fund_code, '')
        ) as column_name,
        nullif(
            replace(
                coalesce(by_name.fund_code, by_pattern.fund_code), '<fund>',
                coalesce(claims.fund_code, '')
            ), ''
        ) as target_fund_code
    from claims
    left join subjects as by_name
        on
            claims.topic = by_name.topic_key
            and claims.subject_key = by_name.name_key
    left join subjects as by_pattern
        on
            claims.topic = by_pattern.topic_key
            and claims.subject_pattern = by_pattern.printed_name
    left join subjects as parents
        on
            claims.topic = parents.topic_key
            and claims.parent_key = parents.name_key
    left join subjects as bases
        on
            claims.topic = bases.topic_key
            and claims.base_key = bases.name_key
    left join with_institutions
        on claims.disclosure_id = with_institutions.disclosure_id

),

placed as (

    -- 基本支出 as a part of a class, or behind the amount of something unlisted, is not that of the
    -- whole: a name is taken for what is listed only where its whole is the listed one.
    select
        named.*,
        named.named_code is not null
        and not named.is_approximate
        and (
            named.part_text is null
            or (named.part_column is not null and named.subject_pattern = '<function_item>')
        )
        and (
            named.part_column is null
            or named.part_column in ('basic', 'project')
            or named.table_no = 5
        )
        and case
            when named.parent_text is not null
                then coalesce(
                    named.parent_key = named.subject_key
                    or named.said_parent_code in (
                        named.named_code, named.named_parent_code, wholes.parent_code
                    )
                    or (
                        named.subject_pattern in ('<function_item>', '<function_section>')
                        and named.parent_class_code = named.class_code
                    ), false
                )
            else coalesce(
                named.claim_no = named.line_head_no
                or heads.named_code is not null, true
            )
        end as is_placed
    from named
    left join wholes
        on named.named_parent_code = wholes.subject_code
    left join named as heads
        on
            named.disclosure_id = heads.disclosure_id
            and named.line_head_no = heads.claim_no

),

final as (

    select
        placed.disclosure_id,
        placed.claim_no,
        placed.source_line,
        placed.section,
        placed.topic,
        placed.subject_text,
        placed.subject_key,
        placed.part_text,
        placed.figure_kind,
        placed.published_text,
        placed.unit_text,
        placed.direction_word,
        placed.base_text,
        placed.base_key,
        placed.base_kind,
        placed.base_code,
        placed.listed_text,
        placed.list_count,
        placed.parent_text,
        placed.parent_key,
        placed.parent_relation,
        placed.whole_of_text,
        placed.claim_value,
        placed.half_step,
        placed.is_approximate,
        placed.is_comparison,
        placed.is_within_figure,
        placed.amount_claim_no,
        placed.subject_pattern,
        case
            when placed.figure_kind = 'count' then not placed.is_approximate
                and (placed.counted_kind is not null or placed.named_kind is not null)
            when placed.is_comparison then placed.is_placed and coalesce(amounts.is_placed, false)
            else placed.is_placed
        end as is_resolved,
        case when placed.figure_kind = 'count' then coalesce(placed.named_kind, placed.counted_kind)
            when placed.is_placed then placed.named_kind
        end as subject_kind,
        case
            when placed.figure_kind = 'count' and placed.named_kind is null
                then case when placed.counted_kind is not null then placed.subject_key end
            when placed.figure_kind = 'count' or placed.is_placed then placed.named_code
        end as subject_code,
        case when placed.is_placed then placed.named_parent_code end as parent_code,
        case when placed.is_placed then placed.table_no end as table_no,
        case when placed.is_placed then placed.row_kind end as row_kind,
        case when placed.is_placed then placed.column_name end as column_name,
        case when placed.is_placed then placed.target_fund_code end as target_fund_code
    from placed
    left join placed as amounts
        on
            placed.disclosure_id = amounts.disclosure_id
            and placed.amount_claim_no = amounts.claim_no

)

select * from final
