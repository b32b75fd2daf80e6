with

organisation as (

    select * from {{ ref('stg_disclosure__budget_units') }}

),

revenue as (

    select * from {{ ref('int_item_rows_placed') }}
    where statement = 'revenue'

),

unit_aliases as (

    select * from {{ ref('unit_aliases') }}

),

printed_units as (

    -- A name that two units share names neither; the department's own unit often bears its name.
    select
        disclosure_id,
        {{ name_key('row_label') }} as unit_key,
        min(unit_code) as unit_code,
        min(row_no) as row_no,
        min(source_line) as source_line
    from revenue
    where row_kind = 'unit'
    group by disclosure_id, {{ name_key('row_label') }}
    having count(*) = 1

),

final as (

    select
        organisation.disclosure_id,
        organisation.row_no,
        organisation.source_line,
        organisation.unit_label,
        organisation.unit_kind,
        organisation.description,
        coalesce(unit_aliases.unit_code, printed_units.unit_code) as unit_code
    from organisation
    left join unit_aliases
        on
            organisation.disclosure_id = unit_aliases.disclosure_id
            and {{ name_key('organisation.unit_label') }}
            = {{ name_key('unit_aliases.printed_name') }}
    left join printed_units
        on
            organisation.disclosure_id = printed_units.disclosure_id
            and {{ name_key('organisation.unit_label') }} = printed_units.unit_key

)

select * from final
