with

counts as (

    select * from {{ ref('int_claims_resolved') }}
    where figure_kind = 'count'

),

wholes as (

    -- The whole is the last count said of it before the part.
    select
        part.disclosure_id,
        part.claim_no,
        max(whole.claim_no) as whole_claim_no
    from counts as part
    inner join counts as whole
        on
            part.disclosure_id = whole.disclosure_id
            and part.section = whole.section
            and part.parent_text = whole.subject_text
            and part.unit_text = whole.unit_text
            and part.claim_no > whole.claim_no
    group by part.disclosure_id, part.claim_no

),

final as (

    select
        part.disclosure_id,
        part.claim_no,
        part.source_line,
        part.claim_value,
        part.half_step,
        part.parent_relation,
        whole.claim_no as whole_claim_no,
        whole.source_line as whole_source_line,
        whole.claim_value as whole_value,
        whole.half_step as whole_half_step
    from counts as part
    inner join wholes
        on
            part.disclosure_id = wholes.disclosure_id
            and part.claim_no = wholes.claim_no
    inner join counts as whole
        on
            wholes.disclosure_id = whole.disclosure_id
            and wholes.whole_claim_no = whole.claim_no

)

select * from final
