with

lines as (

    select * from {{ ref('stg_disclosure__service_purchases') }}
    where row_kind = 'line'

),

final as (

    select
        disclosure_id,
        line_no,
        unit_code,
        function_code,
        project_name,
        {%- for column in published_tables()['service_purchases'].amounts %}
        {{ column }}_amount,
        {%- endfor %}
        row_no,
        source_line
    from lines

)

select * from final
