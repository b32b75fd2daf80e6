{#-
    The whole of a staging model for a table that prints revenue and expenditure side by side
    (tables 1 and 4). Gives one row per printed entry and side, splits the ordinal from the name,
    names the entry's kind, and links it to the printed heading it is part of.

    Arguments:
        table_name: name of the published table, as in `published_tables`
-#}
{%- macro summary_table(table_name) -%}
{%- set table = published_tables()[table_name] -%}
with

source as (

    select * from {{ published(table_name) }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

sides as (
{% for side in table.amounts %}
    select
        disclosure_id,
        row_no,
        source_page,
        source_line,
        '{{ side }}' as side,
        {{ side }}_item as printed_item,
        {{ side }}_amount as printed_amount
    from source
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

typed as (

    select
        sides.disclosure_id,
        cast(sides.row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('sides.source_page') }} as source_page,
        cast(sides.source_line as {{ dbt.type_int() }}) as source_line,
        sides.side,
        {{ clean_text('sides.printed_item') }} as row_label,
        {{ strip_ordinal('sides.printed_item') }} as item_name,
        coalesce({{ ordinal_level('sides.printed_item') }}, 1) as depth,
        {{- to_wan_yuan(parse_amount('sides.printed_amount'), 'disclosures.currency_unit') }}
            as amount,
        {{ clean_text('sides.printed_amount') }} as amount_text
    from sides
    left join disclosures
        on sides.disclosure_id = disclosures.disclosure_id
    where
        {{ clean_text('sides.printed_item') }} is not null
        or {{ clean_text('sides.printed_amount') }} is not null

),

headings as (

    -- The nearest entry above at each lesser depth is what an entry may be part of.
    select
        *,
        max(case when depth = 1 then row_no end) over so_far as depth_1_row,
        max(case when depth <= 2 then row_no end) over so_far as depth_2_row,
        max(case when depth <= 3 then row_no end) over so_far as depth_3_row
    from typed
    window so_far as (
        partition by disclosure_id, side
        order by row_no
        rows between unbounded preceding and current row
    )

),

parents as (

    select
        *,
        case depth when 2 then depth_1_row when 3 then depth_2_row when 4 then depth_3_row end
            as parent_row_no,
        case
            when item_name is null then 'unrecognised'
            when item_name like '%总计' then 'grand_total'
            when item_name like '本年收入%' or item_name like '本年支出%' then 'subtotal'
            when item_name like '上年结%' or item_name like '%结转下年%' then 'carry_over'
        end as own_kind
    from headings

),

named as (

    select
        entries.*,
        heading.own_kind as heading_kind,
        heading.item_name as heading_name,
        heading.parent_row_no as heading_parent_row_no
    from parents as entries
    left join parents as heading
        on
            entries.disclosure_id = heading.disclosure_id
            and entries.side = heading.side
            and entries.parent_row_no = heading.row_no

),

final as (

    select
        disclosure_id,
        {{ table.no }} as table_no,
        row_no,
        source_page,
        source_line,
        side,
        coalesce(
            own_kind,
            case
                when heading_kind = 'carry_over' then 'carry_over_fund'
                when side = 'expenditure' and parent_row_no is not null and heading_kind is null
                    then 'section'
                when side = 'expenditure' then 'class'
                when parent_row_no is not null and heading_kind is null then 'fund_source'
                else 'fund'
            end
        ) as row_kind,
        row_label,
        item_name,
        case when heading_kind is null then heading_name end as heading_name,
        depth,
        amount,
        amount_text
    from named

)

select * from final
{%- endmacro -%}
