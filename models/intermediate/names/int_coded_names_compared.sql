with

printed as (

    -- What many documents print is compared once.
    select distinct
        code_kind,
        code,
        printed_name as name_key
    from {{ ref('int_printed_codes_unioned') }}
    where printed_name is not null

),

listed as (

    select
        'function' as code_kind,
        function_code as code,
        {{ name_key('name_zh') }} as name_key
    from {{ ref('ref_functional_classification') }}

    union

    select
        'function' as code_kind,
        code,
        {{ name_key('printed_name') }} as name_key
    from {{ ref('ref_name_aliases') }}
    where name_kind = 'function_class'

    union

    select
        'economic' as code_kind,
        economic_code as code,
        {{ name_key('name_zh') }} as name_key
    from {{ ref('ref_economic_classification') }}

),

names_of_codes as (

    select distinct
        code_kind,
        name_key
    from listed

),

final as (

    -- A name is like a listed one where half of its characters are the other's: names are cut, and
    -- reworded from year to year.
    select
        printed.code_kind,
        printed.code,
        printed.name_key,
        max(case when printed.name_key = listed.name_key then 1 else 0 end) = 1 as is_own_name,
        max(case when names_of_codes.name_key is not null then 1 else 0 end) = 1
            as is_a_listed_name,
        max(
            case
                when
                    2 * length(translate(printed.name_key, listed.name_key, ''))
                    <= length(printed.name_key)
                    then 1
                else 0
            end
        ) = 1 as is_like_the_listed
    from printed
    inner join listed
        on
            printed.code_kind = listed.code_kind
            and printed.code = listed.code
    left join names_of_codes
        on
            printed.code_kind = names_of_codes.code_kind
            and printed.name_key = names_of_codes.name_key
    group by printed.code_kind, printed.code, printed.name_key

)

select * from final
