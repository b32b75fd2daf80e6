{{ config(materialized='view') }}

{#- What is said first of a thing, and what is said again: number, line, value, half digit. -#}
{%- set first = ['first_claim_no', 'first_source_line', 'first_value', 'first_half_step'] -%}
{%- set said = ['claim_no', 'source_line', 'claim_value', 'half_step'] -%}

with

claims as (

    select * from {{ ref('int_claim_comparisons') }}
    where not is_approximate

),

document_names as (

    select * from {{ ref('int_document_names_unioned') }}
    where name_kind = 'unit'

),

named_people as (

    -- 人员增加3人 may be said of many; with the name of a unit in it, it is said of one.
    select distinct
        claims.disclosure_id,
        claims.claim_no
    from claims
    inner join document_names
        on
            claims.disclosure_id = document_names.disclosure_id
            and claims.subject_key like '%' || document_names.name_key || '%'
    where
        claims.figure_kind = 'count'
        and claims.direction_word is not null

),

repeatable as (

    -- Amounts are held against the tables; what no table prints is held against itself. What
    -- belongs to the same amount is said of the same, and so is what belongs to a known subject.
    select
        claims.*,
        case
            when named_people.claim_no is not null
                then claims.subject_key || '/' || coalesce(claims.unit_text, '')
                    || '/' || claims.direction_word
            when claims.is_resolved then claims.subject_kind || '/' || claims.subject_code
            else cast(claims.amount_claim_no as {{ dbt.type_string() }})
        end
        || '/' || coalesce(claims.part_text, '')
        || '/' || case
            when claims.figure_kind = 'share_percent' then coalesce(claims.base_key, '')
            when claims.unit_text like '%百分点' then 'points'
            when claims.figure_kind <> 'count' then claims.compared_with
            else ''
        end as said_of
    from claims
    left join named_people
        on
            claims.disclosure_id = named_people.disclosure_id
            and claims.claim_no = named_people.claim_no
    where
        named_people.claim_no is not null
        or (claims.is_comparison and claims.amount_claim_no is not null)

),

ordered as (

    select
        *,
        first_value(claim_no) over said as first_claim_no,
        first_value(claim_value) over said as first_value,
        first_value(half_step) over said as first_half_step,
        first_value(source_line) over said as first_source_line
    from repeatable
    window said as (
        partition by disclosure_id, figure_kind, said_of
        order by claim_no
        rows between unbounded preceding and current row
    )

),

repeated as (

    select * from ordered
    where claim_no <> first_claim_no

),

final as (

    {{ claim_terms('claim_is_said_alike', 'claim_no', [
        ('repeated', 'summary', 1, 'value', first),
        ('repeated', 'detail', 1, 'value', said),
    ]) }}

)

select * from final
