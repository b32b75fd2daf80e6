{#-
    The lines of a statement, each with the amounts that the contract of the model lists: `x_amount` is the column `x`.

    Arguments:
        statement: as in seeds/statements; one of layout `lines`
-#}
{%- macro line_facts(statement) -%}
{%- set columns = [] -%}
{%- for column in model.columns if column.endswith('_amount') -%}
    {%- do columns.append(column[:-7]) -%}
{%- endfor -%}
with

lines as (

    select * from {{ ref('int_item_rows_placed') }}
    where
        statement = '{{ statement }}'
        and row_kind = 'line'

),

amounts as (

    select
        disclosure_id,
        row_no,
        {%- for column in columns %}
        {{ amount_of(column) }} as {{ column }}_amount {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('int_figures_placed') }}
    where statement = '{{ statement }}'
    group by disclosure_id, row_no

),

final as (

    select
        lines.disclosure_id,
        lines.line_no,
        lines.unit_code,
        lines.function_code,
        lines.project_name,
        {%- for column in columns %}
        amounts.{{ column }}_amount,
        {%- endfor %}
        lines.row_no,
        lines.source_line
    from lines
    left join amounts
        on
            lines.disclosure_id = amounts.disclosure_id
            and lines.row_no = amounts.row_no

)

select * from final
{%- endmacro -%}
