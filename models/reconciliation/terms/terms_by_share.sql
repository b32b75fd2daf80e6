{{ config(materialized='view') }}

{#- The claims of a share or a completion: number, line, value and half of the last digit. -#}
{%- set share = ['claim_no', 'source_line', 'claim_value', 'half_step'] -%}
{%- set part = ['part_claim_no', 'part_source_line', 'part_amount', 'part_half_step'] -%}
{%- set base = ['base_claim_no', 'base_source_line', 'base_amount', 'base_half_step'] -%}
{%- set spent = ['spent_claim_no', 'spent_source_line', 'spent_amount', 'spent_half_step'] -%}
{%- set budget = ['budget_claim_no', 'budget_source_line', 'budget_amount', 'budget_half_step'] -%}

with

shares as (

    -- A share of something that is not known is reported as such.
    select * from {{ ref('int_claim_shares') }}
    where
        part_claim_no is not null
        and base_claim_no is not null

),

completions as (

    select * from {{ ref('int_claim_completions') }}
    where
        spent_claim_no is not null
        and budget_claim_no is not null

),

share_terms as (

    {{ claim_terms('claim_share_follows', 'claim_no', [
        ('shares', 'summary', 1, 'value', share),
        ('shares', 'detail', 1, 'numerator', part),
        ('shares', 'detail', 1, 'denominator', base),
    ]) }}

),

completion_terms as (

    {{ claim_terms('claim_completion_follows', 'claim_no', [
        ('completions', 'summary', 1, 'value', share),
        ('completions', 'detail', 1, 'numerator', spent),
        ('completions', 'detail', 1, 'denominator', budget),
    ]) }}

),

final as (

    select * from share_terms
    union all
    select * from completion_terms

)

select * from final
