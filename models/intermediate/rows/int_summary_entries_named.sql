with

kinds as (

    select * from {{ ref('int_summary_entries_classified') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

final as (

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

)

select * from final
