-- `listed` is found as listed, `gone` ties by now, `changed` has other amounts; `elsewhere` is
-- listed for a document that is not loaded.
select
    'd' as disclosure_id, 'listed' as check_id, 's' as subject,
    cast(3 as decimal(18, 6)) as summary_amount, cast(1 as decimal(18, 6)) as detail_amount
union all
select 'd' as disclosure_id, 'gone' as check_id, 's' as subject, 3 as summary_amount, 1 as detail_amount
union all
select 'd' as disclosure_id, 'changed' as check_id, 's' as subject, 3 as summary_amount, 2 as detail_amount
union all
select
    'x' as disclosure_id, 'elsewhere' as check_id, 's' as subject,
    3 as summary_amount, 1 as detail_amount
