{{ config(materialized='table') }}

with

disclosures as (

    select
        *,
        {{ name_key('department_name') }} as department_key,
        -- Where no code is printed, the name stands in its place.
        case
            when regexp_extract(department_code, '^[0-9A-Za-z]+$', 0) <> '' then department_code
        end as printed_code
    from {{ ref('stg_disclosure__disclosures') }}

),

units_named as (

    select * from {{ ref('int_listed_units_named') }}

),

units_counted as (

    select
        disclosure_id,
        count(*) as units_listed
    from units_named
    group by disclosure_id

),

units as (

    select
        departments.disclosure_id,
        units.disclosure_id as other_disclosure_id,
        units_counted.units_listed,
        count(*) over (partition by departments.disclosure_id) as units_loaded
    from disclosures as departments
    inner join disclosures as units
        on
            departments.region_code = units.region_code
            and departments.fiscal_year = units.fiscal_year
            and departments.stage = units.stage
            and departments.level = 'department'
            and units.level = 'unit'
    left join units_named
        on
            departments.disclosure_id = units_named.disclosure_id
            and units.department_key = units_named.unit_key
    left join units_counted
        on departments.disclosure_id = units_counted.disclosure_id
    where
        (
            units_named.unit_key is not null
            or departments.department_key = units.department_key
        )
        -- The codes of units begin with that of their department.
        and (
            departments.printed_code is null
            or units.printed_code is null
            or units.printed_code like departments.printed_code || '%'
        )

),

earlier as (

    select
        disclosures.disclosure_id,
        case
            when disclosures.fiscal_year > others.fiscal_year and disclosures.stage = others.stage
                then 'prior_year'
            when disclosures.fiscal_year > others.fiscal_year and others.stage = 'final'
                then 'prior_year_final'
            when
                disclosures.fiscal_year = others.fiscal_year
                and disclosures.stage = 'final'
                and others.stage = 'budget'
                then 'budget'
        end as relation,
        others.disclosure_id as other_disclosure_id
    from disclosures
    inner join disclosures as others
        on
            disclosures.region_code = others.region_code
            and disclosures.level = others.level
            and disclosures.fiscal_year - others.fiscal_year in (0, 1)
            and disclosures.disclosure_id <> others.disclosure_id
            and (
                disclosures.department_code = others.department_code
                or (
                    disclosures.department_key = others.department_key
                    and (disclosures.printed_code is null or others.printed_code is null)
                )
            )

),

final as (

    select
        disclosure_id,
        'unit' as relation,
        other_disclosure_id
    from units

    union all

    -- Every unit that the department lists is there.
    select
        disclosure_id,
        'all_units' as relation,
        other_disclosure_id
    from units
    where units_loaded = units_listed

    union all

    select
        disclosure_id,
        relation,
        other_disclosure_id
    from earlier
    where relation is not null

)

select * from final
