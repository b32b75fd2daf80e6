{#- Level of a classification code by its length: 3 类 class, 5 款 section, 7 项 item. -#}
{%- macro code_level(code) -%}
    case length({{ code }}) when 3 then 'class' when 5 then 'section' when 7 then 'item' end
{%- endmacro -%}

{#-
    Printed codes, and the upper levels they imply, that a reference list lacks: one row a code
    with the first of its names. An implied upper level has no printed name.

    Arguments:
        printed: CTE with `code` and `printed_name`
        reference: CTE with the listed codes
        code_column: name of the code column of `reference`
        lengths: code lengths of the classification's levels
-#}
{%- macro unlisted_codes(printed, reference, code_column, lengths) -%}
    select
        implied.code,
        min(implied.printed_name) as printed_name
    from (
        {%- for length in lengths %}
        select
            substr(code, 1, {{ length }}) as code,
            case when length(code) = {{ length }} then printed_name end as printed_name
        from {{ printed }}
        where length(code) >= {{ length }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as implied
    left join {{ reference }} as listed
        on implied.code = listed.{{ code_column }}
    where listed.{{ code_column }} is null
    group by implied.code
{%- endmacro -%}
