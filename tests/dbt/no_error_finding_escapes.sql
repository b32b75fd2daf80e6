-- Each check has a test of its own that reports its findings with their evidence. This one reports
-- every error finding of every reviewed document once more, whichever of those tests are there. It
-- waits for the last model that reads the results, like those.
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
        summary_amount,
        detail_amount,
        difference,
        tolerance
    from results
    where
        coalesce(severity, 'error') <> 'warn'
        and coalesce(status, 'none') not in ('exact', 'rounding', 'known_discrepancy')
        and {{ is_reviewed('results.disclosure_id', ref('reviewed_documents')) }}

)

select * from final
