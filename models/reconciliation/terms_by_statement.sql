{{ config(materialized='view') }}

with

statements as (

    select * from {{ ref('int_claim_statements') }}

),

shares as (

    -- A share of something that is not known is reported as such.
    select * from {{ ref('int_claim_shares') }}
    where
        part_claim_no is not null
        and base_claim_no is not null

),

with_percent as (

    select * from statements
    where
        percent_claim_no is not null
        and change_claim_no is not null

),

with_percent_of_prior as (

    select * from statements
    where
        percent_claim_no is not null
        and change_claim_no is null
        and prior_claim_no is not null

),

with_prior as (

    select * from statements
    where
        prior_claim_no is not null
        and change_claim_no is not null

),

percent_terms as (

    -- change / (amount - change)
    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'summary', 1,
            'value', 'percent_claim_no', 'source_line', 'change_percent', 'percent_half_step'
        ) }}
    from with_percent

    union all

    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'detail', 1,
            'numerator', 'change_claim_no', 'source_line', 'change_amount', 'change_half_step'
        ) }}
    from with_percent

    union all

    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'detail', 1,
            'denominator', 'amount_claim_no', 'source_line', 'amount', 'amount_half_step'
        ) }}
    from with_percent

    union all

    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'detail', -1,
            'denominator', 'change_claim_no', 'source_line', 'change_amount', 'change_half_step'
        ) }}
    from with_percent

    union all

    -- Without a change: (amount - prior) / prior
    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'summary', 1,
            'value', 'percent_claim_no', 'source_line', 'change_percent', 'percent_half_step'
        ) }}
    from with_percent_of_prior

    union all

    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'detail', 1,
            'numerator', 'amount_claim_no', 'source_line', 'amount', 'amount_half_step'
        ) }}
    from with_percent_of_prior

    union all

    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'detail', -1,
            'numerator', 'prior_claim_no', 'source_line', 'stated_prior_amount', 'prior_half_step'
        ) }}
    from with_percent_of_prior

    union all

    select
        {{ claim_term(
            "'claim_change_percent_follows'", claim_subject('percent_claim_no'), 'detail', 1,
            'denominator', 'prior_claim_no', 'source_line', 'stated_prior_amount', 'prior_half_step'
        ) }}
    from with_percent_of_prior

),

share_terms as (

    select
        {{ claim_term(
            "'claim_share_follows'", claim_subject('claim_no'), 'summary', 1,
            'value', 'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from shares

    union all

    select
        {{ claim_term(
            "'claim_share_follows'", claim_subject('claim_no'), 'detail', 1,
            'numerator', 'part_claim_no', 'part_source_line', 'part_amount', 'part_half_step'
        ) }}
    from shares

    union all

    select
        {{ claim_term(
            "'claim_share_follows'", claim_subject('claim_no'), 'detail', 1,
            'denominator', 'base_claim_no', 'base_source_line', 'base_amount', 'base_half_step'
        ) }}
    from shares

),

prior_terms as (

    select
        {{ claim_term(
            "'claim_prior_amount_follows'", claim_subject('prior_claim_no'), 'summary', 1,
            'value', 'prior_claim_no', 'source_line', 'stated_prior_amount', 'prior_half_step'
        ) }}
    from with_prior

    union all

    select
        {{ claim_term(
            "'claim_prior_amount_follows'", claim_subject('prior_claim_no'), 'detail', 1,
            'value', 'amount_claim_no', 'source_line', 'amount', 'amount_half_step'
        ) }}
    from with_prior

    union all

    select
        {{ claim_term(
            "'claim_prior_amount_follows'", claim_subject('prior_claim_no'), 'detail', -1,
            'value', 'change_claim_no', 'source_line', 'change_amount', 'change_half_step'
        ) }}
    from with_prior

),

final as (

    select * from percent_terms
    union all
    select * from share_terms
    union all
    select * from prior_terms

)

select * from final
