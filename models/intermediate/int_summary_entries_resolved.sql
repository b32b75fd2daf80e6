with

revenue_expenditure as (

    select * from {{ ref('stg_disclosure__revenue_expenditure_summary') }}

),

fiscal_appropriation as (

    select * from {{ ref('stg_disclosure__fiscal_appropriation_summary') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

entry_labels as (

    select * from {{ ref('entry_labels') }}

),

entries as (

    select
        'revenue_expenditure_summary' as statement,
        *
    from revenue_expenditure

    union all

    select
        'fiscal_appropriation_summary' as statement,
        *
    from fiscal_appropriation

),

headings as (

    -- The nearest entry above at each lesser depth is what an entry may be part of.
    select
        *,
        max(case when depth = 1 then row_no end) over so_far as depth_1_row,
        max(case when depth <= 2 then row_no end) over so_far as depth_2_row,
        max(case when depth <= 3 then row_no end) over so_far as depth_3_row
    from entries
    window so_far as (
        partition by disclosure_id, statement, side
        order by row_no
        rows between unbounded preceding and current row
    )

),

own_kinds as (

    select
        headings.*,
        case headings.depth
            when 2 then headings.depth_1_row
            when 3 then headings.depth_2_row
            when 4 then headings.depth_3_row
        end as parent_row_no,
        case
            when headings.item_name is null then 'unrecognised'
            else entry_labels.row_kind
        end as own_kind
    from headings
    left join entry_labels
        on headings.item_name like entry_labels.label_pattern

),

kinds as (

    select
        own_kinds.*,
        case when heading.own_kind is null then heading.item_name end as heading_name,
        coalesce(
            own_kinds.own_kind,
            case
                when heading.own_kind = 'carry_over' then 'carry_over_fund'
                when
                    own_kinds.side = 'expenditure'
                    and own_kinds.parent_row_no is not null
                    and heading.own_kind is null
                    then 'section'
                when own_kinds.side = 'expenditure' then 'class'
                when own_kinds.parent_row_no is not null and heading.own_kind is null
                    then 'fund_source'
                else 'fund'
            end
        ) as row_kind
    from own_kinds
    left join own_kinds as heading
        on
            own_kinds.disclosure_id = heading.disclosure_id
            and own_kinds.statement = heading.statement
            and own_kinds.side = heading.side
            and own_kinds.parent_row_no = heading.row_no

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
