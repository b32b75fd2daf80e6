with

item_rows as (

    select * from {{ ref('int_item_rows_placed') }}
    where row_kind in ('department', 'unit')

),

expense_rows as (

    select * from {{ ref('int_expense_rows_placed') }}
    where row_kind in ('department', 'unit', 'unit_fund')

),

target_rows as (

    select * from {{ ref('int_target_rows_placed') }}
    where row_kind in ('department', 'unit', 'project')

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

organisation_units as (

    select * from {{ ref('int_organisation_units_matched') }}
    where unit_code is not null

),

organisation_kinds as (

    -- The first paragraph that speaks of a unit says what it is.
    select
        *,
        row_number() over (partition by disclosure_id, unit_code order by row_no) as mention
    from organisation_units

),

printed_units as (
{% for rows, name in [
    ('item_rows', 'row_label'), ('expense_rows', 'row_label'), ('target_rows', 'unit_name'),
] %}
    select
        disclosure_id,
        unit_code,
        {{ name }} as printed_name,
        table_no,
        row_no
    from {{ rows }}
    where unit_code is not null

    union all
{% endfor %}
    -- The document's own department, printed or not.
    select
        disclosure_id,
        department_code as unit_code,
        department_name as printed_name,
        cast(null as {{ dbt.type_int() }}) as table_no,
        cast(null as {{ dbt.type_int() }}) as row_no
    from disclosures

),

ranked as (

    -- The first table that prints a unit names it; a wrapped cell prints blanks inside the name.
    select
        disclosure_id,
        unit_code,
        {{ without_blanks('printed_name') }} as unit_name,
        row_number() over (
            partition by disclosure_id, unit_code
            order by table_no asc nulls last, row_no asc nulls last
        ) as name_rank
    from printed_units

),

final as (

    select
        ranked.disclosure_id,
        ranked.unit_code,
        ranked.unit_name,
        -- A document without units is one unit: itself.
        case
            when
                ranked.unit_code = disclosures.department_code
                and count(*) over (partition by ranked.disclosure_id) > 1
                then 'department'
            else 'unit'
        end as unit_level,
        case
            when ranked.unit_code <> disclosures.department_code then disclosures.department_code
        end as parent_code,
        organisation_kinds.unit_label as organisation_name,
        organisation_kinds.unit_kind
    from ranked
    left join disclosures
        on ranked.disclosure_id = disclosures.disclosure_id
    left join organisation_kinds
        on
            ranked.disclosure_id = organisation_kinds.disclosure_id
            and ranked.unit_code = organisation_kinds.unit_code
            and organisation_kinds.mention = 1
    where ranked.name_rank = 1

)

select * from final
