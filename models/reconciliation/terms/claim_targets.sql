with

figures as (

    select * from {{ ref('published_amounts') }}

),

claims as (

    select * from {{ ref('claims_placed_in_documents') }}

),

procured_projects as (

    select * from {{ ref('int_procured_projects_matched') }}

),

amounts as (

    -- The figures of the tables that a claim speaks of.
    select
        claims.claim_no,
        claims.subject_kind,
        claims.is_within_figure,
        'amount' as target_kind,
        claims.check_id,
        claims.claim_value,
        claims.half_step as claim_half_step,
        claims.disclosure_id,
        figures.disclosure_id as source_disclosure_id,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        figures.amount,
        figures.half_step
    from claims
    inner join figures
        on
            claims.target_disclosure_id = figures.disclosure_id
            and claims.statement = figures.statement
    left join procured_projects
        on
            figures.disclosure_id = procured_projects.disclosure_id
            and figures.statement = 'procurement'
            and figures.row_no = procured_projects.row_no
    where
        -- A figure is held against its own measure: 年初预算 against a budget, not what was spent.
        claims.target_basis = figures.basis
        and {{ is_listed(
            "case when figures.basis like 'budget_%' then figures.measure"
            ~ ' else figures.column_name end',
            'claims.column_name'
        ) }}
        and (
            claims.row_kind = figures.row_kind
            or (claims.row_kind = 'leaf' and not figures.has_children)
        )
        and (claims.target_fund_code is null or claims.target_fund_code = figures.fund_code)
        and (
            claims.subject_kind not in (
                {{ kinds_by_fund('item') }}, 'function_class', 'fiscal_function_class'
            )
            or claims.subject_code = figures.function_code
        )
        -- Classes and sections that the table does not print are the sum of their items.
        and (
            claims.subject_kind not in (
                {{ kinds_by_fund('class') }}, {{ kinds_by_fund('section') }}
            )
            or claims.subject_code
            = substr(figures.function_code, 1, length(claims.subject_code))
        )
        and (
            claims.subject_kind not in ('economic_class', 'economic_item')
            or claims.subject_code = figures.economic_code
        )
        and (claims.subject_kind <> 'unit' or claims.subject_code = figures.unit_code)
        and (
            claims.subject_kind <> 'project'
            or claims.subject_code = {{ name_key('procured_projects.target_project_name') }}
        )

),

wholes as (

    -- 全部为项目支出: the item's project expenditure is all there is.
    select
        claims.claim_no,
        claims.subject_kind,
        claims.is_within_figure,
        'whole' as target_kind,
        claims.check_id,
        claims.claim_value,
        claims.half_step as claim_half_step,
        claims.disclosure_id,
        figures.disclosure_id as source_disclosure_id,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        figures.amount,
        figures.half_step
    from claims
    inner join figures
        on
            claims.disclosure_id = figures.disclosure_id
            and claims.statement = figures.statement
            and claims.subject_code = figures.function_code
            and claims.whole_column = figures.column_name
    where
        claims.check_id is null
        and claims.subject_kind in ({{ kinds_by_fund('item') }})
        and not figures.has_children

),

final as (

    select * from amounts
    union all
    select * from wholes

)

select * from final
