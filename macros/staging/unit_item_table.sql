{#- Which block of rows a row is in: each printed unit code opens one. -#}
{%- macro unit_block() -%}
    count(printed_unit_code) over (
            partition by disclosure_id
            order by row_no
            rows between unbounded preceding and current row
        )
{%- endmacro -%}

{#- The unit code that opened the block of a row; NULL above the first of them. -#}
{%- macro unit_of_block() -%}
    max(printed_unit_code) over (partition by disclosure_id, unit_block)
{%- endmacro -%}

{#-
    The whole of a staging model for a table that prints a grand total, the department, and under
    each unit its functional items (tables 3, 5, 8, 9) or its lines (tables 10, 11). Types the
    amounts, carries the unit code down, names each row's kind, and links it to the row it is part
    of: the nearest printed 款 or 类 row of its unit, else the unit.

    Arguments:
        table_name: name of the published table, as in `published_tables`
        detail_kind: what a row with a full functional code is, `item` or `line`
        text_columns: further printed text columns to keep
-#}
{%- macro unit_item_table(table_name, detail_kind, text_columns=[]) -%}
{%- set table = published_tables()[table_name] -%}
with

source as (

    select * from {{ published(table_name) }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

typed as (

    select
        source.disclosure_id,
        disclosures.department_code,
        cast(source.row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source.source_page') }} as source_page,
        cast(source.source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_code('source.function_code') }} as function_code,
        {{ clean_code('source.unit_code') }} as printed_unit_code,
        {%- for column in text_columns %}
        {{ clean_text('source.' ~ column) }} as {{ column }},
        {%- endfor %}
        coalesce(
            {{ clean_text('source.row_name') }}
            {%- for column in text_columns %}, {{ clean_text('source.' ~ column) }}{% endfor -%}
            {{- ', null' if not text_columns }}
        ) as row_label,
        {{- amount_columns(table.amounts, 'source', 'disclosures.currency_unit') }}
    from source
    left join disclosures
        on source.disclosure_id = disclosures.disclosure_id

),

blocks as (

    -- A row with a unit code opens a block; the rows below it belong to that unit.
    select
        *,
        {{ unit_block() }} as unit_block,
        case
            when printed_unit_code = department_code and function_code is null then 'department'
            when printed_unit_code is not null and function_code is null then 'unit'
            when length(function_code) = 3 then 'class'
            when length(function_code) = 5 then 'section'
            when length(function_code) = 7 then '{{ detail_kind }}'
            when
                function_code is null and {{ is_total_label('row_label') }}
                then 'grand_total'
            else 'unrecognised'
        end as printed_kind
    from typed

),

carried as (

    select
        *,
        {{ unit_of_block() }} as unit_code,
        case when printed_kind in ('class', 'section', 'item', 'line') then 1 else 0 end as is_coded
    from blocks

),

kinds as (
{% if detail_kind == 'line' %}
    -- A line need not be coded to the last digit: the lowest level that a unit prints is its lines.
    select
        *,
        case
            when printed_kind = 'class' and max(length(function_code)) over class_rows = 3
                then 'line'
            when printed_kind = 'section' and max(length(function_code)) over section_rows = 5
                then 'line'
            else printed_kind
        end as row_kind
    from carried
    window
        class_rows as (partition by disclosure_id, unit_code, substr(function_code, 1, 3)),
        section_rows as (partition by disclosure_id, unit_code, substr(function_code, 1, 5))
{% else %}
    select
        *,
        printed_kind as row_kind
    from carried
{% endif %}
),

linked as (

    select
        *,
        sum(is_coded) over class_rows as rows_in_class,
        max(case when row_kind = 'class' then 1 else 0 end) over class_rows as class_printed,
        sum(is_coded) over section_rows as rows_in_section,
        max(case when row_kind = 'section' then 1 else 0 end) over section_rows as section_printed,
        sum(case when row_kind = 'line' then 1 else 0 end) over (
            partition by disclosure_id
            order by row_no
            rows between unbounded preceding and current row
        ) as lines_so_far
    from kinds
    window
        class_rows as (partition by disclosure_id, unit_code, substr(function_code, 1, 3)),
        section_rows as (partition by disclosure_id, unit_code, substr(function_code, 1, 5))

),

final as (

    select
        disclosure_id,
        {{ table.no }} as table_no,
        row_no,
        source_page,
        source_line,
        row_kind,
        -- A grand total printed below the units is none of theirs.
        case when row_kind <> 'grand_total' then unit_code end as unit_code,
        function_code,
        row_label,
        {%- for column in text_columns %}
        {{ column }},
        {%- endfor %}
        {%- if detail_kind == 'line' %}
        cast(case when row_kind = 'line' then lines_so_far end as {{ dbt.type_int() }}) as line_no,
        {%- endif %}
        case
            when row_kind = 'grand_total' then 'total'
            when row_kind in ('department', 'unit') then unit_code
            when row_kind = 'line'
                then unit_code || '/' || function_code || '#' || cast(
                    lines_so_far as {{ dbt.type_string() }}
                )
            when row_kind in ('class', 'section', 'item') then unit_code || '/' || function_code
            else 'row ' || cast(row_no as {{ dbt.type_string() }})
        end as row_key,
        case
            when row_kind = 'unit' then department_code
            when is_coded = 0 then null
            when row_kind in ('item', 'line') and section_printed = 1
                then unit_code || '/' || substr(function_code, 1, 5)
            when row_kind <> 'class' and class_printed = 1
                then unit_code || '/' || substr(function_code, 1, 3)
            else unit_code
        end as parent_key,
        case
            when row_kind = 'unit' then 'department'
            when is_coded = 0 then null
            when row_kind in ('item', 'line') and section_printed = 1 then 'section'
            when row_kind <> 'class' and class_printed = 1 then 'class'
            else 'unit'
        end as parent_kind,
        case
            when row_kind = 'class' then rows_in_class > 1
            when row_kind = 'section' then rows_in_section > 1
            else is_coded = 0
        end as has_children,
        {%- for column in table.amounts %}
        {{ column }}_amount,
        {{ column }}_text {{- ',' if not loop.last }}
        {%- endfor %}
    from linked

)

select * from final
{%- endmacro -%}
