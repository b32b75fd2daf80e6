with

lines as (

    select * from {{ ref('fct_procurement_lines') }}

),

final as (

    select
        disclosure_id,
        unit_code,
        function_code,
        project_name,
        line_no,
        fund_total_amount as total_amount,
        centralized_subtotal_amount as centralized_amount,
        decentralized_subtotal_amount as decentralized_amount,
        {%- for category in ['goods', 'works', 'services'] %}
        {{ add_printed(
            'centralized_' ~ category ~ '_amount', 'decentralized_' ~ category ~ '_amount'
        ) }}
            as {{ category }}_amount {{- ',' if not loop.last }}
        {%- endfor %}
    from lines

)

select * from final
