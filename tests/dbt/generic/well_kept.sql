{#-
    A list that is kept by hand is as its readers need it: what has to be filled is, what identifies a row
    stands once, what has few values has one of those. Fails with one row for each rule and what breaks it.
    One query for all of them: a list has a dozen such rules, and a test costs more than they do.

    Arguments:
        model: the relation
        filled: the columns that are never NULL
        once: keys, each a list of columns or of expressions in SQL, of which no combination stands twice; NULLs are left to `filled`
        listed: the values of a column, by column; NULLs are left to `filled`
-#}
{% test well_kept(model, filled=[], once=[], listed={}) %}

{%- set queries = [] -%}
{%- for column in filled -%}
    {%- do queries.append(
        "select 'filled: " ~ column ~ "' as rule, cast(null as " ~ dbt.type_string() ~ ") as found,\n"
        ~ "    count(*) as rows_found\nfrom rows_kept\nwhere " ~ column ~ " is null\nhaving count(*) > 0"
    ) -%}
{%- endfor -%}
{%- for key in once -%}
    {%- set found = [] -%}
    {%- for column in key -%}
        {%- do found.append("cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")") -%}
    {%- endfor -%}
    {%- do queries.append(
        "select " ~ dbt.string_literal('once: ' ~ key | join(', ')) ~ " as rule, " ~ found | join(" || ', ' || ") ~ " as found,\n"
        ~ "    count(*) as rows_found\nfrom rows_kept\nwhere " ~ key | join(" is not null and ")
        ~ " is not null\ngroup by " ~ key | join(', ') ~ "\nhaving count(*) > 1"
    ) -%}
{%- endfor -%}
{%- for column, values in listed.items() -%}
    {%- set quoted = [] -%}
    {%- for value in values -%}
        {%- do quoted.append(dbt.string_literal(value)) -%}
    {%- endfor -%}
    {%- do queries.append(
        "select 'listed: " ~ column ~ "' as rule, cast(" ~ column ~ " as " ~ dbt.type_string() ~ ") as found,\n"
        ~ "    count(*) as rows_found\nfrom rows_kept\nwhere " ~ column ~ " not in ("
        ~ quoted | join(', ') ~ ")\ngroup by " ~ column
    ) -%}
{%- endfor -%}

with

rows_kept as (

    select * from {{ model }}

)

{{ queries | join('\n\nunion all\n\n') }}

{% endtest %}
