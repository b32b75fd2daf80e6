-- 问：每张表的数字，有多少参加了检查？
-- 读法：每份文件、每张表一行。figure_count 是印出的数字个数，unchecked_count 是没有参加任何检查的，
-- 应为零；once_checked_count 是只参加一项检查的，非零数字里这类最薄弱；
-- least_checks 与 most_checks 是一个数字参加检查的最少与最多项数；
-- finding_count 是有这张表的数字参加、却不符的检查结论数（含已知不符）。
-- 注意：参加检查的 0.00 多半是“零等于零”，non_zero_count 才是有分量的数字；绩效目标表不印金额，不在内。
--
-- Question: how many of each table's figures take part in a check?
-- Reading: one row for each document and table. figure_count is the number of printed figures,
-- unchecked_count those in no check, which should be zero; once_checked_count those in one check
-- only, the weakest ones; least_checks and most_checks the fewest and most checks of one figure;
-- finding_count the verdicts with figures of this table that do not tie, known ones included.
-- Beware: for a 0.00 a check mostly says that zero is zero; non_zero_count has the figures that
-- weigh. Performance targets print no amounts and are not here.

with

figures as (

    select * from {{ ref('published_amounts') }}

),

evidence as (

    select * from {{ ref('reconciliation_evidence') }}

),

results as (

    select * from {{ ref('reconciliation_results') }}

),

checks_by_figure as (

    select
        source_disclosure_id as disclosure_id,
        table_no,
        row_no,
        column_name,
        count(distinct check_id) as check_count
    from evidence
    group by
        source_disclosure_id,
        table_no,
        row_no,
        column_name

),

weighed_figures as (

    select
        figures.disclosure_id,
        figures.table_no,
        figures.amount,
        coalesce(checks_by_figure.check_count, 0) as check_count
    from figures
    left join checks_by_figure
        on
            figures.disclosure_id = checks_by_figure.disclosure_id
            and figures.table_no = checks_by_figure.table_no
            and figures.row_no = checks_by_figure.row_no
            and figures.column_name = checks_by_figure.column_name

),

by_table as (

    select
        disclosure_id,
        table_no,
        count(*) as figure_count,
        count(*) filter (where amount <> 0) as non_zero_count,
        count(*) filter (where check_count = 0) as unchecked_count,
        count(*) filter (where check_count = 1) as once_checked_count,
        min(check_count) as least_checks,
        max(check_count) as most_checks
    from weighed_figures
    group by
        disclosure_id,
        table_no

),

verdicts as (

    select distinct
        evidence.source_disclosure_id as disclosure_id,
        evidence.table_no,
        results.check_id,
        results.subject,
        results.status
    from evidence
    inner join results
        on
            evidence.disclosure_id = results.disclosure_id
            and evidence.check_id = results.check_id
            and evidence.subject = results.subject

),

verdicts_by_table as (

    select
        disclosure_id,
        table_no,
        count(*) as verdict_count,
        count(*) filter (where coalesce(status, 'none') not in ('exact', 'rounding'))
            as finding_count
    from verdicts
    group by
        disclosure_id,
        table_no

),

final as (

    select
        by_table.disclosure_id,
        by_table.table_no,
        by_table.figure_count,
        by_table.non_zero_count,
        by_table.unchecked_count,
        by_table.once_checked_count,
        by_table.least_checks,
        by_table.most_checks,
        coalesce(verdicts_by_table.verdict_count, 0) as verdict_count,
        coalesce(verdicts_by_table.finding_count, 0) as finding_count
    from by_table
    left join verdicts_by_table
        on
            by_table.disclosure_id = verdicts_by_table.disclosure_id
            and by_table.table_no = verdicts_by_table.table_no

)

select * from final
order by
    disclosure_id asc,
    table_no asc
