{%- set judged = [
    'judged_names', 'judged_units', 'judged_lines', 'judged_funds', 'judged_notes', 'judged_titles',
    'judged_remarks', 'judged_spending',
] -%}

-- An answer that is NULL would stand on no side of its check.
with

final as (
{% for source in judged %}
    select
        '{{ source }}' as judged_in,
        disclosure_id,
        check_id,
        subject,
        statement,
        row_no
    from {{ ref(source) }}
    where holds is null
    {{ 'union all' if not loop.last }}
{%- endfor %}
)

select * from final
