-- What the columns of the statements are called.
select
    statement,
    column_name,
    measure,
    name_zh,
    name_en
from reference.statement_columns
where kind = 'amount'
order by statement asc, column_name asc
