-- Each printed figure on each side of each result, from a table or from the narrative.
with

evidence as (
    select * from reconciliation.reconciliation_evidence
    where disclosure_id = $disclosure_id
),

-- The document itself, and the others that it is held against: nothing else is to be read.
sources as (
    select distinct source_disclosure_id as disclosure_id
    from evidence
),

figures as (
    select
        figures.disclosure_id,
        figures.statement,
        figures.row_no,
        figures.column_name,
        figures.source_page,
        figures.row_label,
        figures.published_text
    from reconciliation.published_amounts as figures
    inner join sources on figures.disclosure_id = sources.disclosure_id
),

-- A name or a code has no amount of its own: any of its row tells where it stands.
printed_rows as (
    select
        disclosure_id,
        statement,
        row_no,
        min(source_page) as source_page,
        min(row_label) as row_label
    from figures
    where disclosure_id = $disclosure_id
    group by disclosure_id, statement, row_no
),

claims as (
    select
        claims.disclosure_id,
        claims.claim_no,
        claims.source_page,
        claims.subject_text,
        claims.published_text
    from marts.fct_narrative_claims as claims
    inner join sources on claims.disclosure_id = sources.disclosure_id
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
from evidence
left join figures
    on
        evidence.source_disclosure_id = figures.disclosure_id
        and evidence.statement = figures.statement
        and evidence.row_no = figures.row_no
        and evidence.column_name = figures.column_name
left join claims
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
