{{ config(materialized='view') }}

with

printed_columns as (

    select * from {{ ref('int_columns_printed') }}

),

claims as (

    -- What the tables of the document do not print, they cannot contradict.
    select * from {{ ref('int_claims_resolved') }} as resolved
    where
        figure_kind = 'amount'
        and is_resolved
        and exists (
            select 1
            from printed_columns
            where
                printed_columns.disclosure_id = resolved.disclosure_id
                and printed_columns.statement = resolved.statement
                and printed_columns.basis = resolved.basis
                and {{ is_listed('printed_columns.column_name', 'resolved.column_name') }}
        )

),

targets as (

    select * from {{ ref('claim_targets') }}
    where check_id is null

),

checks as (

    -- What a claim of an amount is held against decides which check it is.
    select
        *,
        'amount' as target_kind,
        case
            when subject_kind = 'project' then 'claim_covers_procured_lines'
            when is_within_figure then 'claim_is_covered_by_the_table'
            when
                subject_kind in (
                    {{ kinds_by_fund('item') }}, {{ kinds_by_fund('section') }},
                    {{ kinds_by_fund('class') }}, 'procurement_category', 'expense_total'
                )
                then 'claim_sums_printed_figures'
            else 'claim_repeats_a_printed_figure'
        end as check_id
    from claims

    union all

    select
        *,
        'whole' as target_kind,
        'claim_whole_is_of_one_kind' as check_id
    from claims
    where
        subject_kind in ({{ kinds_by_fund('item') }})
        and whole_column is not null

    union all

    -- Where all units are offices, what is equal is covered as well.
    select
        *,
        'amount' as target_kind,
        'claim_is_covered_by_the_table' as check_id
    from claims
    where
        subject_kind = 'office_operation'
        and not is_within_figure

),

final as (

    select
        disclosure_id,
        check_id,
        {{ claim_subject('claim_no') }} as subject,
        case when subject_kind = 'project' then 'summary' else 'detail' end as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        source_line,
        cast(null as {{ dbt.type_string() }}) as column_name,
        claim_no,
        claim_value as term_amount,
        half_step
    from checks

    union all

    select
        checks.disclosure_id,
        checks.check_id,
        {{ claim_subject('checks.claim_no') }} as subject,
        case when checks.subject_kind = 'project' then 'detail' else 'summary' end as side,
        targets.statement,
        targets.row_no,
        targets.source_line,
        targets.column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        targets.amount as term_amount,
        targets.half_step
    from checks
    inner join targets
        on
            checks.disclosure_id = targets.disclosure_id
            and checks.claim_no = targets.claim_no
            and checks.target_kind = targets.target_kind

)

select
    disclosure_id,
    check_id,
    subject,
    side,
    1 as sign,
    'value' as role,
    statement,
    row_no,
    source_line,
    column_name,
    claim_no,
    true as is_figure,
    term_amount,
    half_step
from final
