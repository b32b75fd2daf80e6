-- Each printed figure on each side of each result, from a table or from the narrative.
with

-- A name or a code has no amount of its own: any of its row tells where it stands.
printed_rows as (
    select
        disclosure_id,
        statement,
        row_no,
        min(source_page) as source_page,
        min(row_label) as row_label
    from reconciliation.published_amounts
    where disclosure_id = $disclosure_id
    group by disclosure_id, statement, row_no
)

select
    evidence.check_id,
    evidence.subject,
    evidence.side,
    evidence.sign,
    evidence.role,
    evidence.source_disclosure_id,
    evidence.statement,
    evidence.table_no,
    evidence.row_no,
    evidence.column_name,
    evidence.claim_no,
    evidence.source_line,
    coalesce(figures.source_page, claims.source_page, printed_rows.source_page, tables.source_page)
        as source_page,
    coalesce(figures.row_label, claims.subject_text, printed_rows.row_label, tables.title) as label,
    coalesce(figures.published_text, claims.published_text) as published_text,
    tables.currency_unit
from reconciliation.reconciliation_evidence as evidence
left join reconciliation.published_amounts as figures
    on
        evidence.source_disclosure_id = figures.disclosure_id
        and evidence.statement = figures.statement
        and evidence.row_no = figures.row_no
        and evidence.column_name = figures.column_name
left join marts.fct_narrative_claims as claims
    on
        evidence.source_disclosure_id = claims.disclosure_id
        and evidence.claim_no = claims.claim_no
left join printed_rows
    on
        evidence.column_name = 'name'
        and evidence.source_disclosure_id = printed_rows.disclosure_id
        and evidence.statement = printed_rows.statement
        and evidence.row_no = printed_rows.row_no
left join staging.stg_disclosure__tables as tables
    on
        evidence.source_disclosure_id = tables.disclosure_id
        and evidence.statement = tables.statement
where evidence.disclosure_id = $disclosure_id
order by
    evidence.check_id asc,
    evidence.subject asc,
    evidence.side desc,
    evidence.source_disclosure_id asc,
    evidence.table_no asc nulls last,
    evidence.row_no asc nulls last,
    evidence.column_name asc nulls last,
    evidence.claim_no asc nulls last,
    evidence.role asc,
    evidence.sign desc
