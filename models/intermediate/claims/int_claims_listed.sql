with

claims as (

    select * from {{ ref('int_claims_worded') }}

),

names as (

    select * from {{ ref('int_claims_named') }}

),

subjects as (

    select
        *,
        {{ unquoted_key('topic') }} as topic_key,
        {{ unquoted_key('printed_name') }} as name_key
    from {{ ref('narrative_subjects') }}

),

items_by_fund as (

    -- 财政拨款支出 is spent from several funds: the table that prints an item says from which.
    select
        figures.disclosure_id,
        figures.function_code,
        min(figures.statement) as statement
    from {{ ref('int_figures_placed') }} as figures
    where
        figures.row_kind = 'item'
        and figures.statement in (
            'general_budget_expenditure', 'government_fund_expenditure',
            'state_capital_expenditure'
        )
    group by figures.disclosure_id, figures.function_code
    having count(distinct figures.statement) = 1

),

with_institutions as (

    select * from {{ ref('int_departments_with_institutions') }}

),

final as (

    -- A name of its own goes before the pattern that it may also fit, with its blanks: 上年结转结余
    -- is a row of its own, though it is the name of a fund as well.
    select
        claims.disclosure_id,
        claims.claim_no,
        coalesce(by_name.subject_kind, by_pattern.subject_kind) as named_kind,
        coalesce(
            by_pattern.subject_kind = 'procurement_reserved'
            or by_name.subject_kind = 'part_of_projects'
            or (
                by_name.subject_kind = 'office_operation'
                and with_institutions.disclosure_id is not null
            ), false
        ) as is_within_figure,
        case
            when by_name.subject_kind is not null then by_name.subject_code
            else case by_pattern.printed_name
                when '<fund>' then names.fund_code
                when '<fund_carried_over>' then names.fund_code
                when '<small_firms>' then claims.subject_key
                when '<function_class>' then names.class_code
                when '<function_section>' then names.section_code
                when '<function_item>' then names.item_code
                when '<economic_class>' then names.economic_code
                when '<economic_item>' then names.economic_code
                when '<unit>' then names.unit_code
                when '<project>' then names.project_code
                when '<projects>' then by_pattern.subject_code
            end
        end as named_code,
        nullif(
            case
                when by_name.subject_kind is not null then by_name.parent_code
                else by_pattern.parent_code
            end, ''
        ) as named_parent_code,
        nullif(parents.subject_code, '') as said_parent_code,
        parents.subject_kind as said_parent_kind,
        bases.subject_kind as base_kind,
        nullif(bases.subject_code, '') as base_code,
        coalesce(
            by_name.statement,
            case when by_pattern.parent_code = 'fiscal_total' then items_by_fund.statement end,
            by_pattern.statement
        ) as statement,
        coalesce(by_name.row_kind, by_pattern.row_kind) as row_kind,
        replace(
            coalesce(
                case when by_name.subject_kind is null then claims.part_column end,
                -- 人员经费 includes of each economic class what is personnel expenditure.
                case
                    when
                        parents.subject_kind = 'basic_component'
                        and by_name.subject_kind is null
                        and names.economic_code is not null
                        then parents.subject_code
                end,
                by_name.column_name, by_pattern.column_name
            ), '<fund>', coalesce(names.fund_code, '')
        ) as column_name,
        nullif(
            replace(
                case
                    when by_name.subject_kind is not null then by_name.fund_code
                    else by_pattern.fund_code
                end, '<fund>', coalesce(names.fund_code, '')
            ), ''
        ) as target_fund_code
    from claims
    inner join names
        on
            claims.disclosure_id = names.disclosure_id
            and claims.claim_no = names.claim_no
    left join subjects as by_name
        on
            claims.topic = by_name.topic_key
            and claims.subject_key = by_name.name_key
    left join subjects as by_pattern
        on
            claims.topic = by_pattern.topic_key
            and names.subject_pattern = by_pattern.printed_name
{%- for whole, key in [('parents', 'parent_key'), ('bases', 'base_key')] %}
    left join subjects as {{ whole }}
        on
            claims.topic = {{ whole }}.topic_key
            and claims.{{ key }} = {{ whole }}.name_key
{%- endfor %}
    left join items_by_fund
        on
            claims.disclosure_id = items_by_fund.disclosure_id
            and names.item_code = items_by_fund.function_code
    left join with_institutions
        on claims.disclosure_id = with_institutions.disclosure_id

)

select * from final
