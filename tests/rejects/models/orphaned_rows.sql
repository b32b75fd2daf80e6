-- The first finds its row, the second misses by one part of the key, the third has no part.
select 'a' as part_1, 1 as part_2
union all
select 'a' as part_1, 3 as part_2
union all
select 'a' as part_1, null as part_2
