-- Which figures each printed row has, from left to right as the template prints its columns.
with

columns as (

    select
        template,
        statement,
        column_name,
        rowid as place
    from reference.template_columns

)

select
    figures.statement,
    figures.source_line,
    figures.column_name,
    figures.published_text
from reconciliation.published_amounts as figures
inner join marts.dim_disclosures as documents
    on figures.disclosure_id = documents.disclosure_id
left join columns
    on
        documents.template = columns.template
        and figures.statement = columns.statement
        and figures.column_name = columns.column_name
where
    figures.disclosure_id = $disclosure_id
    and figures.source_line is not null
order by
    figures.source_line asc,
    columns.place asc nulls last,
    figures.column_name asc
