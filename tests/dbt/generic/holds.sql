{#-
    A condition is true on every row. A row on which it is NULL fails as well.

    Arguments:
        model: the relation
        expression: the condition, in SQL
        after: a model that is built before the test runs; what fails then skips no model before it
-#}
{% test holds(model, expression, after=none) %}

select *
from {{ model }}
where coalesce({{ expression }}, false) = false

{% endtest %}
