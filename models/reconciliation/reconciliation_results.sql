with

sides as (

    select * from {{ ref('sides_compared') }}

),

known_discrepancies as (

    select * from {{ ref('int_known_discrepancies_resolved') }}

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
    from sides

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
