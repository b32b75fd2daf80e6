with

printed as (

    select
        disclosure_id,
        row_no,
        source_line,
        economic_code,
        has_children,
        {{ amount_of('total') }} as total_amount,
        {{ amount_of('personnel') }} as personnel_amount,
        {{ amount_of('operating') }} as operating_amount
    from {{ ref('int_figures_placed') }}
    where
        statement = 'basic_expenditure'
        and row_kind in ('class', 'section')
    group by disclosure_id, row_no, source_line, economic_code, has_children

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

unsplit_templates as (

    -- A table with a total of each component, or with one amount a row, does not split a row.
    select template
    from {{ ref('template_columns') }}
    where statement = 'basic_expenditure'
    group by template
    having count(case when column_name in ('personnel', 'operating') then 1 end) = 0

),

classes as (

    select * from {{ ref('ref_economic_classification') }}

),

final as (

    -- There the class of a row says which of the two it is: what is no personnel is operating.
    select
        printed.disclosure_id,
        printed.row_no,
        printed.source_line,
        printed.economic_code,
        printed.has_children,
        printed.total_amount,
        case
            when unsplit_templates.template is null then printed.personnel_amount
            when classes.component = 'personnel' then printed.total_amount
        end as personnel_amount,
        case
            when unsplit_templates.template is null then printed.operating_amount
            when coalesce(classes.component, '') <> 'personnel' then printed.total_amount
        end as operating_amount
    from printed
    left join disclosures
        on printed.disclosure_id = disclosures.disclosure_id
    left join unsplit_templates
        on disclosures.template = unsplit_templates.template
    left join classes
        on substr(printed.economic_code, 1, 3) = classes.economic_code

)

select * from final
