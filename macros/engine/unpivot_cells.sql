{#- One row for each cell of a raw table: the place of its row, the column's name, the text; no NULLs. -#}
{%- macro unpivot_cells(relation) -%}
    {{- adapter.dispatch('unpivot_cells')(relation) -}}
{%- endmacro -%}

{%- macro duckdb__unpivot_cells(relation) -%}
    select
        disclosure_id,
        table_no,
        row_no,
        source_page,
        source_line,
        column_name,
        published_text
    from (
        unpivot (select * from {{ relation }})
        on columns(* exclude (disclosure_id, table_no, row_no, source_page, source_line))
        into name column_name value published_text
    )
{%- endmacro -%}

{%- macro spark__unpivot_cells(relation) -%}
    {%- set place = ['disclosure_id', 'table_no', 'row_no', 'source_page', 'source_line'] -%}
    {%- set cells = [] -%}
    {%- if execute -%}
        {%- for column in get_columns_in_query('select * from ' ~ relation) if column not in place -%}
            {%- do cells.append(column) -%}
        {%- endfor -%}
    {%- endif -%}
    select
        {{ place | join(',\n        ') }},
        column_name,
        published_text
    from {{ relation }}
    unpivot (published_text for column_name in ({{ cells | join(', ') }}))
{%- endmacro -%}
