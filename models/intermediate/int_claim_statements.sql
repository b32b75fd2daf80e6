{#- Read by many models; a table spares resolving the names anew for each of them. -#}
{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

amounts as (

    select * from claims
    where figure_kind = 'amount'

),

changes as (

    select * from claims
    where figure_kind = 'change_amount'

),

percents as (

    select * from claims
    where figure_kind = 'change_percent'

),

priors as (

    select * from claims
    where figure_kind = 'prior_amount'

),

statements as (

    -- What is said of one amount: its change, the change in percent, the amount of the year before.
    select
        amounts.disclosure_id,
        amounts.claim_no as amount_claim_no,
        amounts.source_line,
        amounts.is_resolved,
        amounts.subject_kind,
        amounts.subject_code,
        amounts.parent_code,
        amounts.subject_text,
        amounts.part_text,
        amounts.claim_value as amount,
        amounts.half_step as amount_half_step,
        changes.claim_no as change_claim_no,
        changes.claim_value as change_amount,
        changes.half_step as change_half_step,
        percents.claim_no as percent_claim_no,
        percents.claim_value as change_percent,
        percents.half_step as percent_half_step,
        priors.claim_no as prior_claim_no,
        priors.claim_value as stated_prior_amount,
        priors.half_step as prior_half_step
    from amounts
    left join changes
        on
            amounts.disclosure_id = changes.disclosure_id
            and amounts.claim_no = changes.amount_claim_no
    left join percents
        on
            amounts.disclosure_id = percents.disclosure_id
            and amounts.claim_no = percents.amount_claim_no
    left join priors
        on
            amounts.disclosure_id = priors.disclosure_id
            and amounts.claim_no = priors.amount_claim_no

),

final as (

    -- A subject may be spoken of several times; the first time with a change speaks for the year
    -- before, and a check holds the others against it.
    select
        *,
        part_text is null
        and is_resolved
        and change_claim_no is not null
        and row_number() over (
            partition by disclosure_id, subject_kind, subject_code, part_text
            order by
                case when change_claim_no is null then 1 else 0 end,
                amount_claim_no,
                change_claim_no,
                percent_claim_no,
                prior_claim_no
        ) = 1 as is_first_statement
    from statements

)

select * from final
