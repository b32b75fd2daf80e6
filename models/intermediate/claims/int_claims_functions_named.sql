{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_claims_worded') }}

),

functions as (

    select * from {{ ref('ref_functional_classification') }}

),

document_functions as (

    select * from {{ ref('int_document_functions_unioned') }}

),

printed_codes as (

    select * from {{ ref('int_printed_codes_unioned') }}

),

-- A code printed with a name says which of those that bear it.
coded_functions as (

    select
        disclosure_id,
        code,
        printed_name
    from printed_codes
    where code_kind = 'function'

    union

    select
        claims.disclosure_id,
        functions.function_code as code,
        {{ name_key('functions.name_zh') }} as printed_name
    from claims
    inner join functions
        on claims.printed_code = functions.function_code

),

functional_topics as (

    select distinct {{ unquoted_key('topic') }} as topic
    from {{ ref('narrative_subjects') }}
    where printed_name = '<function_item>'

),

claim_names as (

    select
        disclosure_id,
        claim_no,
        topic,
        printed_code,
        case
            when class_name = '' and item_name <> '' then item_name
            else function_key
        end as own_name,
        parent_function_key as whole_name
    from claims

),

final as (

    -- 行政运行 by itself, with 支出 or (项) behind it, with its code, or behind its section alone.
    select
        claims.disclosure_id,
        claims.claim_no,
        case
            when claims.printed_code = '' then coalesce(own.function_code, own_bare.function_code)
            else coalesce(coded.code, coded_bare.code)
        end as function_code,
        coalesce(whole.function_code, whole_bare.function_code) as parent_function_code
    from claim_names as claims
    inner join functional_topics
        on claims.topic = functional_topics.topic
{%- for names, column in [('own', 'own_name'), ('whole', 'whole_name')] %}
    left join document_functions as {{ names }}
        on
            claims.disclosure_id = {{ names }}.disclosure_id
            and claims.{{ column }} = {{ names }}.name_key
    left join document_functions as {{ names }}_bare
        on
            claims.disclosure_id = {{ names }}_bare.disclosure_id
            and {{ bare_functional_name('claims.' ~ column) }} = {{ names }}_bare.name_key
{%- endfor %}
    left join coded_functions as coded
        on
            claims.disclosure_id = coded.disclosure_id
            and claims.printed_code = coded.code
            and claims.own_name = coded.printed_name
    left join coded_functions as coded_bare
        on
            claims.disclosure_id = coded_bare.disclosure_id
            and claims.printed_code = coded_bare.code
            and {{ bare_functional_name('claims.own_name') }} = coded_bare.printed_name

)

select * from final
