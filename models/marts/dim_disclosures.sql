with

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

regions as (

    select * from {{ ref('ref_regions') }}

),

printed_units as (

    -- A document that prints in several units has none for all of it.
    select
        tables.disclosure_id,
        min(tables.currency_unit) as currency_unit
    from {{ ref('stg_disclosure__tables') }} as tables
    group by tables.disclosure_id
    having count(distinct tables.currency_unit) = 1

),

printed_steps as (

    select
        disclosure_id,
        cast(2 * min(half_step) as {{ amount_type() }}) as printed_step
    from {{ ref('int_figures_placed') }}
    group by disclosure_id

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
        disclosures.level,
        printed_units.currency_unit,
        printed_steps.printed_step,
        disclosures.template,
        disclosures.title,
        disclosures.source_file,
        disclosures.source_sha256
    from disclosures
    left join printed_units
        on disclosures.disclosure_id = printed_units.disclosure_id
    left join printed_steps
        on disclosures.disclosure_id = printed_steps.disclosure_id
    left join regions
        on disclosures.region_code = regions.region_code

)

select * from final
