{#-
    A ratio of two sums of printed figures in percent, rounded to the digits of the percentage it
    is held against; NULL where the denominator is zero or missing.

    Arguments:
        numerator, denominator: SQL for the two sums
        half_step: SQL for half the last digit of the printed percentage
-#}
{%- macro percent_of(numerator, denominator, half_step) -%}
    cast(
        round(
            cast(100 as {{ ratio_type() }}) * cast({{ numerator }} as {{ ratio_type() }})
            / nullif(cast({{ denominator }} as {{ ratio_type() }}), 0)
            / nullif(2 * cast({{ half_step }} as {{ ratio_type() }}), 0)
        ) * 2 * cast({{ half_step }} as {{ ratio_type() }})
        as {{ amount_type() }}
    )
{%- endmacro -%}

{#-
    How far the printed percentage may be from the rounded ratio: the interval that the rounding of
    numerator and denominator allows, widened by the last digit of the percentage. A base that may be
    zero but for its rounding allows any; NULL on a base of zero.

    Arguments:
        numerator, denominator: SQL for the two sums
        numerator_rounding, denominator_rounding: SQL for the half steps in each
        half_step: SQL for half the last digit of the printed percentage
-#}
{%- macro percent_rounding(
    numerator, numerator_rounding, denominator, denominator_rounding, half_step
) -%}
    {%- set least_base -%}
        abs(cast({{ denominator }} as {{ ratio_type() }}))
        - cast({{ denominator_rounding }} as {{ ratio_type() }})
    {%- endset -%}
    case
        -- What may be zero but for rounding bounds no ratio: the widest that the type holds.
        when {{ denominator }} <> 0 and {{ least_base }} <= 0 then cast(99999999999 as decimal(18, 7))
        else cast(
            100 * (
                (abs(cast({{ numerator }} as {{ ratio_type() }}))
                + cast({{ numerator_rounding }} as {{ ratio_type() }}))
                / nullif(greatest({{ least_base }}, 0), 0)
                - abs(cast({{ numerator }} as {{ ratio_type() }}))
                / nullif(abs(cast({{ denominator }} as {{ ratio_type() }})), 0)
            ) + 2 * cast({{ half_step }} as {{ ratio_type() }})
            as decimal(18, 7)
        )
    end
{%- endmacro -%}
