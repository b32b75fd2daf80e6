with

statements as (

    select * from {{ ref('int_claim_statements') }}
    where is_first_statement

),

ratios as (

    -- 4555.35 万元, up 4.17%, without a change: the year before was the amount by 1 + 4.17%.
    select
        *,
        cast(amount as {{ ratio_type() }}) as amount_ratio,
        cast(amount_half_step as {{ ratio_type() }}) as amount_rounding,
        1 + cast(change_percent as {{ ratio_type() }}) / 100 as growth,
        cast(percent_half_step as {{ ratio_type() }}) / 100 as growth_rounding
    from statements

),

implied as (

    select
        *,
        case
            when change_claim_no is not null then 'change'
            when prior_claim_no is not null then 'stated'
            when growth - growth_rounding > 0 then 'percent'
        end as prior_basis
    from ratios

),

final as (

    select
        disclosure_id,
        subject_kind,
        subject_code,
        subject_text as subject_name,
        amount as current_amount,
        change_amount,
        change_percent,
        cast(
            case prior_basis
                when 'change' then amount - change_amount
                when 'stated' then stated_prior_amount
                else cast(amount_ratio / growth as {{ amount_type() }})
            end as {{ amount_type() }}
        ) as prior_amount,
        cast(
            case prior_basis
                when 'change' then amount - change_amount - amount_half_step - change_half_step
                when 'stated' then stated_prior_amount - prior_half_step
                else cast(
                    (amount_ratio - amount_rounding) / (growth + growth_rounding) as decimal(18, 7)
                )
            end as decimal(18, 7)
        ) as prior_low,
        cast(
            case prior_basis
                when 'change' then amount - change_amount + amount_half_step + change_half_step
                when 'stated' then stated_prior_amount + prior_half_step
                else cast(
                    (amount_ratio + amount_rounding) / (growth - growth_rounding) as decimal(18, 7)
                )
            end as decimal(18, 7)
        ) as prior_high,
        stated_prior_amount,
        prior_basis,
        compared_with,
        amount_claim_no,
        change_claim_no
    from implied
    where prior_basis is not null

)

select * from final
