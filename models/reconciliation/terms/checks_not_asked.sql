with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

statements as (

    select * from {{ ref('statements') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

template_columns as (

    select * from {{ ref('template_columns') }}

),

item_rows as (

    select * from {{ ref('int_item_rows_placed') }}

),

check_statements as (

    select
        checks.check_id,
        statements.statement
    from checks
    inner join statements
        on {{ is_listed('statements.statement', 'checks.statements') }}
    where checks.scope = 'tables'

),

incomplete as (

    -- A check between tables holds where a document prints them all: a table that is not there is
    -- not missing.
    select
        disclosures.disclosure_id,
        check_statements.check_id
    from disclosures
    cross join check_statements
    left join tables
        on
            disclosures.disclosure_id = tables.disclosure_id
            and check_statements.statement = tables.statement
    where tables.statement is null

),

templates_without_column as (

    -- Nor is a row missing that only a column which the template lacks could tell.
    select
        templates.template,
        checks.check_id
    from (select distinct coalesce(template, '') as template from disclosures) as templates
    cross join checks
    left join template_columns
        on
            templates.template = template_columns.template
            and (
                (
                    checks.statements = template_columns.statement
                    and checks.needs_column = template_columns.column_name
                )
                or checks.needs_column
                = template_columns.statement || '.' || template_columns.column_name
            )
    where
        checks.needs_column is not null
        and template_columns.column_name is null

),

without_column as (

    select
        disclosures.disclosure_id,
        templates.check_id
    from disclosures
    inner join templates_without_column as templates
        on coalesce(disclosures.template, '') = templates.template

),

undivided as (

    -- Rows right below the total, as in a unit's own document, need no department row between them.
    select
        item_rows.disclosure_id,
        checks.check_id
    from item_rows
    inner join checks
        on
            item_rows.statement = checks.statements
            and checks.family = 'total_equals_department'
    group by item_rows.disclosure_id, checks.check_id
    having
        count(case when item_rows.row_kind = 'department' then 1 end) = 0
        and count(case when item_rows.parent_kind = 'grand_total' then 1 end) > 0

),

not_of_units as (

    select * from {{ ref('checks_not_asked_of_units') }}

),

final as (

    select * from incomplete
    union
    select * from without_column
    union
    select * from undivided
    union
    select * from not_of_units

)

select * from final
