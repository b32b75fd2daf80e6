-- Every purchase, as one line.
select
    lines.line_no,
    lines.unit_code,
    lines.function_code,
    functions.function_name,
    functions.function_name_en,
    lines.project_name,
    lines.total_amount,
    lines.centralized_amount,
    lines.decentralized_amount,
    lines.goods_amount,
    lines.works_amount,
    lines.services_amount,
    facts.source_line
from marts.procurement_budget as lines
left join marts.fct_procurement_lines as facts
    on
        lines.disclosure_id = facts.disclosure_id
        and lines.line_no = facts.line_no
left join marts.dim_functions as functions
    on lines.function_code = functions.function_code
where lines.disclosure_id = $disclosure_id
order by lines.line_no asc
