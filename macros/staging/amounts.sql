{#-
    The number printed in a cell as decimal(18,6), in the unit it was printed in. Takes thousands
    separators, full-width digits, a leading sign, and brackets for a negative. NULL where the cell
    is blank and where the text is not an amount: a test tells the two apart.
-#}
{%- macro parse_amount(expression) -%}
    {%- set text = clean_text(to_half_width(expression)) -%}
    case
        -- A dash is what accountants print for nothing: a printed zero, unlike a blank.
        when {{ text }} in ('-', '—', '--', '——') then cast(0 as {{ amount_type() }})
        when regexp_extract({{ text }}, '{{ amount_pattern() }}', 0) <> ''
            then try_cast(
                replace(replace(replace({{ text }}, ',', ''), '(', '-'), ')', '')
                as {{ amount_type() }}
            )
    end
{%- endmacro -%}

{#- Whether a cell is a plain number, as nearly every cell is: nothing else about it has to be looked at. -#}
{%- macro is_plain_amount(expression) -%}
    regexp_extract({{ expression }}, '^[-+]?{{ number_pattern() }}$', 0) <> ''
{%- endmacro -%}

{%- macro amount_pattern() -%}
    ^([-+]?{{ number_pattern() }}|[(]{{ digits_pattern() }}[.][0-9]+[)])$
{%- endmacro -%}

{%- macro number_pattern() -%}
    {{ digits_pattern() }}([.][0-9]+)?
{%- endmacro -%}

{%- macro digits_pattern() -%}
    ([0-9]{1,3}(,[0-9]{3})+|[0-9]+)
{%- endmacro -%}

{#- The one type of money: 万元 with six decimals holds a document printed in yuan and cents. -#}
{%- macro amount_type() -%}decimal(18, 6){%- endmacro -%}

{#- The type ratios are computed in: 64 bits on every engine, and never the type of money. -#}
{%- macro ratio_type() -%}double{%- endmacro -%}

{#- The amount of a column, where the figures of a row are grouped to one row again; NULL where it prints none. -#}
{%- macro amount_of(column) -%}
    cast(max(case when column_name = '{{ column }}' then amount end) as {{ amount_type() }})
{%- endmacro -%}

{#- The sum of a column's amounts over the figures of a group; NULL where none of them prints one. -#}
{%- macro sum_of(column) -%}
    cast(sum(case when column_name = '{{ column }}' then amount end) as {{ amount_type() }})
{%- endmacro -%}
