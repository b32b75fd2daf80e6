-- Every printed figure of a document, with its place, as a workbook lists them.
select
    figures.table_no,
    statements.name_zh as statement_name,
    figures.source_page,
    figures.source_line,
    figures.row_label,
    columns.name_zh as column_head,
    figures.published_text,
    figures.amount
from reconciliation.published_amounts as figures
left join reference.statements as statements
    on figures.statement = statements.statement
left join reference.statement_columns as columns
    on
        figures.statement = columns.statement
        and figures.column_name = columns.column_name
where figures.disclosure_id = $disclosure_id
order by figures.table_no asc, figures.row_no asc, figures.column_name asc
