{#- Printed text without surrounding blanks (ASCII and U+3000); NULL where the cell is blank. -#}
{%- macro clean_text(expression) -%}
    nullif(trim(both ' 　' from {{ expression }}), '')
{%- endmacro -%}

{#- Full-width digits, brackets and signs as their ASCII twins. -#}
{%- macro to_half_width(expression) -%}
    translate(
        {{ expression }},
        '０１２３４５６７８９（）．，＋－−–',
        '0123456789().,+---'
    )
{%- endmacro -%}

{#- A name fit for comparing: half-width, no blanks inside (a wrapped cell prints some). -#}
{%- macro name_key(expression) -%}
    nullif(replace(replace({{ to_half_width(expression) }}, ' ', ''), '　', ''), '')
{%- endmacro -%}

{#- A code as text: half-width, trimmed, leading zeros kept; NULL where the cell is blank. -#}
{%- macro clean_code(expression) -%}
    {{ clean_text(to_half_width(expression)) }}
{%- endmacro -%}
