{{ config(materialized='view') }}

{#- The claims of a statement: number, line, value and half of the last digit. -#}
{%- set amount = ['amount_claim_no', 'source_line', 'amount', 'amount_half_step'] -%}
{%- set change = ['change_claim_no', 'source_line', 'change_amount', 'change_half_step'] -%}
{%- set percent = ['percent_claim_no', 'source_line', 'change_percent', 'percent_half_step'] -%}
{%- set prior = ['prior_claim_no', 'source_line', 'stated_prior_amount', 'prior_half_step'] -%}

with

statements as (

    select * from {{ ref('int_claim_statements') }}

),

with_percent as (

    select * from statements
    where
        percent_claim_no is not null
        and change_claim_no is not null
        -- What was nothing the year before grew by 100%, as the forms have it.
        and not (amount = change_amount and amount > 0 and change_percent = 100)

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

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

with_change as (

    -- What is less than nothing, a refund, says nothing of the year before; nor does a change that
    -- is named among the reasons of another.
    select * from statements
    where
        change_claim_no is not null
        and amount >= 0
        and not exists (
            select 1
            from claims
            where
                claims.disclosure_id = statements.disclosure_id
                and claims.claim_no between
                statements.amount_claim_no and statements.change_claim_no
                and coalesce(claims.amount_claim_no, 0) <> statements.amount_claim_no
        )

),

debt_terms as (

    {{ claim_terms('claim_change_leaves_no_debt', 'change_claim_no', [
        ('with_change', 'summary', 1, 'value', amount),
        ('with_change', 'detail', 1, 'value', change),
    ]) }}

),

percent_terms as (

    -- change / (amount - change), or without a change (amount - prior) / prior
    {{ claim_terms('claim_change_percent_follows', 'percent_claim_no', [
        ('with_percent', 'summary', 1, 'value', percent),
        ('with_percent', 'detail', 1, 'numerator', change),
        ('with_percent', 'detail', 1, 'denominator', amount),
        ('with_percent', 'detail', -1, 'denominator', change),
        ('with_percent_of_prior', 'summary', 1, 'value', percent),
        ('with_percent_of_prior', 'detail', 1, 'numerator', amount),
        ('with_percent_of_prior', 'detail', -1, 'numerator', prior),
        ('with_percent_of_prior', 'detail', 1, 'denominator', prior),
    ]) }}

),

prior_terms as (

    -- amount - change
    {{ claim_terms('claim_prior_amount_follows', 'prior_claim_no', [
        ('with_prior', 'summary', 1, 'value', prior),
        ('with_prior', 'detail', 1, 'value', amount),
        ('with_prior', 'detail', -1, 'value', change),
    ]) }}

),

final as (

    select * from percent_terms
    union all
    select * from prior_terms
    union all
    select * from debt_terms

)

select * from final
