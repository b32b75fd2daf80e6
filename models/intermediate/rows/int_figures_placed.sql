{#- Every printed amount with the row it stands in; marts and reconciliation both start here. -#}
{{ config(materialized='table') }}

with

column_steps as (

    -- A column that drops trailing zeros (12.5 under 0.25) is rounded to the finest it prints; one
    -- that keeps them (2.00) rounds each cell as it prints it, unless it prints cents: then a whole
    -- number among them has lost its own. Of 0.00 that cannot be told. The cells are read by
    -- themselves here: a CTE that is read twice would be kept in memory.
    select
        disclosure_id,
        statement,
        column_name,
        max(decimals) as decimals,
        max(case when ends_in_zero and printed_amount <> 0 then 1 else 0 end) as keeps_zeros,
        max(case when printed_amount <> floor(printed_amount) then 1 else 0 end) as prints_parts
    from {{ ref('stg_disclosure__cells') }}
    group by disclosure_id, statement, column_name

),

units as (

    -- What one printed unit is worth.
    select
        tables.disclosure_id,
        tables.statement,
        cast(lexicon.meaning as decimal(13, 4)) as in_wan_yuan
    from {{ ref('stg_disclosure__tables') }} as tables
    left join {{ ref('lexicon') }} as lexicon
        on
            tables.currency_unit = lexicon.word
            and lexicon.word_class = 'money_unit'

),

columns as (

    -- What all cells of a column of a document's table have in common.
    select
        column_steps.disclosure_id,
        column_steps.statement,
        column_steps.column_name,
        column_steps.decimals,
        column_steps.keeps_zeros = 1 as keeps_zeros,
        column_steps.keeps_zeros = 1 and column_steps.prints_parts = 0 as prints_wholes,
        disclosures.template,
        coalesce(nullif(printed.basis, ''), disclosures.stage) as basis,
        nullif(printed.basis, '') as other_basis,
        nullif(printed.fund_code, '') as fund_code,
        nullif(printed.measure, '') as measure,
        case statements.layout
            when 'entries' then split_part(column_steps.column_name, '_', 1)
            else ''
        end as side,
        units.in_wan_yuan,
        cast(
            {{ half_step_of_decimals('column_steps.decimals') }} * units.in_wan_yuan
            as decimal(18, 7)
        ) as half_step,
        cast({{ half_step_of_decimals(0) }} * units.in_wan_yuan as decimal(18, 7)) as whole_step
    from column_steps
    inner join {{ ref('statements') }} as statements
        on column_steps.statement = statements.statement
    inner join {{ ref('statement_columns') }} as printed
        on
            column_steps.statement = printed.statement
            and column_steps.column_name = printed.column_name
    left join {{ ref('stg_disclosure__disclosures') }} as disclosures
        on column_steps.disclosure_id = disclosures.disclosure_id
    left join units
        on
            column_steps.disclosure_id = units.disclosure_id
            and column_steps.statement = units.statement

),

final as (

    select
        cells.disclosure_id,
        columns.template,
        cells.statement,
        cells.table_no,
        cells.row_no,
        cells.source_page,
        cells.source_line,
        cells.column_name,
        columns.basis,
        columns.other_basis,
        placed_rows.row_kind,
        placed_rows.parent_kind,
        placed_rows.has_children,
        placed_rows.unit_code,
        placed_rows.function_code,
        placed_rows.economic_code,
        coalesce(placed_rows.fund_code, columns.fund_code) as fund_code,
        columns.measure,
        placed_rows.row_label,
        placed_rows.row_key,
        placed_rows.parent_key,
        cells.published_text,
        -- 万元 are what is printed, and cents of less need no wider numbers; else wide enough for
        -- whatever the two types hold: their product would have room for less.
        case
            when columns.in_wan_yuan = 1 then cells.printed_amount
            when columns.in_wan_yuan < 1 and cells.decimals <= 2
                then cast(
                    cast(cells.printed_amount as decimal(14, 2))
                    * cast(columns.in_wan_yuan as decimal(4, 4)) as {{ amount_type() }}
                )
            else cast(
                cast(cells.printed_amount as decimal(24, 6)) * columns.in_wan_yuan
                as {{ amount_type() }}
            )
        end as amount,
        case
            when cells.decimals = columns.decimals or not columns.keeps_zeros
                then columns.half_step
            when cells.decimals > 0
                then cast(
                    {{ half_step_of_decimals('cells.decimals') }} * columns.in_wan_yuan
                    as decimal(18, 7)
                )
            when columns.prints_wholes and cells.printed_amount <> 0 then columns.whole_step
            else columns.half_step
        end as half_step
    from {{ ref('stg_disclosure__cells') }} as cells
    inner join columns
        on
            cells.disclosure_id = columns.disclosure_id
            and cells.statement = columns.statement
            and cells.column_name = columns.column_name
    left join {{ ref('int_rows_unioned') }} as placed_rows
        on
            cells.disclosure_id = placed_rows.disclosure_id
            and cells.statement = placed_rows.statement
            and cells.row_no = placed_rows.row_no
            and columns.side = placed_rows.side

)

select * from final
