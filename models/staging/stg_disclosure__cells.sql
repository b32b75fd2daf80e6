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
        cells.published_text,
        {{ is_plain_amount('cells.published_text') }} as is_plain
    from cells
    inner join amount_columns
        on
            cells.statement = amount_columns.statement
            and cells.column_name = amount_columns.column_name

),

column_labels as (

    select word from {{ ref('lexicon') }}
    where word_class = 'column_label'

),

trimmed as (

    -- A plain number has no label: the key is that of the few other texts.
    select
        *,
        case when is_plain then published_text else {{ clean_text('published_text') }} end
            as trimmed_text,
        case when not is_plain then {{ name_key('published_text') }} end as label_key
    from amounts

),

plain as (

    -- A blank cell is no figure, and not zero; nor is a label that stands in the place of one.
    select
        *,
        case
            when is_plain then published_text
            else replace({{ to_half_width('trimmed_text') }}, ')', '')
        end as plain_text
    from trimmed
    where
        is_plain
        or (
            label_key is not null
            and label_key not in (select column_labels.word from column_labels)
        )

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
        trimmed_text as published_text,
        case
            when is_plain
                then try_cast(replace(published_text, ',', '') as {{ amount_type() }})
            else {{ parse_amount('trimmed_text') }}
        end as printed_amount,
        length(split_part(plain_text, '.', 2)) as decimals,
        plain_text like '%.%0' as ends_in_zero
    from plain

)

select * from final
