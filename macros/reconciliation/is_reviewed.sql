{#-
    Whether a document is on the list of reviewed ones, whose findings fail the build; `*` lists
    every document.

    Arguments:
        disclosure_id: the document, in SQL
        reviewed_documents: the list, a relation
-#}
{%- macro is_reviewed(disclosure_id, reviewed_documents) -%}
    exists (
        select 1
        from {{ reviewed_documents }} as reviewed
        where reviewed.disclosure_id in ({{ disclosure_id }}, '*')
    )
{%- endmacro -%}
