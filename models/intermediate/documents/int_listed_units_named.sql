with

listed_units as (

    select
        disclosure_id,
        unit_kind,
        {{ name_key('unit_label') }} as unit_key
    from {{ ref('stg_disclosure__budget_units') }}

),

own_level as (

    select
        word,
        length(word) as word_length
    from {{ ref('lexicon') }}
    where word_class = 'own_level'

),

without_own_budget as (

    select word from {{ ref('lexicon') }}
    where word_class = 'without_own_budget'

),

final as (

    -- The office itself bears the department's name, with or without 本级 behind it.
    select
        listed_units.disclosure_id,
        min(
            case
                when own_level.word is null then listed_units.unit_key
                else substr(
                    listed_units.unit_key,
                    1,
                    length(listed_units.unit_key) - own_level.word_length
                )
            end
        ) as unit_key
    from listed_units
    left join own_level
        on
            listed_units.unit_key like '%' || own_level.word
            and length(listed_units.unit_key) > own_level.word_length
    left join without_own_budget
        on listed_units.unit_kind like '%' || without_own_budget.word || '%'
    where without_own_budget.word is null
    group by listed_units.disclosure_id, listed_units.unit_key

)

select * from final
