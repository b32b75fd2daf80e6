select
    'd' as disclosure_id, 'ties' as check_id, 's' as subject,
    cast(3 as decimal(18, 6)) as summary_amount, cast(3 as decimal(18, 6)) as detail_amount,
    cast(0 as decimal(18, 6)) as difference, cast(0.01 as decimal(18, 7)) as tolerance,
    'exact' as status
union all
select 'd', 'rounds', 's', 3, 3.01, -0.01, 0.01, 'rounding'
union all
select 'd', 'off', 's', 3, 1, 2, 0.01, 'discrepancy'
union all
select 'd', 'no_summary', 's', null, 1, -1, 0.01, 'missing_summary'
union all
select 'd', 'no_detail', 's', 3, null, 3, 0.01, 'missing_detail'
union all
select 'd', 'no_status', 's', 3, 3, 0, 0.01, null
union all
select 'd', 'listed', 's', 3, 1, 2, 0.01, 'known_discrepancy'
union all
select 'd', 'gone', 's', 3, 3, 0, 0.01, 'exact'
union all
select 'd', 'changed', 's', 3, 1, 2, 0.01, 'discrepancy'
union all
-- Of a document that is not on the list of reviewed ones.
select 'unreviewed', 'unreviewed', 's', 3, 1, 2, 0.01, 'discrepancy'
