with

printed as (

    select
        *,
        -- A row that opens nothing new: in tables of lines, a code merged over several lines is
        -- printed beside the first of them only.
        sum(
            case
                when
                    prints_lines
                    and function_code is null
                    and printed_unit_code is null
                    and row_name is null
                    and project_name is not null
                    and not {{ is_total_label('project_name') }}
                    then 0
                else 1
            end
        ) over (
            partition by disclosure_id, statement
            order by row_no
            rows between unbounded preceding and current row
        ) as cell_block
    from {{ ref('int_item_rows_unioned') }}

),

carried as (

    select
        disclosure_id,
        statement,
        prints_lines,
        table_no,
        row_no,
        source_page,
        source_line,
        printed_unit_code,
        project_name,
        is_in_header,
        max(function_code) over cells as function_code,
        max(row_name) over cells as row_name
    from printed
    window cells as (partition by disclosure_id, statement, cell_block)

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

kinds as (

    -- A row with a unit code opens a block; the rows below it belong to that unit.
    select
        printed.*,
        disclosures.department_code,
        disclosures.level,
        coalesce(printed.row_name, printed.project_name) as row_label,
        {{ unit_block('printed') }} as unit_block,
        case
            when
                printed.printed_unit_code = disclosures.department_code
                and printed.function_code is null
                then case disclosures.level when 'unit' then 'unit' else 'department' end
            when printed.printed_unit_code is not null and printed.function_code is null then 'unit'
            when length(printed.function_code) = 3 then 'class'
            when length(printed.function_code) = 5 then 'section'
            when length(printed.function_code) = 7 and printed.prints_lines then 'line'
            when length(printed.function_code) = 7 then 'item'
            when
                printed.function_code is null
                and {{ is_total_label('coalesce(printed.row_name, printed.project_name)') }}
                then case when printed.is_in_header then 'header_total' else 'grand_total' end
            else 'unrecognised'
        end as printed_kind
    from carried as printed
    left join disclosures
        on printed.disclosure_id = disclosures.disclosure_id

),

blocks as (

    select
        *,
        max(printed_unit_code) over (partition by disclosure_id, statement, unit_block)
            as block_unit_code,
        max(case when printed_unit_code is not null then printed_kind end) over (
            partition by disclosure_id, statement, unit_block
        ) as block_kind,
        max(case when printed_kind = 'unit' then 1 else 0 end) over (
            partition by disclosure_id, statement
        ) as units_printed,
        max(case when printed_unit_code is not null then 1 else 0 end) over (
            partition by disclosure_id, statement
        ) as unit_codes_printed,
        max(case when printed_kind = 'header_total' then 1 else 0 end) over (
            partition by disclosure_id, statement
        ) as begins_in_header,
        case when printed_kind in ('class', 'section', 'item', 'line') then 1 else 0 end as is_coded
    from kinds

),

final as (

    -- A document without unit rows is one unit: itself. A grand total is no unit's, wherever it
    -- stands.
    select
        disclosure_id,
        statement,
        table_no,
        row_no,
        source_page,
        source_line,
        printed_kind,
        prints_lines,
        is_coded,
        department_code,
        level,
        function_code,
        row_label,
        project_name,
        case
            when printed_kind not in ('grand_total', 'header_total')
                then coalesce(block_unit_code, department_code)
        end
            as unit_code,
        case
            when block_kind = 'unit' or units_printed = 1 then 'unit'
            when block_kind = 'department' then 'department'
            when begins_in_header = 1 then 'header_total'
            else 'grand_total'
        end as top_kind,
        case
            when unit_codes_printed = 1 then coalesce(block_unit_code, department_code) || '/'
            else ''
        end as key_prefix
    from blocks

)

select * from final
