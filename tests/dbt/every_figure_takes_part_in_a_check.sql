-- Every printed figure carries weight: a figure that takes part in no check could be wrong without
-- anybody noticing. Nearly all figures are of a kind that a check takes which every document is
-- asked: they are looked up among the kinds, which are few, and only what is left among the terms.
-- It takes no model from other documents: depends_on: {{ ref('fct_narrative_claims') }}
with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

checks_not_asked as (

    select * from {{ ref('checks_not_asked') }}

),

checks as (

    select
        check_id,
        missing_summary = 'not_asked' or missing_detail = 'not_asked' as is_asked_at_times
    from {{ ref('reconciliation_checks') }}

),

of_some_documents as (

    select distinct check_id from checks_not_asked

),

rules as (

    select
        rules.*,
        checks.is_asked_at_times,
        not checks.is_asked_at_times and of_some_documents.check_id is null as is_always_asked
    from {{ ref('term_rules_expanded') }} as rules
    inner join checks
        on rules.check_id = checks.check_id
    left join of_some_documents
        on rules.check_id = of_some_documents.check_id

),

kinds_always_asked as (

    select distinct
        template,
        statement,
        row_kind,
        column_name,
        has_children,
        parent_kind,
        fund_code
    from rules
    where is_always_asked

),

of_other_kinds as (

    select figures.*
    from figures
    left join kinds_always_asked
        on
            {{ is_of_the_kind('figures', 'kinds_always_asked') }}
    where kinds_always_asked.statement is null

),

not_taken_by_rule as (

    -- Of checks that this document is not asked.
    select
        of_other_kinds.disclosure_id,
        of_other_kinds.statement,
        of_other_kinds.row_no,
        of_other_kinds.source_line,
        of_other_kinds.column_name,
        of_other_kinds.row_kind,
        of_other_kinds.row_label,
        of_other_kinds.published_text
    from of_other_kinds
    left join rules
        on
            not rules.is_asked_at_times
            and {{ is_of_the_kind('of_other_kinds', 'rules') }}
    left join checks_not_asked
        on
            of_other_kinds.disclosure_id = checks_not_asked.disclosure_id
            and rules.check_id = checks_not_asked.check_id
    group by
        of_other_kinds.disclosure_id,
        of_other_kinds.statement,
        of_other_kinds.row_no,
        of_other_kinds.source_line,
        of_other_kinds.column_name,
        of_other_kinds.row_kind,
        of_other_kinds.row_label,
        of_other_kinds.published_text
    having
        count(
            case
                when rules.check_id is not null and checks_not_asked.check_id is null then 1
            end
        ) = 0

),

taken as (

    -- Some checks are asked only where a document prints both sides: where there is a result.
    select
        terms.disclosure_id,
        terms.statement,
        terms.row_no,
        terms.column_name
    from {{ ref('terms_by_rule') }} as terms
    inner join checks
        on
            terms.check_id = checks.check_id
            and checks.is_asked_at_times
    inner join {{ ref('reconciliation_results') }} as results
        on
            terms.disclosure_id = results.disclosure_id
            and terms.check_id = results.check_id
            and terms.subject = results.subject

    union all

    select
        terms.disclosure_id,
        terms.statement,
        terms.row_no,
        terms.column_name
    from {{ ref('terms_by_model') }} as terms
    inner join checks
        on terms.check_id = checks.check_id
    left join checks_not_asked
        on
            terms.disclosure_id = checks_not_asked.disclosure_id
            and terms.check_id = checks_not_asked.check_id
    left join {{ ref('reconciliation_results') }} as results
        on
            terms.disclosure_id = results.disclosure_id
            and terms.check_id = results.check_id
            and terms.subject = results.subject
    where
        terms.is_figure
        and terms.column_name <> 'name'
        and coalesce(terms.source_disclosure_id, terms.disclosure_id) = terms.disclosure_id
        and checks_not_asked.check_id is null
        and (not checks.is_asked_at_times or results.check_id is not null)

),

final as (

    select not_taken_by_rule.*
    from not_taken_by_rule
    left join taken
        on
            not_taken_by_rule.disclosure_id = taken.disclosure_id
            and not_taken_by_rule.statement = taken.statement
            and not_taken_by_rule.row_no = taken.row_no
            and not_taken_by_rule.column_name = taken.column_name
    where taken.disclosure_id is null

)

select * from final
