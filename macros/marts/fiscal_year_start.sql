{#- A budget year is a calendar year; tools that group by time want its first day as a date. -#}
{% macro fiscal_year_start(fiscal_year) -%}
cast(cast({{ fiscal_year }} as {{ dbt.type_string() }}) || '-01-01' as date)
{%- endmacro %}
