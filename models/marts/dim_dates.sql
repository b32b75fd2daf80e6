{#- Digits instead of a recursion over days: engines limit how deep a recursion may go. -#}
{%- set digits = range(10) -%}

with recursive

disclosures as (

    select * from {{ ref('dim_disclosures') }}

),

span as (

    select
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year
    from disclosures

),

years as (

    select
        first_year as fiscal_year,
        last_year
    from span
    where first_year is not null

    union all

    select
        fiscal_year + 1 as fiscal_year,
        last_year
    from years
    where fiscal_year < last_year

),

digits as (
{% for digit in digits %}
    select {{ digit }} as digit {{ 'union all' if not loop.last }}
{%- endfor %}

),

-- Up to 399 days a year; those of the next year are left out below.
days as (

    select
        years.fiscal_year,
        hundreds.digit * 100 + tens.digit * 10 + ones.digit as day_offset
    from years
    cross join digits as hundreds
    cross join digits as tens
    cross join digits as ones
    where hundreds.digit < 4

),

dated as (

    select
        fiscal_year,
        {{ fiscal_year_start('fiscal_year') }} as fiscal_year_start,
        cast({{ dbt.dateadd('day', 'day_offset', fiscal_year_start('fiscal_year')) }} as date)
            as date_day
    from days

),

final as (

    select
        date_day,
        cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
        fiscal_year_start
    from dated
    where date_day < {{ fiscal_year_start('fiscal_year + 1') }}

)

select * from final
