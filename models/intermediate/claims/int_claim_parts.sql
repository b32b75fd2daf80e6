with

claims as (

    select * from {{ ref('int_claims_resolved') }}

),

the_rest as (

    select * from {{ ref('lexicon') }}
    where word_class = 'the_rest'

),

classified as (

    select name_zh from {{ ref('ref_functional_classification') }}
    union
    select name_zh from {{ ref('ref_economic_classification') }}

),

printed_columns as (

    select * from {{ ref('int_columns_printed') }}

),

kinds as (

    -- How many things there are of a kind: goods, works and services are all of procurement.
    select
        subject_kind,
        parent_code,
        count(distinct subject_code) as code_count
    from {{ ref('narrative_subjects') }}
    where
        subject_code <> ''
        and parent_code <> ''
    group by subject_kind, parent_code
    having count(distinct subject_code) > 1

),

final as (

    -- What the tables print of its own is held against them. The rest is projects and the like; a
    -- part of another kind, a fund or a class, would divide the same money once more.
    select
        claims.disclosure_id,
        claims.claim_no,
        claims.source_line,
        claims.section,
        claims.parent_text,
        claims.claim_value,
        claims.half_step,
        claims.is_approximate,
        claims.is_resolved,
        claims.subject_pattern,
        claims.subject_kind,
        claims.subject_code,
        kinds.code_count,
        claims.is_resolved
        and kinds.code_count is not null
        and not exists (
            select 1
            from printed_columns
            where
                claims.disclosure_id = printed_columns.disclosure_id
                and claims.statement = printed_columns.statement
        ) as is_of_no_table,
        classified.name_zh is null
        and exists (
            select 1
            from the_rest
            where claims.subject_key like the_rest.word || '%'
        ) as is_the_rest
    from claims
    left join classified
        on claims.subject_key = classified.name_zh
    left join kinds
        on
            claims.subject_kind = kinds.subject_kind
            and claims.parent_code = kinds.parent_code
    where
        claims.figure_kind = 'amount'
        and claims.parent_text is not null
        and claims.part_text is null

)

select * from final
