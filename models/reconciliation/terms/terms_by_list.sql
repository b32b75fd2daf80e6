{#- The claims of a list: number, line, value and half of the last digit. -#}
{%- set part = ['claim_no', 'source_line', 'claim_value', 'half_step'] -%}
{%- set whole = [
    'whole_claim_no', 'whole_source_line', 'whole_value', 'whole_half_step',
] -%}

with

complete_parts as (

    select * from {{ ref('int_claim_lists') }}
    where is_complete

),

complete_wholes as (

    select distinct
        disclosure_id,
        whole_claim_no,
        whole_source_line,
        whole_value,
        whole_half_step
    from complete_parts

),

other_parts as (

    select * from {{ ref('int_claim_lists') }}
    where not is_complete

),

other_wholes as (

    select distinct
        disclosure_id,
        whole_claim_no,
        whole_source_line,
        whole_value,
        whole_half_step
    from other_parts

),

within as (

    select * from {{ ref('int_claims_within') }}

),

final as (

    {{ claim_terms('claim_list_adds_up', 'whole_claim_no', [
        ('complete_wholes', 'summary', 1, 'value', whole),
        ('complete_parts', 'detail', 1, 'value', part),
    ]) }}
    union all
    {{ claim_terms('claim_list_stays_within_its_whole', 'whole_claim_no', [
        ('other_wholes', 'summary', 1, 'value', whole),
        ('other_parts', 'detail', 1, 'value', part),
    ]) }}
    union all
    {{ claim_terms('claim_list_stays_within_its_whole', 'claim_no', [
        ('within', 'summary', 1, 'value', whole),
        ('within', 'detail', 1, 'value', part),
    ]) }}

)

select * from final
