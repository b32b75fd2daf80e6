{#-
    Every row finds its row in another relation by several columns. Rows in which one of the
    referring columns is NULL are left to `not_null`. Fails with one row for each combination that
    finds none, as each has to be looked up only once.

    Arguments:
        model: the relation
        column_names: the referring columns
        to: the relation referred to
        fields: its columns, in the same order
-#}
{% test relationships_together(model, column_names, to, fields) %}

with

child as (

    select
        {%- for column in column_names %}
        {{ column }},
        {%- endfor %}
        count(*) as rows_found
    from {{ model }}
    where {{ column_names | join(' is not null and ') }} is not null
    group by {{ column_names | join(', ') }}

),

parent as (

    select distinct
        {%- for field in fields %}
        {{ field }} {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ to }}

)

select child.*
from child
left join parent
    on
        {%- for column in column_names %}
        {{ 'and ' if not loop.first }}child.{{ column }} = parent.{{ fields[loop.index0] }}
        {%- endfor %}
where parent.{{ fields[0] }} is null

{% endtest %}
