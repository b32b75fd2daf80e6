-- A misspelt column in a rule takes no figure and breaks nothing, so it has to be looked for: as
-- many columns as the rule lists must be columns of its statement. `*` takes them all.
with

families as (

    select * from {{ ref('check_families') }}

),

family_rules as (

    select * from {{ ref('check_family_rules') }}

),

columns as (

    select * from {{ ref('statement_columns') }}
    where kind = 'amount'

),

counted as (

    -- A rule without a statement is of every statement of its family.
    select
        family_rules.family,
        family_rules.side,
        family_rules.statement,
        family_rules.row_kind,
        family_rules.column_name,
        length(family_rules.column_name) - length(replace(family_rules.column_name, '|', '')) + 1
            as columns_listed,
        count(distinct columns.column_name) as columns_found
    from family_rules
    left join families
        on family_rules.family = families.family
    left join columns
        on
            {{ is_listed(
                'columns.statement', 'coalesce(family_rules.statement, families.statements)'
            ) }}
            and {{ is_listed('columns.column_name', 'family_rules.column_name') }}
    group by
        family_rules.family,
        family_rules.side,
        family_rules.statement,
        family_rules.row_kind,
        family_rules.column_name

),

final as (

    select * from counted
    where
        columns_found = 0
        or (column_name <> '*' and columns_found <> columns_listed)

)

select * from final
