{{ config(materialized='view') }}

with

parts as (

    select * from {{ ref('int_claim_count_parts') }}

),

divided as (

    select * from parts
    where parent_relation = 'partition'

),

picked_out as (

    select * from parts
    where parent_relation <> 'partition'

),

wholes as (

    select distinct
        disclosure_id,
        whole_claim_no,
        whole_source_line,
        whole_value,
        whole_half_step
    from divided

),

final as (

    -- Vehicles by use: what divides the whole adds up to it; what 其中 picks out is covered by it.
    select
        {{ claim_term(
            "'claim_count_is_sum_of_parts'", claim_subject('whole_claim_no'), 'summary', 1,
            'value', 'whole_claim_no', 'whole_source_line', 'whole_value', 'whole_half_step'
        ) }}
    from wholes

    union all

    select
        {{ claim_term(
            "'claim_count_is_sum_of_parts'", claim_subject('whole_claim_no'), 'detail', 1,
            'value', 'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from divided

    union all

    select
        {{ claim_term(
            "'claim_count_covers_part'", claim_subject('claim_no'), 'summary', 1, 'value',
            'whole_claim_no', 'whole_source_line', 'whole_value', 'whole_half_step'
        ) }}
    from picked_out

    union all

    select
        {{ claim_term(
            "'claim_count_covers_part'", claim_subject('claim_no'), 'detail', 1, 'value',
            'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from picked_out

)

select * from final
