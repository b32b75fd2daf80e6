-- Projects and what each is to achieve, in printed order.
select
    targets.project_no,
    targets.unit_code,
    units.unit_name,
    targets.project_name,
    targets.target,
    targets.source_line
from marts.fct_performance_targets as targets
left join marts.dim_budget_units as units
    on
        targets.disclosure_id = units.disclosure_id
        and targets.unit_code = units.unit_code
where targets.disclosure_id = $disclosure_id
order by targets.project_no asc
