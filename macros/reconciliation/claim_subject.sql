{#- What a check of one claim is about: the claim by its number. -#}
{%- macro claim_subject(claim_no) -%}
    'claim ' || cast({{ claim_no }} as {{ dbt.type_string() }})
{%- endmacro -%}

{#-
    One term that is a claim, as a row of columns; the columns of a table's figure are NULL.

    Arguments:
        check_id: SQL for the check
        subject: SQL for the subject
        side: `summary` or `detail`
        sign: 1 or -1
        role: `value`, or `numerator` and `denominator` of a ratio
        claim_no, source_line, amount, half_step: SQL for the claim's columns
-#}
{%- macro claim_term(
    check_id, subject, side, sign, role, claim_no, source_line, amount, half_step
) -%}
    disclosure_id,
        {{ check_id }} as check_id,
        {{ subject }} as subject,
        '{{ side }}' as side,
        {{ sign }} as sign,
        '{{ role }}' as role,
        cast(null as {{ dbt.type_string() }}) as statement,
        cast(null as {{ dbt.type_int() }}) as row_no,
        {{ source_line }} as source_line,
        cast(null as {{ dbt.type_string() }}) as column_name,
        {{ claim_no }} as claim_no,
        true as is_figure,
        {{ amount }} as term_amount,
        {{ half_step }} as half_step
{%- endmacro -%}

{#-
    The terms of one check that are claims, each a row for every row of the relation it is taken from.

    Arguments:
        check_id: the check, as in the catalogue
        claim_no: the column with the number of the claim that the check is about
        terms: list of (relation, side, sign, role, columns), where columns are those of the claim that
            is the term: claim_no, source_line, amount, half_step
-#}
{%- macro claim_terms(check_id, claim_no, terms) -%}
{%- for relation, side, sign, role, columns in terms %}
    select
        {{ claim_term(
            "'" ~ check_id ~ "'", claim_subject(claim_no), side, sign, role,
            columns[0], columns[1], columns[2], columns[3]
        ) }}
    from {{ relation }}
    {{ 'union all' if not loop.last }}
{%- endfor %}
{%- endmacro -%}

{#-
    The kinds of subject that are a functional class, section or item of one fund's expenditure, as
    the inside of an SQL list: the same code may be spent from several funds, and each of them is a
    subject of its own.

    Arguments:
        level: `class`, `section` or `item`
-#}
{%- macro kinds_by_fund(level) -%}
    {%- set general = {
        'class': 'fund_function_class', 'section': 'function_section', 'item': 'function_item',
    } -%}
    '{{ general[level] }}', 'government_fund_function_{{ level }}', 'state_capital_function_{{ level }}'
{%- endmacro -%}

{#- What a remark goes by that belongs to no claim: where it stands, and its words. -#}
{%- macro remark_subject(remarks) -%}
    'line ' || cast({{ remarks }}.source_line as {{ dbt.type_string() }})
    || ': ' || {{ remarks }}.remark_text
{%- endmacro -%}

{#- What says which figures a claim speaks of: the columns of `alias`, for a select. -#}
{%- macro claim_target_columns(alias) -%}
    {%- for column in [
        'disclosure_id', 'claim_no', 'subject_kind', 'subject_code', 'statement', 'row_kind',
        'column_name', 'target_fund_code', 'whole_column', 'is_within_figure',
    ] %}
        {{ alias }}.{{ column }},
    {%- endfor %}
{%- endmacro -%}
