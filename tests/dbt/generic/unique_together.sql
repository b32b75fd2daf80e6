{#-
    The columns together identify a row: no combination stands twice, and none has a NULL in it.

    Arguments:
        model: the relation
        columns: the columns of the key
        by_hash: for millions of rows: only those are compared whole whose hash stands twice
        after: a model that is built before the test runs; what fails then skips no model before it
-#}
{% test unique_together(model, columns, by_hash=false, after=none) %}

{%- if by_hash -%}
{{ rows_of_repeated_keys(model, columns, columns, by_hash=true) }}

union all

{% endif -%}
select
    {{ columns | join(', ') }},
    count(*) as rows_found
from {{ model }}
{%- if by_hash %}
where {{ columns | join(' is null or ') }} is null
{%- endif %}
group by {{ columns | join(', ') }}
{%- if not by_hash %}
having
    count(*) > 1
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}
{%- endif %}

{% endtest %}
