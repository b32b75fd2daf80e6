{#- The printed ordinals by depth: 一、 then （一）, then 1、, then （1）; both widths of brackets. -#}
{%- macro ordinal_patterns() -%}
    {{- return([
        '^[一二三四五六七八九十百]+[、.]',
        '^[(][一二三四五六七八九十百]+[)]',
        '^[0-9]+[、.]',
        '^[(][0-9]+[)]',
    ]) -}}
{%- endmacro -%}

{#- Depth of the printed ordinal (1 to 4); NULL where the text starts with none. -#}
{%- macro ordinal_level(expression) -%}
    case
    {%- for pattern in ordinal_patterns() %}
        when regexp_extract({{ name_key(expression) }}, '{{ pattern }}', 0) <> '' then {{ loop.index }}
    {%- endfor %}
    end
{%- endmacro -%}

{#- The name behind the ordinal, fit for comparing. -#}
{%- macro strip_ordinal(expression) -%}
    {{ regexp_replace_all(name_key(expression), "'" ~ ordinal_patterns() | join('|') ~ "'") }}
{%- endmacro -%}
