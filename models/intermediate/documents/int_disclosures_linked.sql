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

listed_units as (

    select
        disclosure_id,
        unit_kind,
        {{ name_key('unit_label') }} as unit_key
    from {{ ref('stg_disclosure__budget_units') }}

),

own_level as (

    select
        word,
        length(word) as word_length
    from {{ ref('lexicon') }}
    where word_class = 'own_level'

),

without_own_budget as (

    select word from {{ ref('lexicon') }}
    where word_class = 'without_own_budget'

),

units_named as (

    -- The office itself bears the department's name, with or without 本级 behind it.
    select distinct
        listed_units.disclosure_id,
        case
            when own_level.word is null then listed_units.unit_key
            else substr(
                listed_units.unit_key, 1, length(listed_units.unit_key) - own_level.word_length
            )
        end as unit_key
    from listed_units
    left join own_level
        on
            listed_units.unit_key like '%' || own_level.word
            and length(listed_units.unit_key) > own_level.word_length
    left join without_own_budget
        on listed_units.unit_kind like '%' || without_own_budget.word || '%'
    where without_own_budget.word is null

),

units_counted as (

    select
        disclosure_id,
        count(*) as units_listed
    from (
        select distinct
            listed_units.disclosure_id,
            listed_units.unit_key
        from listed_units
        left join without_own_budget
            on listed_units.unit_kind like '%' || without_own_budget.word || '%'
        where without_own_budget.word is null
    ) as units
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
