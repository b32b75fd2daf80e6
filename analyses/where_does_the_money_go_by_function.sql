-- 问：钱花在哪些功能上？按类、款、项逐级列出金额、在上级中的占比和在全部支出中的占比。
-- 读法：每个类之下依次是它的款，每个款之下依次是它的项；各级金额由最底层的行加总得出，
-- published_total_amount 是收支总表为该类印出的数字，两者之差是四舍五入。单位：万元，占比为百分数。
-- 注意：上级已含下级，不可把不同级别的行相加；人员与公用之分只有一般公共预算支出表才印。
--
-- Question: on which functions is the money spent? Amounts by class, section and item, with
-- their share of the level above and of the whole.
-- Reading: each class is followed by its sections, each section by its items. Every level is
-- summed from the lowest printed rows; published_total_amount is what the summary prints for the
-- class, and the two differ by rounding. Amounts in 万元 (10,000 yuan), shares in percent.
-- Beware: a level contains the one below it, so rows of different levels must not be added up.
-- Personnel and operating cost are printed apart for the general public budget only.

with

functional_budget as (

    select * from {{ ref('functional_budget') }}

),

compared as (

    select
        levels.disclosure_id,
        levels.function_code,
        levels.function_level,
        levels.function_name,
        levels.total_amount,
        levels.published_total_amount,
        levels.basic_amount,
        levels.personnel_amount,
        levels.operating_amount,
        levels.project_amount,
        {{ share_of('levels.total_amount', 'parents.total_amount') }} as share_of_parent,
        levels.share_of_total
    from functional_budget as levels
    left join functional_budget as parents
        on
            levels.disclosure_id = parents.disclosure_id
            and levels.parent_code = parents.function_code

),

final as (

    -- A class has no level above it but the whole.
    select
        disclosure_id,
        function_code,
        function_level,
        function_name,
        total_amount,
        published_total_amount,
        basic_amount,
        personnel_amount,
        operating_amount,
        project_amount,
        cast(coalesce(share_of_parent, share_of_total) * 100 as decimal(9, 2))
            as percent_of_level_above,
        cast(share_of_total * 100 as decimal(9, 2)) as percent_of_total
    from compared

)

-- A code sorts right after the code that it begins with.
select * from final
order by
    disclosure_id asc,
    function_code asc
