{{ config(materialized='view') }}

{#- The claims of a share: number, line, value and half of the last digit. -#}
{%- set share = ['claim_no', 'source_line', 'claim_value', 'half_step'] -%}
{%- set part = ['part_claim_no', 'part_source_line', 'part_amount', 'part_half_step'] -%}
{%- set base = ['base_claim_no', 'base_source_line', 'base_amount', 'base_half_step'] -%}

with

shares as (

    -- A share of something that is not known is reported as such.
    select * from {{ ref('int_claim_shares') }}
    where
        part_claim_no is not null
        and base_claim_no is not null

),

final as (

    {{ claim_terms('claim_share_follows', 'claim_no', [
        ('shares', 'summary', 1, 'value', share),
        ('shares', 'detail', 1, 'numerator', part),
        ('shares', 'detail', 1, 'denominator', base),
    ]) }}

)

select * from final
