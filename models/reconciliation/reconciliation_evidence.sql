{{ config(materialized='view') }}

with

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

results as (

    select * from {{ ref('reconciliation_results') }}

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
        terms.statement,
        tables.table_no,
        terms.row_no,
        terms.column_name,
        terms.claim_no,
        terms.role,
        terms.source_line
    from terms
    -- What is not asked for has no result, and is evidence of nothing.
    inner join results
        on
            terms.disclosure_id = results.disclosure_id
            and terms.check_id = results.check_id
            and terms.subject = results.subject
    left join tables
        on
            terms.disclosure_id = tables.disclosure_id
            and terms.statement = tables.statement
    where terms.is_figure

)

select * from final
