{#- Read by many models; a table spares resolving the names anew for each of them. -#}
{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claim_comparisons') }}

),

amounts as (

    select * from claims
    where figure_kind = 'amount'

),

comparisons as (

    -- What is said of an amount, the first time; a check holds the others against it. Percentage
    -- points are no change of an amount in percent.
    select
        disclosure_id,
        amount_claim_no,
        compared_with,
        figure_kind,
        min(claim_no) as claim_no
    from claims
    where
        is_comparison
        and figure_kind not in ('share_percent', 'completion_percent')
        and coalesce(basis, '') not in ('budget_initial', 'budget_full_year')
        and not is_approximate
        and amount_claim_no is not null
        and coalesce(unit_text, '') not like '%百分点'
    group by disclosure_id, amount_claim_no, compared_with, figure_kind

),

numbered as (

    select
        disclosure_id,
        amount_claim_no,
        compared_with,
        max(case when figure_kind = 'change_amount' then claim_no end) as change_claim_no,
        max(case when figure_kind = 'change_percent' then claim_no end) as percent_claim_no,
        max(case when figure_kind = 'prior_amount' then claim_no end) as prior_claim_no
    from comparisons
    group by disclosure_id, amount_claim_no, compared_with

),

statements as (

    select
        numbered.disclosure_id,
        numbered.amount_claim_no,
        numbered.compared_with,
        amounts.source_line,
        amounts.is_resolved,
        amounts.subject_kind,
        amounts.subject_code,
        amounts.parent_code,
        amounts.subject_text,
        amounts.part_text,
        amounts.claim_value as amount,
        amounts.half_step as amount_half_step,
        numbered.change_claim_no,
        changes.claim_value as change_amount,
        changes.half_step as change_half_step,
        numbered.percent_claim_no,
        percents.claim_value as change_percent,
        percents.half_step as percent_half_step,
        numbered.prior_claim_no,
        priors.claim_value as stated_prior_amount,
        priors.half_step as prior_half_step
    from numbered
    inner join amounts
        on
            numbered.disclosure_id = amounts.disclosure_id
            and numbered.amount_claim_no = amounts.claim_no
            and not amounts.is_approximate
    {%- for names, number in [
        ('changes', 'change'), ('percents', 'percent'), ('priors', 'prior'),
    ] %}
    left join claims as {{ names }}
        on
            numbered.disclosure_id = {{ names }}.disclosure_id
            and numbered.{{ number }}_claim_no = {{ names }}.claim_no
    {%- endfor %}

),

final as (

    -- A subject may be spoken of several times; the first time with a change speaks for the year
    -- before, and the budget of that year goes before what was spent.
    select
        *,
        part_text is null
        and is_resolved
        and row_number() over (
            partition by disclosure_id, subject_kind, subject_code, part_text
            order by
                case compared_with when 'budget' then 0 else 1 end,
                case
                    when change_claim_no is not null then 0
                    when prior_claim_no is not null then 1
                    else 2
                end,
                amount_claim_no
        ) = 1 as is_first_statement
    from statements

)

select * from final
