with

printed as (

    select * from {{ ref('stg_disclosure__basic_expenditure') }}

),

kinds as (

    select
        *,
        case
            when length(economic_code) = 3 then 'class'
            when length(economic_code) = 5 then 'section'
            when economic_code is null and {{ is_total_label('row_label') }}
                then 'grand_total'
            else 'unrecognised'
        end as row_kind
    from printed

),

linked as (

    select
        *,
        count(economic_code) over class_rows as rows_in_class,
        -- A table that prints classes has one over every section; a lost one has to be missed.
        max(case when row_kind = 'class' then 1 else 0 end) over (
            partition by disclosure_id
        ) as classes_printed
    from kinds
    window class_rows as (partition by disclosure_id, substr(economic_code, 1, 3))

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
        case
            when row_kind = 'section' and classes_printed = 1 then 'class'
            when row_kind in ('class', 'section') then 'grand_total'
        end as parent_kind,
        row_kind = 'grand_total' or (row_kind = 'class' and rows_in_class > 1) as has_children,
        economic_code,
        row_label,
        case
            when row_kind = 'grand_total' then 'total'
            else coalesce(economic_code, 'row ' || cast(row_no as {{ dbt.type_string() }}))
        end as row_key,
        case
            when row_kind = 'section' and classes_printed = 1 then substr(economic_code, 1, 3)
            when row_kind in ('class', 'section') then 'total'
        end as parent_key
    from linked

)

select * from final
