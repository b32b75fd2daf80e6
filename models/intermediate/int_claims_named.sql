with

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

items as (

    select * from {{ ref('int_functional_items_named') }}

),

targets as (

    select * from {{ ref('stg_disclosure__performance_targets') }}

),

worded as (

    select
        *,
        {{ section_topic('section') }} as topic,
        {{ name_key('subject_text') }} as subject_key,
        {{ name_key('part_text') }} as part_key,
        -- 政府性基金预算安排采购支出预算 and 通过单位资金安排购买服务支出预算 name a fund.
        regexp_replace(
            regexp_replace({{ name_key('subject_text') }}, '^通过', ''),
            '安排(采购|购买服务)?支出预算$', ''
        ) as fund_key,
        regexp_extract({{ name_key('subject_text') }}, '{{ functional_item_pattern() }}', 1)
            as class_name,
        regexp_extract({{ name_key('subject_text') }}, '{{ functional_item_pattern() }}', 2)
            as section_name,
        regexp_extract({{ name_key('subject_text') }}, '{{ functional_item_pattern() }}', 3)
            as item_name,
        -- A change, share or prior amount belongs to the last amount said of its subject.
        max(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, section, subject_text, part_text
            order by claim_no
            rows between unbounded preceding and current row
        ) as amount_claim_no
    from claims

),

projects as (

    select distinct
        disclosure_id,
        {{ name_key('project_name') }} as project_key
    from targets
    where row_kind = 'project'

),

final as (

    select
        worded.disclosure_id,
        worded.claim_no,
        worded.source_line,
        worded.section,
        worded.topic,
        worded.subject_text,
        worded.subject_key,
        worded.part_text,
        worded.figure_kind,
        worded.published_text,
        worded.unit_text,
        worded.direction_word,
        worded.base_text,
        worded.listed_text,
        worded.list_count,
        worded.parent_text,
        worded.parent_relation,
        worded.whole_of_text,
        worded.claim_value,
        worded.half_step,
        worded.amount_claim_no,
        funds.code as fund_code,
        classes.code as class_code,
        coalesce(listed_items.function_code, own_items.function_code) as item_code,
        case
            when worded.part_key like '基本支出%' then 'basic'
            when worded.part_key like '项目支出%' then 'project'
            when worded.part_key like '人员经费%' then 'personnel'
            when worded.part_key like '公用经费%' then 'operating'
        end as part_column,
        case
            when funds.code is not null then '<fund>'
            when worded.item_name <> '' then '<function_item>'
            when classes.code is not null then '<function_class>'
            when worded.subject_key like '%本级项目' then '<projects>'
            when projects.project_key is not null then '<project>'
        end as subject_pattern
    from worded
    left join name_aliases as funds
        on
            funds.name_kind = 'fund'
            and worded.fund_key = funds.printed_name
    left join name_aliases as classes
        on
            classes.name_kind = 'function_class'
            and coalesce(nullif(worded.class_name, ''), worded.subject_key) = classes.printed_name
    left join items as listed_items
        on
            worded.item_name = listed_items.item_name
            and worded.section_name = listed_items.section_name
            and classes.code = listed_items.class_code
    left join items as own_items
        on
            worded.item_name = own_items.item_name
            and own_items.section_name is null
            and classes.code = own_items.class_code
    left join projects
        on
            worded.disclosure_id = projects.disclosure_id
            and worded.subject_key = projects.project_key

)

select * from final
