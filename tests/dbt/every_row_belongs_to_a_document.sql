{#- Whatever is printed, with the cells, which stand in no table of their own. -#}
{%- set sources = statements() + [
    'cells', 'tables', 'table_notes', 'budget_units', 'narrative_claims', 'narrative_remarks',
] -%}

-- A row of a document that is not on the list of documents has no year, no stage and no department.
with

rows_by_document as (
{% for source in sources %}
    select
        '{{ source }}' as found_in,
        disclosure_id,
        count(*) as rows_found
    from {{ ref('stg_disclosure__' ~ source) }}
    group by disclosure_id
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

final as (

    select rows_by_document.*
    from rows_by_document
    left join disclosures
        on rows_by_document.disclosure_id = disclosures.disclosure_id
    where disclosures.disclosure_id is null

)

select * from final
