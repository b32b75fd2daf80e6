{#-
    Everything that prints as a blank or as nothing: text copied from web pages and office documents
    has no-break, thin and zero-width spaces besides the usual two.
-#}
{%- macro blank_characters() -%}
    {{- return(
        ' \t\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f'
        ~ '\u205f\u200b\u200c\u200d\u2060\ufeff'
    ) -}}
{%- endmacro -%}

{#-
    Printed text without surrounding blanks; NULL where the cell is blank. To look for a blank costs little beside
    trimming, and hardly any text has one.
-#}
{%- macro clean_text(expression) -%}
    nullif(
            case
                when regexp_extract({{ expression }}, '[{{ blank_characters() }}]', 0) = ''
                    then {{ expression }}
                else trim(both '{{ blank_characters() }}' from {{ expression }})
            end, ''
        )
{%- endmacro -%}

{#- Text without any blank: a wrapped cell prints some inside a name. -#}
{%- macro without_blanks(expression) -%}
    {{ translate_some(expression, blank_characters(), '') }}
{%- endmacro -%}

{#- Full-width digits, brackets and signs as their ASCII twins. -#}
{%- macro to_half_width(expression) -%}
    {{ translate_some(expression, '０１２３４５６７８９（）．，＋－−–', '0123456789().,+---') }}
{%- endmacro -%}

{#- Characters replaced one by one, in the few texts that have any of them: to look costs little beside replacing. -#}
{%- macro translate_some(expression, characters, replacements) -%}
    case
            when regexp_extract({{ expression }}, '[{{ characters }}]', 0) = '' then {{ expression }}
            else translate({{ expression }}, '{{ characters }}', '{{ replacements }}')
        end
{%- endmacro -%}

{#- A name fit for comparing: half-width, no blanks inside. -#}
{%- macro name_key(expression) -%}
    nullif({{ without_blanks(to_half_width(expression)) }}, '')
{%- endmacro -%}

{#- A code as text: half-width, trimmed, leading zeros kept; NULL where the cell is blank. -#}
{%- macro clean_code(expression) -%}
    {{ clean_text(to_half_width(expression)) }}
{%- endmacro -%}

{#- A code whose levels are printed in cells of their own (204 06 1, one blank between them): 2040601. -#}
{%- macro joined_code(expression) -%}
    {%- set code = clean_code(expression) -%}
    split_part({{ code }}, ' ', 1)
        {%- for level in [2, 3] %}
        || case when length(split_part({{ code }}, ' ', {{ level }})) = 1 then '0' else '' end
        || split_part({{ code }}, ' ', {{ level }})
        {%- endfor %}
{%- endmacro -%}

{#- Whether a row without a code is labelled as the total of its table. -#}
{%- macro is_total_label(expression) -%}
    replace({{ name_key(expression) }}, '：', '') in ('合计', '总计', '部门合计')
{%- endmacro -%}

{#- The first year that a text prints (2024年), as a number; NULL where it prints none. -#}
{%- macro printed_year(expression) -%}
    try_cast(
        nullif(regexp_extract({{ name_key(expression) }}, '(20[0-9]{2})年', 1), '')
        as {{ dbt.type_int() }}
    )
{%- endmacro -%}
