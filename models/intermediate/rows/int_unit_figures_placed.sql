with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

whole_rows as (

    -- A table without unit rows is that of one unit, the document's own: its total is the unit's.
    select
        disclosure_id,
        statement,
        min(
            case row_kind
                when 'unit' then 1
                when 'unit_fund' then 1
                when 'grand_total' then 2
                when 'department' then 3
            end
        ) as rank
    from figures
    group by disclosure_id, statement

),

final as (

    select
        figures.disclosure_id,
        figures.statement,
        coalesce(figures.unit_code, disclosures.department_code) as unit_code,
        figures.row_no,
        figures.source_line,
        figures.row_kind,
        figures.has_children,
        figures.column_name,
        figures.measure,
        figures.basis,
        figures.fund_code,
        figures.amount
    from figures
    inner join whole_rows
        on
            figures.disclosure_id = whole_rows.disclosure_id
            and figures.statement = whole_rows.statement
    left join disclosures
        on figures.disclosure_id = disclosures.disclosure_id
    where
        case whole_rows.rank
            when 1 then figures.row_kind in ('unit', 'unit_fund')
            when 2 then figures.row_kind = 'grand_total'
            else figures.row_kind = 'department'
        end

)

select * from final
