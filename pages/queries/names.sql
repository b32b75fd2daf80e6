-- What the codes in the subjects of results stand for.
select
    'unit' as kind,
    unit_code as code,
    unit_name as name_zh,
    cast(null as varchar) as name_en
from marts.dim_budget_units
where disclosure_id = $disclosure_id
union all
select
    'function' as kind,
    function_code as code,
    function_name as name_zh,
    function_name_en as name_en
from marts.dim_functions
union all
select
    'economic' as kind,
    economic_code as code,
    economic_name as name_zh,
    economic_name_en as name_en
from marts.dim_economic_classes
union all
select
    'fund' as kind,
    fund_code as code,
    fund_name as name_zh,
    fund_name_en as name_en
from marts.dim_funds
union all
select
    'claim' as kind,
    cast(claim_no as varchar) as code,
    subject_text as name_zh,
    cast(null as varchar) as name_en
from marts.fct_narrative_claims
where disclosure_id = $disclosure_id
union
select
    'section' as kind,
    section_kind as code,
    name_zh,
    name_en
from reconciliation.required_sections
order by kind asc, code asc
