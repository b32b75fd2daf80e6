{{ config(materialized='view') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

item_rows as (

    select * from {{ ref('int_item_rows_placed') }}

),

without_unit_rows as (

    -- One table of a unit's own document names the unit, another need not.
    select distinct
        disclosures.disclosure_id,
        checks.check_id
    from (
        select
            disclosure_id,
            statement
        from item_rows
        group by disclosure_id, statement
        having count(case when row_kind = 'unit' then 1 end) = 0
    ) as tables_without
    inner join disclosures
        on
            tables_without.disclosure_id = disclosures.disclosure_id
            and disclosures.level = 'unit'
    inner join {{ ref('check_family_rules') }} as rules
        on rules.subject_kind = 'unit'
    inner join checks
        on
            rules.family = checks.family
            and {{ is_listed('tables_without.statement', 'checks.statements') }}

),

final as (

    select * from without_unit_rows

    union

    -- A unit's own document has no department's row, and no units to add up to it.
    select
        disclosures.disclosure_id,
        checks.check_id
    from disclosures
    inner join checks
        on
            disclosures.level = 'unit'
            and checks.family in (
                'total_equals_department', 'department_is_sum_of_units', 'fund_is_sum_of_units',
                'performance_targets_unit_exists'
            )

)

select * from final
