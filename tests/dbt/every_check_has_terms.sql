{{ config(severity='warn') }}

-- A check of the catalogue is either written as rules, or a model writes its terms; one that has
-- neither checks nothing. A check written in a model may rightly find nothing to check in a
-- document, which looks the same from outside, so that this test only warns.
with

checks as (

    select * from {{ ref('reconciliation_checks') }}

),

rules as (

    select * from {{ ref('check_family_rules') }}

),

terms as (

    select * from {{ ref('reconciliation_terms') }}

),

final as (

    select
        checks.check_id,
        checks.name_zh,
        checks.name_en
    from checks
    where
        not exists (
            select 1
            from rules
            where rules.family = checks.family
        )
        and not exists (
            select 1
            from terms
            where terms.check_id = checks.check_id
        )

)

select * from final
