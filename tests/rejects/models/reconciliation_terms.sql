select
    'd' as disclosure_id, 'off' as check_id, 's' as subject, 'summary' as side, 1 as sign,
    'expenditure' as statement, 1 as row_no, 'total' as column_name, 11 as source_line
union all
select
    'd' as disclosure_id, 'off' as check_id, 's' as subject, 'detail' as side, 1 as sign,
    'expenditure' as statement, 2 as row_no, 'total' as column_name, 12 as source_line
