with

remarks as (

    select * from {{ ref('stg_disclosure__narrative_remarks') }}
    where
        remark_kind = 'year'
        and claim_no is not null

),

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

of_this_year as (

    select distinct
        disclosure_id,
        section,
        subject_code
    from claims
    where
        figure_kind = 'amount'
        and subject_code is not null

),

final as (

    -- 2023年收支总预算, in a section that says nothing of 2024, may be a sentence of last year's
    -- document; or it says what was budgeted then. Its figure tells.
    select
        {{- claim_target_columns('claims') }}
        claims.claim_value,
        claims.half_step
    from remarks
    inner join claims
        on
            remarks.disclosure_id = claims.disclosure_id
            and remarks.claim_no = claims.claim_no
    left join of_this_year
        on
            claims.disclosure_id = of_this_year.disclosure_id
            and claims.section = of_this_year.section
            and claims.subject_code = of_this_year.subject_code
            and claims.figure_kind = 'prior_amount'
    where
        claims.statement is not null
        and claims.claim_value <> 0
        and of_this_year.disclosure_id is null

)

select * from final
