{#- The relation that holds one published table: its seed, or the files of the landing zone. -#}
{%- macro published(name) -%}
    {%- if var('landing_zone', none) -%}
        (select * from {{ landing_zone_relation(name) }} where {{ of_all_documents() }})
    {%- else -%}
        {{- ref('raw_' ~ name) -}}
    {%- endif -%}
{%- endmacro -%}

{#- The raw tables, as folders of a landing zone are named; a test holds them to the package `ingest`. -#}
{%- macro raw_tables() -%}
    {{- return([
        'disclosures', 'tables', 'table_notes', 'budget_units', 'narrative_claims', 'narrative_remarks',
    ] + statements()) -}}
{%- endmacro -%}
