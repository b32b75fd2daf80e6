{%- set table = published_tables()['three_public_expenses'] -%}

with

source as (

    select * from {{ published('three_public_expenses') }}

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
        {{ clean_text('source.unit_name') }} as unit_name,
        {{ clean_text('source.fund_name') }} as fund_name,
        {{- amount_columns(table.amounts, 'source', 'disclosures.currency_unit') }}
    from source
    left join disclosures
        on source.disclosure_id = disclosures.disclosure_id

),

labelled as (

    -- The grand total prints its label in whichever of the text columns comes to hand.
    select
        *,
        coalesce(unit_name, fund_name) as row_label,
        {{ is_total_label('coalesce(unit_name, fund_name)') }} as is_labelled_total,
        count(*) over unit_rows as rows_of_unit,
        count(*) over unit_rows - count(fund_name) over unit_rows as total_rows_of_unit
    from typed
    window unit_rows as (partition by disclosure_id, unit_code)

),

kinds as (

    select
        *,
        case
            when unit_code = department_code then 'department'
            when unit_code is not null and (rows_of_unit = 1 or fund_name is null) then 'unit'
            when unit_code is not null then 'unit_fund'
            when is_labelled_total then 'grand_total'
            when fund_name is not null then 'fund'
            else 'unrecognised'
        end as row_kind
    from labelled

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
        case when not is_labelled_total or unit_code is not null then fund_name end as fund_name,
        case
            when row_kind = 'grand_total' then 'total'
            when row_kind = 'fund' then 'total/' || fund_name
            when row_kind = 'unit_fund' then unit_code || '/' || fund_name
            else coalesce(unit_code, 'row ' || cast(row_no as {{ dbt.type_string() }}))
        end as row_key,
        case
            when row_kind = 'fund' then 'total'
            when row_kind = 'unit_fund' and total_rows_of_unit > 0 then unit_code
            when row_kind in ('unit', 'unit_fund') then department_code
        end as parent_key,
        case
            when row_kind = 'fund' then 'grand_total'
            when row_kind = 'unit_fund' and total_rows_of_unit > 0 then 'unit'
            when row_kind in ('unit', 'unit_fund') then 'department'
        end as parent_kind,
        row_kind in ('grand_total', 'department')
        or (row_kind = 'unit' and rows_of_unit > 1) as has_children,
        {%- for column in table.amounts %}
        {{ column }}_amount,
        {{ column }}_text {{- ',' if not loop.last }}
        {%- endfor %}
    from kinds

)

select * from final
