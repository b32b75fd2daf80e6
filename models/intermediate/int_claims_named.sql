with

claims as (

    select * from {{ ref('stg_disclosure__narrative_claims') }}

),

topics as (

    select * from {{ ref('narrative_topics') }}

),

name_aliases as (

    select * from {{ ref('ref_name_aliases') }}

),

items as (

    select * from {{ ref('int_functional_items_named') }}

),

functions as (

    select * from {{ ref('ref_functional_classification') }}
    where function_level = 'section'

),

document_names as (

    select * from {{ ref('int_document_names_unioned') }}

),

worded as (

    select
        *,
        {{ unquoted_key(section_topic('section')) }} as printed_topic,
        {{ unquoted_key('subject_text') }} as subject_key,
        {{ unquoted_key('parent_text') }} as parent_key,
        {{ unquoted_key('part_text') }} as part_key,
        -- 占2024年部门支出总预算 is a share of 部门支出总预算.
        regexp_replace(
            {{ unquoted_key('base_text') }}, '^([0-9]{4}年度?)?((本|全|当)年度?)?((本|我)(部门|单位))?', ''
        ) as base_key,
        -- 政府性基金预算安排采购支出预算 and 通过单位资金安排购买服务支出预算 name a fund.
        regexp_replace(
            regexp_replace({{ unquoted_key('subject_text') }}, '^通过', ''),
            '安排(采购|购买服务)?支出预算$', ''
        ) as fund_key,
        {{ functional_name(unquoted_key('subject_text'), '类') }} as class_name,
        {{ functional_name(unquoted_key('subject_text'), '款') }} as section_name,
        {{ functional_name(unquoted_key('subject_text'), '项') }} as item_name,
        coalesce(
            nullif({{ functional_name(unquoted_key('parent_text'), '类') }}, ''),
            {{ unquoted_key('parent_text') }}
        ) as parent_class_name,
        figure_kind in ('change_amount', 'change_percent', 'share_percent', 'prior_amount')
            as is_comparison
    from claims

),

linked as (

    select
        *,
        max(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, section
            order by claim_no
            rows between unbounded preceding and current row
        ) as last_amount_no,
        max(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, section, subject_text, part_text
            order by claim_no
            rows between unbounded preceding and current row
        ) as last_of_subject_no,
        max(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, section, subject_text, part_text, source_line
            order by claim_no
            rows between unbounded preceding and current row
        ) as last_on_line_no,
        min(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, section, subject_text, part_text, source_line
            order by claim_no
            rows between current row and unbounded following
        ) as next_on_line_no,
        min(case when figure_kind = 'amount' then claim_no end) over (
            partition by disclosure_id, source_line
        ) as line_head_no
    from worded

),

final as (

    select
        linked.disclosure_id,
        linked.claim_no,
        linked.source_line,
        linked.section,
        coalesce({{ unquoted_key('topics.topic') }}, linked.printed_topic) as topic,
        linked.subject_text,
        linked.subject_key,
        linked.part_text,
        linked.figure_kind,
        linked.published_text,
        linked.unit_text,
        linked.direction_word,
        linked.base_text,
        linked.base_key,
        linked.listed_text,
        linked.list_count,
        linked.parent_text,
        linked.parent_key,
        linked.parent_relation,
        linked.whole_of_text,
        linked.claim_value,
        linked.half_step,
        linked.is_approximate,
        linked.is_comparison,
        -- A change, share or prior amount belongs to the last amount said of its subject in the
        -- same paragraph, to the next if it stands in front, and behind a page break to the last.
        case
            when not linked.is_comparison then linked.last_of_subject_no
            else coalesce(
                linked.last_on_line_no,
                linked.next_on_line_no,
                case
                    when linked.last_of_subject_no = linked.last_amount_no
                        then linked.last_amount_no
                end
            )
        end as amount_claim_no,
        linked.line_head_no,
        funds.code as fund_code,
        classes.code as class_code,
        parent_classes.code as parent_class_code,
        sections.function_code as section_code,
        coalesce(listed_items.function_code, own_items.function_code) as item_code,
        economic_names.code as economic_code,
        unit_names.code as unit_code,
        project_names.code as project_code,
        case
            when linked.part_key like '基本支出%' then 'basic'
            when linked.part_key like '项目支出%' then 'project'
            when linked.part_key like '人员经费%' then 'personnel'
            when linked.part_key like '公用经费%' then 'operating'
        end as part_column,
        case
            when funds.code is not null then '<fund>'
            when linked.item_name <> '' then '<function_item>'
            when linked.section_name <> '' then '<function_section>'
            when classes.code is not null then '<function_class>'
            when linked.subject_key like '%本级项目' then '<projects>'
            when project_names.code is not null then '<project>'
            when unit_names.code is not null then '<unit>'
            when length(economic_names.code) = 3 then '<economic_class>'
            when economic_names.code is not null then '<economic_item>'
        end as subject_pattern,
        -- What is counted, by the words for it.
        case
            when linked.figure_kind <> 'count' then null
            when linked.unit_text = '辆' then 'vehicles'
            when linked.unit_text in ('人', '名') then 'people'
            when linked.unit_text in ('批次', '人次') then 'occasions'
            when linked.unit_text like '台%' or linked.unit_text = '套' then 'equipment'
            when linked.unit_text = '平方米' then 'floor_area'
            when linked.subject_key like '%指标' then 'indicators'
            when
                linked.subject_key like '%科室'
                or linked.subject_key like '%处室'
                or linked.subject_key like '%股室'
                or linked.subject_key like '%内设机构'
                then 'divisions'
            when linked.subject_key like '%单位' or linked.subject_key like '%机构' then 'units'
            when linked.subject_key like '%支出功能分类科目%' and linked.unit_text = '类'
                then 'function_classes'
        end as counted_kind
    from linked
    left join topics
        on linked.printed_topic = {{ unquoted_key('topics.printed_topic') }}
    left join name_aliases as funds
        on
            funds.name_kind = 'fund'
            and linked.fund_key = funds.printed_name
    left join name_aliases as classes
        on
            classes.name_kind = 'function_class'
            and coalesce(nullif(linked.class_name, ''), linked.subject_key) = classes.printed_name
    left join name_aliases as parent_classes
        on
            parent_classes.name_kind = 'function_class'
            and linked.parent_class_name = parent_classes.printed_name
    left join functions as sections
        on
            classes.code = sections.parent_code
            and linked.section_name = sections.name_zh
    left join items as listed_items
        on
            linked.item_name = listed_items.item_name
            and linked.section_name = listed_items.section_name
            and classes.code = listed_items.class_code
    left join items as own_items
        on
            linked.item_name = own_items.item_name
            and own_items.section_name is null
            and classes.code = own_items.class_code
{%- for kind in ['economic', 'unit', 'project'] %}
    left join document_names as {{ kind }}_names
        on
            {{ kind }}_names.name_kind = '{{ kind }}'
            and linked.disclosure_id = {{ kind }}_names.disclosure_id
            and linked.subject_key = {{ kind }}_names.name_key
{%- endfor %}

)

select * from final
