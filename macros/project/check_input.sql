{#-
    Before anything is built: every seed, or every file of the landing zone, is read strictly, and
    what is wrong is said with file, row, what was expected and what was found.
-#}
{%- macro check_input() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {{- adapter.dispatch('check_input')() -}}
    {%- endif -%}
{%- endmacro -%}

{#- An engine that cannot ask the package `ingest`. -#}
{%- macro default__check_input() -%}
    {%- do exceptions.warn("The input is not checked: run `python -m ingest.check` beforehand.") -%}
{%- endmacro -%}

{%- macro duckdb__check_input() -%}
    {%- set known -%}
        select count(*) from duckdb_functions() where function_name = 'problems_of_input'
    {%- endset -%}
    {%- if not run_query(known).rows[0][0] -%}
        {#- A profile of another project does not name the plugin. #}
        {{- return(default__check_input()) -}}
    {%- endif -%}
    {%- set zone = var('landing_zone', none) -%}
    {%- set query -%}
        select problems_of_input({{ dbt.string_literal(zone) if zone else 'null' }})
    {%- endset -%}
    {%- set problems = run_query(query).rows[0][0] -%}
    {%- if problems -%}
        {{- exceptions.raise_compiler_error('\n' ~ problems) -}}
    {%- endif -%}
{%- endmacro -%}
