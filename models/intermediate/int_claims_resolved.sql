{#- Read by many models; a table spares resolving the names anew for each of them. -#}
{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claims_named') }}

),

subjects as (

    select * from {{ ref('narrative_subjects') }}

),

final as (

    -- A name of its own goes before the pattern that it may also fit.
    select
        claims.*,
        by_name.subject_kind is not null or by_pattern.subject_kind is not null as is_resolved,
        coalesce(by_name.subject_kind, by_pattern.subject_kind) as subject_kind,
        case
            when by_name.subject_kind is not null then by_name.subject_code
            else case by_pattern.printed_name
                when '<fund>' then claims.fund_code
                when '<function_class>' then claims.class_code
                when '<function_item>' then claims.item_code
                when '<project>' then claims.subject_key
                when '<projects>' then by_pattern.subject_code
            end
        end as subject_code,
        nullif(coalesce(by_name.parent_code, by_pattern.parent_code), '') as parent_code,
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
            claims.topic = by_name.topic
            and claims.subject_key = by_name.printed_name
    left join subjects as by_pattern
        on
            claims.topic = by_pattern.topic
            and claims.subject_pattern = by_pattern.printed_name

)

select * from final
