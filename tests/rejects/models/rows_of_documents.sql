-- A row that stands twice and prints no amount, and one of another document with an amount it may not have.
select 'x' as disclosure_id, 1 as row_no, cast(null as int) as amount
union all
select 'x', 1, null
union all
select 'y', 1, 5
