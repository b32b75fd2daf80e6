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
                when is_comparison and figure_kind <> 'share_percent' and base_text is not null
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
                case when is_comparison and figure_kind <> 'share_percent' then base_text end
            ) over (
                partition by disclosure_id, amount_claim_no, run_no
            )
        end as compared_text
    from runs

),

final as (

    select
        worded.*,
        -- What the year before was to spend, or what it spent.
        case
            when
                worded.compared_text like '%执行%'
                or worded.compared_text like '%决算%'
                or worded.compared_text like '%实际%'
                or worded.compared_text like '%完成%'
                or worded.compared_text like '%调整%'
                then 'actual'
            when worded.compared_text like '%预算%' then 'budget'
            -- Unsaid, a budget compares with a budget, and final accounts with final accounts.
            when disclosures.stage = 'final_accounts' then 'actual'
            else 'budget'
        end as compared_with
    from worded
    left join disclosures
        on worded.disclosure_id = disclosures.disclosure_id

)

select * from final
