{#-
    The columns together identify a row: no combination stands twice, and none has a NULL in it.

    Arguments:
        model: the relation
        columns: the columns of the key
        after: a model that is built before the test runs; what fails then skips no model before it
-#}
{% test unique_together(model, columns, after=none) %}

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
