{{ config(materialized='view') }}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where
        figure_kind = 'amount'
        and is_resolved

),

claims_of_other_years as (

    select * from {{ ref('int_claims_of_other_years') }}

),

prior_year as (

    select * from {{ ref('prior_year_budget') }}

),

links as (

    select * from {{ ref('int_disclosures_linked') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

initial_budgets as (

    -- 年初预算 of final accounts is what the budget of that year prints.
    select
        {{- claim_target_columns('claims') }}
        claims.claim_value,
        claims.half_step,
        links.other_disclosure_id as target_disclosure_id,
        'budget' as target_basis,
        'claim_initial_budget_is_the_budget' as check_id
    from claims
    inner join links
        on
            claims.disclosure_id = links.disclosure_id
            and links.relation = 'budget'
    where claims.basis = 'budget_initial'

),

prior_amounts as (

    -- The year before, said or implied by the change, is what last year's document prints.
    select
        {{- claim_target_columns('claims') }}
        prior_year.prior_amount as claim_value,
        cast((prior_year.prior_high - prior_year.prior_low) / 2 as decimal(18, 7)) as half_step,
        links.other_disclosure_id as target_disclosure_id,
        case prior_year.compared_with when 'actual' then 'final' else 'budget' end as target_basis,
        'claim_prior_amount_is_last_years' as check_id
    from prior_year
    inner join claims
        on
            prior_year.disclosure_id = claims.disclosure_id
            and prior_year.amount_claim_no = claims.claim_no
    inner join disclosures
        on claims.disclosure_id = disclosures.disclosure_id
    inner join links
        on
            claims.disclosure_id = links.disclosure_id
            and links.relation = case
                when prior_year.compared_with = 'actual' and disclosures.stage = 'budget'
                    then 'prior_year_final'
                when prior_year.compared_with = 'actual' or disclosures.stage = 'budget'
                    then 'prior_year'
            end
    where prior_year.prior_basis in ('change', 'stated')

),

of_other_years as (

    -- What is said of another year, against the figures of this one.
    select
        {{- claim_target_columns('claims') }}
        claims.claim_value,
        claims.half_step,
        claims.disclosure_id as target_disclosure_id,
        disclosures.stage as target_basis,
        'year_is_that_of_the_document' as check_id
    from claims_of_other_years as claims
    inner join disclosures
        on claims.disclosure_id = disclosures.disclosure_id

),

final as (

    select * from initial_budgets
    union all
    select * from prior_amounts
    union all
    select * from of_other_years

)

select * from final
