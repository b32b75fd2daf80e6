{#-
    The columns together identify a row: no combination stands twice, and none has a NULL in it.

    Arguments:
        model: the relation
        columns: the columns of the key
-#}
{% test unique_together(model, columns) %}

select
    {{ columns | join(', ') }},
    count(*) as rows_found
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}

{% endtest %}
