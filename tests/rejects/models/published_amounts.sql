select
    'd' as disclosure_id, 'expenditure' as statement, 3 as table_no, 1 as row_no, 'total' as column_name,
    'whole' as row_label, '3.00' as published_text, cast(3 as decimal(18, 6)) as amount
union all
select
    'd' as disclosure_id, 'expenditure' as statement, 3 as table_no, 2 as row_no, 'total' as column_name,
    'part' as row_label, '1.00' as published_text, cast(1 as decimal(18, 6)) as amount
