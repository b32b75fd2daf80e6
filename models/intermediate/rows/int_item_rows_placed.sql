{#- Read by every figure of seven statements; a table links the rows once. -#}
{{ config(materialized='table') }}

with

classified as (

    select * from {{ ref('int_item_rows_classified') }}

),

counted as (

    select
        *,
        max(length(function_code)) over class_rows as longest_in_class,
        max(length(function_code)) over section_rows as longest_in_section,
        max(case when printed_kind = 'class' then 1 else 0 end) over class_rows as classes,
        max(case when printed_kind = 'section' then 1 else 0 end) over section_rows as sections,
        sum(is_coded) over class_rows as rows_in_class,
        sum(is_coded) over section_rows as rows_in_section,
        sum(is_coded) over unit_rows as rows_of_unit
    from classified
    window
        unit_rows as (partition by disclosure_id, statement, unit_code),
        class_rows as (
            partition by disclosure_id, statement, unit_code, substr(function_code, 1, 3)
        ),
        section_rows as (
            partition by disclosure_id, statement, unit_code, substr(function_code, 1, 5)
        )

),

levels as (

    -- A line need not be coded to the last digit: the lowest level that a unit prints is its lines.
    select
        *,
        case
            when not prints_lines then printed_kind
            when printed_kind = 'class' and longest_in_class = 3 then 'line'
            when printed_kind = 'section' and longest_in_section = 5 then 'line'
            else printed_kind
        end as row_kind,
        classes = 1 and not (prints_lines and longest_in_class = 3) as class_printed,
        sections = 1 and not (prints_lines and longest_in_section = 5) as section_printed
    from counted

),

linked as (

    select
        *,
        sum(case when row_kind = 'line' then 1 else 0 end) over (
            partition by disclosure_id, statement
            order by row_no
            rows between unbounded preceding and current row
        ) as lines_so_far
    from levels

),

parents as (

    select
        *,
        case
            -- A unit's own document has no department row over its own.
            when row_kind = 'unit'
                then case level when 'unit' then 'grand_total' else 'department' end
            when is_coded = 0 then null
            when row_kind in ('item', 'line') and section_printed then 'section'
            when row_kind <> 'class' and class_printed then 'class'
            else top_kind
        end as parent_kind
    from linked

),

final as (

    select
        disclosure_id,
        statement,
        table_no,
        row_no,
        source_page,
        source_line,
        row_kind,
        parent_kind,
        case
            when row_kind = 'class' then rows_in_class > 1
            when row_kind = 'section' then rows_in_section > 1
            when row_kind = 'unit' then rows_of_unit > 0
            else is_coded = 0
        end as has_children,
        unit_code,
        function_code,
        row_label,
        project_name,
        cast(case when row_kind = 'line' then lines_so_far end as {{ dbt.type_int() }}) as line_no,
        case
            when row_kind in ('grand_total', 'header_total') then 'total'
            when row_kind in ('department', 'unit') then unit_code
            when row_kind = 'line'
                then key_prefix || function_code || '#' || cast(
                    lines_so_far as {{ dbt.type_string() }}
                )
            when row_kind in ('class', 'section', 'item') then key_prefix || function_code
            else 'row ' || cast(row_no as {{ dbt.type_string() }})
        end as row_key,
        case parent_kind
            when 'department' then department_code
            when 'section' then key_prefix || substr(function_code, 1, 5)
            when 'class' then key_prefix || substr(function_code, 1, 3)
            when 'unit' then unit_code
            when 'grand_total' then 'total'
            when 'header_total' then 'total'
        end as parent_key
    from parents

)

select * from final
