with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

rules as (

    select * from {{ ref('rules_by_template') }}

),

figure_kinds as (

    select distinct
        template,
        statement,
        column_name,
        row_kind,
        parent_kind,
        has_children,
        fund_code
    from figures

),

final as (

    -- A rule names kinds of figures, `*` for any and `|` between several; spelled out here once,
    -- so that every figure finds its rules by equality.
    select
        rules.check_id,
        rules.side,
        rules.sign,
        rules.subject_kind,
        -- The three budgets together are the fiscal appropriation.
        case
            when funds.is_fiscal_appropriation = 'true' then 'fiscal_appropriation'
            else figure_kinds.fund_code
        end as source,
        figure_kinds.*
    from figure_kinds
    inner join rules
        on
            figure_kinds.template = rules.template
            and figure_kinds.statement = rules.statement
            and figure_kinds.column_name = rules.column_name
            and {{ is_listed('figure_kinds.row_kind', 'rules.row_kind') }}
            and {{ is_listed('figure_kinds.parent_kind', 'rules.parent_kind') }}
            and {{ is_listed("split_part(figure_kinds.fund_code, '.', 1)", 'rules.fund_code') }}
            and {{ is_listed(
                "case when figure_kinds.has_children then 'yes' else 'no' end",
                'rules.has_children'
            ) }}
    left join {{ ref('ref_funds') }} as funds
        on figure_kinds.fund_code = funds.fund_code

)

select * from final
