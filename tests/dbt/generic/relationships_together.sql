{#-
    Every row finds its row in another relation by several columns. Rows in which one of the
    referring columns is NULL are left to `not_null`. Fails with one row for each combination that
    finds none, as each has to be looked up only once.

    Arguments:
        model: the relation
        column_names: the referring columns
        to: the relation referred to
        fields: its columns, in the same order
        asked: for millions of rows: those of the referring columns that are asked, where the others follow
-#}
{% test relationships_together(model, column_names, to, fields, asked=none) %}

{%- set pairs = [] -%}
{%- for column in column_names if not asked or column in asked -%}
    {%- do pairs.append((column, fields[column_names.index(column)])) -%}
{%- endfor -%}
{%- set columns = pairs | map('first') | list -%}

with

child as (

    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        count(*) as rows_found
    from {{ model }}
    where {{ columns | join(' is not null and ') }} is not null
    group by {{ columns | join(', ') }}

),

parent as (

    select distinct
        {%- for column, field in pairs %}
        {{ field }} {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ to }}

)

select child.*
from child
left join parent
    on
        {%- for column, field in pairs %}
        {{ 'and ' if not loop.first }}child.{{ column }} = parent.{{ field }}
        {%- endfor %}
where parent.{{ pairs[0][1] }} is null

{% endtest %}
