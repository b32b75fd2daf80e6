{{ config(materialized='view') }}

with

counts as (

    select * from {{ ref('int_claims_resolved') }}
    where figure_kind = 'count'

),

targets as (

    select * from {{ ref('int_target_rows_placed') }}
    where row_kind = 'project'

),

figures as (

    select * from {{ ref('published_amounts') }}

),

project_counts as (

    select * from counts
    where
        subject_kind = 'projects'
        and unit_text = '个'
        and direction_word is null
        -- Where no table lists projects, there is nothing to hold their number against.
        and disclosure_id in (
            select tables.disclosure_id
            from {{ ref('stg_disclosure__tables') }} as tables
            where tables.statement = 'performance_targets'
        )

),

class_counts as (

    select * from counts
    where
        subject_kind = 'function_classes'
        and direction_word is null

),

listed as (

    select * from counts
    where
        list_count is not null
        and not is_approximate

),

claim_terms as (
{% for check_id, source in [
    ('claim_count_matches_rows', 'project_counts'),
    ('claim_count_matches_rows', 'class_counts'),
    ('claim_count_matches_list', 'listed'),
] %}
    select
        {{ claim_term(
            "'" ~ check_id ~ "'", claim_subject('claim_no'), 'summary', 1, 'value', 'claim_no',
            'source_line', 'claim_value', 'half_step'
        ) }}
    from {{ source }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

thing_terms as (

    -- The things counted: rows of a table, or what the sentence itself lists.
    select
        project_counts.disclosure_id,
        'claim_count_matches_rows' as check_id,
        {{ claim_subject('project_counts.claim_no') }} as subject,
        targets.statement,
        targets.row_no,
        targets.source_line,
        'project_name' as column_name,
        cast(1 as {{ amount_type() }}) as term_amount
    from project_counts
    inner join targets
        on project_counts.disclosure_id = targets.disclosure_id

    union all

    select
        class_counts.disclosure_id,
        'claim_count_matches_rows' as check_id,
        {{ claim_subject('class_counts.claim_no') }} as subject,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        cast(1 as {{ amount_type() }}) as term_amount
    from class_counts
    inner join figures
        on
            class_counts.disclosure_id = figures.disclosure_id
            and figures.statement = 'revenue_expenditure_summary'
            and figures.row_kind = 'class'
            and figures.column_name = 'expenditure_amount'
            and figures.amount <> 0

    union all

    select
        disclosure_id,
        'claim_count_matches_list' as check_id,
        {{ claim_subject('claim_no') }} as subject,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        source_line,
        'listed_text' as column_name,
        cast(list_count as {{ amount_type() }}) as term_amount
    from listed

),

final as (

    select * from claim_terms
    union all
    select
        disclosure_id,
        check_id,
        subject,
        'detail' as side,
        1 as sign,
        'value' as role,
        statement,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        coalesce(statement, 'performance_targets') <> 'performance_targets' as is_figure,
        term_amount,
        cast(0 as decimal(18, 7)) as half_step
    from thing_terms

)

select * from final
