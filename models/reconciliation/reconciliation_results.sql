with

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

templates as (

    select * from {{ ref('templates') }}

),

known_discrepancies as (

    select * from {{ ref('int_known_discrepancies_resolved') }}

),

sides as (

    {{ sum_sides('terms') }}

),

ratios as (

    {{ sum_ratios(ref('reconciliation_terms'), 'checks') }}

),

compared as (

    select
        sides.disclosure_id,
        sides.check_id,
        sides.subject,
        checks.kind,
        checks.severity,
        cast(
            case
                when checks.kind = 'presence' and sides.summary_terms > 0 then 1
                else sides.summary_sum
            end as {{ amount_type() }}
        ) as summary_amount,
        cast(
            case checks.kind
                when 'presence' then case when sides.detail_terms > 0 then 1 end
                when 'ratio' then ratios.percent
                else sides.detail_sum
            end as {{ amount_type() }}
        ) as detail_amount,
        cast(
            case
                when checks.kind in ('sum', 'at_least')
                    then coalesce(sides.detail_rounding, 0)
                        + coalesce(sides.summary_rounding, sides.half_step)
                when checks.kind = 'ratio' then coalesce(ratios.percent_rounding, 0)
                -- The same figure printed in two tables that are each rounded by themselves.
                when
                    checks.kind = 'same'
                    and checks.scope = 'tables'
                    and templates.rounds_each_table = 'yes'
                    then sides.half_step + sides.finest_half_step
                -- The same figure printed twice; once perhaps to fewer digits.
                when checks.kind = 'same' and sides.half_step > sides.finest_half_step
                    then sides.half_step
                else 0
            end as decimal(18, 7)
        ) as tolerance,
        sides.term_count,
        sides.summary_terms = 0
        and (
            checks.missing_summary = 'always'
            or (checks.missing_summary = 'unless_zero' and coalesce(sides.detail_sum, 0) <> 0)
        ) as lacks_summary,
        (sides.detail_terms = 0 or (checks.kind = 'ratio' and ratios.percent is null))
        and (
            checks.missing_detail = 'always'
            or (checks.missing_detail = 'unless_zero' and coalesce(sides.summary_sum, 0) <> 0)
        ) as lacks_detail
    from sides
    left join checks
        on sides.check_id = checks.check_id
    left join disclosures
        on sides.disclosure_id = disclosures.disclosure_id
    left join templates
        on disclosures.template = templates.template
    left join ratios
        on
            sides.disclosure_id = ratios.disclosure_id
            and sides.check_id = ratios.check_id
            and sides.subject = ratios.subject
    -- Some checks do not ask for a side that the document does not print; a zero is as good as none.
    where
        not (
            sides.summary_terms = 0
            and checks.missing_summary = 'not_asked'
            and sides.detail_sum <> 0
        )
        and not (
            sides.detail_terms = 0
            and checks.missing_detail = 'not_asked'
            and sides.summary_sum <> 0
        )

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
