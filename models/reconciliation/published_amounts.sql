{#- A view: the figures are placed in a table already. -#}
{{ config(materialized='view') }}

with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

final as (

    select
        disclosure_id,
        statement,
        table_no,
        row_no,
        source_page,
        source_line,
        column_name,
        basis,
        row_kind,
        parent_kind,
        has_children,
        unit_code,
        function_code,
        economic_code,
        fund_code,
        measure,
        row_label,
        row_key,
        parent_key,
        published_text,
        amount,
        half_step
    from figures

)

select * from final
