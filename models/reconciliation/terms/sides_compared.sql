{{ config(materialized='view') }}

with

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

catalogue as (

    select * from {{ ref('reconciliation_checks') }}

),

checks as (

    select * from {{ ref('checks_by_document') }}

),

sides as (

    {{ sum_sides('terms') }}

),

ratios as (

    -- What a rule names is a value: no ratio is among the many terms of the rules.
    {{ sum_ratios(ref('terms_by_model'), 'catalogue') }}

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
                    then coalesce(sides.rounding, 0)
                        + case when sides.summary_steps = 0 then sides.half_step else 0 end
                when checks.kind = 'ratio' then coalesce(ratios.percent_rounding, 0)
                -- The same figure printed in two tables that are each rounded by themselves.
                when checks.rounds_each_table
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
    left join ratios
        on
            sides.disclosure_id = ratios.disclosure_id
            and sides.check_id = ratios.check_id
            and sides.subject = ratios.subject
    inner join checks
        on
            sides.disclosure_id = checks.disclosure_id
            and sides.check_id = checks.check_id
    -- Some checks do not ask for a side that the document does not print.
    where
        (sides.summary_terms > 0 or checks.missing_summary <> 'not_asked')
        and (sides.detail_terms > 0 or checks.missing_detail <> 'not_asked')

),

final as (

    -- What one side does not explain of the other; a side without a figure explains nothing.
    select
        *,
        cast(
            coalesce(summary_amount, 0) - coalesce(detail_amount, 0) as {{ amount_type() }}
        ) as difference
    from compared

)

select * from final
