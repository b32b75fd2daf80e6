{{ config(materialized='table') }}

with

headings as (

    select distinct {{ unquoted_key(section_topic('section')) }} as printed_topic
    from {{ ref('stg_disclosure__narrative_claims') }}

),

topics as (

    select
        {{ unquoted_key('printed_topic') }} as wording,
        {{ unquoted_key('topic') }} as topic
    from {{ ref('narrative_topics') }}

),

ranked as (

    -- A wording as it stands goes before the words that a heading has in it, and of those the
    -- longest.
    select
        headings.printed_topic,
        topics.topic,
        row_number() over (
            partition by headings.printed_topic
            order by
                case when topics.wording = headings.printed_topic then 0 else 1 end,
                length(topics.wording) desc,
                topics.wording
        ) as choice
    from headings
    inner join topics
        on headings.printed_topic like topics.wording

),

final as (

    select
        printed_topic,
        topic
    from ranked
    where choice = 1

)

select * from final
