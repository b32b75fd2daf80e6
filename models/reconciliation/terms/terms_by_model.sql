{#- Models whose terms are figures of tables say nothing of claims and ratios. -#}
{%- set table_sources = [
    'terms_by_economic_code', 'terms_by_code_list', 'terms_by_name',
    'terms_by_narrative_name', 'terms_by_note', 'terms_by_judgement',
] -%}
{%- set claim_sources = [
    'terms_by_claim', 'terms_by_statement', 'terms_by_share', 'terms_by_repetition',
    'terms_by_prior_year', 'terms_by_count', 'terms_by_count_part', 'terms_by_list',
] -%}
{#- And those whose figures another document prints. -#}
{%- set document_sources = ['terms_across_documents', 'terms_of_claims_across_documents'] -%}
{%- set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}

with

{% for source in table_sources + claim_sources + document_sources %}
{{ source }} as (

    select * from {{ ref(source) }}

),

{% endfor %}
final as (
{% for source in table_sources + claim_sources + document_sources %}
    select
        disclosure_id,
        check_id,
        subject,
        side,
        sign,
        {{ 'role' if source in claim_sources + document_sources else "'value' as role" }},
        {{ 'source_disclosure_id' if source in document_sources
            else no_text ~ ' as source_disclosure_id' }},
        statement,
        row_no,
        source_line,
        column_name,
        {{ 'claim_no' if source in claim_sources + document_sources
            else 'cast(null as ' ~ dbt.type_int() ~ ') as claim_no' }},
        is_figure,
        term_amount,
        half_step
    from {{ source }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
