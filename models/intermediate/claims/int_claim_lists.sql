with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

parts as (

    select * from {{ ref('int_claim_parts') }}

),

wholes as (

    -- The whole is the last amount said of it in front of the part, in the same paragraph.
    select
        parts.disclosure_id,
        parts.claim_no,
        max(amounts.claim_no) as whole_claim_no
    from parts
    inner join claims as amounts
        on
            parts.disclosure_id = amounts.disclosure_id
            and parts.section = amounts.section
            and parts.source_line = amounts.source_line
            and parts.parent_text = amounts.subject_text
            and parts.claim_no > amounts.claim_no
            and amounts.figure_kind = 'amount'
            and not amounts.is_approximate
    group by parts.disclosure_id, parts.claim_no

),

listed as (

    select
        wholes.disclosure_id,
        wholes.whole_claim_no,
        max(case when parts.is_the_rest then 1 else 0 end) = 1
        or count(distinct case when parts.is_of_no_table then parts.subject_code end)
        = max(parts.code_count) as is_complete,
        count(*) as part_count
    from wholes
    inner join parts
        on
            wholes.disclosure_id = parts.disclosure_id
            and wholes.claim_no = parts.claim_no
    group by wholes.disclosure_id, wholes.whole_claim_no
    having
        count(*) > 1
        and max(case when parts.is_approximate then 1 else 0 end) = 0
        -- All of them are things of the same kind that no table prints, or none is of a table.
        and (
            (
                min(case when parts.is_of_no_table then 1 else 0 end) = 1
                and count(distinct parts.subject_kind) = 1
                and count(distinct parts.subject_code) = count(*)
            )
            or max(
                case
                    when
                        parts.is_resolved
                        or coalesce(parts.subject_pattern, '<project>') <> '<project>'
                        then 1
                    else 0
                end
            ) = 0
        )

),

final as (

    select
        parts.disclosure_id,
        parts.claim_no,
        parts.source_line,
        parts.claim_value,
        parts.half_step,
        listed.is_complete,
        whole.claim_no as whole_claim_no,
        whole.source_line as whole_source_line,
        whole.claim_value as whole_value,
        whole.half_step as whole_half_step
    from listed
    inner join wholes
        on
            listed.disclosure_id = wholes.disclosure_id
            and listed.whole_claim_no = wholes.whole_claim_no
    inner join parts
        on
            wholes.disclosure_id = parts.disclosure_id
            and wholes.claim_no = parts.claim_no
    inner join claims as whole
        on
            listed.disclosure_id = whole.disclosure_id
            and listed.whole_claim_no = whole.claim_no

)

select * from final
