{#- Read by every figure of seven statements; a table links the rows once. -#}
{{ config(materialized='table') }}

{%- set unit = ['disclosure_id', 'statement', 'unit_key'] -%}
{%- set keys = {'unit': unit, 'class': unit + ['class_code'], 'section': unit + ['section_code']} %}

with

classified as (

    select
        *,
        coalesce(unit_code, '') as unit_key,
        substr(function_code, 1, 3) as class_code,
        substr(function_code, 1, 5) as section_code
    from {{ ref('int_item_rows_classified') }}

),

{% for level in ['class', 'section', 'unit'] %}
{{ level }}_rows as (

    select
        {{ keys[level] | join(', ') }},
        max(length(function_code)) as longest,
        max(case when printed_kind = '{{ level }}' then 1 else 0 end) as printed,
        sum(is_coded) as rows_counted
    from classified
    where function_code is not null
    group by {{ keys[level] | join(', ') }}

),

{% endfor %}
levels as (

    -- A line need not be coded to the last digit: the lowest level that a unit prints is its lines.
    select
        classified.*,
        case
            when not classified.prints_lines then classified.printed_kind
            when classified.printed_kind = 'class' and class_rows.longest = 3 then 'line'
            when classified.printed_kind = 'section' and section_rows.longest = 5 then 'line'
            else classified.printed_kind
        end as row_kind,
        {%- for level, length in [('class', 3), ('section', 5)] %}
        {{ level }}_rows.printed = 1
        and not (classified.prints_lines and {{ level }}_rows.longest = {{ length }})
            as {{ level }}_printed,
        {{ level }}_rows.rows_counted as rows_in_{{ level }},
        {%- endfor %}
        coalesce(unit_rows.rows_counted, 0) as rows_of_unit
    from classified
    {%- for level in ['class', 'section', 'unit'] %}
    left join {{ level }}_rows
        on
            {%- for key in keys[level] %}
            {{ 'and ' if not loop.first }}classified.{{ key }} = {{ level }}_rows.{{ key }}
            {%- endfor %}
    {%- endfor %}

),

lines as (

    select
        disclosure_id,
        statement,
        row_no,
        cast(
            row_number() over (partition by disclosure_id, statement order by row_no)
            as {{ dbt.type_int() }}
        ) as line_no
    from levels
    where row_kind = 'line'

),

parents as (

    select
        levels.*,
        lines.line_no,
        case
            -- A unit's own document has no department row over its own.
            when levels.row_kind = 'unit'
                then case levels.level when 'unit' then 'grand_total' else 'department' end
            when levels.is_coded = 0 then null
            when levels.row_kind in ('item', 'line') and levels.section_printed then 'section'
            when levels.row_kind <> 'class' and levels.class_printed then 'class'
            else levels.top_kind
        end as parent_kind
    from levels
    left join lines
        on
            levels.disclosure_id = lines.disclosure_id
            and levels.statement = lines.statement
            and levels.row_no = lines.row_no

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
        line_no,
        case
            when row_kind in ('grand_total', 'header_total') then 'total'
            when row_kind in ('department', 'unit') then unit_code
            when row_kind = 'line'
                then key_prefix || function_code || '#'
                    || cast(line_no as {{ dbt.type_string() }})
            when row_kind in ('class', 'section', 'item') then key_prefix || function_code
            else 'row ' || cast(row_no as {{ dbt.type_string() }})
        end as row_key,
        case parent_kind
            when 'department' then department_code
            when 'section' then key_prefix || section_code
            when 'class' then key_prefix || class_code
            when 'unit' then unit_code
            when 'grand_total' then 'total'
            when 'header_total' then 'total'
        end as parent_key
    from parents

)

select * from final
