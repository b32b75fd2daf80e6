{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

links as (

    select * from {{ ref('int_disclosures_linked') }}

),

kind_rules as (

    select * from {{ ref('rules_across_documents') }}

),

template_columns as (

    select distinct
        template,
        statement,
        column_name
    from {{ ref('template_columns') }}

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

final as (

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
        'value' as role,
        figures.disclosure_id as source_disclosure_id,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
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

)

select * from final
