{{ config(materialized='table') }}

with

resolved as (

    select * from {{ ref('int_summary_entries_named') }}

),

without_year_total as (

    -- Where a template prints no total of the year, its headings add up to the grand total.
    select
        disclosures.disclosure_id,
        tables.statement
    from {{ ref('stg_disclosure__disclosures') }} as disclosures
    inner join {{ ref('template_tables') }} as tables
        on
            disclosures.template = tables.template
            and tables.has_year_total = 'no'

),

parented as (

    select
        resolved.*,
        case
            when
                resolved.row_kind in ('fund', 'class') and without_year_total.statement is null
                then 'subtotal'
            when
                resolved.row_kind in (
                    'subtotal', 'carry_over', 'balance_used', 'balance_distributed', 'fund', 'class'
                )
                then 'grand_total'
            when resolved.row_kind = 'carry_over_fund' then 'carry_over'
            when resolved.row_kind = 'fund_source' then 'fund'
            when resolved.row_kind = 'section' then 'class'
        end as parent_kind
    from resolved
    left join without_year_total
        on
            resolved.disclosure_id = without_year_total.disclosure_id
            and resolved.statement = without_year_total.statement

),

keyed as (

    select
        *,
        case parent_kind
            when 'grand_total' then side
            when 'subtotal' then side || '/current_year'
            when 'carry_over' then side || '/carry_over'
            when 'fund' then side || '/' || heading_code
            when 'class' then side || '/' || heading_code
        end as parent_key
    from parented

),

children as (

    select distinct
        disclosure_id,
        statement,
        parent_key
    from keyed
    where parent_key is not null

),

final as (

    select
        keyed.disclosure_id,
        keyed.statement,
        keyed.table_no,
        keyed.row_no,
        keyed.source_page,
        keyed.source_line,
        keyed.side,
        keyed.row_kind,
        keyed.parent_kind,
        children.parent_key is not null as has_children,
        keyed.fund_code,
        keyed.class_code as function_code,
        keyed.row_label,
        keyed.item_name,
        keyed.row_key,
        keyed.parent_key
    from keyed
    left join children
        on
            keyed.disclosure_id = children.disclosure_id
            and keyed.statement = children.statement
            and keyed.row_key = children.parent_key

)

select * from final
