with

expenses as (

    select * from {{ ref('stg_disclosure__three_public_expenses') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

final as (

    select
        expenses.*,
        name_aliases.code as fund_code
    from expenses
    left join name_aliases
        on
            name_aliases.name_kind = 'fund'
            and {{ name_key('expenses.fund_name') }} = name_aliases.printed_name

)

select * from final
