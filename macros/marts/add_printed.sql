{#- Sum of two printed amounts; NULL only where neither is printed (a blank is not zero). -#}
{%- macro add_printed(left, right) -%}
    cast(
        case
            when {{ left }} is not null or {{ right }} is not null
                then coalesce({{ left }}, 0) + coalesce({{ right }}, 0)
        end as {{ amount_type() }}
    )
{%- endmacro -%}

{#- Share of a part in a whole as a fraction; NULL where the whole is zero or missing. -#}
{%- macro share_of(part, whole) -%}
    cast(
        cast({{ part }} as {{ ratio_type() }}) / nullif(cast({{ whole }} as {{ ratio_type() }}), 0)
        as decimal(18, 10)
    )
{%- endmacro -%}
