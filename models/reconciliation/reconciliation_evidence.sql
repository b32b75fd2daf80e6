{{ config(materialized='view') }}

with

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

checks as (

    select
        *,
        missing_summary = 'not_asked' or missing_detail = 'not_asked' as is_asked_at_times
    from {{ ref('reconciliation_checks') }}

),

checks_not_asked as (

    select * from {{ ref('checks_not_asked') }}

),

results as (

    -- Of the few checks that are asked only where a document prints both sides.
    select
        results.disclosure_id,
        results.check_id,
        results.subject
    from {{ ref('reconciliation_results') }} as results
    inner join checks
        on
            results.check_id = checks.check_id
            and checks.is_asked_at_times

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

final as (

    select
        terms.disclosure_id,
        terms.check_id,
        terms.subject,
        terms.side,
        terms.sign,
        coalesce(terms.source_disclosure_id, terms.disclosure_id) as source_disclosure_id,
        terms.statement,
        tables.table_no,
        terms.row_no,
        terms.column_name,
        terms.claim_no,
        terms.role,
        terms.source_line
    from terms
    inner join checks
        on terms.check_id = checks.check_id
    left join checks_not_asked
        on
            terms.disclosure_id = checks_not_asked.disclosure_id
            and terms.check_id = checks_not_asked.check_id
    left join results
        on
            terms.disclosure_id = results.disclosure_id
            and terms.check_id = results.check_id
            and terms.subject = results.subject
    left join tables
        on
            coalesce(terms.source_disclosure_id, terms.disclosure_id) = tables.disclosure_id
            and terms.statement = tables.statement
    -- What is not asked for has no result, and is evidence of nothing.
    where
        terms.is_figure
        and checks_not_asked.check_id is null
        and (not checks.is_asked_at_times or results.check_id is not null)

)

select * from final
