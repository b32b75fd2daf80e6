with

figures as (

    select * from {{ ref('int_published_amounts_unpivoted') }}

),

columns as (

    select * from {{ ref('published_columns') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

final as (

    select
        figures.disclosure_id,
        figures.table_no,
        figures.row_no,
        figures.source_page,
        figures.source_line,
        figures.column_name,
        figures.row_kind,
        figures.parent_kind,
        figures.has_children,
        figures.unit_code,
        figures.function_code,
        figures.economic_code,
        coalesce(figures.fund_code, nullif(columns.fund_code, '')) as fund_code,
        nullif(columns.measure, '') as measure,
        figures.row_label,
        figures.row_key,
        figures.parent_key,
        figures.published_text,
        figures.amount,
        -- A printed figure is off by at most half the smallest printed step.
        cast(disclosures.printed_step * cast(0.5 as decimal(2, 1)) as decimal(18, 7)) as half_step
    from figures
    left join columns
        on
            figures.table_no = columns.table_no
            and figures.column_name = columns.column_name
    left join disclosures
        on figures.disclosure_id = disclosures.disclosure_id

)

select * from final
