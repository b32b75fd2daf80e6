{{ config(materialized='table') }}

{#- 一般公共预算上年结转, 单位资金结转结余. -#}
{%- set carried_over = "'(上年)?(结转|结余)(和?结余|结转)?(资金|收入)?$'" -%}
with

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

disclosures as (

    select
        disclosure_id,
        {{ unquoted_key('department_name') }} as department_key
    from {{ ref('stg_disclosure__disclosures') }}

),

topics as (

    select * from {{ ref('int_topics_read') }}

),

components as (

    select * from {{ ref('lexicon') }}
    where word_class = 'component'

),

own_budget as (

    select * from {{ ref('lexicon') }}
    where word_class = 'own_budget'

),

keyed as (

    select
        disclosure_id,
        claim_no,
        {{ unquoted_key(section_topic('section')) }} as printed_topic,
        {{ regexp_replace_all(unquoted_key('subject_text'), "'的[0-9]{4}年度?'", "'的'") }}
            as subject_key,
        {{ unquoted_key('parent_text') }} as parent_key,
        {{ unquoted_key('part_text') }} as part_key,
        {{ unquoted_key('base_text') }} as printed_base
    from claims

),

worded as (

    -- 柳州市财政局2024年收支总预算 is 收支总预算: the department speaks of itself by its name. A unit
    -- may begin with that name (柳州市财政局信息中心), so a year or a word for money has to follow.
    select
        keyed.disclosure_id,
        keyed.claim_no,
        keyed.printed_topic,
        keyed.part_key,
{%- for column in ['subject_key', 'parent_key', 'printed_base'] %}
    {%- set own = 'substr(keyed.' ~ column ~ ', 1, length(disclosures.department_key))' %}
    {%- set rest = 'substr(keyed.' ~ column ~ ', length(disclosures.department_key) + 1)' %}
        case
            when
                {{ own }} = disclosures.department_key
                and (
                    regexp_extract({{ rest }}, '^[0-9]{4}年', 0) <> ''
                    or exists (
                        select 1
                        from own_budget
                        where {{ rest }} like own_budget.word || '%'
                    )
                )
                then {{ regexp_replace_all(rest, "'^[0-9]{4}年度?'") }}
            else keyed.{{ column }}
        end as {{ column }}{{ ',' if not loop.last }}
{%- endfor %}
    from keyed
    left join disclosures
        on keyed.disclosure_id = disclosures.disclosure_id

),

decoded as (

    -- 行政运行(2010301) and 2010301行政运行 are 行政运行 with a code, 支出(201类) is 支出(类).
    select
        *,
        coalesce(regexp_extract(subject_key, {{ carried_over }}, 0), '') not in ('', subject_key)
            as is_carried,
        {{ functional_code('subject_key') }} as printed_code,
        {{ without_budget(without_functional_code('subject_key')) }} as function_key,
        {{ without_budget(without_functional_code('parent_key')) }} as parent_function_key
    from worded

),

final as (

    select
        worded.disclosure_id,
        worded.claim_no,
        -- Under 其他 a name that is itself a heading of the narrative says what it is of.
        coalesce(topics.topic, names_as_topics.topic, worded.printed_topic) as topic,
        worded.subject_key,
        worded.parent_key,
        -- 占2024年部门支出总预算 is a share of 部门支出总预算.
        {{ regexp_replace_all(
            'worded.printed_base', "'^([0-9]{4}年度?)?((本|全|当)年度?)?((本|我)(部门|单位))?'"
        ) }} as base_key,
        -- 政府性基金预算安排采购支出预算 and 通过单位资金安排购买服务支出预算 name a fund; so does
        -- 单位资金结转, but of 上年结转 nothing would be left.
        case
            when worded.is_carried
                then {{ regexp_replace_all('worded.subject_key', carried_over) }}
            else {{ regexp_replace_all(
                regexp_replace_all('worded.subject_key', "'^通过'"),
                "'安排(采购|购买服务)?支出预算$'"
            ) }}
        end as fund_key,
        worded.is_carried,
        worded.printed_code,
        worded.function_key,
        worded.parent_function_key,
        {{ functional_name('worded.function_key', '类') }} as class_name,
        {{ functional_name('worded.function_key', '款') }} as section_name,
        {{ functional_name('worded.function_key', '项') }} as item_name,
        coalesce(
            nullif({{ functional_name('worded.parent_function_key', '类') }}, ''),
            worded.parent_function_key
        ) as parent_class_name,
        components.meaning as part_column
    from decoded as worded
    left join topics
        on worded.printed_topic = topics.printed_topic
    left join topics as names_as_topics
        on worded.subject_key = names_as_topics.printed_topic
    left join components
        on worded.part_key like components.word || '%'

)

select * from final
