with

families as (

    select * from {{ ref('check_families') }}

),

statements as (

    select * from {{ ref('statements') }}

),

by_statement as (

    -- A family of every statement it names is a check in each of them.
    select
        families.*,
        statements.statement,
        statements.short_zh,
        statements.short_en
    from families
    inner join statements
        on {{ is_listed('statements.statement', 'families.statements') }}
    where families.per_statement = 'yes'

),

final as (

    select
        statement || '_' || family as check_id,
        family,
        replace(name_zh, '{statement}', short_zh) as name_zh,
        replace(name_en, '{statement}', short_en) as name_en,
        kind,
        scope,
        statement as statements,
        replace(formula, '{statement}', short_zh) as formula,
        basis,
        severity,
        needs_column,
        missing_summary,
        missing_detail
    from by_statement

    union all

    select
        family as check_id,
        family,
        name_zh,
        name_en,
        kind,
        scope,
        statements,
        formula,
        basis,
        severity,
        needs_column,
        missing_summary,
        missing_detail
    from families
    where per_statement = 'no'

)

select * from final
