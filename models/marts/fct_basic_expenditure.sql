with

figures as (

    -- The lowest printed level: a class stands in where a document prints no section below it.
    select * from {{ ref('int_figures_placed') }}
    where
        statement = 'basic_expenditure'
        and measure in ('personnel', 'operating')
        and row_kind in ('class', 'section')
        and not has_children

),

final as (

    select
        disclosure_id,
        economic_code,
        measure as component,
        amount,
        row_no,
        source_line
    from figures

)

select * from final
