{{ config(materialized='table') }}

with

organisation as (

    select
        *,
        {{ name_key('unit_label') }} as unit_key
    from {{ ref('stg_disclosure__budget_units') }}

),

revenue as (

    select
        *,
        {{ name_key('row_label') }} as unit_key
    from {{ ref('int_item_rows_placed') }}
    where
        statement = 'revenue'
        and row_kind in ('unit', 'department')

),

own_level as (

    select * from {{ ref('lexicon') }}
    where word_class = 'own_level'

),

unit_aliases as (

    select * from {{ ref('unit_aliases') }}

),

named as (

    select
        disclosure_id,
        row_kind,
        unit_code,
        unit_key
    from revenue

    union

    -- The department's own unit bears its name, with or without 本级 behind it.
    select
        revenue.disclosure_id,
        revenue.row_kind,
        revenue.unit_code,
        substr(revenue.unit_key, 1, length(revenue.unit_key) - length(own_level.word)) as unit_key
    from revenue
    inner join own_level
        on
            revenue.unit_key like '%' || own_level.word
            and length(revenue.unit_key) > length(own_level.word)

),

printed_units as (

    -- A name that two units share names neither.
    select
        disclosure_id,
        unit_key,
        case
            when count(distinct case when row_kind = 'unit' then unit_code end) = 1
                then min(case when row_kind = 'unit' then unit_code end)
        end as unit_code
    from named
    group by disclosure_id, unit_key

),

final as (

    select
        organisation.disclosure_id,
        organisation.row_no,
        organisation.source_line,
        organisation.unit_label,
        organisation.unit_kind,
        organisation.description,
        coalesce(unit_aliases.unit_code, printed_units.unit_code) as unit_code,
        unit_aliases.unit_code is not null or printed_units.unit_key is not null as is_printed
    from organisation
    left join unit_aliases
        on
            organisation.disclosure_id = unit_aliases.disclosure_id
            and organisation.unit_key = {{ name_key('unit_aliases.printed_name') }}
    left join printed_units
        on
            organisation.disclosure_id = printed_units.disclosure_id
            and organisation.unit_key = printed_units.unit_key

)

select * from final
