{#- Every printed amount with the row it stands in; marts and reconciliation both start here. -#}
{{ config(materialized='table') }}

with

cells as (

    select * from {{ ref('stg_disclosure__cells') }}

),

statements as (

    select * from {{ ref('statements') }}

),

columns as (

    select * from {{ ref('statement_columns') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

placed_rows as (

    select * from {{ ref('int_rows_unioned') }}

),

column_steps as (

    -- A column that drops trailing zeros (12.5 under 0.25) is rounded to the finest it prints; one
    -- that keeps them (2.00) rounds each cell as it prints it, unless it prints cents: then a whole
    -- number among them has lost its own. Of 0.00 that cannot be told.
    select
        disclosure_id,
        statement,
        column_name,
        max(decimals) as decimals,
        max(case when ends_in_zero and printed_amount <> 0 then 1 else 0 end) as keeps_zeros,
        max(case when printed_amount <> floor(printed_amount) then 1 else 0 end) as prints_parts
    from cells
    group by disclosure_id, statement, column_name

),

units as (

    -- One row in 万元 of what one printed unit is worth.
    select
        tables.disclosure_id,
        tables.statement,
        cast(lexicon.meaning as decimal(13, 4)) as in_wan_yuan
    from tables
    left join {{ ref('lexicon') }} as lexicon
        on
            tables.currency_unit = lexicon.word
            and lexicon.word_class = 'money_unit'

),

final as (

    select
        cells.disclosure_id,
        disclosures.template,
        cells.statement,
        cells.table_no,
        cells.row_no,
        cells.source_page,
        cells.source_line,
        cells.column_name,
        coalesce(nullif(columns.basis, ''), disclosures.stage) as basis,
        nullif(columns.basis, '') as other_basis,
        placed_rows.row_kind,
        placed_rows.parent_kind,
        placed_rows.has_children,
        placed_rows.unit_code,
        placed_rows.function_code,
        placed_rows.economic_code,
        coalesce(placed_rows.fund_code, nullif(columns.fund_code, '')) as fund_code,
        nullif(columns.measure, '') as measure,
        placed_rows.row_label,
        placed_rows.row_key,
        placed_rows.parent_key,
        cells.published_text,
        -- Wide enough for whatever the two types hold; their product would have room for less.
        cast(
            cast(cells.printed_amount as decimal(24, 6)) * units.in_wan_yuan as {{ amount_type() }}
        ) as amount,
        cast(
            {{ half_step_of_decimals(
                "case when cells.decimals > 0 and column_steps.keeps_zeros = 1 then cells.decimals"
                ~ " when column_steps.keeps_zeros = 1 and column_steps.prints_parts = 0"
                ~ " and cells.printed_amount <> 0 then 0"
                ~ " else column_steps.decimals end"
            ) }} * units.in_wan_yuan as decimal(18, 7)
        ) as half_step
    from cells
    inner join statements
        on cells.statement = statements.statement
    inner join columns
        on
            cells.statement = columns.statement
            and cells.column_name = columns.column_name
    left join disclosures
        on cells.disclosure_id = disclosures.disclosure_id
    left join units
        on
            cells.disclosure_id = units.disclosure_id
            and cells.statement = units.statement
    left join column_steps
        on
            cells.disclosure_id = column_steps.disclosure_id
            and cells.statement = column_steps.statement
            and cells.column_name = column_steps.column_name
    left join placed_rows
        on
            cells.disclosure_id = placed_rows.disclosure_id
            and cells.statement = placed_rows.statement
            and cells.row_no = placed_rows.row_no
            and placed_rows.side = case statements.layout
                when 'entries' then split_part(cells.column_name, '_', 1)
                else ''
            end

)

select * from final
