{%- set figure_amount = var('figure_amount', none) -%}
{%- set figure_disclosure = var('figure_disclosure', none) -%}
-- 问：这个数字印在哪里？列出它出现的每张表、每一行、每一栏和原文行号。
-- 读法：一处印刷一行。不给参数时，找每份文件中最大的数字；要找别的数字：
-- 加 figure_amount=725.01 figure_disclosure=…，
-- 金额以万元计，不写千分位逗号；figure_disclosure 省略时找全部文件。
-- check_count 是有这个数字参加的检查结论数，finding_count 是其中不符（含已知不符）的个数。
-- 注意：金额相同不等于同一件事，要看表、行、栏；行号是 source_file 所指文本文件的行号。
--
-- Question: where is this figure printed? Every table, row, column and source line that has it.
-- Reading: one row for each place. Without parameters it looks for the largest figure of each
-- document; for another one add figure_amount=725.01 figure_disclosure=…, the
-- amount in 万元 without thousands separators; leave out figure_disclosure to search all
-- documents. check_count is the number of verdicts in which the figure takes part, finding_count
-- those among them that do not tie, known discrepancies included.
-- Beware: equal amounts need not be the same thing; look at table, row and column. Lines are
-- those of the text file that dim_disclosures.source_file names.

with

figures as (

    select * from {{ ref('published_amounts') }}

),

columns as (

    select * from {{ ref('statement_columns') }}

),

evidence as (

    select * from {{ ref('reconciliation_evidence') }}

),

results as (

    select * from {{ ref('reconciliation_results') }}

),

wanted as (

    select
        disclosure_id,
        {% if figure_amount is none -%}
        max(amount) as amount
        {%- else -%}
        cast('{{ figure_amount }}' as {{ amount_type() }}) as amount
        {%- endif %}
    from figures
    {% if figure_disclosure is not none -%}
    where disclosure_id = '{{ figure_disclosure }}'
    {% endif -%}
    group by disclosure_id

),

verdicts as (

    -- A figure may stand on both sides of a check; it is one verdict all the same.
    select distinct
        evidence.source_disclosure_id as disclosure_id,
        evidence.table_no,
        evidence.row_no,
        evidence.column_name,
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

verdict_counts as (

    select
        disclosure_id,
        table_no,
        row_no,
        column_name,
        count(*) as check_count,
        count(*) filter (where coalesce(status, 'none') not in ('exact', 'rounding'))
            as finding_count
    from verdicts
    group by
        disclosure_id,
        table_no,
        row_no,
        column_name

),

final as (

    select
        figures.disclosure_id,
        figures.table_no,
        figures.row_no,
        figures.column_name,
        columns.name_zh as header_zh,
        figures.row_label,
        figures.row_kind,
        figures.unit_code,
        coalesce(figures.function_code, figures.economic_code) as classification_code,
        figures.published_text,
        figures.amount,
        figures.source_page,
        figures.source_line,
        coalesce(verdict_counts.check_count, 0) as check_count,
        coalesce(verdict_counts.finding_count, 0) as finding_count
    from figures
    inner join wanted
        on
            figures.disclosure_id = wanted.disclosure_id
            and figures.amount = wanted.amount
    left join columns
        on
            figures.statement = columns.statement
            and figures.column_name = columns.column_name
    left join verdict_counts
        on
            figures.disclosure_id = verdict_counts.disclosure_id
            and figures.table_no = verdict_counts.table_no
            and figures.row_no = verdict_counts.row_no
            and figures.column_name = verdict_counts.column_name

)

select * from final
order by
    disclosure_id asc,
    table_no asc,
    row_no asc,
    column_name asc
