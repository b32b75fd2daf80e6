-- 问：各单位在多大程度上靠上年结转结余和非财政拨款资金过日子？
-- 读法：收入按“本年／结转”和“财政拨款／非财政拨款”分成四块；percent_carried_over 是结转结余
-- 占收入总额的百分数，percent_non_fiscal 是财政专户管理资金与单位资金占收入总额的百分数。
-- 两个占比都是 0，就是全靠当年财政拨款。单位：万元。
-- 注意：结转结余中的非财政资金同时计入两个占比，不可相加；占比高不是过错，但来年未必还有。
--
-- Question: how far does each unit depend on money carried over and on funds other than fiscal
-- appropriation?
-- Reading: revenue in four parts, this year's or carried over, fiscal appropriation or not.
-- percent_carried_over is what was carried over in percent of all revenue; percent_non_fiscal is
-- what comes from fiscal special accounts and unit funds. Zero in both means this year's fiscal
-- appropriation alone. Amounts in 万元.
-- Beware: non-fiscal money carried over counts in both shares, so they must not be added. A high
-- share is no fault, but the money may not be there next year.

with

revenue as (

    select * from {{ ref('fct_revenue') }}

),

funds as (

    select * from {{ ref('dim_funds') }}

),

units as (

    select * from {{ ref('dim_budget_units') }}

),

by_unit as (

    select
        revenue.disclosure_id,
        revenue.unit_code,
        sum(revenue.amount) as revenue_amount,
        sum(
            case
                when revenue.timing = 'current_year' and funds.is_fiscal_appropriation
                    then revenue.amount
                else 0
            end
        ) as current_fiscal_amount,
        sum(
            case
                when revenue.timing = 'current_year' and not funds.is_fiscal_appropriation
                    then revenue.amount
                else 0
            end
        ) as current_non_fiscal_amount,
        sum(
            case
                when revenue.timing = 'carried_over' and funds.is_fiscal_appropriation
                    then revenue.amount
                else 0
            end
        ) as carried_fiscal_amount,
        sum(
            case
                when revenue.timing = 'carried_over' and not funds.is_fiscal_appropriation
                    then revenue.amount
                else 0
            end
        ) as carried_non_fiscal_amount
    from revenue
    left join funds
        on revenue.fund_code = funds.fund_code
    group by
        revenue.disclosure_id,
        revenue.unit_code

),

combined as (

    select
        disclosure_id,
        unit_code,
        revenue_amount,
        current_fiscal_amount,
        current_non_fiscal_amount,
        carried_fiscal_amount,
        carried_non_fiscal_amount,
        carried_fiscal_amount + carried_non_fiscal_amount as carried_over_amount,
        current_non_fiscal_amount + carried_non_fiscal_amount as non_fiscal_amount
    from by_unit

),

final as (

    select
        combined.disclosure_id,
        combined.unit_code,
        units.unit_name,
        combined.revenue_amount,
        combined.current_fiscal_amount,
        combined.current_non_fiscal_amount,
        combined.carried_fiscal_amount,
        combined.carried_non_fiscal_amount,
        cast(
            {{ share_of('combined.carried_over_amount', 'combined.revenue_amount') }} * 100
            as decimal(9, 2)
        ) as percent_carried_over,
        cast(
            {{ share_of('combined.non_fiscal_amount', 'combined.revenue_amount') }} * 100
            as decimal(9, 2)
        ) as percent_non_fiscal
    from combined
    left join units
        on
            combined.disclosure_id = units.disclosure_id
            and combined.unit_code = units.unit_code

)

select * from final
order by
    disclosure_id asc,
    unit_code asc
