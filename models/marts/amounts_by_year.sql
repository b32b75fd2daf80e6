{%- set relations = {
    'prior_year': 'prior_year_amount',
    'prior_year_final': 'prior_year_final_amount',
    'budget': 'budget_amount',
} -%}

with

disclosures as (

    select * from {{ ref('dim_disclosures') }}

),

links as (

    select * from {{ ref('int_disclosures_linked') }}

),

headlines as (

    select * from {{ ref('headline_amounts') }}

),

functions as (

    select * from {{ ref('functional_budget') }}

),

amounts as (

    select
        disclosure_id,
        'headline' as subject_kind,
        measure as subject_code,
        measure_name as subject_name,
        measure_name_en as subject_name_en,
        amount
    from headlines

    union all

    select
        disclosure_id,
        'function_' || function_level as subject_kind,
        function_code as subject_code,
        function_name as subject_name,
        function_name_en as subject_name_en,
        total_amount as amount
    from functions
    where function_level is not null

),

others as (

    -- What the documents of other years and of the other stage print of the same subject.
    select
        links.disclosure_id,
        amounts.subject_kind,
        amounts.subject_code,
        {%- for relation, column in relations.items() %}
        cast(
            max(case when links.relation = '{{ relation }}' then amounts.amount end)
            as {{ amount_type() }}
        ) as {{ column }} {{- ',' if not loop.last }}
        {%- endfor %}
    from links
    inner join amounts
        on links.other_disclosure_id = amounts.disclosure_id
    group by links.disclosure_id, amounts.subject_kind, amounts.subject_code

),

final as (

    select
        amounts.disclosure_id,
        disclosures.fiscal_year_start,
        amounts.subject_kind,
        amounts.subject_code,
        amounts.subject_name,
        amounts.subject_name_en,
        cast(amounts.amount as {{ amount_type() }}) as amount,
        others.prior_year_amount,
        cast(amounts.amount - others.prior_year_amount as {{ amount_type() }}) as change_amount,
        others.prior_year_final_amount,
        others.budget_amount,
        {{ share_of('amounts.amount', 'others.budget_amount') }} as share_of_budget
    from amounts
    left join disclosures
        on amounts.disclosure_id = disclosures.disclosure_id
    left join others
        on
            amounts.disclosure_id = others.disclosure_id
            and amounts.subject_kind = others.subject_kind
            and amounts.subject_code = others.subject_code

)

select * from final
