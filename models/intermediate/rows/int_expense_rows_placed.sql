{{ config(materialized='table') }}

with

printed as (

    select * from {{ ref('stg_disclosure__three_public_expenses') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}
    where name_kind = 'fund'

),

labelled as (

    -- The grand total prints its label in whichever of the text columns comes to hand.
    select
        *,
        coalesce(unit_name, fund_name) as row_label,
        {{ is_total_label('coalesce(unit_name, fund_name)') }} as is_labelled_total,
        count(*) over unit_rows as rows_of_unit,
        count(*) over unit_rows - count(fund_name) over unit_rows as total_rows_of_unit,
        count(*) over (partition by disclosure_id) as rows_of_table
    from printed
    window unit_rows as (partition by disclosure_id, unit_code)

),

kinds as (

    select
        labelled.*,
        disclosures.department_code,
        case
            when
                labelled.unit_code = disclosures.department_code
                and coalesce(disclosures.level, '') <> 'unit'
                then 'department'
            when
                labelled.unit_code is not null
                and (labelled.rows_of_unit = 1 or labelled.fund_name is null)
                then 'unit'
            when labelled.unit_code is not null then 'unit_fund'
            when labelled.is_labelled_total then 'grand_total'
            when labelled.fund_name is not null then 'fund'
            -- A table of one row need not name it.
            when labelled.rows_of_table = 1 then 'grand_total'
            else 'unrecognised'
        end as row_kind
    from labelled
    left join disclosures
        on labelled.disclosure_id = disclosures.disclosure_id

),

parents as (

    select
        *,
        case
            when row_kind = 'fund' then 'grand_total'
            when row_kind = 'unit_fund' and total_rows_of_unit > 0 then 'unit'
            when row_kind in ('unit', 'unit_fund') then 'department'
        end as parent_kind,
        case when not is_labelled_total or unit_code is not null then fund_name end as own_fund_name
    from kinds

),

final as (

    select
        parents.disclosure_id,
        'three_public_expenses' as statement,
        parents.table_no,
        parents.row_no,
        parents.source_page,
        parents.source_line,
        parents.row_kind,
        parents.parent_kind,
        parents.row_kind in ('grand_total', 'department')
        or (parents.row_kind = 'unit' and parents.rows_of_unit > 1) as has_children,
        parents.unit_code,
        name_aliases.code as fund_code,
        parents.row_label,
        case parents.row_kind
            when 'grand_total' then 'total'
            when 'fund' then 'total/' || parents.fund_name
            when 'unit_fund' then parents.unit_code || '/' || parents.fund_name
            else coalesce(
                parents.unit_code, 'row ' || cast(parents.row_no as {{ dbt.type_string() }})
            )
        end as row_key,
        case parents.parent_kind
            when 'grand_total' then 'total'
            when 'unit' then parents.unit_code
            when 'department' then parents.department_code
        end as parent_key
    from parents
    left join name_aliases
        on {{ name_key('parents.own_fund_name') }} = name_aliases.printed_name

)

select * from final
