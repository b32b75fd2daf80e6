{{ config(materialized='table') }}

with

revenue as (

    select * from {{ ref('int_item_rows_placed') }}
    where statement = 'revenue'

),

basic_expenditure as (

    select * from {{ ref('stg_disclosure__basic_expenditure') }}

),

targets as (

    select * from {{ ref('int_target_rows_placed') }}

),

unit_aliases as (

    select * from {{ ref('unit_aliases') }}

),

suffixes as (

    select word as suffix
    from {{ ref('lexicon') }}
    where word_class = 'own_level'

),

printed as (

    select
        disclosure_id,
        case row_kind when 'unit' then 'unit' else 'department' end as name_kind,
        {{ unquoted_key('row_label') }} as name_key,
        unit_code as code
    from revenue
    where row_kind in ('unit', 'department')

    union all

    -- The office itself bears the department's name, and is told from it by 本级.
    select
        revenue.disclosure_id,
        'unit' as name_kind,
        {{ unquoted_key('revenue.row_label') }} || suffixes.suffix as name_key,
        revenue.unit_code as code
    from revenue
    cross join suffixes
    where revenue.row_kind = 'unit'

    union all

    select
        disclosure_id,
        'unit' as name_kind,
        {{ unquoted_key('printed_name') }} as name_key,
        unit_code as code
    from unit_aliases

    union all

    select
        disclosure_id,
        'economic' as name_kind,
        {{ unquoted_key('row_label') }} as name_key,
        economic_code as code
    from basic_expenditure
    where economic_code is not null

    union all

    select
        disclosure_id,
        'project' as name_kind,
        {{ unquoted_key('project_name') }} as name_key,
        {{ name_key('project_name') }} as code
    from targets
    where row_kind = 'project'

),

narrated as (

    -- Names are looked up for the prose alone.
    select distinct disclosure_id from {{ ref('stg_disclosure__narrative_figures') }}

),

kinds as (

    -- A unit that bears the department's name cannot be told from it.
    select
        printed.*,
        case printed.name_kind when 'department' then 'unit' else printed.name_kind end
            as named_kind
    from printed
    inner join narrated
        on printed.disclosure_id = narrated.disclosure_id

),

final as (

    -- A name that two things of a kind share names neither.
    select
        kinds.disclosure_id,
        kinds.named_kind as name_kind,
        kinds.name_key,
        min(kinds.code) as code
    from kinds
    where kinds.name_key is not null
    group by kinds.disclosure_id, kinds.named_kind, kinds.name_key
    having
        count(distinct kinds.code) = 1
        and min(kinds.name_kind) <> 'department'

)

select * from final
