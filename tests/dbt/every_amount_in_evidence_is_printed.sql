-- Evidence has to lead back to the page.
with

evidence as (

    select * from {{ ref('reconciliation_evidence') }}

),

figures as (

    select * from {{ ref('published_amounts') }}

),

final as (

    select
        evidence.disclosure_id,
        evidence.check_id,
        evidence.subject,
        evidence.side,
        evidence.statement,
        evidence.row_no,
        evidence.column_name
    from evidence
    -- What names, titles and notes are asked stands on a row, not in a column of amounts.
    where
        evidence.statement is not null
        and evidence.column_name <> 'name'
        and not exists (
            select 1
            from figures
            where
                figures.disclosure_id = evidence.source_disclosure_id
                and figures.statement = evidence.statement
                and figures.row_no = evidence.row_no
                and figures.column_name = evidence.column_name
        )

)

select * from final
