-- What the columns of the published tables are called.
select
    table_no,
    column_name,
    measure,
    header_zh,
    name_en
from reconciliation.published_columns
order by table_no asc, column_name asc
