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

institutions as (

    select organisation_units.unit_kind
    from organisation_units
    inner join {{ ref('lexicon') }} as lexicon
        on
            organisation_units.unit_kind like '%' || lexicon.word || '%'
            and lexicon.word_class in ('institution', 'run_like_office')
    group by organisation_units.unit_kind
    having max(lexicon.word_class) = 'institution'

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
    left join institutions
        on organisation_units.unit_kind = institutions.unit_kind
    where
        organisation_units.unit_kind is null
        or institutions.unit_kind is not null

)

select * from final
