select 'a' as part_1, 1 as part_2, 10 as amount, true as is_good
union all
select 'a' as part_1, 2 as part_2, 20 as amount, true as is_good
union all
select 'b' as part_1, 1 as part_2, null as amount, true as is_good
