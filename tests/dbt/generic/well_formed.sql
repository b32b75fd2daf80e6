{#-
    A relation is as its readers need it: what has to be filled is, what identifies a row stands once, what has few
    values has one of those, what it refers to is there, and conditions hold. Fails with one row for each rule and
    what breaks it, of each document where the keys are by document.
    One query for all rules: a relation has a dozen of them, and a test costs more than they do.

    Arguments:
        model: the relation
        filled: the columns that are never NULL
        keys: by name, the columns or expressions that together identify a row and are never NULL; or `columns` and
            `where`, for some of the rows. `found` shows the first key of a row
        once: keys without a name, in which NULLs are left to `filled`
        listed: the values of a column, by column; NULLs are left to `filled`
        holds: by name, conditions in SQL; where one is NULL it does not hold
        refers: by name, `columns` that find a row by the columns `fields` of `to`, where they are not NULL and for
            the rows of `where`, if that is given
        by_hash: for millions of rows: keys are compared whole only where their hash stands twice
        after: a model that is built before the test runs; what fails then skips no model before it
-#}
{% test well_formed(
    model, filled=[], keys={}, once=[], listed={}, holds={}, refers={}, by_hash=false, after=none
) %}

{#- Every key as a name, columns, and a condition for the rows that it is of. -#}
{%- set all_keys = [] -%}
{%- set named = [] -%}
{%- for name, key in keys.items() -%}
    {%- set key = key if key is mapping else {'columns': key} -%}
    {%- do all_keys.append((name, key['columns'], key.get('where', 'true'))) -%}
    {%- do named.append(all_keys[-1]) -%}
{%- endfor -%}
{%- for key in once -%}
    {%- do all_keys.append(('once: ' ~ key | join(', '), key, 'true')) -%}
{%- endfor -%}

{%- set documents = [] -%}
{%- for name, columns, where in all_keys if 'disclosure_id' in columns -%}
    {%- do documents.append(name) -%}
{%- endfor -%}
{%- set by = ['disclosure_id'] if documents and documents | length == all_keys | length else [] -%}
{%- set of_row = shown(all_keys[0][1], by) if all_keys else shown([], by) -%}

{#- What is asked of each row by itself, as a name, a condition that breaks it, and what to show. -#}
{%- set asked = [] -%}
{%- for name, columns, where in named -%}
    {%- do asked.append(
        (name, '(' ~ where ~ ') and (' ~ columns | join(' is null or ') ~ ' is null)', shown(columns, by))
    ) -%}
{%- endfor -%}
{%- for column in filled -%}
    {%- do asked.append(('filled: ' ~ column, column ~ ' is null', of_row)) -%}
{%- endfor -%}
{%- for column, values in listed.items() -%}
    {%- set quoted = [] -%}
    {%- for value in values -%}
        {%- do quoted.append(dbt.string_literal(value)) -%}
    {%- endfor -%}
    {%- do asked.append(
        ('listed: ' ~ column, column ~ ' not in (' ~ quoted | join(', ') ~ ')', shown([column], by))
    ) -%}
{%- endfor -%}
{%- for name, condition in holds.items() -%}
    {%- do asked.append((name, 'not coalesce(' ~ condition ~ ', false)', of_row)) -%}
{%- endfor -%}

{%- set queries = [] -%}
{%- if asked -%}
    {%- do queries.append(rows_that_break_rules(model, asked, by)) -%}
{%- endif -%}
{%- for name, columns, where in all_keys -%}
    {%- set rows = model if where == 'true' else '(select * from ' ~ model ~ ' where ' ~ where ~ ') as some_rows' -%}
    {%- set selected = [dbt.string_literal(name) ~ ' as rule'] + by + [shown(columns, by) ~ ' as found'] -%}
    {%- do queries.append(rows_of_repeated_keys(rows, columns, selected, by_hash)) -%}
{%- endfor -%}
{%- for name, rule in refers.items() -%}
    {%- do queries.append(rows_that_refer_to_none(model, name, rule, by)) -%}
{%- endfor -%}
{{ queries | join('\n\nunion all\n\n') }}

{% endtest %}
