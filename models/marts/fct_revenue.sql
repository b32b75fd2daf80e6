with

revenue as (

    select * from {{ ref('int_unit_figures_placed') }}
    where
        statement = 'revenue'
        and measure in ('current', 'carried')
        and fund_code is not null

),

final as (

    -- A unit that is printed twice has both its rows; that they are too many, a check says.
    select
        disclosure_id,
        unit_code,
        fund_code,
        case measure when 'current' then 'current_year' else 'carried_over' end as timing,
        cast(sum(amount) as {{ amount_type() }}) as amount,
        min(row_no) as row_no,
        min(source_line) as source_line
    from revenue
    group by disclosure_id, unit_code, fund_code, measure

)

select * from final
