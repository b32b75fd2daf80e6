with

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

known_discrepancies as (

    select * from {{ ref('known_discrepancies') }}

),

sides as (

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
    from terms
    group by disclosure_id, check_id, subject

),

ratios as (

    -- Only terms with a numerator and a denominator make a ratio; it is rounded as it is printed.
    select
        *,
        {{ percent_of('numerator', 'denominator', 'summary_half_step') }} as percent,
        {{ percent_rounding(
            'numerator', 'numerator_rounding', 'denominator', 'denominator_rounding',
            'summary_half_step'
        ) }} as percent_rounding
    from sides

),

compared as (

    select
        ratios.disclosure_id,
        ratios.check_id,
        ratios.subject,
        checks.kind,
        checks.severity,
        cast(
            case
                when checks.kind = 'presence' and ratios.summary_terms > 0 then 1
                else ratios.summary_sum
            end as {{ amount_type() }}
        ) as summary_amount,
        cast(
            case checks.kind
                when 'presence' then case when ratios.detail_terms > 0 then 1 end
                when 'ratio' then ratios.percent
                else ratios.detail_sum
            end as {{ amount_type() }}
        ) as detail_amount,
        cast(
            case
                when checks.kind in ('sum', 'at_least')
                    then coalesce(ratios.detail_rounding, 0)
                        + coalesce(ratios.summary_rounding, ratios.half_step)
                when checks.kind = 'ratio' then coalesce(ratios.percent_rounding, 0)
                -- The same figure printed twice; once perhaps to fewer digits.
                when checks.kind = 'same' and ratios.half_step > ratios.finest_half_step
                    then ratios.half_step
                else 0
            end as decimal(18, 7)
        ) as tolerance,
        ratios.term_count,
        ratios.summary_terms = 0
        and (
            checks.missing_summary = 'always'
            or (checks.missing_summary = 'unless_zero' and coalesce(ratios.detail_sum, 0) <> 0)
        ) as lacks_summary,
        (ratios.detail_terms = 0 or (checks.kind = 'ratio' and ratios.percent is null))
        and (
            checks.missing_detail = 'always'
            or (checks.missing_detail = 'unless_zero' and coalesce(ratios.summary_sum, 0) <> 0)
        ) as lacks_detail
    from ratios
    left join checks
        on ratios.check_id = checks.check_id

),

differences as (

    -- What one side does not explain of the other; a side without a figure explains nothing.
    select
        *,
        cast(
            coalesce(summary_amount, 0) - coalesce(detail_amount, 0) as {{ amount_type() }}
        ) as difference
    from compared

),

judged as (

    select
        *,
        case
            when lacks_summary then 'missing_summary'
            when lacks_detail then 'missing_detail'
            when difference = 0 or (kind = 'at_least' and difference > 0) then 'exact'
            when abs(difference) <= tolerance then 'rounding'
            else 'discrepancy'
        end as computed_status
    from differences

),

final as (

    select
        judged.disclosure_id,
        judged.check_id,
        judged.subject,
        judged.summary_amount,
        judged.detail_amount,
        judged.difference,
        judged.tolerance,
        cast(judged.term_count as {{ dbt.type_int() }}) as term_count,
        case
            when
                judged.computed_status not in ('exact', 'rounding')
                and known_discrepancies.check_id is not null
                then 'known_discrepancy'
            else judged.computed_status
        end as status,
        judged.severity
    from judged
    left join known_discrepancies
        on
            judged.disclosure_id = known_discrepancies.disclosure_id
            and judged.check_id = known_discrepancies.check_id
            and judged.subject = known_discrepancies.subject
            and {{ is_same_amount('judged.summary_amount', 'known_discrepancies.summary_amount') }}
            and {{ is_same_amount('judged.detail_amount', 'known_discrepancies.detail_amount') }}

)

select * from final
