with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

results as (

    select * from {{ ref('reconciliation_results') }}

),

evidence as (

    select * from {{ ref('reconciliation_evidence') }}
    where claim_no is not null

),

verdicts as (

    -- A claim's own checks are about it; where it has none, those it is evidence in. The worst of
    -- them is the claim's, by this order.
    select
        evidence.disclosure_id,
        evidence.claim_no,
        results.status,
        row_number() over (
            partition by evidence.disclosure_id, evidence.claim_no
            order by
                case
                    when results.subject = {{ claim_subject('evidence.claim_no') }} then 0 else 1
                end,
                case results.status
                    when 'discrepancy' then 1
                    when 'missing_detail' then 2
                    when 'missing_summary' then 3
                    when 'known_discrepancy' then 4
                    when 'rounding' then 5
                    else 6
                end,
                results.check_id,
                results.subject
        ) as verdict_rank
    from evidence
    inner join results
        on
            evidence.disclosure_id = results.disclosure_id
            and evidence.check_id = results.check_id
            and evidence.subject = results.subject

),

table_figures as (

    select
        disclosure_id,
        subject,
        min(summary_amount) as table_amount
    from results
    where
        check_id in (
            'claim_is_covered_by_the_table', 'claim_repeats_a_printed_figure',
            'claim_sums_printed_figures'
        )
    group by disclosure_id, subject

),

final as (

    select
        claims.disclosure_id,
        claims.claim_no,
        claims.source_page,
        claims.source_line,
        claims.section,
        claims.subject_text,
        claims.part_text,
        claims.figure_kind,
        claims.basis,
        claims.published_text,
        claims.unit_text,
        claims.direction_word,
        claims.base_text,
        claims.claim_value as value,
        claims.is_resolved,
        claims.subject_kind,
        claims.subject_code,
        claims.statement,
        tables.table_no,
        table_figures.table_amount,
        -- Nothing in the document bears on a claim without a check.
        coalesce(verdicts.status, 'missing_summary') as status
    from claims
    left join verdicts
        on
            claims.disclosure_id = verdicts.disclosure_id
            and claims.claim_no = verdicts.claim_no
            and verdicts.verdict_rank = 1
    left join tables
        on
            claims.disclosure_id = tables.disclosure_id
            and claims.statement = tables.statement
    left join table_figures
        on
            claims.disclosure_id = table_figures.disclosure_id
            and {{ claim_subject('claims.claim_no') }} = table_figures.subject

)

select * from final
