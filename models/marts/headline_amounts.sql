with

measures as (

    select * from {{ ref('headline_measures') }}

),

totals as (

    select * from {{ ref('int_figures_placed') }}
    where row_kind = 'grand_total'

),

prior_year as (

    select
        *,
        subject_kind || '/' || subject_code as subject
    from {{ ref('prior_year_budget') }}

),

-- A table that prints its total line twice gives the first one; a check reports the other.
numbered as (

    select
        totals.disclosure_id,
        measures.measure,
        measures.name_zh as measure_name,
        measures.name_en as measure_name_en,
        measures.subject,
        totals.statement,
        totals.table_no,
        totals.row_no,
        totals.source_line,
        totals.published_text,
        totals.amount,
        row_number() over (
            partition by totals.disclosure_id, measures.measure
            order by totals.row_no asc nulls last, totals.source_line asc nulls last
        ) as place
    from totals
    inner join measures
        on
            totals.statement = measures.statement
            and totals.column_name = measures.column_name

),

final as (

    select
        numbered.disclosure_id,
        numbered.measure,
        numbered.measure_name,
        numbered.measure_name_en,
        numbered.statement,
        numbered.table_no,
        numbered.row_no,
        numbered.source_line,
        numbered.published_text,
        numbered.amount,
        prior_year.change_amount,
        prior_year.change_percent,
        prior_year.prior_amount,
        prior_year.prior_low,
        prior_year.prior_high,
        prior_year.compared_with
    from numbered
    -- The narrative's change is the change of this figure only where it starts from this figure.
    left join prior_year
        on
            numbered.disclosure_id = prior_year.disclosure_id
            and numbered.subject = prior_year.subject
            and abs(numbered.amount - prior_year.current_amount) * 2
            <= case
                -- What follows from a percentage alone has a wide interval, and says nothing here.
                when prior_year.prior_basis = 'percent' then 0
                else prior_year.prior_high - prior_year.prior_low
            end
    where numbered.place = 1

)

select * from final
