with

source as (

    select * from {{ published('narrative_claims') }}

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
        {{ parse_amount('number_text') }} as printed_number,
        {{ clean_text(to_half_width('number_text')) }} as plain_number
    from source

),

scaled as (

    -- 持平 states a change of zero; a decrease is printed without a sign.
    select
        *,
        case when direction_word like '%持平%' then 0 else printed_number end
        * case
            when
                figure_kind in ('change_amount', 'change_percent')
                and {{ is_decrease('direction_word') }}
                then -1
            else 1
        end as signed_number,
        case
            when printed_number is null or figure_kind = 'count' then cast(0 as decimal(18, 7))
            else {{ half_of_last_digit('plain_number') }}
        end as half_digit,
        -- Percent and counts are kept as they are.
        case unit_text
            when '元' then cast(0.0001 as decimal(9, 4))
            when '亿元' then cast(10000 as decimal(9, 4))
            else cast(1 as decimal(9, 4))
        end as unit_factor
    from typed

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
        cast(cast(signed_number as decimal(28, 6)) * unit_factor as {{ amount_type() }})
            as claim_value,
        cast(half_digit * unit_factor as decimal(18, 7)) as half_step
    from scaled

)

select * from final
