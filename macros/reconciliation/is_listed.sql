{#- Whether a value stands in a `|`-separated list; `*` lists every value, NULL included. -#}
{%- macro is_listed(value, list) -%}
    ({{ list }} = '*' or '|' || {{ list }} || '|' like '%|' || {{ value }} || '|%')
{%- endmacro -%}
