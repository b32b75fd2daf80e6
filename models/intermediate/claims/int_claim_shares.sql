with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where not is_approximate

),

amounts as (

    select * from claims
    where
        figure_kind = 'amount'
        and coalesce(basis, '') not in ('budget_initial', 'budget_full_year')

),

shares as (

    -- 占比5% says of nothing what it is a share of. A part of something that is itself no part can
    -- only be a share of that.
    select
        claims.*,
        parts.claim_value as part_amount,
        parts.half_step as part_half_step,
        parts.source_line as part_source_line,
        coalesce(claims.base_key, parts.parent_key) as whole_key,
        case
            when claims.base_key is not null then claims.base_code
            else parts.parent_code
        end as whole_code
    from claims
    left join amounts as parts
        on
            claims.disclosure_id = parts.disclosure_id
            and claims.amount_claim_no = parts.claim_no
    where claims.figure_kind = 'share_percent'

),

candidates as (

    -- The whole by the words of the base, or by what those words are listed to mean.
    select
        shares.disclosure_id,
        shares.claim_no,
        amounts.claim_no as base_claim_no,
        row_number() over (
            partition by shares.disclosure_id, shares.claim_no
            order by
                case
                    when shares.section = amounts.section and amounts.subject_key = shares.whole_key
                        then 0
                    when shares.section = amounts.section then 1
                    else 2
                end,
                case when amounts.claim_no < shares.claim_no then 0 else 1 end,
                amounts.claim_no
        ) as choice
    from shares
    inner join amounts
        on
            shares.disclosure_id = amounts.disclosure_id
            and shares.amount_claim_no <> amounts.claim_no
            and amounts.part_text is null
            and (
                (
                    shares.section = amounts.section
                    and amounts.subject_key in (shares.whole_key, '部门' || shares.whole_key)
                )
                or (amounts.is_resolved and shares.whole_code = amounts.subject_code)
            )
            and case
                when shares.base_key is null
                    then
                        shares.section = amounts.section
                        and amounts.parent_text is null
                        and amounts.parent_code is null
                when shares.base_kind is null then shares.section = amounts.section
                else
                    shares.base_kind = amounts.subject_kind
                    or shares.whole_key = amounts.subject_key
            end

),

final as (

    select
        shares.disclosure_id,
        shares.claim_no,
        shares.source_line,
        shares.claim_value,
        shares.half_step,
        case when shares.part_amount is not null then shares.amount_claim_no end as part_claim_no,
        shares.part_source_line,
        shares.part_amount,
        shares.part_half_step,
        wholes.claim_no as base_claim_no,
        wholes.source_line as base_source_line,
        wholes.claim_value as base_amount,
        wholes.half_step as base_half_step
    from shares
    left join candidates
        on
            shares.disclosure_id = candidates.disclosure_id
            and shares.claim_no = candidates.claim_no
            and candidates.choice = 1
    left join amounts as wholes
        on
            candidates.disclosure_id = wholes.disclosure_id
            and candidates.base_claim_no = wholes.claim_no

)

select * from final
