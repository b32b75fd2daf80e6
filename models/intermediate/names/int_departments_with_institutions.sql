with

revenue as (

    select * from {{ ref('int_item_rows_placed') }}
    where
        statement = 'revenue'
        and row_kind = 'unit'

),

organisation_units as (

    select * from {{ ref('int_organisation_units_matched') }}

),

final as (

    -- Operating costs of the office are those of administrative units; those of institutions are
    -- not among them, unless run like offices (参公). A unit of unknown kind could be either.
    select distinct revenue.disclosure_id
    from revenue
    left join organisation_units
        on
            revenue.disclosure_id = organisation_units.disclosure_id
            and revenue.unit_code = organisation_units.unit_code
    where
        organisation_units.unit_kind is null
        or (
            organisation_units.unit_kind like '%事业%'
            and organisation_units.unit_kind not like '%参公%'
            and organisation_units.unit_kind not like '%参照%'
        )

)

select * from final
