{{ findings_with_evidence(
    results=ref('reconciliation_results'),
    terms=ref('reconciliation_terms'),
    figures=ref('published_amounts'),
    known_discrepancies=ref('int_known_discrepancies_resolved'),
    reviewed_documents=ref('reviewed_documents')
) }}
