with

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

worded as (

    select * from {{ ref('int_claims_worded') }}

),

links as (

    select * from {{ ref('int_claims_linked') }}

),

names as (

    select * from {{ ref('int_claims_named') }}

),

listed as (

    select * from {{ ref('int_claims_listed') }}

),

wholes as (

    -- Of a whole that is itself a part: what that is a part of.
    select
        subject_code,
        min(parent_code) as parent_code
    from {{ ref('narrative_subjects') }}
    where parent_code <> ''
    group by subject_code

),

final as (

    -- 基本支出 as a part of a class, or behind the amount of something unlisted, is not that of the
    -- whole: a name is taken for what is listed only where its whole is the listed one.
    select
        claims.disclosure_id,
        claims.claim_no,
        listed.named_code is not null
        and not claims.is_approximate
        and (
            claims.part_text is null
            or (worded.part_column is not null and names.subject_pattern = '<function_item>')
        )
        and (
            worded.part_column is null
            or worded.part_column in ('basic', 'project')
            or listed.statement = 'general_budget_expenditure'
        )
        and case
            when claims.parent_text is not null
                then coalesce(
                    worded.parent_key = worded.subject_key
                    or names.parent_fund_code = names.fund_code
                    or names.subject_pattern = '<small_firms>'
                    or listed.said_parent_code in (
                        listed.named_code, listed.named_parent_code, wholes.parent_code
                    )
                    or (
                        names.subject_pattern in ('<function_item>', '<function_section>')
                        and names.parent_class_code = names.class_code
                    )
                    or (
                        listed.said_parent_kind = 'expense_total'
                        and listed.named_kind in ('three_public', 'expense')
                    )
                    or (
                        names.subject_pattern in ('<economic_class>', '<economic_item>')
                        and (
                            listed.said_parent_kind = 'basic_component'
                            or names.parent_economic_code = substr(
                                names.economic_code, 1, length(names.parent_economic_code)
                            )
                        )
                    ), false
                )
            else coalesce(
                claims.claim_no = links.line_head_no
                or heads.named_code is not null, true
            )
        end as is_placed
    from claims
{%- for source in ['worded', 'links', 'names', 'listed'] %}
    inner join {{ source }}
        on
            claims.disclosure_id = {{ source }}.disclosure_id
            and claims.claim_no = {{ source }}.claim_no
{%- endfor %}
    left join wholes
        on listed.named_parent_code = wholes.subject_code
    left join listed as heads
        on
            links.disclosure_id = heads.disclosure_id
            and links.line_head_no = heads.claim_no

)

select * from final
