{#-
    One check of the catalogue holds for every subject of the reviewed documents: no sum that does
    not tie, no side that is missing, and no listed known discrepancy that has gone or changed.
    Fails with one row for each printed figure behind each finding.

    Arguments:
        model: the reconciliation results, of which the findings are read
        check_id: the check, as in the catalogue
-#}
{% test reconciles(model, check_id) %}

{{ config(
    fail_calc="count(distinct disclosure_id || ' ' || cast(finding_no as " ~ dbt.type_string() ~ "))"
) }}

-- A finding hides nothing: the test waits for the last model that reads the results, so that what one
-- document has wrong takes no table from the others. depends_on: {{ ref('fct_narrative_claims') }}

select *
from {{ ref('reconciliation_findings') }}
where check_id = '{{ check_id }}'

{% endtest %}
