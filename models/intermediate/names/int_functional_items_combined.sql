with

items as (

    -- The lowest printed level of every unit.
    select * from {{ ref('int_figures_placed') }}
    where
        statement in ('expenditure', 'general_budget_expenditure')
        and row_kind in ('class', 'section', 'item')
        and not has_children

),

all_funds as (

    -- The expenditure table covers every fund.
    select
        disclosure_id,
        unit_code,
        function_code,
        {{ sum_of('total') }} as total_amount,
        {{ sum_of('basic') }} as basic_amount,
        {{ sum_of('project') }} as project_amount,
        {{ sum_of('carried_forward') }} as carried_forward_amount,
        {{ sum_of('to_superior') }} as to_superior_amount,
        {{ sum_of('business') }} as business_amount,
        {{ sum_of('to_affiliate') }} as to_affiliate_amount
    from items
    where statement = 'expenditure'
    group by disclosure_id, unit_code, function_code

),

general_fund as (

    -- The table of the general public budget alone splits basic expenditure.
    select
        disclosure_id,
        unit_code,
        function_code,
        {{ sum_of('total') }} as total_amount,
        {{ sum_of('basic') }} as basic_amount,
        {{ sum_of('personnel') }} as personnel_amount,
        {{ sum_of('operating') }} as operating_amount,
        {{ sum_of('project') }} as project_amount
    from items
    where statement = 'general_budget_expenditure'
    group by disclosure_id, unit_code, function_code

),

final as (

    -- An item that only the general public budget prints is a finding; it is kept all the same.
    select
        coalesce(all_funds.disclosure_id, general_fund.disclosure_id) as disclosure_id,
        coalesce(all_funds.unit_code, general_fund.unit_code) as unit_code,
        coalesce(all_funds.function_code, general_fund.function_code) as function_code,
        coalesce(all_funds.total_amount, general_fund.total_amount) as total_amount,
        coalesce(all_funds.basic_amount, general_fund.basic_amount) as basic_amount,
        general_fund.personnel_amount,
        general_fund.operating_amount,
        coalesce(all_funds.project_amount, general_fund.project_amount) as project_amount,
        all_funds.carried_forward_amount,
        all_funds.to_superior_amount,
        all_funds.business_amount,
        all_funds.to_affiliate_amount,
        -- Basic expenditure that no table splits: paid by other funds, or left blank there.
        all_funds.basic_amount - coalesce(
            case
                when
                    general_fund.personnel_amount is not null
                    or general_fund.operating_amount is not null
                    then general_fund.basic_amount
            end, 0
        ) as basic_unsplit_amount
    from all_funds
    full outer join general_fund
        on
            all_funds.disclosure_id = general_fund.disclosure_id
            and all_funds.unit_code = general_fund.unit_code
            and all_funds.function_code = general_fund.function_code

)

select * from final
