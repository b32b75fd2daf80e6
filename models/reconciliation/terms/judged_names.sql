{{ config(materialized='view') }}

with

names as (

    select * from {{ ref('int_coded_names_unioned') }}

),

compared as (

    select * from {{ ref('int_coded_names_compared') }}

),

usual_names as (

    select * from {{ ref('int_unit_names_ranked') }}

),

targets as (

    select * from {{ ref('int_target_rows_placed') }}

),

listed as (

    -- A code that is not listed has no name to be held against.
    select
        names.*,
        compared.is_own_name or not compared.is_a_listed_name as has_its_own_name,
        compared.is_a_listed_name or compared.is_like_the_listed as is_like_the_listed
    from names
    inner join compared
        on
            names.code_kind = compared.code_kind
            and names.code = compared.code
            and names.name_key = compared.name_key

),

cells as (

    select
        disclosure_id,
        'coded_row_has_a_name' as check_id,
        statement,
        row_no,
        source_line,
        name_key is not null as holds
    from names

    union all

    select
        disclosure_id,
        'target_is_stated' as check_id,
        statement,
        row_no,
        source_line,
        target is not null as holds
    from targets
    where row_kind = 'project'

),

final as (

    select
        disclosure_id,
        'code_has_its_own_name' as check_id,
        code || ' ' || name_key as subject,
        statement,
        row_no,
        source_line,
        has_its_own_name as holds
    from listed

    union all

    select
        disclosure_id,
        'coded_name_is_like_the_listed' as check_id,
        code || ' ' || name_key as subject,
        statement,
        row_no,
        source_line,
        is_like_the_listed as holds
    from listed

    union all

    select
        names.disclosure_id,
        'unit_has_one_name' as check_id,
        names.code || ' ' || names.name_key as subject,
        names.statement,
        names.row_no,
        names.source_line,
        usual_names.is_like_the_usual as holds
    from names
    inner join usual_names
        on
            names.disclosure_id = usual_names.disclosure_id
            and names.code = usual_names.code
            and names.name_key = usual_names.name_key
    where names.code_kind = 'unit'

    union all

    -- What is blank is named by its row; what is not, by its table.
    select
        disclosure_id,
        check_id,
        case
            when holds then statement
            else statement || ' row ' || cast(row_no as {{ dbt.type_string() }})
        end as subject,
        statement,
        row_no,
        source_line,
        holds
    from cells

)

select * from final
