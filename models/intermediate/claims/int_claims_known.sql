{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

shares as (

    select * from {{ ref('int_claim_shares') }}

),

completions as (

    select * from {{ ref('int_claim_completions') }}

),

in_lists as (

    -- What is listed under a whole is held against it, whatever it is called.
    select
        disclosure_id,
        claim_no
    from {{ ref('int_claim_lists') }}
    union
    select
        disclosure_id,
        whole_claim_no as claim_no
    from {{ ref('int_claim_lists') }}

),

final as (

    -- A share or a completion is known where the amounts that it compares are; a change where its
    -- subject is, whether or not its amount is said.
    select
        claims.disclosure_id,
        claims.claim_no,
        claims.source_line,
        claims.figure_kind,
        case
            when claims.figure_kind = 'share_percent'
                then shares.part_claim_no is not null
                    and (
                        shares.base_claim_no is not null
                        or claims.base_code is not null
                        or (claims.base_key is null and parts.parent_code is not null)
                    )
            when claims.figure_kind = 'completion_percent'
                then completions.spent_claim_no is not null
                    and coalesce(
                        cast(completions.budget_claim_no as {{ dbt.type_string() }}),
                        completions.budget_column
                    ) is not null
            else claims.is_resolved
                or in_lists.claim_no is not null
                or (claims.is_comparison and claims.subject_kind is not null)
        end as is_known
    from claims
    left join shares
        on
            claims.disclosure_id = shares.disclosure_id
            and claims.claim_no = shares.claim_no
    left join claims as parts
        on
            shares.disclosure_id = parts.disclosure_id
            and shares.part_claim_no = parts.claim_no
    left join completions
        on
            claims.disclosure_id = completions.disclosure_id
            and claims.claim_no = completions.claim_no
    left join in_lists
        on
            claims.disclosure_id = in_lists.disclosure_id
            and claims.claim_no = in_lists.claim_no

)

select * from final
