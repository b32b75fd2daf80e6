{#-
    The keys without a NULL that stand more than once, each with how often. To hold millions of wide keys against
    each other takes memory and time; so their hashes are, and the few keys whose hash stands twice are compared
    whole. Two keys of one hash cost time and are not taken for one.

    Arguments:
        rows: the relation
        columns: the columns or expressions of the key
        selected: what to select of each key
        by_hash: whether to compare hashes first
-#}
{%- macro rows_of_repeated_keys(rows, columns, selected, by_hash=false) -%}
select
    {{ selected | join(',\n    ') }},
    count(*) as rows_found
from {{ rows }}
where
    {{ columns | join(' is not null and ') }} is not null
    {%- if by_hash %}
    and {{ key_hash(columns) }} in (
        select key_hash
        from (
            select {{ key_hash(columns) }} as key_hash
            from {{ rows }}
        ) as hashes
        group by key_hash
        having count(*) > 1
    )
    {%- endif %}
group by {{ columns | join(', ') }}
having count(*) > 1
{%- endmacro -%}

{#-
    The rows on which rules do not hold that are asked of each row by itself, counted by rule and by what is found.
    All rules are asked in one reading of the relation.

    Arguments:
        rows: the relation
        asked: of each rule its name, a condition that breaks it, and what is shown of the row
        by: the columns that say of which document a row is
-#}
{%- macro rows_that_break_rules(rows, asked, by) -%}
{%- set found_by_rule -%}
    case rules.rule_no
        {%- for name, condition, found in asked %}
        when {{ loop.index }} then broken.found_{{ loop.index }}
        {%- endfor %}
    end
{%- endset -%}
select
    rules.rule,
    {%- for column in by %}
    broken.{{ column }},
    {%- endfor %}
    {{ found_by_rule }} as found,
    count(*) as rows_found
from (
    select
        {%- for column in by %}
        {{ column }},
        {%- endfor %}
        {%- for name, condition, found in asked %}
        coalesce({{ condition }}, false) as is_broken_{{ loop.index }},
        {{ found }} as found_{{ loop.index }} {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ rows }}
    where
        {%- for name, condition, found in asked %}
        {{ 'or ' if not loop.first }}({{ condition }})
        {%- endfor %}
) as broken
inner join (
    {%- for name, condition, found in asked %}
    select {{ loop.index }} as rule_no, {{ dbt.string_literal(name) }} as rule
    {{- ' union all' if not loop.last }}
    {%- endfor %}
) as rules
    on
        {%- for name, condition, found in asked %}
        {{ 'or ' if not loop.first }}(rules.rule_no = {{ loop.index }} and broken.is_broken_{{ loop.index }})
        {%- endfor %}
group by
    rules.rule,
    {%- for column in by %}
    broken.{{ column }},
    {%- endfor %}
    {{ found_by_rule }}
{%- endmacro -%}

{#-
    What a relation refers to and another one lacks.

    Arguments:
        rows: the relation
        name: of the rule
        rule: its `columns`, `to`, `fields` (the same columns if left out), and `where`
        by: the columns that say of which document a row is
-#}
{%- macro rows_that_refer_to_none(rows, name, rule, by) -%}
{%- set columns = rule['columns'] -%}
{%- set fields = rule.get('fields', columns) -%}
select
    {{ dbt.string_literal(name) }} as rule,
    {%- for column in by %}
    child.{{ column }},
    {%- endfor %}
    child.found,
    child.rows_found
from (
    select
        {%- for column in (by + columns) | unique %}
        {{ column }},
        {%- endfor %}
        {{ shown(columns, by) }} as found,
        count(*) as rows_found
    from {{ rows }}
    where
        {{ columns | join(' is not null and ') }} is not null
        and ({{ rule.get('where', 'true') }})
    group by {{ (by + columns) | unique | join(', ') }}
) as child
left join (
    select distinct {{ fields | join(', ') }}
    from {{ rule['to'] }}
) as parent
    on
        {%- for column in columns %}
        {{ 'and ' if not loop.first }}child.{{ column }} = parent.{{ fields[loop.index0] }}
        {%- endfor %}
where parent.{{ fields[0] }} is null
{%- endmacro -%}

{#- Some columns of a row as one text, without those that stand beside it. -#}
{%- macro shown(columns, by) -%}
    {%- set texts = [] -%}
    {%- for column in columns if column not in by -%}
        {%- do texts.append("coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), 'NULL')") -%}
    {%- endfor -%}
    {{- return(texts | join(" || ', ' || ") or 'cast(null as ' ~ dbt.type_string() ~ ')') -}}
{%- endmacro -%}
