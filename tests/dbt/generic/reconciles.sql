{#-
    One check of the catalogue holds for every subject: no sum that does not tie, no side that is
    missing, and no listed known discrepancy that has gone or changed. Fails with one row for each
    printed figure behind each finding.

    Arguments:
        model: the reconciliation results
        check_id: the check, as in the catalogue
-#}
{% test reconciles(model, check_id) %}

{{ config(fail_calc='count(distinct finding_no)') }}

{{ findings_with_evidence(
    check_id,
    results=model,
    terms=ref('reconciliation_terms'),
    figures=ref('published_amounts'),
    known_discrepancies=ref('int_known_discrepancies_resolved')
) }}

{% endtest %}
