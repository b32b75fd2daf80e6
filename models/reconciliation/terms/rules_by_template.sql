{#- Read by every figure; a table spares expanding the rules anew. -#}
{{ config(materialized='table') }}

with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

family_rules as (

    select * from {{ ref('check_family_rules') }}

),

template_columns as (

    -- A column that stands in several printed cells is one column.
    select distinct
        printed.template,
        printed.statement,
        printed.column_name,
        columns.measure
    from {{ ref('template_columns') }} as printed
    inner join {{ ref('statement_columns') }} as columns
        on
            printed.statement = columns.statement
            and printed.column_name = columns.column_name

),

rules as (

    -- A rule without a statement is of the statement of its check.
    select
        checks.check_id,
        family_rules.side,
        cast(family_rules.sign as {{ dbt.type_int() }}) as sign,
        coalesce(family_rules.statement, checks.statements) as statement,
        family_rules.row_kind,
        family_rules.parent_kind,
        family_rules.has_children,
        family_rules.fund_code,
        family_rules.column_name,
        family_rules.subject_kind
    from family_rules
    inner join checks
        on family_rules.family = checks.family
    -- What is held against other documents is another model's.
    where checks.scope <> 'documents'

),

printed_rules as (

    -- The total of the year has a row of its own, or is the grand total.
    select
        rules.check_id,
        rules.side,
        rules.sign,
        rules.statement,
        replace(
            rules.row_kind,
            'year_total',
            case when tables.has_year_total = 'no' then 'grand_total' else 'subtotal' end
        ) as row_kind,
        rules.parent_kind,
        rules.has_children,
        rules.fund_code,
        rules.subject_kind,
        template_columns.template,
        template_columns.column_name as printed_column,
        template_columns.measure
    from rules
    inner join template_columns
        on
            rules.statement = template_columns.statement
            and {{ is_listed('template_columns.column_name', 'rules.column_name') }}
    left join {{ ref('template_tables') }} as tables
        on
            template_columns.template = tables.template
            and template_columns.statement = tables.statement

),

final as (

    -- A rule holds where the template prints a column, or a measure, on both sides: what is not
    -- there is not missing.
    select
        check_id,
        template,
        side,
        sign,
        statement,
        row_kind,
        parent_kind,
        has_children,
        fund_code,
        printed_column as column_name,
        subject_kind
    from printed_rules
    where
        exists (
            select 1
            from printed_rules as others
            where
                others.check_id = printed_rules.check_id
                and others.template = printed_rules.template
                and others.side <> printed_rules.side
                and (
                    printed_rules.subject_kind not like '%measure'
                    or others.measure = printed_rules.measure
                )
        )

)

select * from final
