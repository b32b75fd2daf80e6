{#- What is listed, by its meaning; anything else by its words. -#}
{%- set subject_meant -%}
coalesce(
            listed.named_kind || ':' || listed.named_code || ':' || listed.statement || ':'
            || listed.column_name,
            worded.subject_key
        )
{%- endset -%}
with

staged as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

worded as (

    select * from {{ ref('int_claims_worded') }}

),

listed as (

    select * from {{ ref('int_claims_listed') }}

),

sequence as (

    -- 2025年预算执行数为9万元，2026年预算安排10万元，比… says once more what was stated in front. The
    -- department's own name in front of a subject makes no other of it, nor do other words for
    -- what is listed.
    select
        staged.*,
        {{ subject_meant }} as subject_key,
        staged.figure_kind = 'amount'
        and lag(staged.figure_kind) over same_subject = 'prior_amount' as is_restated
    from staged
    inner join worded
        on
            staged.disclosure_id = worded.disclosure_id
            and staged.claim_no = worded.claim_no
    inner join listed
        on
            staged.disclosure_id = listed.disclosure_id
            and staged.claim_no = listed.claim_no
    window same_subject as (
        partition by
            staged.disclosure_id, staged.section, {{ subject_meant }}, staged.part_text,
            staged.source_line
        order by staged.claim_no
    )

),

claims as (

    select
        *,
        figure_kind in (
            'change_amount', 'change_percent', 'share_percent', 'completion_percent',
            'prior_amount'
        ) as is_comparison,
        -- What was to be spent this year is not what changed since the year before.
        figure_kind = 'amount'
        and not coalesce(is_restated, false)
        and coalesce(basis, '') not in ('budget_initial', 'budget_full_year') as can_change
    from sequence

),

neighbours as (

    -- The amounts around a figure.
    select
        disclosure_id,
        claim_no,
        is_comparison,
        figure_kind = 'amount' as is_amount,
        max(case when can_change then claim_no end) over (
            partition by disclosure_id, section
            order by claim_no
            rows between unbounded preceding and current row
        ) as last_amount_no,
        max(case when can_change then claim_no end) over (
            partition by disclosure_id, section, subject_key, part_text
            order by claim_no
            rows between unbounded preceding and current row
        ) as last_of_subject_no,
        max(case when can_change then claim_no end) over (
            partition by disclosure_id, section, subject_key, part_text, source_line
            order by claim_no
            rows between unbounded preceding and current row
        ) as last_on_line_no,
        min(case when can_change then claim_no end) over (
            partition by disclosure_id, section, subject_key, part_text, source_line
            order by claim_no
            rows between current row and unbounded following
        ) as next_on_line_no,
        min(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, source_line
        ) as line_head_no
    from claims

),

final as (

    select
        disclosure_id,
        claim_no,
        is_comparison,
        -- A change, share or prior amount belongs to the last amount said of its subject in the
        -- same paragraph, to the next if it stands in front, and behind a page break to the last.
        case
            when is_amount then claim_no
            when not is_comparison then last_of_subject_no
            else coalesce(
                last_on_line_no,
                next_on_line_no,
                case when last_of_subject_no = last_amount_no then last_amount_no end
            )
        end as amount_claim_no,
        line_head_no
    from neighbours

)

select * from final
