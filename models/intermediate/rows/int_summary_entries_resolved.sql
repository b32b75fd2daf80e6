with

kinds as (

    select * from {{ ref('int_summary_entries_classified') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

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

resolved as (

    select
        entries.*,
        classes.code as class_code,
        coalesce(fund_sources.code, funds.code) as fund_code,
        -- A fund source stands under its fund, one of the three budgets under the fiscal
        -- appropriation; unlisted names keep the printed one.
        coalesce(heading_funds.code, heading_classes.code, entries.heading_name)
            as heading_code,
        entries.side || case entries.row_kind
            when 'grand_total' then ''
            when 'subtotal' then '/current_year'
            when 'carry_over' then '/carry_over'
            when 'balance_used' then '/balance_used'
            when 'balance_distributed' then '/balance_distributed'
            when 'carry_over_fund'
                then '/carry_over/' || coalesce(funds.code, entries.item_name)
            when 'fund_source' then '/' || coalesce(
                fund_sources.code,
                funds.code,
                coalesce(heading_funds.code, entries.heading_name) || '/' || entries.item_name
            )
            when 'fund' then '/' || coalesce(funds.code, entries.item_name)
            when 'class' then '/' || coalesce(classes.code, entries.item_name)
            when 'section' then '/' || coalesce(heading_classes.code, entries.heading_name)
                || '/' || entries.item_name
            else '/row ' || cast(entries.row_no as {{ dbt.type_string() }})
        end as row_key
    from kinds as entries
    left join name_aliases as classes
        on
            classes.name_kind = 'function_class'
            and entries.item_name = classes.printed_name
            and entries.row_kind = 'class'
    left join name_aliases as heading_funds
        on
            heading_funds.name_kind = 'fund'
            and entries.heading_name = heading_funds.printed_name
    left join name_aliases as funds
        on
            funds.name_kind = 'fund'
            and entries.item_name = funds.printed_name
            and (
                entries.row_kind in ('fund', 'carry_over_fund')
                or (
                    entries.row_kind = 'fund_source'
                    and heading_funds.code = 'fiscal_appropriation'
                )
            )
    left join name_aliases as heading_classes
        on
            heading_classes.name_kind = 'function_class'
            and entries.heading_name = heading_classes.printed_name
    left join name_aliases as fund_sources
        on
            fund_sources.name_kind = 'fund_source'
            and heading_funds.code || '/' || entries.item_name = fund_sources.printed_name
            and entries.row_kind = 'fund_source'

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
