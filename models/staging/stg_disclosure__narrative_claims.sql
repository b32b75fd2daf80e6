with

source as (

    select * from {{ published('narrative_claims') }}

),

currencies as (

    -- Money without a unit is in that of the first table that states one.
    select
        disclosure_id,
        {{ clean_text('currency_unit') }} as currency_unit,
        row_number() over (
            partition by disclosure_id
            order by cast(table_no as {{ dbt.type_int() }})
        ) as place
    from {{ published('tables') }}
    where {{ clean_text('currency_unit') }} is not null

),

typed as (

    select
        disclosure_id,
        cast(row_no as {{ dbt.type_int() }}) as claim_no,
        {{ clean_text('source_page') }} as source_page,
        cast(source_line as {{ dbt.type_int() }}) as source_line,
        {{ clean_text('section') }} as section,
        {{ clean_text('subject_text') }} as subject_text,
        {{ clean_text('part_text') }} as part_text,
        {{ clean_text('figure_kind') }} as figure_kind,
        {{ clean_text('published_text') }} as published_text,
        {{ clean_text('number_text') }} as number_text,
        {{ clean_text(to_half_width('unit_text')) }} as unit_text,
        {{ clean_text('direction_word') }} as direction_word,
        {{ clean_text('base_text') }} as base_text,
        {{ clean_text('listed_text') }} as listed_text,
        try_cast({{ clean_text('list_count') }} as {{ dbt.type_int() }}) as list_count,
        {{ clean_text('parent_text') }} as parent_text,
        {{ clean_text('parent_relation') }} as parent_relation,
        {{ clean_text('whole_of_text') }} as whole_of_text,
        coalesce(
            {{ parse_amount('number_text') }}, {{ chinese_number(clean_text('number_text')) }}
        ) as printed_number,
        {{ clean_text(to_half_width('number_text')) }} as plain_number
    from source

),

scaled as (

    -- 持平 and its like state a change of zero. A decrease is printed without a sign, mostly: where
    -- 减少 stands before a negative number, both mean the decrease.
    select
        typed.*,
        case
            when typed.number_text is null and typed.figure_kind = 'change_amount' then 0
            when
                typed.figure_kind in ('change_amount', 'change_percent')
                and {{ is_decrease('typed.direction_word') }}
                then -abs(typed.printed_number)
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
            else case
                coalesce(
                    -- 5000余元 is in 元.
                    replace(replace(typed.unit_text, '余', ''), '多', ''),
                    case when typed.figure_kind like '%amount' then currencies.currency_unit end
                )
                {%- for unit, factor in [
                    ('元', '0.0001'), ('百元', '0.01'), ('千元', '0.1'), ('百万元', '100'),
                    ('千万元', '1000'), ('亿元', '10000'), ('万亿元', '100000000'), ('‰', '0.1'),
                ] %}
                when '{{ unit }}' then cast({{ factor }} as decimal(13, 4))
                {%- endfor %}
                else cast(1 as decimal(13, 4))
            end
        end as unit_factor
    from typed
    left join currencies
        on
            typed.disclosure_id = currencies.disclosure_id
            and currencies.place = 1

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
        -- 100余万元 states no figure that another could be held against.
        coalesce(unit_text like '%余%' or unit_text like '%多%', false) as is_approximate
    from scaled
    window same_print as (
        partition by disclosure_id, source_line, published_text
        order by claim_no
    )

)

select * from final
