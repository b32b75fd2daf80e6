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
        template,
        statement,
        column_name
    from {{ ref('template_columns') }}

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

),

check_statements as (

    select distinct
        check_id,
        statement
    from rules

),

templates_of_checks as (

    -- A rule holds where the template prints all of its check's statements: what is not there is not missing.
    select
        check_statements.check_id,
        printed.template
    from check_statements
    left join (select distinct template, statement from template_columns) as printed
        on check_statements.statement = printed.statement
    group by check_statements.check_id, printed.template
    having
        count(*) = (
            select count(*)
            from check_statements as all_of_them
            where all_of_them.check_id = check_statements.check_id
        )

),

printed_rules as (

    select
        rules.*,
        template_columns.template,
        template_columns.column_name as printed_column
    from rules
    inner join templates_of_checks
        on rules.check_id = templates_of_checks.check_id
    inner join template_columns
        on
            templates_of_checks.template = template_columns.template
            and rules.statement = template_columns.statement
            and {{ is_listed('template_columns.column_name', 'rules.column_name') }}

),

final as (

    -- Nor does one hold where the template prints a column on one side only.
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
        )

)

select * from final
