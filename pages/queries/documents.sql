-- Every document of the warehouse; the list page shows them in this order.
select
    disclosure_id,
    region_code,
    region_name,
    region_name_en,
    department_code,
    department_name,
    fiscal_year,
    stage,
    currency_unit,
    source_document,
    source_sha256
from marts.dim_disclosures
order by disclosure_id asc
