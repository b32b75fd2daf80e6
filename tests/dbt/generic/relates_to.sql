{#-
    Every row finds its row in another relation by several columns. Rows whose own columns are
    NULL are left to `not_null`.

    Arguments:
        model: the relation
        columns: the referring columns
        to: the relation referred to
        to_columns: its columns, in the same order (default: the same names)
-#}
{% test relates_to(model, columns, to, to_columns=none) %}

{%- set to_columns = to_columns or columns %}

select
    {%- for column in columns %}
    child.{{ column }} {{- ',' if not loop.last }}
    {%- endfor %}
from {{ model }} as child
left join {{ to }} as parent
    on
        {%- for column in columns %}
        {{ 'and ' if not loop.first }}child.{{ column }} = parent.{{ to_columns[loop.index0] }}
        {%- endfor %}
where
    parent.{{ to_columns[0] }} is null
    {%- for column in columns %}
    and child.{{ column }} is not null
    {%- endfor %}

{% endtest %}
