with

reference as (

    select * from {{ ref('ref_funds') }}

),

final as (

    select
        fund_code,
        fund_level,
        nullif(parent_code, '') as parent_code,
        name_zh as fund_name,
        name_en as fund_name_en,
        cast(is_fiscal_appropriation as boolean) as is_fiscal_appropriation,
        name_source
    from reference

)

select * from final
