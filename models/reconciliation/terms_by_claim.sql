{{ config(materialized='view') }}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where figure_kind = 'amount'

),

figures as (

    select * from {{ ref('published_amounts') }}

),

procured_projects as (

    select * from {{ ref('int_procured_projects_matched') }}

),

targets as (

    -- The figures of the tables that a claim speaks of.
    select
        claims.claim_no,
        claims.subject_kind,
        claims.whole_of_text,
        figures.*
    from claims
    inner join figures
        on
            claims.disclosure_id = figures.disclosure_id
            and claims.table_no = figures.table_no
    left join procured_projects
        on
            figures.disclosure_id = procured_projects.disclosure_id
            and figures.table_no = 10
            and figures.row_no = procured_projects.row_no
    where
        {{ is_listed('figures.column_name', 'claims.column_name') }}
        and (
            claims.row_kind = figures.row_kind
            or (claims.row_kind = 'leaf' and not figures.has_children)
        )
        and (claims.target_fund_code is null or claims.target_fund_code = figures.fund_code)
        and (
            claims.subject_kind not in (
                'function_item', 'function_class', 'fiscal_function_class'
            )
            or claims.subject_code = figures.function_code
        )
        and (
            claims.subject_kind <> 'project'
            or claims.subject_code = {{ name_key('procured_projects.target_project_name') }}
        )

),

wholes as (

    -- 全部为项目支出: the item's project expenditure is all there is.
    select
        claims.claim_no,
        figures.*
    from claims
    inner join figures
        on
            claims.disclosure_id = figures.disclosure_id
            and claims.table_no = figures.table_no
            and claims.subject_code = figures.function_code
    where
        claims.subject_kind = 'function_item'
        and not figures.has_children
        and figures.column_name = case
            when claims.whole_of_text like '基本支出%' then 'basic'
            when claims.whole_of_text like '项目支出%' then 'project'
        end

),

amount_checks as (

    select
        *,
        case
            when subject_kind = 'project' then 'claim_covers_procured_lines'
            when subject_kind in ('function_item', 'procurement_category')
                then 'claim_sums_printed_figures'
            else 'claim_repeats_a_printed_figure'
        end as check_id
    from claims
    where is_resolved

),

claim_terms as (

    select
        disclosure_id,
        check_id,
        claim_no,
        case when subject_kind = 'project' then 'summary' else 'detail' end as side,
        source_line,
        claim_value,
        half_step
    from amount_checks

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

),

figure_terms as (

    select
        targets.*,
        amount_checks.check_id,
        case when amount_checks.subject_kind = 'project' then 'detail' else 'summary' end as side
    from targets
    inner join amount_checks
        on
            targets.disclosure_id = amount_checks.disclosure_id
            and targets.claim_no = amount_checks.claim_no

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

    union all

    select
        disclosure_id,
        'claim_whole_is_of_one_kind' as check_id,
        claim_no as subject_no,
        'summary' as side,
        table_no,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        amount as term_amount,
        half_step
    from wholes

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
