-- Regions with those above them; a code that was withdrawn and given again has its last name.
select
    region_code,
    name_zh,
    name_en,
    parent_code
from reference.ref_regions
qualify row_number() over (
    partition by region_code order by coalesce(cast(valid_to as varchar), '9999') desc
) = 1
order by region_code asc
