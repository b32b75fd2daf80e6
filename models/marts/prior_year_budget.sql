with

statements as (

    select * from {{ ref('int_claim_statements') }}
    where is_first_statement

),

implied as (

    select
        *,
        cast(amount - change_amount as {{ amount_type() }}) as implied_amount,
        amount_half_step + change_half_step as implied_rounding
    from statements

),

final as (

    -- Where the narrative states the amount of the year before, that is the amount, and its own
    -- rounding the interval.
    select
        disclosure_id,
        subject_kind,
        subject_code,
        subject_text as subject_name,
        amount as current_amount,
        change_amount,
        change_percent,
        coalesce(stated_prior_amount, implied_amount) as prior_amount,
        cast(
            coalesce(stated_prior_amount - prior_half_step, implied_amount - implied_rounding)
            as decimal(18, 7)
        ) as prior_low,
        cast(
            coalesce(stated_prior_amount + prior_half_step, implied_amount + implied_rounding)
            as decimal(18, 7)
        ) as prior_high,
        amount_claim_no,
        change_claim_no
    from implied

)

select * from final
