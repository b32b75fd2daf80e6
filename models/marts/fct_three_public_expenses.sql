with

printed as (

    -- A unit paid from several funds prints one row for each, and perhaps one for all of them.
    select * from {{ ref('int_unit_figures_placed') }}
    where
        statement = 'three_public_expenses'
        and not (row_kind = 'unit' and has_children)

),

parts as (

    select
        *,
        count(case when measure in ('vehicle_operation', 'vehicle_purchase') then 1 end)
            over of_row as vehicle_parts,
        count(case when measure in ('training_own_level', 'training_superior_grant') then 1 end)
            over of_row as training_parts
    from printed
    window of_row as (partition by disclosure_id, row_no, basis)

),

expenses as (

    -- A subtotal stands in only where a document prints none of its parts.
    select * from parts
    where
        measure <> 'three_public_total'
        and not (measure = 'vehicle_subtotal' and vehicle_parts > 0)
        and not (measure = 'training_subtotal' and training_parts > 0)

),

final as (

    select
        disclosure_id,
        unit_code,
        measure as expense,
        basis,
        measure in ('overseas_travel', 'reception') or measure like 'vehicle%' as is_three_public,
        cast(sum(amount) as {{ amount_type() }}) as amount
    from expenses
    group by disclosure_id, unit_code, measure, basis

)

select * from final
