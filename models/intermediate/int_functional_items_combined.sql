with

expenditure as (

    select * from {{ ref('stg_disclosure__expenditure_by_unit') }}

),

general_budget as (

    select * from {{ ref('stg_disclosure__general_budget_expenditure') }}

),

all_funds as (

    -- Table 3 covers every fund.
    select
        disclosure_id,
        unit_code,
        function_code,
        sum(total_amount) as total_amount,
        sum(basic_amount) as basic_amount,
        sum(project_amount) as project_amount,
        sum(carried_forward_amount) as carried_forward_amount
    from expenditure
    where
        row_kind in ('class', 'section', 'item')
        and not has_children
    group by disclosure_id, unit_code, function_code

),

general_fund as (

    -- Table 5 alone splits basic expenditure, for the general public budget.
    select
        disclosure_id,
        unit_code,
        function_code,
        sum(total_amount) as total_amount,
        sum(basic_amount) as basic_amount,
        sum(personnel_amount) as personnel_amount,
        sum(operating_amount) as operating_amount,
        sum(project_amount) as project_amount
    from general_budget
    where
        row_kind in ('class', 'section', 'item')
        and not has_children
    group by disclosure_id, unit_code, function_code

),

final as (

    -- An item that table 5 prints and table 3 lacks is a finding; it is kept all the same.
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
        -- Basic expenditure that no table splits: paid by other funds, or left blank in table 5.
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
