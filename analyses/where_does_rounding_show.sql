-- 问：哪些合计与明细之和差了几分，差多少，还在四舍五入容许的范围内吗？
-- 读法：只列在容差之内、又不为零的差额，从大到小；tolerance 是由参加的数字个数算出的容许差
-- （n 个非零明细对一个合计，容许 (n + 1) 个半步），percent_of_tolerance 越近 100 越靠近边界。
-- 单位：万元。
-- 注意：这些不是错误，是各数分别四舍五入的结果；但同一份文件若差额总偏向一边，值得一问。
-- 超出容差的在 what_is_wrong_in_the_document 里。
--
-- Question: which totals differ from the sum of their parts by a few hundredths, by how much,
-- and is it still what rounding allows?
-- Reading: only differences inside the tolerance that are not zero, largest first. tolerance
-- follows from the number of figures (n non-zero details against one total may differ by (n + 1)
-- half steps); the nearer percent_of_tolerance is to 100, the nearer the edge. Amounts in 万元.
-- Beware: these are no mistakes, each figure was rounded by itself; but differences that all
-- lean one way are worth a question. What exceeds the tolerance is in
-- what_is_wrong_in_the_document.

with

results as (

    select * from {{ ref('reconciliation_results') }}

),

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

final as (

    select
        results.disclosure_id,
        abs(results.difference) as size_of_difference,
        results.check_id,
        results.subject,
        checks.name_zh,
        checks.name_en,
        results.summary_amount,
        results.detail_amount,
        results.difference,
        results.tolerance,
        results.term_count,
        cast(
            {{ share_of('abs(results.difference)', 'results.tolerance') }} * 100
            as decimal(9, 2)
        ) as percent_of_tolerance
    from results
    left join checks
        on results.check_id = checks.check_id
    where results.status = 'rounding'

)

select * from final
order by
    disclosure_id asc,
    size_of_difference desc,
    check_id asc,
    subject asc
