-- 问：文件里有哪些数字对不上？连同两边的每个数字一起列出。
-- 读法：一项检查、一个对象为一条不符；同一条不符的每个数字占一行，side 说明它在汇总一边还是
-- 明细一边，source_line 是原文行号。reason_zh、reason_en 是已列入清单的不符的解释；
-- status 为 discrepancy、missing_summary、missing_detail 的还没有解释，会使构建失败（或警告）。
-- 注意：同一处印错往往同时破坏几项检查，条数不等于错处数；没有印数的一边没有行；
-- 代码表一类不在文件里的依据，source_line 为 NULL。
-- 清单上有、文件里却已不见的不符不在这里，由 dbt 的同名检验报告。
--
-- Question: which figures do not tie? Each with every printed figure on both sides.
-- Reading: one check and one subject make one finding; each figure behind it has a row, side
-- says where it stands, source_line where it is printed. reason_zh and reason_en explain
-- findings that are on the list of known discrepancies; discrepancy, missing_summary and
-- missing_detail are not explained yet and make the build fail (or warn).
-- Beware: one misprint often breaks several checks, so there are more findings than mistakes.
-- A side without a printed figure has no row; source_line is NULL where the ground is not in the
-- document, as with code lists. A listed discrepancy that is gone is reported by dbt's test of that
-- check, not here.

with

results as (

    select * from {{ ref('reconciliation_results') }}

),

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

figures as (

    select * from {{ ref('published_amounts') }}

),

known_discrepancies as (

    select * from {{ ref('int_known_discrepancies_resolved') }}

),

findings as (

    select
        disclosure_id,
        check_id,
        subject,
        status,
        severity,
        summary_amount,
        detail_amount,
        difference,
        tolerance
    from results
    where coalesce(status, 'none') not in ('exact', 'rounding')

),

final as (

    select
        findings.disclosure_id,
        findings.check_id,
        findings.subject,
        checks.name_zh,
        checks.name_en,
        findings.status,
        findings.severity,
        findings.summary_amount,
        findings.detail_amount,
        findings.difference,
        findings.tolerance,
        terms.side,
        terms.sign,
        terms.statement,
        figures.table_no,
        terms.row_no,
        terms.column_name,
        terms.source_line,
        figures.row_label,
        figures.published_text,
        known_discrepancies.reason_zh,
        known_discrepancies.reason_en
    from findings
    left join checks
        on findings.check_id = checks.check_id
    left join terms
        on
            findings.disclosure_id = terms.disclosure_id
            and findings.check_id = terms.check_id
            and findings.subject = terms.subject
    left join figures
        on
            terms.disclosure_id = figures.disclosure_id
            and terms.statement = figures.statement
            and terms.row_no = figures.row_no
            and terms.column_name = figures.column_name
    left join known_discrepancies
        on
            findings.status = 'known_discrepancy'
            and findings.disclosure_id = known_discrepancies.disclosure_id
            and findings.check_id = known_discrepancies.check_id
            and findings.subject = known_discrepancies.subject

)

select * from final
order by
    disclosure_id asc,
    check_id asc,
    subject asc,
    side desc nulls last,
    table_no asc nulls last,
    row_no asc nulls last,
    source_line asc nulls last,
    column_name asc nulls last
