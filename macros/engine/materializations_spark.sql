{#-
    A seed, read by Spark from its file as DuckDB reads it: every column is text, a blank is NULL, a quotation mark
    in a text is doubled. dbt's own way sends each row in a statement, guesses types, and writes NULL as 'None'.
-#}
{%- materialization seed, adapter='spark' -%}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set types = model['config'].get('column_types') or {} -%}
    {#- dbt asks each seed for its contents, by this name. -#}
    {{- return(made_in_place(relation, none, [types, bytes_of_seed()], {
        'agate_table': 'select count(*) as rows_loaded from ' ~ relation,
    })) -}}
{%- endmaterialization -%}

{#- SQL of a seed that is to be read. Its columns are named, as Sail takes a header of `column_…` for none. -#}
{%- macro seed_from_file(relation) -%}
    {%- set types = model['config'].get('column_types') or {} -%}
    {%- set file = (env_var('BUDGET_SEEDS', '') or model['root_path']) ~ '/' ~ model['original_file_path'] -%}
    {%- set columns = load_agate_table().column_names -%}
    {%- set view = text_file_view(relation.identifier ~ '_file', file, columns) -%}
    create table {{ relation }} {{ file_format_clause() }} {{ comment_clause() }} as
    select
        {%- for column in columns %}
        cast(nullif({{ adapter.quote(column) }}, '') as {{ types.get(column, 'string') }})
        as {{ adapter.quote(column) }} {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ view }}
{%- endmacro -%}

{%- materialization table, adapter='spark' -%}
    {%- set relation = this.incorporate(type='table') -%}
    {{- return(made_in_place(relation, create_table_as(False, relation, compiled_code), compiled_code)) -}}
{%- endmaterialization -%}

{#- A table: Spark takes ten seconds and more to plan one of views upon views, again for each reader. -#}
{%- materialization view, adapter='spark' -%}
    {{- return(materialization_table_spark()) -}}
{%- endmaterialization -%}

{#- What is noted of it ends before it does: Spark has no transaction to undo the one without the other. -#}
{%- macro spark__make_relation(relation, existing, create) -%}
    {%- set create = create or seed_from_file(relation) -%}
    {%- do forget_on_spark(relation) -%}
    {%- if existing -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}{{ create }}{%- endcall -%}
    {%- do apply_grants(relation, config.get('grants'), should_revoke(existing, full_refresh_mode=True)) -%}
{%- endmacro -%}

{#-
    A view, for this session, of CSV files with a header; every column is text.

    Arguments:
        name: of the view
        path: the file, or a pattern
        columns: in the order of the file; as its header has them where they are left out
-#}
{%- macro text_file_view(name, path, columns=[]) -%}
    {%- call statement('text_file_view') -%}
        create or replace temporary view {{ name }}
        {%- if columns %} (
            {%- for column in columns %}{{ adapter.quote(column) }} string {{- ', ' if not loop.last }}{% endfor -%}
        )
        {%- endif %} using csv options (
            path {{ dbt.string_literal(path) }}, header 'true', inferSchema 'false', multiLine 'true',
            escape '"', mode 'FAILFAST'
        )
    {%- endcall -%}
    {{- return(name) -}}
{%- endmacro -%}

{#- As on DuckDB: a job counts the rows, and only where there are any another keeps them. -#}
{%- materialization test, adapter='spark' -%}
    {{- return(counted_and_kept()) -}}
{%- endmaterialization -%}
