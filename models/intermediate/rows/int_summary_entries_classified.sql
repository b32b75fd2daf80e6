with

revenue_expenditure as (

    select * from {{ ref('stg_disclosure__revenue_expenditure_summary') }}

),

fiscal_appropriation as (

    select * from {{ ref('stg_disclosure__fiscal_appropriation_summary') }}

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

labelled as (

    select
        entries.*,
        case
            when entries.item_name is null then 'unrecognised'
            else entry_labels.row_kind
        end as own_kind
    from entries
    left join entry_labels
        on entries.item_name like entry_labels.label_pattern

),

headings as (

    -- The nearest entry above at each lesser depth is what an entry may be part of. Below a balance
    -- brought forward the numbers may begin anew, at the depth of the headings above it.
    select
        *,
        max(case when not is_numbered then row_no end) over so_far as plain_row,
        max(case when not is_numbered and own_kind = 'carry_over' then row_no end)
            over so_far as carry_over_row,
        max(case when depth = 1 then row_no end) over so_far as depth_1_row,
        max(case when depth <= 2 then row_no end) over so_far as depth_2_row,
        max(case when depth <= 3 then row_no end) over so_far as depth_3_row
    from labelled
    window so_far as (
        partition by disclosure_id, statement, side
        order by row_no
        rows between unbounded preceding and current row
    )

),

own_kinds as (

    select
        *,
        case
            when depth = 1 and is_numbered and carry_over_row = plain_row then carry_over_row
            when depth = 2 then depth_1_row
            when depth = 3 then depth_2_row
            when depth = 4 then depth_3_row
        end as parent_row_no
    from headings

),

final as (

    select
        own_kinds.disclosure_id,
        own_kinds.statement,
        own_kinds.table_no,
        own_kinds.row_no,
        own_kinds.source_page,
        own_kinds.source_line,
        own_kinds.side,
        own_kinds.row_label,
        own_kinds.item_name,
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

)

select * from final
