-- Every document of the warehouse; the list page shows them in this order.
with

units as (

    select
        disclosure_id,
        list(distinct currency_unit order by currency_unit asc) as currency_units
    from staging.stg_disclosure__tables
    where currency_unit is not null
    group by disclosure_id

)

select
    documents.disclosure_id,
    documents.region_code,
    documents.region_name,
    documents.region_name_en,
    documents.department_code,
    documents.department_name,
    documents.fiscal_year,
    documents.stage,
    documents.level,
    units.currency_units,
    documents.source_file,
    documents.source_sha256
from marts.dim_disclosures as documents
left join units
    on documents.disclosure_id = units.disclosure_id
order by documents.disclosure_id asc
