with

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

regions as (

    select * from {{ ref('ref_regions') }}

),

final as (

    select
        disclosures.disclosure_id,
        disclosures.region_code,
        coalesce(regions.name_zh, disclosures.region_name) as region_name,
        regions.name_en as region_name_en,
        disclosures.department_code,
        disclosures.department_name,
        disclosures.fiscal_year,
        {{ fiscal_year_start('disclosures.fiscal_year') }} as fiscal_year_start,
        disclosures.stage,
        disclosures.currency_unit,
        disclosures.printed_step,
        disclosures.template,
        disclosures.title,
        disclosures.source_document,
        disclosures.source_sha256
    from disclosures
    left join regions
        on disclosures.region_code = regions.region_code

)

select * from final
