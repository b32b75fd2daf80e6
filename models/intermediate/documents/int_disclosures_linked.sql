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

units_of_departments as (

    -- By the list of units, or by the department's own name.
    select
        disclosure_id,
        unit_key
    from units_named

    union

    select
        disclosure_id,
        department_key as unit_key
    from disclosures

),

units as (

    select
        departments.disclosure_id,
        units.disclosure_id as other_disclosure_id,
        units_counted.units_listed,
        count(*) over (partition by departments.disclosure_id) as units_loaded
    from disclosures as departments
    inner join units_of_departments
        on departments.disclosure_id = units_of_departments.disclosure_id
    inner join disclosures as units
        on
            departments.region_code = units.region_code
            and departments.fiscal_year = units.fiscal_year
            and departments.stage = units.stage
            and units_of_departments.unit_key = units.department_key
    left join units_counted
        on departments.disclosure_id = units_counted.disclosure_id
    where
        departments.level = 'department'
        and units.level = 'unit'
        -- The codes of units begin with that of their department.
        and (
            departments.printed_code is null
            or units.printed_code is null
            or units.printed_code like departments.printed_code || '%'
        )

),

earlier as (

    -- Of one department: by its code, or where one of the two prints none by its name.
{%- for same_department in [
    'own.department_code = others.department_code',
    'own.department_key = others.department_key
            and (own.printed_code is null or others.printed_code is null)',
] %}
    select
        own.disclosure_id,
        case
            when own.fiscal_year > others.fiscal_year and own.stage = others.stage
                then 'prior_year'
            when own.fiscal_year > others.fiscal_year and others.stage = 'final'
                then 'prior_year_final'
            when
                own.fiscal_year = others.fiscal_year
                and own.stage = 'final'
                and others.stage = 'budget'
                then 'budget'
        end as relation,
        others.disclosure_id as other_disclosure_id
    from disclosures as own
    inner join disclosures as others
        on
            own.region_code = others.region_code
            and own.level = others.level
            and own.fiscal_year - others.fiscal_year in (0, 1)
            and own.disclosure_id <> others.disclosure_id
            and {{ same_department }}
    {{ 'union' if not loop.last }}
{%- endfor %}

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
