{#-
    The two sides of each check and subject: how many terms, their sums, and the rounding in them.
    Nearly all terms of a corpus pass through here, so that only what every check needs is summed,
    and a sign turns an amount instead of multiplying it, which would widen its type.

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
        sum({{ signed_amount() }}) filter (where side = 'summary') as summary_sum,
        sum({{ signed_amount() }}) filter (where side = 'detail') as detail_sum,
        -- A zero adds no rounding, but on the side summed against: how many there are that do.
        sum(half_step) filter (where term_amount <> 0) as rounding,
        count(half_step) filter (where side = 'summary' and term_amount <> 0)
            as summary_steps,
        max(half_step) as half_step,
        min(half_step) as finest_half_step,
        count(*) filter (where term_amount <> 0) as term_count
    from {{ terms }}
    group by disclosure_id, check_id, subject
{%- endmacro -%}

{#-
    The ratios: numerator over denominator, rounded as the percentage on the other side is printed,
    and how far the two may be apart.

    Arguments:
        terms: relation of the terms
        checks: CTE of the catalogue
-#}
{%- macro sum_ratios(terms, checks) -%}
    select
        disclosure_id,
        check_id,
        subject,
        {{ percent_of('numerator', 'denominator', 'half_step') }} as percent,
        {{ percent_rounding(
            'numerator', 'numerator_rounding', 'denominator', 'denominator_rounding', 'half_step'
        ) }} as percent_rounding
    from (
        select
            terms.disclosure_id,
            terms.check_id,
            terms.subject,
            sum({{ signed_amount() }}) filter (where role = 'numerator') as numerator,
            sum(half_step) filter (where role = 'numerator') as numerator_rounding,
            sum({{ signed_amount() }}) filter (where role = 'denominator') as denominator,
            sum(half_step) filter (where role = 'denominator') as denominator_rounding,
            max(half_step) filter (where side = 'summary') as half_step
        from {{ terms }} as terms
        inner join {{ checks }} as checks
            on
                terms.check_id = checks.check_id
                and checks.kind = 'ratio'
        group by terms.disclosure_id, terms.check_id, terms.subject
    ) as parts
{%- endmacro -%}

{#- The amount of a term with its sign. -#}
{%- macro signed_amount() -%}
    case when sign < 0 then {{ negative('term_amount') }} else term_amount end
{%- endmacro -%}
