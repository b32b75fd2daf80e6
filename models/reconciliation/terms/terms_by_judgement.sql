{%- set judged = [
    'judged_names', 'judged_units', 'judged_lines', 'judged_funds', 'judged_notes', 'judged_titles',
    'judged_remarks', 'judged_spending',
] -%}

{{ config(materialized='view') }}

with

{% for source in judged %}
{{ source }} as (

    select * from {{ ref(source) }}

),

{% endfor %}
judged as (
{% for source in judged %}
    select
        disclosure_id,
        check_id,
        subject,
        statement,
        row_no,
        source_line,
        holds
    from {{ source }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

places as (

    -- The first place of a subject in each table; a title stands in no row.
    select
        disclosure_id,
        check_id,
        subject,
        statement,
        min(row_no) as row_no,
        coalesce(min_by(source_line, row_no), min(source_line)) as source_line,
        min(case when holds then 1 else 0 end) as all_hold
    from judged
    group by disclosure_id, check_id, subject, statement

),

final as (

    -- What does not hold is shown wherever it stands; of what does, one place in each table.
    select
        disclosure_id,
        check_id,
        subject,
        'detail' as side,
        statement,
        row_no,
        source_line
    from judged
    where not holds

    union all

    select
        disclosure_id,
        check_id,
        subject,
        'detail' as side,
        statement,
        row_no,
        source_line
    from places
    where all_hold = 1

    union all

    -- A table may have two notes, of which one is wrong: a subject holds where all of it does.
    select
        disclosure_id,
        check_id,
        subject,
        'summary' as side,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        cast(null as {{ dbt.type_int() }}) as source_line
    from places
    group by disclosure_id, check_id, subject
    having min(all_hold) = 1

)

select
    *,
    'name' as column_name,
    statement is not null as is_figure,
    1 as sign,
    cast(1 as {{ amount_type() }}) as term_amount,
    cast(0 as decimal(18, 7)) as half_step
from final
