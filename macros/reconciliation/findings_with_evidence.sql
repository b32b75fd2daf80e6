{#-
    What does not tie under one check, with each printed figure on both sides. A known discrepancy
    counts as a finding when the document is loaded but no longer shows it as listed.

    Arguments:
        check_id: the check, as in the catalogue
        results, terms, figures, known_discrepancies: relations or CTEs
-#}
{%- macro findings_with_evidence(check_id, results, terms, figures, known_discrepancies) -%}
with

results as (

    select * from {{ results }}
    where check_id = '{{ check_id }}'

),

listed as (

    select * from {{ known_discrepancies }}
    where check_id = '{{ check_id }}'

),

open_findings as (

    select
        disclosure_id,
        check_id,
        subject,
        status,
        summary_amount,
        detail_amount,
        difference,
        tolerance
    from results
    where coalesce(status, 'none') not in ('exact', 'rounding', 'known_discrepancy')

    union all

    -- Listed for a document that is loaded, but not found there with these two amounts.
    select
        listed.disclosure_id,
        listed.check_id,
        listed.subject,
        'known_discrepancy_gone' as status,
        listed.summary_amount,
        listed.detail_amount,
        listed.summary_amount - listed.detail_amount as difference,
        cast(null as decimal(18, 7)) as tolerance
    from listed
    inner join (select distinct disclosure_id from {{ figures }}) as loaded
        on listed.disclosure_id = loaded.disclosure_id
    left join results
        on
            listed.disclosure_id = results.disclosure_id
            and listed.subject = results.subject
            and results.status = 'known_discrepancy'
    where results.subject is null

),

numbered as (

    select
        *,
        row_number() over (order by disclosure_id, subject, status) as finding_no
    from open_findings

),

final as (

    select
        numbered.finding_no,
        numbered.disclosure_id,
        numbered.check_id,
        numbered.subject,
        numbered.status,
        numbered.summary_amount,
        numbered.detail_amount,
        numbered.difference,
        numbered.tolerance,
        terms.side,
        terms.sign,
        terms.table_no,
        terms.row_no,
        terms.source_line,
        terms.column_name,
        figures.row_label,
        figures.published_text,
        figures.amount
    from numbered
    left join {{ terms }} as terms
        on
            numbered.disclosure_id = terms.disclosure_id
            and numbered.check_id = terms.check_id
            and numbered.subject = terms.subject
    left join {{ figures }} as figures
        on
            terms.disclosure_id = figures.disclosure_id
            and terms.table_no = figures.table_no
            and terms.row_no = figures.row_no
            and terms.column_name = figures.column_name

)

select * from final
{%- endmacro -%}
