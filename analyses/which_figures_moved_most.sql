-- 问：与上年相比，哪些数字变动最大？
-- 读法：叙述说明了增减的每个对象一行，按增减额的绝对值由大到小；上年数由叙述推出，
-- prior_low 与 prior_high 为舍入所许的区间。
-- 单位：万元，百分比除外。
-- 注意：总额、资金、类、基本与项目支出是同一笔钱的不同划分，不可相加；上年数为零时没有百分比。
--
-- Question: which figures moved most against the year before?
-- Reading: one row for each subject whose change the narrative states, the largest change first;
-- the year before is implied by the narrative, in the interval prior_low to prior_high that
-- rounding allows. Amounts in 万元.
-- Beware: total, funds, classes, basic and project expenditure divide the same money in several
-- ways and must not be added; there is no percentage on a zero base.

with

prior_year as (

    select * from {{ ref('prior_year_budget') }}

),

disclosures as (

    select * from {{ ref('dim_disclosures') }}

),

final as (

    select
        disclosures.disclosure_id,
        disclosures.fiscal_year,
        prior_year.subject_kind,
        prior_year.subject_code,
        prior_year.subject_name,
        prior_year.prior_amount,
        prior_year.prior_low,
        prior_year.prior_high,
        prior_year.current_amount,
        prior_year.change_amount,
        prior_year.change_percent,
        abs(prior_year.change_amount) as size_of_change
    from prior_year
    inner join disclosures
        on prior_year.disclosure_id = disclosures.disclosure_id

)

select * from final
order by
    disclosure_id asc,
    size_of_change desc,
    subject_kind asc,
    subject_code asc
