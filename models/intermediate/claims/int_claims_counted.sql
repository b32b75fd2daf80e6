with

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}
    where figure_kind = 'count'

),

worded as (

    select * from {{ ref('int_claims_worded') }}

),

things as (

    select * from {{ ref('counted_things') }}

),

matched as (

    -- What is counted, by the words for it: the first of the list that fits.
    select
        claims.disclosure_id,
        claims.claim_no,
        things.counted_kind,
        row_number() over (
            partition by claims.disclosure_id, claims.claim_no
            order by cast(things.place as {{ dbt.type_int() }})
        ) as place
    from claims
    inner join worded
        on
            claims.disclosure_id = worded.disclosure_id
            and claims.claim_no = worded.claim_no
    inner join things
        on
            coalesce(claims.unit_text, '') like things.unit_pattern
            and worded.subject_key like things.subject_pattern

),

final as (

    select
        disclosure_id,
        claim_no,
        counted_kind
    from matched
    where place = 1

)

select * from final
