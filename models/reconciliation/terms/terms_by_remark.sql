{{ config(materialized='view') }}

with

compared as (

    select * from {{ ref('remarks_compared') }}

),

final as (
    {% for side in ['summary', 'detail'] %}
    select
        disclosure_id,
        check_id,
        subject,
        '{{ side }}' as side,
        1 as sign,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        source_line,
        cast(null as {{ dbt.type_string() }}) as column_name,
        false as is_figure,
        cast({{ side }}_value as {{ amount_type() }}) as term_amount,
        cast(0 as decimal(18, 7)) as half_step
    from compared
    where {{ side }}_value is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from final
