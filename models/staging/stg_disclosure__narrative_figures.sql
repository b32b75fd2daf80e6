with

source as (

    select * from {{ published('narrative_claims') }}

),

final as (

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
        {{ clean_text('basis') }} as basis,
        coalesce(
            {{ parse_amount('number_text') }}, {{ chinese_number(clean_text('number_text')) }}
        ) as printed_number,
        {{ clean_text(to_half_width('number_text')) }} as plain_number
    from source

)

select * from final
