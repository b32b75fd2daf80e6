-- Evidence has to lead back to the page. Table 12 prints no amounts: what it puts in evidence are
-- units and projects, which are no figures.
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
        evidence.table_no,
        evidence.row_no,
        evidence.column_name
    from evidence
    where
        evidence.table_no between 1 and 11
        and not exists (
            select 1
            from figures
            where
                figures.disclosure_id = evidence.disclosure_id
                and figures.table_no = evidence.table_no
                and figures.row_no = evidence.row_no
                and figures.column_name = evidence.column_name
        )

)

select * from final
