{#- Digits instead of a recursion: engines limit how deep one may go, and not all have it. -#}
{%- set digits = range(10) -%}

with

disclosures as (

    select * from {{ ref('dim_disclosures') }}

),

span as (

    select
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year
    from disclosures

),

digits as (
{% for digit in digits %}
    select {{ digit }} as digit {{ 'union all' if not loop.last }}
{%- endfor %}

),

offsets as (

    select thousands.digit * 1000 + hundreds.digit * 100 + tens.digit * 10 + ones.digit as years_on
    from digits as thousands
    cross join digits as hundreds
    cross join digits as tens
    cross join digits as ones

),

years as (

    select span.first_year + offsets.years_on as fiscal_year
    from span
    inner join offsets
        on span.first_year + offsets.years_on <= span.last_year

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
        {{ fiscal_year_start('fiscal_year') }} + day_offset as date_day
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
