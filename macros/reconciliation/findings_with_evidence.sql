{#-
    What does not tie in reviewed documents, with each printed figure on both sides.
    A known discrepancy counts as a finding when the document is loaded but no longer shows it as
    listed.

    Arguments:
        results, terms, figures, known_discrepancies, reviewed_documents: relations or CTEs
-#}
{%- macro findings_with_evidence(
    results, terms, figures, known_discrepancies, reviewed_documents
) -%}
with

results as (

    -- What ties is not asked any further: that is nearly all.
    select * from {{ results }} as results
    where
        coalesce(results.status, 'none') not in ('exact', 'rounding')
        and {{ is_reviewed('results.disclosure_id', reviewed_documents) }}

),

listed as (

    select * from {{ known_discrepancies }}

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
    where coalesce(status, 'none') <> 'known_discrepancy'

    union all

    -- Listed for a document that is loaded, but not found there with these two amounts.
    select
        listed.disclosure_id,
        listed.check_id,
        listed.subject,
        'known_discrepancy_gone' as status,
        listed.summary_amount,
        listed.detail_amount,
        cast(listed.summary_amount - listed.detail_amount as {{ amount_type() }}) as difference,
        cast(null as decimal(18, 7)) as tolerance
    from listed
    left join results
        on
            listed.disclosure_id = results.disclosure_id
            and listed.check_id = results.check_id
            and listed.subject = results.subject
            and results.status = 'known_discrepancy'
    where
        results.subject is null
        and exists (
            select 1
            from {{ figures }} as figures
            where figures.disclosure_id = listed.disclosure_id
        )

),

numbered as (

    select
        *,
        row_number() over (
            partition by disclosure_id, check_id order by subject, status
        ) as finding_no
    from open_findings

),

printed as (

    select * from {{ figures }}
    where disclosure_id in (select numbered.disclosure_id from numbered)

),

evidence as (

    -- From the findings outwards: where there are none, as is usual, nothing else is read.
    select
        numbered.disclosure_id,
        numbered.check_id,
        numbered.finding_no,
        terms.side,
        terms.sign,
        terms.statement,
        terms.row_no,
        terms.source_line,
        terms.column_name,
        printed.table_no,
        printed.row_label,
        printed.published_text,
        printed.amount
    from numbered
    inner join {{ terms }} as terms
        on
            numbered.disclosure_id = terms.disclosure_id
            and numbered.check_id = terms.check_id
            and numbered.subject = terms.subject
    left join printed
        on
            terms.disclosure_id = printed.disclosure_id
            and terms.statement = printed.statement
            and terms.row_no = printed.row_no
            and terms.column_name = printed.column_name

),

final as (

    select
        numbered.finding_no,
        row_number() over (
            partition by numbered.disclosure_id, numbered.check_id, numbered.finding_no
            order by
                evidence.side desc,
                evidence.statement asc nulls last,
                evidence.row_no asc nulls last,
                evidence.column_name asc nulls last,
                -- A figure of the narrative has its line alone.
                evidence.source_line asc nulls last,
                evidence.sign desc
        ) as figure_no,
        numbered.disclosure_id,
        numbered.check_id,
        numbered.subject,
        numbered.status,
        numbered.summary_amount,
        numbered.detail_amount,
        numbered.difference,
        numbered.tolerance,
        evidence.side,
        evidence.sign,
        evidence.statement,
        evidence.row_no,
        evidence.source_line,
        evidence.column_name,
        evidence.table_no,
        evidence.row_label,
        evidence.published_text,
        evidence.amount
    from numbered
    left join evidence
        on
            numbered.disclosure_id = evidence.disclosure_id
            and numbered.check_id = evidence.check_id
            and numbered.finding_no = evidence.finding_no

)

select * from final
{%- endmacro -%}
