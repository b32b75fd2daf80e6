-- Every printed figure carries weight: a figure that takes part in no check could be wrong without
-- anybody noticing. NOT EXISTS compares whole keys; unlike NOT IN it cannot be silenced by a NULL.
-- It takes no model from other documents: depends_on: {{ ref('fct_narrative_claims') }}
with

figures as (

    select * from {{ ref('published_amounts') }}

),

evidence as (

    select * from {{ ref('reconciliation_evidence') }}

),

final as (

    select
        figures.disclosure_id,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        figures.row_kind,
        figures.row_label,
        figures.published_text
    from figures
    where not exists (
        select 1
        from evidence
        where
            evidence.disclosure_id = figures.disclosure_id
            and evidence.source_disclosure_id = figures.disclosure_id
            and evidence.statement = figures.statement
            and evidence.row_no = figures.row_no
            and evidence.column_name = figures.column_name
    )

)

select * from final
