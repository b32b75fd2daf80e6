{{ config(materialized='view') }}

with

unit_totals as (

    select * from {{ ref('int_figures_placed') }}
    where
        statement = 'revenue'
        and row_kind = 'unit'
        and column_name = 'total'

),

named as (

    select * from {{ ref('int_claims_known') }}

),

asked as (

    -- Each amount is asked for; of the other figures only those that are not understood, for the
    -- others have checks of their own.
    select * from named
    where
        figure_kind = 'amount'
        or not is_known

),

organisation_units as (

    -- Only a document that prints its units can be asked for one.
    select * from {{ ref('int_organisation_units_matched') }} as organised
    where
        exists (
            select 1
            from unit_totals
            where unit_totals.disclosure_id = organised.disclosure_id
        )

),

organisation_terms as (

    select
        disclosure_id,
        'organisation_unit_is_in_the_tables' as check_id,
        unit_label as subject,
        'detail' as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        row_no,
        source_line,
        'unit_label' as column_name
    from organisation_units

    union all

    -- A unit that two paragraphs speak of is in the table once.
    select distinct
        organisation_units.disclosure_id,
        'organisation_unit_is_in_the_tables' as check_id,
        organisation_units.unit_label as subject,
        'summary' as side,
        unit_totals.statement,
        unit_totals.row_no,
        unit_totals.source_line,
        unit_totals.column_name
    from organisation_units
    inner join unit_totals
        on
            organisation_units.disclosure_id = unit_totals.disclosure_id
            and organisation_units.unit_code = unit_totals.unit_code

    union all

    -- Or it is printed, but by a name that does not tell which it is.
    select distinct
        disclosure_id,
        'organisation_unit_is_in_the_tables' as check_id,
        unit_label as subject,
        'summary' as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        cast(null as {{ dbt.type_int() }}) as source_line,
        'unit_label' as column_name
    from organisation_units
    where
        is_printed
        and unit_code is null

),

claim_terms as (

    select
        disclosure_id,
        'claim_subject_is_resolved' as check_id,
        {{ claim_subject('claim_no') }} as subject,
        'detail' as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        claim_no as row_no,
        source_line,
        'subject_text' as column_name
    from asked

    union all

    select
        disclosure_id,
        'claim_subject_is_resolved' as check_id,
        {{ claim_subject('claim_no') }} as subject,
        'summary' as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        claim_no as row_no,
        source_line,
        'subject_text' as column_name
    from asked
    where is_known

),

final as (

    select * from organisation_terms
    union all
    select * from claim_terms

)

select
    *,
    statement is not null as is_figure,
    1 as sign,
    cast(1 as {{ amount_type() }}) as term_amount,
    cast(0 as decimal(18, 7)) as half_step
from final
