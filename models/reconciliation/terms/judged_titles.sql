{{ config(materialized='view') }}

with

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

titles as (

    select
        tables.disclosure_id,
        'table ' || cast(tables.table_no as {{ dbt.type_string() }}) as subject,
        tables.statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        tables.source_line,
        tables.printed_year = disclosures.fiscal_year as table_title_is_of_its_year,
        tables.printed_stage = disclosures.stage as table_title_is_of_its_stage
    from {{ ref('stg_disclosure__tables') }} as tables
    inner join disclosures
        on tables.disclosure_id = disclosures.disclosure_id

),

headings as (

    select
        disclosure_id,
        source_line,
        remark_text,
        regexp_extract(
            {{ name_key('remark_text') }},
            '[0-9]{4}年度?(?:部门|单位)(预算|决算)(?:公开)?(?:情况)?(?:说明)?$', 1
        ) as printed_stage
    from {{ ref('stg_disclosure__narrative_remarks') }}
    where
        remark_kind = 'year'
        and claim_no is null

),

stages as (

    select * from {{ ref('lexicon') }}
    where word_class = 'stage'

),

final as (

    -- A title that prints neither is asked for neither.
    {%- for check_id in ['table_title_is_of_its_year', 'table_title_is_of_its_stage'] %}
    select
        disclosure_id,
        '{{ check_id }}' as check_id,
        subject,
        statement,
        row_no,
        source_line,
        {{ check_id }} as holds
    from titles
    where {{ check_id }} is not null

    union all
    {% endfor %}
    -- 第二部分 2024年部门预算情况说明, in a document whose title says 决算.
    select
        headings.disclosure_id,
        'heading_is_of_its_stage' as check_id,
        {{ remark_subject('headings') }} as subject,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        headings.source_line,
        stages.meaning = disclosures.stage as holds
    from headings
    inner join stages
        on headings.printed_stage = stages.word
    inner join disclosures
        on headings.disclosure_id = disclosures.disclosure_id

)

select * from final
