{{ config(materialized='table') }}

with

printed as (

    select * from {{ ref('stg_disclosure__basic_expenditure') }}

),

component_totals as (

    -- 人员经费合计 and 公用经费合计 stand under the two sides of a table that has no total of both.
    select * from {{ ref('lexicon') }}
    where word_class = 'component_total'

),

classes as (

    select * from {{ ref('ref_economic_classification') }}

),

kinds as (

    select
        printed.*,
        classes.component,
        case
            when length(printed.economic_code) = 3 then 'class'
            when length(printed.economic_code) = 5 then 'section'
            when printed.economic_code is null and component_totals.word is not null
                then component_totals.meaning
            when printed.economic_code is null and {{ is_total_label('printed.row_label') }}
                then 'grand_total'
            else 'unrecognised'
        end as row_kind
    from printed
    left join component_totals
        on {{ name_key('printed.row_label') }} = component_totals.word
    left join classes
        on substr(printed.economic_code, 1, 3) = classes.economic_code

),

linked as (

    select
        *,
        count(economic_code) over class_rows as rows_in_class,
        -- A table that prints classes has one over every section; a lost one has to be missed.
        max(case when row_kind = 'class' then 1 else 0 end) over (
            partition by disclosure_id
        ) as classes_printed,
        max(case when row_kind in ('personnel_total', 'operating_total') then 1 else 0 end) over (
            partition by disclosure_id
        ) as component_totals_printed
    from kinds
    window class_rows as (partition by disclosure_id, substr(economic_code, 1, 3))

),

parents as (

    select
        *,
        case
            when row_kind = 'section' and classes_printed = 1 then 'class'
            when row_kind not in ('class', 'section') then null
            when component_totals_printed = 0 then 'grand_total'
            when component = 'personnel' then 'personnel_total'
            else 'operating_total'
        end as parent_kind
    from linked

),

final as (

    select
        disclosure_id,
        'basic_expenditure' as statement,
        table_no,
        row_no,
        source_page,
        source_line,
        row_kind,
        parent_kind,
        row_kind like '%_total' or (row_kind = 'class' and rows_in_class > 1) as has_children,
        economic_code,
        row_label,
        case
            when row_kind = 'grand_total' then 'total'
            when row_kind like '%_total' then row_kind
            else coalesce(economic_code, 'row ' || cast(row_no as {{ dbt.type_string() }}))
        end as row_key,
        case parent_kind
            when 'class' then substr(economic_code, 1, 3)
            when 'grand_total' then 'total'
            else parent_kind
        end as parent_key
    from parents

)

select * from final
