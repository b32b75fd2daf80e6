with

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

printed as (

    select
        *,
        -- A row that opens nothing new: in tables of lines, a code merged over several lines is
        -- printed beside the first of them only.
        prints_lines
        and function_code is null
        and printed_unit_code is null
        and row_name is null
        and project_name is not null
        and not {{ is_total_label('project_name') }} as continues_cells
    from {{ ref('int_item_rows_unioned') }}

),

blocks as (

    -- A row with a unit code opens a block; the rows below it belong to that unit.
    select
        *,
        max(case when not continues_cells then row_no end) over so_far as cells_row_no,
        max(case when printed_unit_code is not null then row_no end) over so_far as unit_row_no
    from printed
    window so_far as (
        partition by disclosure_id, statement
        order by row_no
        rows between unbounded preceding and current row
    )

),

carried as (

    select
        blocks.*,
        disclosures.department_code,
        disclosures.level,
        coalesce(blocks.function_code, opening.function_code) as carried_code,
        coalesce(blocks.row_name, opening.row_name, blocks.project_name) as row_label
    from blocks
    left join {{ ref('int_item_rows_unioned') }} as opening
        on
            blocks.disclosure_id = opening.disclosure_id
            and blocks.statement = opening.statement
            and blocks.cells_row_no = opening.row_no
            and opening.prints_lines
            and blocks.continues_cells
    left join disclosures
        on blocks.disclosure_id = disclosures.disclosure_id

),

kinds as (

    select
        *,
        case
            when printed_unit_code = department_code and carried_code is null
                then case level when 'unit' then 'unit' else 'department' end
            when printed_unit_code is not null and carried_code is null then 'unit'
            when length(carried_code) = 3 then 'class'
            when length(carried_code) = 5 then 'section'
            when length(carried_code) = 7 and prints_lines then 'line'
            when length(carried_code) = 7 then 'item'
            when carried_code is null and {{ is_total_label('row_label') }}
                then case when is_in_header then 'header_total' else 'grand_total' end
            else 'unrecognised'
        end as printed_kind
    from carried

),

tables as (

    select
        disclosure_id,
        statement,
        max(case when printed_kind = 'unit' then 1 else 0 end) as units_printed,
        count(printed_unit_code) as unit_codes_printed,
        max(case when printed_kind = 'header_total' then 1 else 0 end) as begins_in_header
    from kinds
    group by disclosure_id, statement

),

final as (

    -- A document without unit rows is one unit: itself. A grand total is no unit's, wherever it
    -- stands.
    select
        kinds.disclosure_id,
        kinds.statement,
        kinds.table_no,
        kinds.row_no,
        kinds.source_page,
        kinds.source_line,
        kinds.printed_kind,
        kinds.prints_lines,
        case when kinds.printed_kind in ('class', 'section', 'item', 'line') then 1 else 0 end
            as is_coded,
        kinds.department_code,
        kinds.level,
        kinds.carried_code as function_code,
        kinds.row_label,
        kinds.project_name,
        case
            when kinds.printed_kind not in ('grand_total', 'header_total')
                then coalesce(units.printed_unit_code, kinds.department_code)
        end as unit_code,
        case
            when units.printed_kind = 'unit' or tables.units_printed = 1 then 'unit'
            when units.printed_kind = 'department' then 'department'
            when tables.begins_in_header = 1 then 'header_total'
            else 'grand_total'
        end as top_kind,
        case
            when tables.unit_codes_printed > 0
                then coalesce(units.printed_unit_code, kinds.department_code) || '/'
            else ''
        end as key_prefix
    from kinds
    inner join tables
        on
            kinds.disclosure_id = tables.disclosure_id
            and kinds.statement = tables.statement
    left join kinds as units
        on
            kinds.disclosure_id = units.disclosure_id
            and kinds.statement = units.statement
            and kinds.unit_row_no = units.row_no

)

select * from final
