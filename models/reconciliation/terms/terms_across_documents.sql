{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

links as (

    select * from {{ ref('int_disclosures_linked') }}

),

rules as (

    select
        checks.check_id,
        family_rules.*,
        coalesce(family_rules.statement, checks.statements) as rule_statement,
        max(family_rules.document) over (partition by checks.check_id) as relation
    from {{ ref('check_family_rules') }} as family_rules
    inner join {{ ref('reconciliation_checks') }} as checks
        on
            family_rules.family = checks.family
            and checks.scope = 'documents'

),

template_columns as (

    select distinct
        template,
        statement,
        column_name
    from {{ ref('template_columns') }}

),

figure_kinds as (

    select distinct
        statement,
        column_name,
        row_kind,
        has_children
    from figures

),

kind_rules as (

    -- Spelled out for the kinds of figures there are, so that figures find their rules by equality.
    select
        rules.check_id,
        rules.side,
        cast(rules.sign as {{ dbt.type_int() }}) as sign,
        rules.subject_kind,
        rules.relation,
        rules.document is null as is_own,
        figure_kinds.*
    from figure_kinds
    inner join rules
        on
            figure_kinds.statement = rules.rule_statement
            and {{ is_listed('figure_kinds.column_name', 'rules.column_name') }}
            and {{ is_listed('figure_kinds.row_kind', 'rules.row_kind') }}
            and {{ is_listed(
                "case when figure_kinds.has_children then 'yes' else 'no' end",
                'rules.has_children'
            ) }}

),

sources as (

    -- Which document's figures stand on which side.
    select distinct
        disclosure_id,
        relation,
        true as is_own,
        disclosure_id as source_disclosure_id
    from links

    union all

    select
        disclosure_id,
        relation,
        false as is_own,
        other_disclosure_id as source_disclosure_id
    from links

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

claim_targets as (

    select * from {{ ref('claim_targets') }}
    where check_id is not null

),

figure_terms as (

    -- A column that one's own template does not print has nothing to be held against.
    select
        sources.disclosure_id,
        kind_rules.check_id,
        case kind_rules.subject_kind
            when 'measure' then figures.measure
            when 'entry' then figures.row_key || '.' || figures.column_name
            when 'item_column'
                then coalesce(figures.function_code, figures.economic_code, 'total')
                    || '.' || figures.column_name
        end as subject,
        kind_rules.side,
        kind_rules.sign,
        figures.disclosure_id as source_disclosure_id,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        true as is_figure,
        figures.amount as term_amount,
        figures.half_step
    from figures
    inner join sources
        on figures.disclosure_id = sources.source_disclosure_id
    inner join kind_rules
        on
            sources.relation = kind_rules.relation
            and sources.is_own = kind_rules.is_own
            and figures.statement = kind_rules.statement
            and figures.column_name = kind_rules.column_name
            and figures.row_kind = kind_rules.row_kind
            and figures.has_children = kind_rules.has_children
    inner join disclosures
        on sources.disclosure_id = disclosures.disclosure_id
    left join template_columns
        on
            disclosures.template = template_columns.template
            and figures.statement = template_columns.statement
            and figures.column_name = template_columns.column_name
    where kind_rules.subject_kind = 'measure' or template_columns.column_name is not null

),

claims_held as (

    select distinct
        disclosure_id,
        check_id,
        claim_no,
        claim_value,
        claim_half_step
    from claim_targets

),

final as (

    select
        disclosure_id,
        check_id,
        subject,
        side,
        sign,
        'value' as role,
        source_disclosure_id,
        statement,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        is_figure,
        term_amount,
        half_step
    from figure_terms

    union all

    select
        disclosure_id,
        check_id,
        {{ claim_subject('claim_no') }} as subject,
        'detail' as side,
        1 as sign,
        'value' as role,
        source_disclosure_id,
        statement,
        row_no,
        source_line,
        column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        true as is_figure,
        amount as term_amount,
        half_step
    from claim_targets

    union all

    select
        disclosure_id,
        check_id,
        {{ claim_subject('claim_no') }} as subject,
        'summary' as side,
        1 as sign,
        'value' as role,
        cast(null as {{ dbt.type_string() }}) as source_disclosure_id,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        cast(null as {{ dbt.type_int() }}) as source_line,
        cast(null as {{ dbt.type_string() }}) as column_name,
        claim_no,
        true as is_figure,
        claim_value as term_amount,
        claim_half_step as half_step
    from claims_held

)

select * from final
