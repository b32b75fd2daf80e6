{#- What says which figures a claim speaks of. -#}
{%- set columns = [
    'disclosure_id', 'claim_no', 'subject_kind', 'subject_code', 'statement', 'row_kind',
    'column_name', 'target_fund_code', 'whole_column', 'is_within_figure',
] -%}
{{ config(materialized='view') }}

with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where
        figure_kind = 'amount'
        and is_resolved

),

printed_by_fund as (

    select distinct
        disclosure_id,
        statement
    from {{ ref('int_figures_placed') }}
    where row_kind = 'fund'

),

prior_year as (

    select * from {{ ref('prior_year_budget') }}

),

links as (

    select * from {{ ref('int_disclosures_linked') }}

),

disclosures as (

    select * from {{ ref('stg_disclosure__disclosures') }}

),

initial_budgets as (

    -- 年初预算 of final accounts is what the budget of that year prints.
    select
        {%- for column in columns %}
        claims.{{ column }},
        {%- endfor %}
        claims.claim_value,
        claims.half_step,
        links.other_disclosure_id as target_disclosure_id,
        'budget' as target_basis,
        'claim_initial_budget_is_the_budget' as check_id
    from claims
    inner join links
        on
            claims.disclosure_id = links.disclosure_id
            and links.relation = 'budget'
    where claims.basis = 'budget_initial'

),

prior_amounts as (

    -- The year before, said or implied by the change, is what last year's document prints.
    select
        {%- for column in columns %}
        claims.{{ column }},
        {%- endfor %}
        prior_year.prior_amount as claim_value,
        cast((prior_year.prior_high - prior_year.prior_low) / 2 as decimal(18, 7)) as half_step,
        links.other_disclosure_id as target_disclosure_id,
        case prior_year.compared_with when 'actual' then 'final' else 'budget' end as target_basis,
        'claim_prior_amount_is_last_years' as check_id
    from prior_year
    inner join claims
        on
            prior_year.disclosure_id = claims.disclosure_id
            and prior_year.amount_claim_no = claims.claim_no
    inner join disclosures
        on claims.disclosure_id = disclosures.disclosure_id
    inner join links
        on
            claims.disclosure_id = links.disclosure_id
            and links.relation = case
                when prior_year.compared_with = 'actual' and disclosures.stage = 'budget'
                    then 'prior_year_final'
                when prior_year.compared_with = 'actual' or disclosures.stage = 'budget'
                    then 'prior_year'
            end
    where prior_year.prior_basis in ('change', 'stated')

),

placed as (

    select
        {%- for column in columns %}
        claims.{{ column }},
        {%- endfor %}
        claims.claim_value,
        claims.half_step,
        claims.disclosure_id as target_disclosure_id,
        claims.basis as target_basis,
        cast(null as {{ dbt.type_string() }}) as check_id
    from claims
    union all
    select * from initial_budgets
    union all
    select * from prior_amounts

),

final as (

    -- A table that prints no row for each fund prints what they spend in its only row.
    select
        {%- for column in columns if column not in ['row_kind', 'target_fund_code'] %}
        placed.{{ column }},
        {%- endfor %}
        case when placed.is_of_one_row then 'grand_total' else placed.row_kind end as row_kind,
        case when not placed.is_of_one_row then placed.target_fund_code end as target_fund_code,
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
