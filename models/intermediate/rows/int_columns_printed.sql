with

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

final as (

    -- A budgeted amount beside the final one is known by what it measures.
    select distinct
        tables.disclosure_id,
        tables.statement,
        coalesce(nullif(statement_columns.basis, ''), disclosures.stage) as basis,
        case
            when statement_columns.basis like 'budget_%' then statement_columns.measure
            else template_columns.column_name
        end as column_name
    from tables
    inner join disclosures
        on tables.disclosure_id = disclosures.disclosure_id
    inner join {{ ref('template_columns') }} as template_columns
        on
            disclosures.template = template_columns.template
            and tables.statement = template_columns.statement
    inner join {{ ref('statement_columns') }} as statement_columns
        on
            template_columns.statement = statement_columns.statement
            and template_columns.column_name = statement_columns.column_name

)

select * from final
