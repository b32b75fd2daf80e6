with

known as (

    select * from {{ ref('known_discrepancies') }}

),

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

final as (

    -- A sentence is listed by what it prints and where; the number of its claim may change with the
    -- reading.
    select
        known.disclosure_id,
        known.check_id,
        known.subject as printed_as,
        case
            when claims.claim_no is not null then {{ claim_subject('claims.claim_no') }}
            else known.subject
        end as subject,
        known.summary_amount,
        known.detail_amount,
        known.reason_zh,
        known.reason_en
    from known
    left join claims
        on
            known.disclosure_id = claims.disclosure_id
            and known.subject = claims.printed_as

)

select * from final
