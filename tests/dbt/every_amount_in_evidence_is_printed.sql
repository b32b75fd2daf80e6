-- Evidence has to lead back to the page. What rules take is taken from the printed figures and
-- leads there; what models write is looked up, whether its check is asked of the document or not.
with

terms as (

    select
        *,
        coalesce(source_disclosure_id, disclosure_id) as printed_by
    from {{ ref('terms_by_model') }}

),

figures as (

    select * from {{ ref('published_amounts') }}

),

final as (

    select
        terms.disclosure_id,
        terms.check_id,
        terms.subject,
        terms.side,
        terms.statement,
        terms.row_no,
        terms.column_name
    from terms
    left join figures
        on
            terms.printed_by = figures.disclosure_id
            and terms.statement = figures.statement
            and terms.row_no = figures.row_no
            and terms.column_name = figures.column_name
    -- What names, titles and notes are asked stands on a row, not in a column of amounts.
    where
        terms.is_figure
        and terms.statement is not null
        and terms.column_name <> 'name'
        and figures.disclosure_id is null

)

select * from final
