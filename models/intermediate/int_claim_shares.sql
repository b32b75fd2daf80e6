with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

amounts as (

    select * from claims
    where figure_kind = 'amount'

),

shares as (

    select * from claims
    where figure_kind = 'share_percent'

),

bases as (

    -- 占支出总预算84.08%: the amount in the section whose subject ends in the words of the base.
    select
        shares.disclosure_id,
        shares.claim_no,
        min(amounts.claim_no) as base_claim_no
    from shares
    inner join amounts
        on
            shares.disclosure_id = amounts.disclosure_id
            and shares.section = amounts.section
            and amounts.subject_key like '%' || {{ name_key('shares.base_text') }}
    group by shares.disclosure_id, shares.claim_no

),

final as (

    select
        shares.disclosure_id,
        shares.claim_no,
        shares.source_line,
        shares.claim_value,
        shares.half_step,
        parts.claim_no as part_claim_no,
        parts.source_line as part_source_line,
        parts.claim_value as part_amount,
        parts.half_step as part_half_step,
        wholes.claim_no as base_claim_no,
        wholes.source_line as base_source_line,
        wholes.claim_value as base_amount,
        wholes.half_step as base_half_step
    from shares
    left join amounts as parts
        on
            shares.disclosure_id = parts.disclosure_id
            and shares.amount_claim_no = parts.claim_no
    left join bases
        on
            shares.disclosure_id = bases.disclosure_id
            and shares.claim_no = bases.claim_no
    left join amounts as wholes
        on
            bases.disclosure_id = wholes.disclosure_id
            and bases.base_claim_no = wholes.claim_no

)

select * from final
