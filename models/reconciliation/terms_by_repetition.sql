{{ config(materialized='view') }}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

repeatable as (

    -- Amounts are held against the tables; what no table prints is held against itself. People
    -- who became more or fewer are counted under their own words.
    select
        *,
        case when is_resolved then subject_kind || '/' || subject_code else subject_key end
        || '/' || coalesce(part_text, '') || '/' || coalesce(base_text, '') as said_of
    from claims
    where
        figure_kind in ('change_amount', 'change_percent', 'share_percent', 'prior_amount')
        or (figure_kind = 'count' and direction_word is not null)

),

ordered as (

    select
        *,
        first_value(claim_no) over said as first_claim_no,
        first_value(claim_value) over said as first_value,
        first_value(half_step) over said as first_half_step,
        first_value(source_line) over said as first_source_line
    from repeatable
    window said as (
        partition by disclosure_id, figure_kind, said_of
        order by claim_no
        rows between unbounded preceding and current row
    )

),

repeated as (

    select * from ordered
    where claim_no <> first_claim_no

),

final as (

    select
        {{ claim_term(
            "'claim_is_said_alike'", claim_subject('claim_no'), 'summary', 1, 'value',
            'first_claim_no', 'first_source_line', 'first_value', 'first_half_step'
        ) }}
    from repeated

    union all

    select
        {{ claim_term(
            "'claim_is_said_alike'", claim_subject('claim_no'), 'detail', 1, 'value',
            'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from repeated

)

select * from final
