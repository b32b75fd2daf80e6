-- One key twice, and one key with a NULL in it.
select 'a' as part_1, 1 as part_2
union all
select 'a' as part_1, 1 as part_2
union all
select 'b' as part_1, null as part_2
union all
select 'c' as part_1, 1 as part_2
