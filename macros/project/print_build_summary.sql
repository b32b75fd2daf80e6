{#-
    Closing lines of a build: what was loaded, how the checks came out, where the database is and
    what to try next; printed, so that it is not among what dbt logs. Prints nothing where the
    command did not touch the reconciliation.
-#}
{%- macro print_build_summary() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- set results = adapter.get_relation(
            database=target.database, schema='reconciliation', identifier='reconciliation_results'
        ) -%}
        {%- set figures = adapter.get_relation(
            database=target.database, schema='reconciliation', identifier='published_amounts'
        ) -%}
        {%- set reviewed = adapter.get_relation(
            database=target.database, schema='reconciliation', identifier='reviewed_documents'
        ) -%}
        {%- if results and figures and reviewed -%}
            {%- set counts = run_query(build_summary_query(figures, results, reviewed)).rows[0] -%}
            {%- set by_status -%}
                {{ counts['exact'] }} exact, {{ counts['rounding'] }} within rounding,
                {{ counts['known'] }} known discrepancies, {{ counts['failing'] }} that do not tie,
                {{ counts['warnings'] }} warnings
            {%- endset -%}
            {%- do print('\n部门预算公开 · Published departmental budgets') -%}
            {%- do print(
                '  documents  ' ~ counts['documents'] ~ ', ' ~ counts['reviewed'] ~ ' reviewed'
            ) -%}
            {%- do print('  figures    ' ~ counts['figures'] ~ ' printed amounts') -%}
            {%- do print(
                '  checks     ' ~ counts['checks'] ~ ' identities on ' ~ counts['results']
                ~ ' subjects: ' ~ by_status.split() | join(' ')
            ) -%}
            {%- do print('  database   ' ~ database_path()) -%}
            {%- do print('  next       make sql, then: select * from marts.unit_budget;') -%}
            {%- if counts['failing'] or counts['warnings'] -%}
                {%- do print(
                    '             what does not tie: make site, or'
                    ~ ' make ask Q=what_is_wrong_in_the_document'
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro -%}

{%- macro build_summary_query(figures, results, reviewed) -%}
    {%- set findings = "status in ('discrepancy', 'missing_summary', 'missing_detail')" -%}
    select
        (select count(distinct disclosure_id) from {{ figures }}) as documents,
        (
            select count(distinct figures.disclosure_id) from {{ figures }} as figures
            where {{ is_reviewed('figures.disclosure_id', reviewed) }}
        ) as reviewed,
        (select count(*) from {{ figures }}) as figures,
        count(distinct check_id) as checks,
        count(*) as results,
        count(*) filter (where status = 'exact') as exact,
        count(*) filter (where status = 'rounding') as rounding,
        count(*) filter (where status = 'known_discrepancy') as known,
        count(*) filter (where {{ findings }} and severity = 'error') as failing,
        count(*) filter (where {{ findings }} and severity = 'warn') as warnings
    from {{ results }}
{%- endmacro -%}

{#- The file the build wrote; engines without one give the name of the target database. -#}
{%- macro database_path() -%}
    {{- adapter.dispatch('database_path')() -}}
{%- endmacro -%}

{%- macro default__database_path() -%}
    {{- return(target.database) -}}
{%- endmacro -%}

{%- macro duckdb__database_path() -%}
    {%- set query -%}
        select path from duckdb_databases() where database_name = current_database()
    {%- endset -%}
    {{- return(run_query(query).rows[0][0]) -}}
{%- endmacro -%}

{#- Tables of a catalogue, which `pages.spark` copies. -#}
{%- macro spark__database_path() -%}
    {{- return('Spark') -}}
{%- endmacro -%}
