with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

runs as (

    -- 下降19.85% behind 比2023年执行数减少6.69万元 is compared with the same.
    select
        *,
        count(
            case
                when
                    is_comparison
                    and figure_kind not in ('share_percent', 'completion_percent')
                    and base_text is not null
                    then claim_no
            end
        ) over (
            partition by disclosure_id, amount_claim_no
            order by claim_no
            rows between unbounded preceding and current row
        ) as run_no
    from claims

),

worded as (

    select
        *,
        -- What belongs to no amount stands by itself.
        case
            when amount_claim_no is null then base_text
            else max(
                case
                    when
                        is_comparison
                        and figure_kind not in ('share_percent', 'completion_percent')
                        then base_text
                end
            ) over (
                partition by disclosure_id, amount_claim_no, run_no
            )
        end as compared_text
    from runs

),

lexicon as (

    select * from {{ ref('lexicon') }}
    where
        word_class in ('comparison_base', 'comparison_base_within')
        and meaning is not null

),

bases as (

    -- What the year before was to spend, or what it spent.
    select
        worded.compared_text,
        min(lexicon.meaning) as compared_with
    from (select distinct compared_text from worded) as worded
    inner join lexicon
        on worded.compared_text like '%' || lexicon.word || '%'
    group by worded.compared_text

),

final as (

    -- Unsaid, a budget compares with a budget, and final accounts with final accounts.
    select
        worded.*,
        -- 决算数比年初预算数减少 compares with what was to be spent this year.
        case
            when worded.basis in ('budget_initial', 'budget_full_year') then worded.basis
            else coalesce(
                bases.compared_with,
                case disclosures.stage when 'final' then 'actual' else 'budget' end
            )
        end as compared_with
    from worded
    left join bases
        on worded.compared_text = bases.compared_text
    left join disclosures
        on worded.disclosure_id = disclosures.disclosure_id

)

select * from final
