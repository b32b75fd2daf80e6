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

final as (

    -- A share or a completion is known where the amounts that it compares are.
    select
        claims.disclosure_id,
        claims.claim_no,
        claims.source_line,
        claims.figure_kind,
        case
            when claims.figure_kind = 'share_percent'
                then shares.part_claim_no is not null and shares.base_claim_no is not null
            when claims.figure_kind = 'completion_percent'
                then completions.spent_claim_no is not null
                    and coalesce(
                        cast(completions.budget_claim_no as {{ dbt.type_string() }}),
                        completions.budget_column
                    ) is not null
            else claims.is_resolved
        end as is_known
    from claims
    left join shares
        on
            claims.disclosure_id = shares.disclosure_id
            and claims.claim_no = shares.claim_no
    left join completions
        on
            claims.disclosure_id = completions.disclosure_id
            and claims.claim_no = completions.claim_no

)

select * from final
