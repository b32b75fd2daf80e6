-- The tables that the document's template prints: their numbers, and their titles as printed.
select
    templates.statement,
    templates.table_no,
    coalesce(printed.title, templates.title) as title,
    statements.name_en
from marts.dim_disclosures as documents
inner join reference.template_tables as templates
    on documents.template = templates.template
inner join reference.statements as statements
    on templates.statement = statements.statement
left join staging.stg_disclosure__tables as printed
    on
        documents.disclosure_id = printed.disclosure_id
        and templates.statement = printed.statement
where documents.disclosure_id = $disclosure_id
order by cast(templates.table_no as integer) asc
