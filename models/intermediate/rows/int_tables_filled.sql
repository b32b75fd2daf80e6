{{ config(materialized='table') }}

with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

final as (

    -- A table without a figure is not among them.
    select
        disclosure_id,
        statement,
        max(case when amount <> 0 then 1 else 0 end) = 1 as has_spending
    from figures
    group by disclosure_id, statement

)

select * from final
