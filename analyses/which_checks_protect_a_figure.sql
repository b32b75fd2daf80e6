{%- set figure_amount = var('figure_amount', none) -%}
{%- set figure_disclosure = var('figure_disclosure', none) -%}
-- 问：这个数字凭什么可信？列出有它参加的每项检查和结论。
-- 读法：数字的每一处印刷、每项检查各占一行；side 是它站在哪一边，summary_amount 与 detail_amount
-- 是两边之数。不给参数时看每份文件中最大的数字；要看别的数字加
-- figure_amount=725.01 figure_disclosure=…，金额以万元计，不写千分位逗号。
-- 注意：check_id 为 NULL 的一行，说明那一处没有任何检查；检查多不等于对，要看 status。
--
-- Question: why should this figure be trusted? Every check in which it takes part, with the
-- verdict.
-- Reading: one row for each place where it is printed and each check; side says where it stands,
-- summary_amount and detail_amount are the two sides. Without parameters it takes the largest
-- figure of each document; for another one add figure_amount=725.01
-- figure_disclosure=…, the amount in 万元 without thousands separators.
-- Beware: a row with a NULL check_id is a place that nothing checks. Many checks do not make a
-- figure right; look at the status.

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

checks as (

    select * from {{ ref('reconciliation_checks') }}

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

final as (

    select
        figures.disclosure_id,
        figures.table_no,
        figures.row_no,
        figures.column_name,
        figures.row_label,
        figures.published_text,
        figures.source_line,
        results.check_id,
        results.subject,
        evidence.side,
        checks.name_zh,
        checks.name_en,
        checks.kind,
        results.summary_amount,
        results.detail_amount,
        results.difference,
        results.tolerance,
        results.status
    from figures
    inner join wanted
        on
            figures.disclosure_id = wanted.disclosure_id
            and figures.amount = wanted.amount
    left join evidence
        on
            figures.disclosure_id = evidence.source_disclosure_id
            and figures.table_no = evidence.table_no
            and figures.row_no = evidence.row_no
            and figures.column_name = evidence.column_name
    left join results
        on
            evidence.disclosure_id = results.disclosure_id
            and evidence.check_id = results.check_id
            and evidence.subject = results.subject
    left join checks
        on results.check_id = checks.check_id

)

select * from final
order by
    disclosure_id asc,
    table_no asc,
    row_no asc,
    column_name asc,
    check_id asc nulls last,
    subject asc nulls last,
    side desc nulls last
