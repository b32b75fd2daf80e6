{{ config(materialized='view') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

item_rows as (

    select * from {{ ref('int_item_rows_placed') }}

),

spending_items as (

    select
        disclosure_id,
        unit_code,
        function_code
    from item_rows
    where
        statement = 'expenditure'
        and row_kind in ('class', 'section', 'item')

),

lines_of_items as (

    -- Either may be coded to fewer digits than the other.
    select
        lines.disclosure_id,
        lines.statement,
        lines.row_no,
        lines.source_line,
        lines.unit_code,
        lines.function_code,
        count(spending_items.function_code) > 0 as holds
    from item_rows as lines
    left join spending_items
        on
            lines.disclosure_id = spending_items.disclosure_id
            and lines.unit_code = spending_items.unit_code
            and (
                lines.function_code like spending_items.function_code || '%'
                or spending_items.function_code like lines.function_code || '%'
            )
    where lines.row_kind = 'line'
    group by
        lines.disclosure_id,
        lines.statement,
        lines.row_no,
        lines.source_line,
        lines.unit_code,
        lines.function_code

),

final as (

    select
        lines_of_items.disclosure_id,
        checks.check_id,
        lines_of_items.unit_code || '/' || lines_of_items.function_code as subject,
        lines_of_items.statement,
        lines_of_items.row_no,
        lines_of_items.source_line,
        lines_of_items.holds
    from lines_of_items
    inner join checks
        on
            lines_of_items.statement = checks.statements
            and checks.family = 'item_is_in_the_expenditure_table'

)

select * from final
