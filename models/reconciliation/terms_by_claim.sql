{{ config(materialized='view') }}

{#- What a claim of an amount is held against decides which check it is. -#}
{%- set amount_check -%}
case
                when subject_kind = 'project' then 'claim_covers_procured_lines'
                when is_within_figure then 'claim_is_covered_by_the_table'
                when
                    subject_kind in (
                        'function_item', 'function_section', 'fund_function_class',
                        'procurement_category'
                    )
                    then 'claim_sums_printed_figures'
                else 'claim_repeats_a_printed_figure'
            end
{%- endset -%}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where
        figure_kind = 'amount'
        and is_resolved

),

targets as (

    select * from {{ ref('claim_targets') }}

),

claim_terms as (

    select
        disclosure_id,
        {{ amount_check }} as check_id,
        claim_no,
        case when subject_kind = 'project' then 'summary' else 'detail' end as side,
        source_line,
        claim_value,
        half_step
    from claims

    union all

    select
        disclosure_id,
        'claim_whole_is_of_one_kind' as check_id,
        claim_no,
        'detail' as side,
        source_line,
        claim_value,
        half_step
    from claims
    where
        subject_kind = 'function_item'
        and (whole_of_text like '基本支出%' or whole_of_text like '项目支出%')

    union all

    -- Where all units are offices, what is equal is covered as well.
    select
        disclosure_id,
        'claim_is_covered_by_the_table' as check_id,
        claim_no,
        'detail' as side,
        source_line,
        claim_value,
        half_step
    from claims
    where
        subject_kind = 'office_operation'
        and not is_within_figure

),

figure_terms as (

    select
        *,
        case
            when target_kind = 'whole' then 'claim_whole_is_of_one_kind'
            else {{ amount_check }}
        end as check_id,
        case when subject_kind = 'project' then 'detail' else 'summary' end as side
    from targets

    union all

    select
        *,
        'claim_is_covered_by_the_table' as check_id,
        'summary' as side
    from targets
    where
        subject_kind = 'office_operation'
        and not is_within_figure

),

final as (

    select
        disclosure_id,
        check_id,
        claim_no as subject_no,
        side,
        cast(null as {{ dbt.type_int() }}) as table_no,
        cast(null as {{ dbt.type_int() }}) as row_no,
        source_line,
        cast(null as {{ dbt.type_string() }}) as column_name,
        claim_no,
        claim_value as term_amount,
        half_step
    from claim_terms

    union all

    select
        disclosure_id,
        check_id,
        claim_no as subject_no,
        side,
        table_no,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        amount as term_amount,
        half_step
    from figure_terms

)

select
    disclosure_id,
    check_id,
    {{ claim_subject('subject_no') }} as subject,
    side,
    1 as sign,
    'value' as role,
    table_no,
    row_no,
    source_line,
    column_name,
    claim_no,
    true as is_figure,
    term_amount,
    half_step
from final
