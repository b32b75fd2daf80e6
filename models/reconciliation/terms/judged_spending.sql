{{ config(materialized='view') }}

with

remarks as (

    select * from {{ ref('stg_disclosure__narrative_remarks') }}
    where remark_kind in ('nothing', 'something')

),

required as (

    -- Which table prints what a section is of.
    select distinct
        section_kind,
        statement
    from {{ ref('required_sections') }}
    where statement is not null

),

spending as (

    select * from {{ ref('int_tables_filled') }}
    where has_spending

),

tables as (

    select * from {{ ref('stg_disclosure__tables') }}

),

final as (

    -- There is such spending in the table exactly where the words say so.
    select
        remarks.disclosure_id,
        'spending_is_there_as_said' as check_id,
        {{ remark_subject('remarks') }} as subject,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        remarks.source_line,
        (count(spending.statement) = count(*))
        = (min(remarks.remark_kind) = 'something') as holds
    from remarks
    inner join required
        on remarks.meaning = required.section_kind
    inner join tables
        on
            remarks.disclosure_id = tables.disclosure_id
            and required.statement = tables.statement
    left join spending
        on
            tables.disclosure_id = spending.disclosure_id
            and tables.statement = spending.statement
    group by remarks.disclosure_id, remarks.source_line, remarks.remark_text

)

select * from final
