{#- Every match of a pattern replaced. Engines differ in what they do without being told: the first, or all. -#}
{%- macro regexp_replace_all(text, pattern, replacement="''") -%}
    {{- adapter.dispatch('regexp_replace_all')(text, pattern, replacement) -}}
{%- endmacro -%}

{%- macro default__regexp_replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, {{ pattern }}, {{ replacement }})
{%- endmacro -%}

{%- macro duckdb__regexp_replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, {{ pattern }}, {{ replacement }}, 'g')
{%- endmacro -%}

{#- All unasked, and a group is named $1 and not \1. -#}
{%- macro spark__regexp_replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, {{ pattern }}, {{ modules.re.sub('[\\\\]([0-9])', '$\\1', replacement) }})
{%- endmacro -%}
