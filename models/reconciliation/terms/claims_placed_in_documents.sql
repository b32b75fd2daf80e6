with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where
        figure_kind = 'amount'
        and is_resolved

),

elsewhere as (

    select * from {{ ref('claims_placed_elsewhere') }}

),

printed_by_fund as (

    select distinct
        disclosure_id,
        statement
    from {{ ref('int_figures_placed') }}
    where row_kind = 'fund'

),

placed as (

    select
        {{- claim_target_columns('claims') }}
        claims.claim_value,
        claims.half_step,
        claims.disclosure_id as target_disclosure_id,
        claims.basis as target_basis,
        cast(null as {{ dbt.type_string() }}) as check_id
    from claims
    union all
    select * from elsewhere

),

final as (

    -- A table that prints no row for each fund prints what they spend in its only row.
    select
        placed.disclosure_id,
        placed.claim_no,
        placed.subject_kind,
        placed.subject_code,
        placed.statement,
        case when placed.is_of_one_row then 'grand_total' else placed.row_kind end as row_kind,
        placed.column_name,
        case when not placed.is_of_one_row then placed.target_fund_code end as target_fund_code,
        placed.whole_column,
        placed.is_within_figure,
        placed.claim_value,
        placed.half_step,
        placed.target_disclosure_id,
        placed.target_basis,
        placed.check_id
    from (
        select
            placed.*,
            placed.statement = 'three_public_expenses'
            and printed_by_fund.statement is null as is_of_one_row
        from placed
        left join printed_by_fund
            on
                placed.target_disclosure_id = printed_by_fund.disclosure_id
                and placed.statement = printed_by_fund.statement
    ) as placed

)

select * from final
