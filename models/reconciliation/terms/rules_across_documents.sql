with

figures as (

    select * from {{ ref('int_figures_placed') }}

),

rules as (

    select
        checks.check_id,
        family_rules.*,
        coalesce(family_rules.statement, checks.statements) as rule_statement,
        max(family_rules.document) over (partition by checks.check_id) as relation
    from {{ ref('check_family_rules') }} as family_rules
    inner join {{ ref('reconciliation_checks') }} as checks
        on
            family_rules.family = checks.family
            and checks.scope = 'documents'

),

figure_kinds as (

    select distinct
        statement,
        column_name,
        row_kind,
        has_children
    from figures

),

final as (

    -- Spelled out for the kinds of figures there are, so that figures find their rules by equality.
    select
        rules.check_id,
        rules.side,
        cast(rules.sign as {{ dbt.type_int() }}) as sign,
        rules.subject_kind,
        rules.relation,
        rules.document is null as is_own,
        figure_kinds.*
    from figure_kinds
    inner join rules
        on
            figure_kinds.statement = rules.rule_statement
            and {{ is_listed('figure_kinds.column_name', 'rules.column_name') }}
            and {{ is_listed('figure_kinds.row_kind', 'rules.row_kind') }}
            and {{ is_listed(
                "case when figure_kinds.has_children then 'yes' else 'no' end",
                'rules.has_children'
            ) }}

)

select * from final
