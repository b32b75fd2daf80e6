-- 问：各单位的人员经费与公用经费是什么比例？哪个单位的公用经费占比最高？
-- 读法：percent_operating 是公用经费占（人员 + 公用）的百分数，rank_by_operating 按它从高到低排名；
-- operating_per_100_personnel 是每 100 元人员经费对应多少元公用经费。
-- other_funds_amount 是由其他资金负担、没有人员与公用之分的基本支出。单位：万元。
-- 注意：人员与公用之分只印在一般公共预算支出表，其他资金负担的基本支出分不出来；
-- 表中没有在编人数，不能算人均。
--
-- Question: how do personnel and operating costs compare in each unit, and whose operating share
-- is highest?
-- Reading: percent_operating is operating cost in percent of personnel plus operating cost, and
-- rank_by_operating ranks by it. operating_per_100_personnel is the operating cost that goes
-- with 100 yuan of personnel cost. other_funds_amount is basic expenditure that other funds pay,
-- printed without the split. Amounts in 万元.
-- Beware: the split is printed for the general public budget only; basic expenditure
-- from other funds cannot be told apart. Staff numbers are not in the tables, so nothing is per
-- head.

with

unit_budget as (

    select * from {{ ref('unit_budget') }}

),

expenditure as (

    select * from {{ ref('fct_expenditure') }}

),

other_funds as (

    select
        disclosure_id,
        unit_code,
        sum(amount) as other_funds_amount
    from expenditure
    where component = 'basic_unsplit'
    group by
        disclosure_id,
        unit_code

),

split as (

    select
        unit_budget.disclosure_id,
        unit_budget.unit_code,
        unit_budget.unit_name,
        unit_budget.basic_amount,
        unit_budget.personnel_amount,
        unit_budget.operating_amount,
        unit_budget.personnel_amount + unit_budget.operating_amount as split_amount,
        coalesce(other_funds.other_funds_amount, 0) as other_funds_amount
    from unit_budget
    left join other_funds
        on
            unit_budget.disclosure_id = other_funds.disclosure_id
            and unit_budget.unit_code = other_funds.unit_code

),

shares as (

    select
        disclosure_id,
        unit_code,
        unit_name,
        basic_amount,
        personnel_amount,
        operating_amount,
        other_funds_amount,
        {{ share_of('operating_amount', 'split_amount') }} as operating_share,
        {{ share_of('operating_amount', 'personnel_amount') }} as operating_to_personnel
    from split

),

final as (

    select
        disclosure_id,
        rank() over (
            partition by disclosure_id
            order by operating_share desc nulls last
        ) as rank_by_operating,
        unit_code,
        unit_name,
        basic_amount,
        personnel_amount,
        operating_amount,
        other_funds_amount,
        cast(operating_share * 100 as decimal(9, 2)) as percent_operating,
        cast(operating_to_personnel * 100 as decimal(9, 2)) as operating_per_100_personnel
    from shares

)

select * from final
order by
    disclosure_id asc,
    rank_by_operating asc,
    unit_code asc
