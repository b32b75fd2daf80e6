{#- A side of a summary prints one amount, or further ones that are parts of it. -#}
{%- set further_column -%}
    case when figures.column_name like '%_amount' then '' else '.' || figures.column_name end
{%- endset -%}

{#- A fund that is not listed goes by its name, which rows of funds have in their key. -#}
{%- set fund -%}
    coalesce(
                figures.fund_code,
                case
                    when figures.row_kind in ('fund', 'unit_fund')
                        then split_part(figures.row_key, '/', 2)
                end,
                figures.row_label
            )
{%- endset -%}

{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

rules as (

    select * from {{ ref('term_rules_expanded') }}

),

final as (

    select
        figures.disclosure_id,
        rules.check_id,
        case rules.subject_kind
            when 'document' then 'document'
            -- A figure of another basis than the document's own is a row's second measure.
            when 'row' then figures.row_key || coalesce('.' || figures.other_basis, '')
            when 'entry' then figures.row_key || {{ further_column }}
            when 'parent_entry' then figures.parent_key || {{ further_column }}
            when 'column' then figures.column_name
            when 'row_column' then figures.row_key || '.' || figures.column_name
            when 'parent_column' then figures.parent_key || '.' || figures.column_name
            when 'fund' then {{ fund }}
            when 'fund_column'
                then {{ fund }} || '.' || figures.column_name
            when 'source' then coalesce(rules.source, figures.row_label)
            when 'fund_class'
                then {{ fund }} || '/'
                    || coalesce(substr(figures.function_code, 1, 3), figures.row_label)
            when 'class'
                then coalesce(substr(figures.function_code, 1, 3), figures.row_label)
            when 'unit' then figures.unit_code
            when 'measure' then figures.measure
            when 'unit_item_measure'
                then figures.unit_code || '/' || figures.function_code || '.' || figures.measure
        end as subject,
        rules.side,
        rules.sign,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        true as is_figure,
        figures.amount as term_amount,
        figures.half_step
    from figures
    inner join rules
        on
            {{ is_of_the_kind('figures', 'rules') }}

)

select * from final
