{#-
    A condition is true on every row. A row on which it is NULL fails as well.

    Arguments:
        model: the relation
        expression: the condition, in SQL
-#}
{% test holds(model, expression) %}

select *
from {{ model }}
where coalesce({{ expression }}, false) = false

{% endtest %}
