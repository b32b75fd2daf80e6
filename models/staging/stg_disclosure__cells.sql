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

printed as (

    -- A blank cell is no figure, and not zero.
    select
        cells.statement,
        {{ printed_place() | replace('disclosure_id', 'cells.disclosure_id', 1) }},
        cells.column_name,
        {{ clean_text('cells.published_text') }} as published_text
    from cells
    inner join amount_columns
        on
            cells.statement = amount_columns.statement
            and cells.column_name = amount_columns.column_name
    where {{ clean_text('cells.published_text') }} is not null

),

final as (

    select
        *,
        {{ parse_amount('published_text') }} as printed_amount,
        length(split_part(replace({{ to_half_width('published_text') }}, ')', ''), '.', 2))
            as decimals
    from printed

)

select * from final
