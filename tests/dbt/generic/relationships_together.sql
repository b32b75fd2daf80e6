{#-
    Every row finds its row in another relation by several columns. Rows in which one of the
    referring columns is NULL are left to `not_null`.

    Arguments:
        model: the relation
        column_names: the referring columns
        to: the relation referred to
        fields: its columns, in the same order
-#}
{% test relationships_together(model, column_names, to, fields) %}

with

child as (

    select * from {{ model }}

),

parent as (

    select * from {{ to }}

)

select
    {%- for column in column_names %}
    child.{{ column }} {{- ',' if not loop.last }}
    {%- endfor %}
from child
left join parent
    on
        {%- for column in column_names %}
        {{ 'and ' if not loop.first }}child.{{ column }} = parent.{{ fields[loop.index0] }}
        {%- endfor %}
where
    parent.{{ fields[0] }} is null
    {%- for column in column_names %}
    and child.{{ column }} is not null
    {%- endfor %}

{% endtest %}
