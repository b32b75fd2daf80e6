-- 问：与上年、与预算相比如何？每份文件的合计口径与功能分类的类，与上年文件、决算与同年预算并列。
-- 读法：prior_year_amount 是上年同一环节文件所印，change_amount 是与它之差；决算另有同年预算与占预算的百分数。单位：万元。
-- 注意：只有另一份文件也已载入时才有数；没有载入的为空，不是零。
--
-- Question: how do the years compare? The headline measures and functional classes of each
-- document beside last year's document, and final accounts beside the budget of the year.
-- Reading: prior_year_amount is what last year's document of the same stage prints, change_amount
-- the difference; percent_of_budget is what final accounts spent of the budget. Amounts in 万元
-- (10,000 yuan).
-- Beware: a figure is there only where the other document is loaded too; blank is not zero.

with

years as (

    select * from {{ ref('amounts_by_year') }}

),

final as (

    select
        disclosure_id,
        subject_kind,
        subject_code,
        subject_name,
        amount,
        prior_year_amount,
        change_amount,
        prior_year_final_amount,
        budget_amount,
        cast(100 * share_of_budget as decimal(18, 2)) as percent_of_budget
    from years
    where subject_kind in ('headline', 'function_class')

)

select * from final
order by
    disclosure_id asc,
    subject_kind desc,
    subject_code asc
