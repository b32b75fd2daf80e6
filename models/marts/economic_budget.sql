with

basic_expenditure as (

    select * from {{ ref('int_basic_expenditure_split') }}

),

economic_classes as (

    select * from {{ ref('dim_economic_classes') }}

),

printed_names as (

    -- What no list names bears the name that the document itself prints.
    select
        disclosure_id,
        code as economic_code,
        min(printed_name) as economic_name
    from {{ ref('int_printed_codes_unioned') }}
    where code_kind = 'economic'
    group by disclosure_id, code

),

items as (

    select * from basic_expenditure
    where not has_children

),

levels as (
{% for length in [3, 5] %}
    select
        disclosure_id,
        substr(economic_code, 1, {{ length }}) as economic_code,
        {%- for amount in ['total', 'personnel', 'operating'] %}
        cast(sum({{ amount }}_amount) as {{ amount_type() }}) as {{ amount }}_amount
        {{- ',' if not loop.last }}
        {%- endfor %}
    from items
    where length(economic_code) >= {{ length }}
    group by disclosure_id, substr(economic_code, 1, {{ length }})
    {{ 'union all' if not loop.last }}
{%- endfor %}
),

wholes as (

    select
        disclosure_id,
        sum(total_amount) as total_amount
    from items
    group by disclosure_id

),

printed_rows as (

    select
        disclosure_id,
        economic_code,
        sum(total_amount) as total_amount
    from basic_expenditure
    group by disclosure_id, economic_code

),

final as (

    select
        levels.disclosure_id,
        levels.economic_code,
        economic_classes.economic_level,
        case
            when economic_classes.is_listed then economic_classes.economic_name
            else printed_names.economic_name
        end as economic_name,
        economic_classes.economic_name_en,
        economic_classes.parent_code,
        levels.total_amount,
        cast(printed_rows.total_amount as {{ amount_type() }}) as published_total_amount,
        levels.personnel_amount,
        levels.operating_amount,
        {{ share_of('levels.total_amount', 'wholes.total_amount') }} as share_of_total
    from levels
    left join economic_classes
        on levels.economic_code = economic_classes.economic_code
    left join printed_names
        on
            levels.disclosure_id = printed_names.disclosure_id
            and levels.economic_code = printed_names.economic_code
    left join wholes
        on levels.disclosure_id = wholes.disclosure_id
    left join printed_rows
        on
            levels.disclosure_id = printed_rows.disclosure_id
            and levels.economic_code = printed_rows.economic_code

)

select * from final
