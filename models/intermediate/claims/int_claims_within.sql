with

amounts as (

    select * from {{ ref('int_claims_resolved') }}
    where
        figure_kind = 'amount'
        and not is_approximate

),

wholes as (

    -- What is kept for small firms is part of what is said to be procured; or of what it is listed
    -- under, in the same paragraph.
    select
        parts.disclosure_id,
        parts.claim_no,
        max(wholes.claim_no) as whole_claim_no
    from amounts as parts
    inner join amounts as wholes
        on
            parts.disclosure_id = wholes.disclosure_id
            and parts.section = wholes.section
            and parts.claim_no > wholes.claim_no
            and parts.basis = wholes.basis
            and (
                (parts.parent_text is null and parts.parent_code = wholes.subject_code)
                or (
                    parts.parent_text = wholes.subject_text
                    and parts.source_line = wholes.source_line
                )
            )
    where
        parts.is_resolved
        and parts.subject_kind = 'procurement_reserved'
    group by parts.disclosure_id, parts.claim_no

),

final as (

    select
        parts.disclosure_id,
        parts.claim_no,
        parts.source_line,
        parts.claim_value,
        parts.half_step,
        amounts.claim_no as whole_claim_no,
        amounts.source_line as whole_source_line,
        amounts.claim_value as whole_value,
        amounts.half_step as whole_half_step
    from wholes
    inner join amounts as parts
        on
            wholes.disclosure_id = parts.disclosure_id
            and wholes.claim_no = parts.claim_no
    inner join amounts
        on
            wholes.disclosure_id = amounts.disclosure_id
            and wholes.whole_claim_no = amounts.claim_no

)

select * from final
