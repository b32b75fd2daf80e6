{#-
    The statements that have a raw table, as in seeds/statements; a test holds the two together. Refs have to be
    known before any seed is loaded, so this list cannot be read from there.

    Arguments:
        layout: of one layout only, as in seeds/statements; all where it is left out
-#}
{%- macro statements(layout=none) -%}
    {%- set by_layout = {
        'entries': ['revenue_expenditure_summary', 'fiscal_appropriation_summary'],
        'items': [
            'revenue', 'expenditure', 'general_budget_expenditure', 'government_fund_expenditure',
            'state_capital_expenditure',
        ],
        'lines': ['procurement', 'service_purchases'],
        'economic': ['basic_expenditure'],
        'expenses': ['three_public_expenses'],
        'targets': ['performance_targets'],
    } -%}
    {{- return(by_layout[layout] if layout else by_layout.values() | sum(start=[])) -}}
{%- endmacro -%}

{#- Where a row is printed, typed: the first columns of every staging model of a statement. -#}
{%- macro printed_place() -%}
    disclosure_id,
        cast(table_no as {{ dbt.type_int() }}) as table_no,
        cast(row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source_page') }} as source_page,
        cast(source_line as {{ dbt.type_int() }}) as source_line
{%- endmacro -%}

{#-
    The text columns of a statement whose rows are units, functional items or lines.

    Arguments:
        statement: as in seeds/statements; one of layout `items` or `lines`
-#}
{%- macro item_rows(statement) -%}
with

source as (

    select * from {{ published(statement) }}

),

final as (

    select
        {{ printed_place() }},
        {{ joined_code('function_code') }} as function_code,
        {{ clean_code('unit_code') }} as printed_unit_code,
        {{ clean_text('row_name') }} as row_name,
        {{ clean_text('project_name') if statement in statements('lines')
            else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as project_name
    from source

)

select * from final
{%- endmacro -%}

{#-
    The entries of a summary that prints revenue and expenditure side by side: one row for each side.

    Arguments:
        statement: as in seeds/statements; one of layout `entries`
-#}
{%- macro entry_rows(statement) -%}
with

source as (

    select * from {{ published(statement) }}

),

final as (
{% for side in ['revenue', 'expenditure'] %}
    select
        {{ printed_place() }},
        '{{ side }}' as side,
        {{ clean_text(side ~ '_item') }} as row_label,
        {{ strip_ordinal(side ~ '_item') }} as item_name,
        case
            when {{ clean_text(side ~ '_item') }} is not null
                then coalesce({{ ordinal_level(side ~ '_item') }}, 1)
        end as depth,
        {{ ordinal_level(side ~ '_item') }} is not null as is_numbered
    from source
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
{%- endmacro -%}

{#-
    Which block of rows a row is in: each printed unit code opens one.

    Arguments:
        rows: the relation or CTE of the rows
        table_columns: what tells one table of one document from the others
-#}
{%- macro unit_block(rows, table_columns='disclosure_id, statement') -%}
    count({{ rows }}.printed_unit_code) over (
            partition by {{ rows }}.{{ table_columns | replace(', ', ', ' ~ rows ~ '.') }}
            order by {{ rows }}.row_no
            rows between unbounded preceding and current row
        )
{%- endmacro -%}
