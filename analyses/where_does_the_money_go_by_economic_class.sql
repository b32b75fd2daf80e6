-- 问：基本支出买的是什么？按经济分类的类、款列出人员经费与公用经费。
-- 读法：每个类之下按金额从大到小列出它的款，rank_in_class 是款在类中的名次；
-- published_total_amount 是基本支出表为同一行印出的合计。单位：万元，占比为百分数。
-- 注意：文件只为一般公共预算的基本支出印经济分类，项目支出买什么看不出来；
-- 类已含款，不可相加。
--
-- Question: what does basic expenditure pay for? Personnel and operating cost by economic class
-- and section.
-- Reading: below each class its sections, largest first; rank_in_class is the section's place in
-- its class. published_total_amount is the total that the table prints for the same row. Amounts
-- in 万元, shares in percent.
-- Beware: the twelve tables print economic classes for basic expenditure of the general public
-- budget only; what projects buy cannot be seen. A class contains its sections.

with

economic_budget as (

    select * from {{ ref('economic_budget') }}

),

ranked as (

    select
        disclosure_id,
        substr(economic_code, 1, 3) as class_code,
        economic_code,
        economic_level,
        economic_name,
        total_amount,
        published_total_amount,
        personnel_amount,
        operating_amount,
        share_of_total,
        case
            when economic_level <> 'class'
                then rank() over (
                    partition by disclosure_id, economic_level, substr(economic_code, 1, 3)
                    order by total_amount desc nulls last
                )
        end as rank_in_class
    from economic_budget

),

final as (

    select
        disclosure_id,
        class_code,
        rank_in_class,
        economic_code,
        economic_name,
        total_amount,
        published_total_amount,
        personnel_amount,
        operating_amount,
        cast(share_of_total * 100 as decimal(9, 2)) as percent_of_total
    from ranked

)

select * from final
order by
    disclosure_id asc,
    class_code asc,
    rank_in_class asc nulls first,
    economic_code asc
