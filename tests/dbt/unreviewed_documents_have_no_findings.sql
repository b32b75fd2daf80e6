-- What does not tie in documents that nobody has reviewed is an answer and stops nothing: it is
-- reported here, each with both amounts. It waits for the last model that reads the results.
-- depends_on: {{ ref('fct_narrative_claims') }}
with

results as (

    select * from {{ ref('reconciliation_results') }}

),

final as (

    select
        disclosure_id,
        check_id,
        subject,
        status,
        severity,
        summary_amount,
        detail_amount,
        difference,
        tolerance
    from results
    where
        coalesce(status, 'none') not in ('exact', 'rounding', 'known_discrepancy')
        and not {{ is_reviewed('results.disclosure_id', ref('reviewed_documents')) }}

)

select * from final
