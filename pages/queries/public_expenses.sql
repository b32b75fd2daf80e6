-- What the table of the three public expenses prints in its total row, of whatever basis.
select
    columns.name_zh,
    columns.name_en,
    figures.published_text,
    figures.amount
from reconciliation.published_amounts as figures
inner join reference.statement_columns as columns
    on
        figures.statement = columns.statement
        and figures.column_name = columns.column_name
where
    figures.disclosure_id = $disclosure_id
    and figures.statement = 'three_public_expenses'
    and figures.row_kind = 'grand_total'
order by columns.rowid asc
