{{ config(materialized='view') }}

with

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

final as (

    select
        disclosure_id,
        check_id,
        subject,
        side,
        sign,
        table_no,
        row_no,
        column_name,
        claim_no,
        role,
        source_line
    from terms
    where is_figure

)

select * from final
