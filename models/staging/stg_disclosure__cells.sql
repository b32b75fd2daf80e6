{#- Read by whatever needs an amount; a table parses each cell once. -#}
{{ config(materialized='table') }}

with

amount_columns as (

    select
        statement,
        column_name
    from {{ ref('statement_columns') }}
    where kind = 'amount'

),

cells as (
{% for statement in statements() %}
    select
        '{{ statement }}' as statement,
        *
    from ({{ unpivot_cells(published(statement)) }}) as {{ statement }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

amounts as (

    -- Nearly every cell is a plain number: only the others are worth a closer look.
    select
        cells.statement,
        {{ printed_place() | replace('disclosure_id', 'cells.disclosure_id', 1) }},
        cells.column_name,
        case
            when {{ is_plain_amount('cells.published_text') }} then cells.published_text
            else {{ clean_text('cells.published_text') }}
        end as published_text
    from cells
    inner join amount_columns
        on
            cells.statement = amount_columns.statement
            and cells.column_name = amount_columns.column_name

),

plain as (

    -- A blank cell is no figure, and not zero.
    select
        *,
        case
            when {{ is_plain_amount('published_text') }} then published_text
            else {{ to_half_width('published_text') }}
        end as plain_text
    from amounts
    where published_text is not null

),

final as (

    select
        statement,
        disclosure_id,
        table_no,
        row_no,
        source_page,
        source_line,
        column_name,
        published_text,
        {{ parse_plain_text('plain_text') }} as printed_amount,
        length(split_part(replace(plain_text, ')', ''), '.', 2)) as decimals,
        replace(plain_text, ')', '') like '%.%0' as ends_in_zero
    from plain

)

select * from final
