{#- Read by many models; a table spares resolving the names anew for each of them. -#}
{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

worded as (

    select * from {{ ref('int_claims_worded') }}

),

links as (

    select * from {{ ref('int_claims_linked') }}

),

names as (

    select * from {{ ref('int_claims_named') }}

),

listed as (

    select * from {{ ref('int_claims_listed') }}

),

placed as (

    select * from {{ ref('int_claims_placed') }}

),

counted as (

    select * from {{ ref('int_claims_counted') }}

),

components as (

    select * from {{ ref('lexicon') }}
    where word_class = 'component'

),

final as (

    select
        claims.disclosure_id,
        claims.claim_no,
        claims.source_page,
        claims.source_line,
        claims.section,
        worded.topic,
        claims.subject_text,
        worded.subject_key,
        claims.part_text,
        claims.figure_kind,
        claims.basis,
        claims.published_text,
        claims.unit_text,
        claims.direction_word,
        claims.base_text,
        worded.base_key,
        listed.base_kind,
        listed.base_code,
        claims.listed_text,
        claims.list_count,
        claims.parent_text,
        worded.parent_key,
        claims.parent_relation,
        claims.whole_of_text,
        components.meaning as whole_column,
        claims.claim_value,
        claims.half_step,
        claims.is_approximate,
        links.is_comparison,
        listed.is_within_figure,
        links.amount_claim_no,
        names.subject_pattern,
        case
            when claims.figure_kind = 'count' then not claims.is_approximate
                and (counted.counted_kind is not null or listed.named_kind is not null)
            when links.is_comparison then placed.is_placed and coalesce(amounts.is_placed, false)
            else placed.is_placed
        end as is_resolved,
        case
            when claims.figure_kind = 'count' then coalesce(listed.named_kind, counted.counted_kind)
            when placed.is_placed then listed.named_kind
        end as subject_kind,
        case
            when claims.figure_kind = 'count' and listed.named_kind is null
                then case when counted.counted_kind is not null then worded.subject_key end
            when claims.figure_kind = 'count' or placed.is_placed then listed.named_code
        end as subject_code,
        case when placed.is_placed then listed.named_parent_code end as parent_code,
        case when placed.is_placed then listed.statement end as statement,
        case when placed.is_placed then {{ of_all_funds("'grand_total'", 'listed.row_kind') }} end
            as row_kind,
        case when placed.is_placed then listed.column_name end as column_name,
        case when placed.is_placed then {{ of_all_funds('null', 'listed.target_fund_code') }} end
            as target_fund_code
    from claims
{%- for source in ['worded', 'links', 'names', 'listed', 'placed'] %}
    inner join {{ source }}
        on
            claims.disclosure_id = {{ source }}.disclosure_id
            and claims.claim_no = {{ source }}.claim_no
{%- endfor %}
    left join counted
        on
            claims.disclosure_id = counted.disclosure_id
            and claims.claim_no = counted.claim_no
    left join components
        on claims.whole_of_text like components.word || '%'
    left join placed as amounts
        on
            links.disclosure_id = amounts.disclosure_id
            and links.amount_claim_no = amounts.claim_no

)

select * from final
