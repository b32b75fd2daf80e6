{{ config(materialized='view') }}

with

statements as (

    select * from {{ ref('int_claim_statements') }}
    where
        is_first_statement
        and change_claim_no is not null

),

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where
        figure_kind = 'amount'
        and part_text is null
        and is_resolved

),

parts_said as (

    -- How many parts of a whole the narrative speaks of, change or not.
    select
        disclosure_id,
        parent_code,
        subject_kind,
        count(distinct subject_code) as parts
    from claims
    where parent_code is not null
    group by disclosure_id, parent_code, subject_kind

),

wholes as (

    select
        disclosure_id,
        subject_code,
        min(amount_claim_no) as amount_claim_no
    from statements
    -- A fund's revenue, procurement and service purchases are no whole of what it spends.
    where subject_kind not in ('fund', 'procurement_fund', 'service_purchase_fund')
    group by disclosure_id, subject_code

),

pairs as (

    -- The parts tie in the year before only where they are all there is this year, and the change
    -- of each is said.
    select
        wholes.disclosure_id,
        whole.subject_code,
        parts_said.subject_kind as part_kind
    from wholes
    inner join statements as whole
        on
            wholes.disclosure_id = whole.disclosure_id
            and wholes.amount_claim_no = whole.amount_claim_no
    inner join parts_said
        on
            wholes.disclosure_id = parts_said.disclosure_id
            and wholes.subject_code = parts_said.parent_code
    inner join statements as part
        on
            wholes.disclosure_id = part.disclosure_id
            and wholes.subject_code = part.parent_code
            and parts_said.subject_kind = part.subject_kind
            and whole.compared_with = part.compared_with
    group by
        wholes.disclosure_id,
        whole.subject_code,
        whole.amount,
        whole.amount_half_step,
        parts_said.subject_kind,
        parts_said.parts
    having
        count(*) = parts_said.parts
        and abs(sum(part.amount) - whole.amount)
        <= sum(part.amount_half_step) + whole.amount_half_step

),

members as (

    select
        pairs.disclosure_id,
        pairs.subject_code || '/' || pairs.part_kind as subject,
        'summary' as side,
        statements.amount_claim_no,
        statements.change_claim_no,
        statements.source_line,
        statements.amount,
        statements.amount_half_step,
        statements.change_amount,
        statements.change_half_step
    from pairs
    inner join wholes
        on
            pairs.disclosure_id = wholes.disclosure_id
            and pairs.subject_code = wholes.subject_code
    inner join statements
        on
            wholes.disclosure_id = statements.disclosure_id
            and wholes.amount_claim_no = statements.amount_claim_no

    union all

    select
        pairs.disclosure_id,
        pairs.subject_code || '/' || pairs.part_kind as subject,
        'detail' as side,
        statements.amount_claim_no,
        statements.change_claim_no,
        statements.source_line,
        statements.amount,
        statements.amount_half_step,
        statements.change_amount,
        statements.change_half_step
    from pairs
    inner join statements
        on
            pairs.disclosure_id = statements.disclosure_id
            and pairs.subject_code = statements.parent_code
            and pairs.part_kind = statements.subject_kind

),

final as (
{% for side in ['summary', 'detail'] %}
    {%- set last_side = loop.last -%}
    {%- for sign, part in [(1, 'amount'), (-1, 'change')] %}
    select
        {{ claim_term(
            "'claim_prior_year_adds_up'", 'subject', side, sign, 'value',
            part ~ '_claim_no', 'source_line',
            'change_amount' if part == 'change' else 'amount', part ~ '_half_step'
        ) }}
    from members
    where side = '{{ side }}'
    {{ 'union all' if not (last_side and loop.last) }}
    {%- endfor %}
{%- endfor %}
)

select * from final
