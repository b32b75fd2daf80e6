-- A misspelt column in a rule takes no figure and breaks nothing, so it has to be looked for: as
-- many columns as the rule lists must be in the catalogue of printed columns. `*` takes them all.
with

rules as (

    select * from {{ ref('reconciliation_term_rules') }}

),

columns_printed as (

    select * from {{ ref('published_columns') }}

),

counted as (

    select
        rules.check_id,
        rules.side,
        rules.table_no,
        rules.column_name,
        length(rules.column_name) - length(replace(rules.column_name, '|', '')) + 1
            as columns_listed,
        count(columns_printed.column_name) as columns_found
    from rules
    left join columns_printed
        on
            rules.table_no = columns_printed.table_no
            and {{ is_listed('columns_printed.column_name', 'rules.column_name') }}
    group by rules.check_id, rules.side, rules.table_no, rules.column_name, rules.row_kind

),

final as (

    select * from counted
    where
        columns_found = 0
        or (column_name <> '*' and columns_found <> columns_listed)

)

select * from final
