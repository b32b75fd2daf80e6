{#- Read by whatever names a code; a table makes their names fit for comparing once. -#}
{{ config(materialized='table') }}

with

item_rows as (

    select * from {{ ref('int_item_rows_placed') }}

),

economic_rows as (

    select * from {{ ref('int_economic_rows_placed') }}

),

printed as (

    select
        disclosure_id,
        'function' as code_kind,
        function_code as code,
        row_label as printed_name
    from item_rows
    where function_code is not null

    union all

    select
        disclosure_id,
        'economic' as code_kind,
        economic_code as code,
        row_label as printed_name
    from economic_rows
    where economic_code is not null

),

final as (

    select distinct
        disclosure_id,
        code_kind,
        code,
        {{ name_key('printed_name') }} as printed_name
    from printed

)

select * from final
