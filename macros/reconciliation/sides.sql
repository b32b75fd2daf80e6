{#-
    The two sides of each check and subject: how many terms, their sums, and the rounding in them.

    Arguments:
        terms: relation or CTE of the terms
-#}
{%- macro sum_sides(terms) -%}
    select
        disclosure_id,
        check_id,
        subject,
        count(*) filter (where side = 'summary') as summary_terms,
        count(*) filter (where side = 'detail') as detail_terms,
        sum(sign * term_amount) filter (where side = 'summary') as summary_sum,
        sum(sign * term_amount) filter (where side = 'detail') as detail_sum,
        -- A zero on the detail side adds no rounding; the side summed against always does.
        sum(half_step) filter (where side = 'detail' and term_amount <> 0) as detail_rounding,
        sum(half_step) filter (where side = 'summary' and term_amount <> 0) as summary_rounding,
        max(half_step) as half_step,
        min(half_step) as finest_half_step,
        max(half_step) filter (where side = 'summary') as summary_half_step,
        sum(sign * term_amount) filter (where role = 'numerator') as numerator,
        sum(half_step) filter (where role = 'numerator') as numerator_rounding,
        sum(sign * term_amount) filter (where role = 'denominator') as denominator,
        sum(half_step) filter (where role = 'denominator') as denominator_rounding,
        count(*) filter (where term_amount <> 0) as term_count
    from {{ terms }}
    group by disclosure_id, check_id, subject
{%- endmacro -%}

{#-
    The sides with the ratio of those terms that have a numerator and a denominator.

    Arguments:
        sides: CTE of the sides, as `sum_sides` gives them
-#}
{%- macro add_ratios(sides) -%}
    -- Only terms with a numerator and a denominator make a ratio; it is rounded as it is printed.
    select
        *,
        {{ percent_of('numerator', 'denominator', 'summary_half_step') }} as percent,
        {{ percent_rounding(
            'numerator', 'numerator_rounding', 'denominator', 'denominator_rounding',
            'summary_half_step'
        ) }} as percent_rounding
    from {{ sides }}
{%- endmacro -%}
