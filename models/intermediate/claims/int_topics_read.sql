{{ config(materialized='table') }}

with

headings as (

    select distinct {{ unquoted_key(section_topic('section')) }} as printed_topic
    from {{ ref('stg_disclosure__narrative_claims') }}

),

read as (

    -- A name may be a heading in other words, too: 部门支出预算 under 其他.
    select
        printed_topic,
        true as is_heading
    from headings

    union all

    select distinct
        {{ unquoted_key('subject_text') }} as printed_topic,
        false as is_heading
    from {{ ref('stg_disclosure__narrative_claims') }}
    where {{ unquoted_key('subject_text') }} not in (
        select headings.printed_topic from headings
        where headings.printed_topic is not null
    )

),

topics as (

    select
        {{ unquoted_key('printed_topic') }} as wording,
        {{ unquoted_key('topic') }} as topic
    from {{ ref('narrative_topics') }}

    union

    select
        {{ unquoted_key('topic') }} as wording,
        {{ unquoted_key('topic') }} as topic
    from {{ ref('narrative_subjects') }}

),

ranked as (

    -- A wording as it stands goes before the words that a heading has in it, and of those the
    -- longest.
    select
        read.printed_topic,
        topics.topic,
        row_number() over (
            partition by read.printed_topic
            order by
                case when topics.wording = read.printed_topic then 0 else 1 end,
                length(topics.wording) desc,
                topics.wording
        ) as choice
    from read
    inner join topics
        on
            read.printed_topic like topics.wording
            and (read.is_heading or read.printed_topic = topics.wording)

),

final as (

    select
        printed_topic,
        topic
    from ranked
    where choice = 1

)

select * from final
