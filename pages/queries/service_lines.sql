-- Every purchase of services, as one line.
select
    lines.line_no,
    lines.unit_code,
    lines.function_code,
    functions.function_name,
    functions.function_name_en,
    lines.project_name,
    lines.total_amount,
    lines.source_line
from marts.fct_service_purchase_lines as lines
left join marts.dim_functions as functions
    on lines.function_code = functions.function_code
where lines.disclosure_id = $disclosure_id
order by lines.line_no asc
