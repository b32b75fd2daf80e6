{%- set table = published_tables()['revenue_by_unit'] -%}

with

source as (

    select * from {{ published('revenue_by_unit') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

typed as (

    select
        source.disclosure_id,
        disclosures.department_code,
        cast(source.row_no as {{ dbt.type_int() }}) as row_no,
        {{ clean_text('source.source_page') }} as source_page,
        cast(source.source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_code('source.unit_code') }} as unit_code,
        {{ clean_text('source.unit_name') }} as row_label,
        {{- amount_columns(table.amounts, 'source', 'disclosures.currency_unit') }}
    from source
    left join disclosures
        on source.disclosure_id = disclosures.disclosure_id

),

kinds as (

    select
        *,
        case
            when unit_code = department_code then 'department'
            when unit_code is not null then 'unit'
            when {{ is_total_label('row_label') }} then 'grand_total'
            else 'unrecognised'
        end as row_kind
    from typed

),

final as (

    select
        disclosure_id,
        {{ table.no }} as table_no,
        row_no,
        source_page,
        source_line,
        row_kind,
        unit_code,
        row_label,
        case
            when row_kind = 'grand_total' then 'total'
            else coalesce(unit_code, 'row ' || cast(row_no as {{ dbt.type_string() }}))
        end as row_key,
        case when row_kind = 'unit' then department_code end as parent_key,
        case when row_kind = 'unit' then 'department' end as parent_kind,
        row_kind <> 'unit' as has_children,
        {%- for column in table.amounts %}
        {{ column }}_amount,
        {{ column }}_text {{- ',' if not loop.last }}
        {%- endfor %}
    from kinds

)

select * from final
