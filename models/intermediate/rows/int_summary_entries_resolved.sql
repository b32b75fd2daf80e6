with

kinds as (

    select * from {{ ref('int_summary_entries_classified') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

resolved as (

    select
        entries.*,
        classes.code as class_code,
        coalesce(fund_sources.code, funds.code) as fund_code,
        -- A fund source stands under its fund; unlisted names keep the printed one.
        coalesce(heading_funds.code, heading_classes.code, entries.heading_name)
            as heading_code,
        entries.side || case entries.row_kind
            when 'grand_total' then ''
            when 'subtotal' then '/current_year'
            when 'carry_over' then '/carry_over'
            when 'carry_over_fund'
                then '/carry_over/' || coalesce(funds.code, entries.item_name)
            when 'fund_source' then '/' || coalesce(
                fund_sources.code,
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
    left join name_aliases as funds
        on
            funds.name_kind = 'fund'
            and entries.item_name = funds.printed_name
            and entries.row_kind in ('fund', 'carry_over_fund')
    left join name_aliases as heading_funds
        on
            heading_funds.name_kind = 'fund'
            and entries.heading_name = heading_funds.printed_name
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
        *,
        case row_kind
            when 'subtotal' then 'grand_total'
            when 'carry_over' then 'grand_total'
            when 'fund' then 'subtotal'
            when 'class' then 'subtotal'
            when 'carry_over_fund' then 'carry_over'
            when 'fund_source' then 'fund'
            when 'section' then 'class'
        end as parent_kind,
        case row_kind
            when 'subtotal' then side
            when 'carry_over' then side
            when 'fund' then side || '/current_year'
            when 'class' then side || '/current_year'
            when 'carry_over_fund' then side || '/carry_over'
            when 'fund_source' then side || '/' || heading_code
            when 'section' then side || '/' || heading_code
        end as parent_key
    from resolved

),

children as (

    select distinct
        disclosure_id,
        statement,
        parent_key
    from parented
    where parent_key is not null

),

final as (

    select
        parented.disclosure_id,
        parented.statement,
        parented.table_no,
        parented.row_no,
        parented.source_page,
        parented.source_line,
        parented.side,
        parented.row_kind,
        parented.parent_kind,
        children.parent_key is not null as has_children,
        parented.fund_code,
        parented.class_code as function_code,
        parented.row_label,
        parented.item_name,
        parented.row_key,
        parented.parent_key
    from parented
    left join children
        on
            parented.disclosure_id = children.disclosure_id
            and parented.statement = children.statement
            and parented.row_key = children.parent_key

)

select * from final
