{{ config(materialized='view') }}

with

counts as (

    select * from {{ ref('int_claims_resolved') }}
    where figure_kind = 'count'

),

targets as (

    select * from {{ ref('stg_disclosure__performance_targets') }}
    where row_kind = 'project'

),

figures as (

    select * from {{ ref('published_amounts') }}

),

project_counts as (

    select * from counts
    where subject_pattern = '<projects>'

),

class_counts as (

    select * from counts
    where
        subject_key like '%支出功能分类科目%'
        and unit_text = '类'

),

listed as (

    select * from counts
    where list_count is not null

),

parts as (

    -- Vehicles by use: the parts of a partition add up; what 其中 picks out is only covered.
    select
        part.*,
        max(whole.claim_no) as whole_claim_no
    from counts as part
    inner join counts as whole
        on
            part.disclosure_id = whole.disclosure_id
            and part.section = whole.section
            and part.parent_text = whole.subject_text
            and part.unit_text = whole.unit_text
            and part.claim_no > whole.claim_no
    group by all

),

wholes as (

    select distinct
        parts.parent_relation,
        counts.*
    from parts
    inner join counts
        on
            parts.disclosure_id = counts.disclosure_id
            and parts.whole_claim_no = counts.claim_no

),

claim_terms as (
{% for check_id, source, side in [
    ('claim_count_matches_rows', 'project_counts', 'summary'),
    ('claim_count_matches_rows', 'class_counts', 'summary'),
    ('claim_count_matches_list', 'listed', 'summary'),
] %}
    select
        {{ claim_term(
            "'" ~ check_id ~ "'", claim_subject('claim_no'), side, 1, 'value', 'claim_no',
            'source_line', 'claim_value', 'half_step'
        ) }}
    from {{ source }}

    union all
{% endfor %}
    select
        {{ claim_term(
            "'claim_count_is_sum_of_parts'", claim_subject('claim_no'), 'summary', 1, 'value',
            'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from wholes
    where parent_relation = 'partition'

    union all

    select
        {{ claim_term(
            "'claim_count_is_sum_of_parts'", claim_subject('whole_claim_no'), 'detail', 1,
            'value', 'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from parts
    where parent_relation = 'partition'

),

covered_parts as (

    select
        parts.*,
        counts.source_line as whole_source_line,
        counts.claim_value as whole_value,
        counts.half_step as whole_half_step
    from parts
    inner join counts
        on
            parts.disclosure_id = counts.disclosure_id
            and parts.whole_claim_no = counts.claim_no
    where coalesce(parts.parent_relation, '') <> 'partition'

),

cover_terms as (

    select
        {{ claim_term(
            "'claim_count_covers_part'", claim_subject('claim_no'), 'summary', 1, 'value',
            'whole_claim_no', 'whole_source_line', 'whole_value', 'whole_half_step'
        ) }}
    from covered_parts

    union all

    select
        {{ claim_term(
            "'claim_count_covers_part'", claim_subject('claim_no'), 'detail', 1, 'value',
            'claim_no', 'source_line', 'claim_value', 'half_step'
        ) }}
    from covered_parts

),

thing_terms as (

    -- The things counted: rows of a table, or what the sentence itself lists.
    select
        project_counts.disclosure_id,
        'claim_count_matches_rows' as check_id,
        {{ claim_subject('project_counts.claim_no') }} as subject,
        targets.table_no,
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
        figures.table_no,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        cast(1 as {{ amount_type() }}) as term_amount
    from class_counts
    inner join figures
        on
            class_counts.disclosure_id = figures.disclosure_id
            and figures.table_no = 1
            and figures.row_kind = 'class'
            and figures.amount <> 0

    union all

    select
        disclosure_id,
        'claim_count_matches_list' as check_id,
        {{ claim_subject('claim_no') }} as subject,
        cast(null as {{ dbt.type_int() }}) as table_no,
        cast(null as {{ dbt.type_int() }}) as row_no,
        source_line,
        'listed_text' as column_name,
        cast(list_count as {{ amount_type() }}) as term_amount
    from listed

),

final as (

    select * from claim_terms
    union all
    select * from cover_terms
    union all
    select
        disclosure_id,
        check_id,
        subject,
        'detail' as side,
        1 as sign,
        'value' as role,
        table_no,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        coalesce(table_no, 12) <> 12 as is_figure,
        term_amount,
        cast(0 as decimal(18, 7)) as half_step
    from thing_terms

)

select * from final
