with

typed as (

    select * from {{ ref('stg_disclosure__narrative_figures') }}

),

currencies as (

    -- Money without a unit is in that of the first table that states one.
    select
        disclosure_id,
        currency_unit,
        row_number() over (partition by disclosure_id order by table_no) as place
    from {{ ref('stg_disclosure__tables') }}
    where currency_unit is not null

),

lexicon as (

    select * from {{ ref('lexicon') }}

),

directions as (

    -- A word that names both ways (增加（减少）, 增减) leaves it to the sign of the number.
    select
        typed.direction_word,
        min(case when lexicon.meaning <> 'decrease' then 0 else 1 end) = 1 as is_decrease
    from (select distinct direction_word from typed) as typed
    inner join lexicon
        on
            typed.direction_word like '%' || lexicon.word || '%'
            and lexicon.word_class in ('direction', 'short_direction', 'size')
    group by typed.direction_word

),

approximations as (

    -- 5000余元 is in 元, and states no figure that another could be held against.
    select
        typed.unit_text,
        min(replace(typed.unit_text, lexicon.word, '')) as exact_unit
    from (select distinct unit_text from typed) as typed
    inner join lexicon
        on
            typed.unit_text like '%' || lexicon.word || '%'
            and lexicon.word_class = 'approximation'
    group by typed.unit_text

),

units as (

    select
        word,
        cast(meaning as decimal(13, 4)) as factor
    from lexicon
    where word_class in ('money_unit', 'percent_unit', 'short_money_unit')

),

scaled as (

    -- 持平 and its like state a change of zero. A decrease is printed without a sign, mostly: where
    -- 减少 stands before a negative number, both mean the decrease.
    select
        typed.*,
        case
            when typed.number_text is null and typed.figure_kind = 'change_amount' then 0
            when typed.figure_kind in ('change_amount', 'change_percent') and directions.is_decrease
                then {{ negative('abs(typed.printed_number)') }}
            else typed.printed_number
        end as signed_number,
        case
            when typed.printed_number is null or typed.figure_kind = 'count'
                then cast(0 as decimal(18, 7))
            else {{ half_of_last_digit('typed.plain_number') }}
        end as half_digit,
        -- Money without a unit is in that of the tables; percent and counts are kept as they are.
        case
            when typed.figure_kind = 'count' then cast(1 as decimal(13, 4))
            else coalesce(units.factor, cast(1 as decimal(13, 4)))
        end as unit_factor,
        approximations.unit_text is not null as is_approximate
    from typed
    left join currencies
        on
            typed.disclosure_id = currencies.disclosure_id
            and currencies.place = 1
    left join directions
        on typed.direction_word = directions.direction_word
    left join approximations
        on typed.unit_text = approximations.unit_text
    left join units
        on
            units.word = coalesce(
                approximations.exact_unit,
                typed.unit_text,
                case when typed.figure_kind like '%amount' then currencies.currency_unit end
            )

),

final as (

    select
        disclosure_id,
        claim_no,
        source_page,
        source_line,
        section,
        subject_text,
        part_text,
        figure_kind,
        published_text,
        unit_text,
        direction_word,
        base_text,
        listed_text,
        list_count,
        parent_text,
        parent_relation,
        whole_of_text,
        basis,
        cast(cast(signed_number as decimal(22, 6)) * unit_factor as {{ amount_type() }})
            as claim_value,
        cast(half_digit * unit_factor as decimal(18, 7)) as half_step,
        -- Where it is printed, and the how-manieth of its like there: what names a claim for good.
        'line ' || cast(source_line as {{ dbt.type_string() }}) || ': ' || published_text
        || case
            when row_number() over same_print > 1
                then ' #' || cast(row_number() over same_print as {{ dbt.type_string() }})
            else ''
        end as printed_as,
        is_approximate
    from scaled
    window same_print as (
        partition by disclosure_id, source_line, published_text
        order by claim_no
    )

)

select * from final
