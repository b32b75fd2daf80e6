{#-
    dbt's own ways to make a view, a table, a seed and a test ask the database a dozen questions that DuckDB
    answers by itself: what it replaces stays until the transaction is committed.
-#}
{%- materialization view, adapter='duckdb' -%}
    {%- set relation = this.incorporate(type='view') -%}
    {{- return(made_in_place(relation, get_create_view_as_sql(relation, sql), sql)) -}}
{%- endmaterialization -%}

{%- materialization table, adapter='duckdb' -%}
    {%- set relation = this.incorporate(type='table') -%}
    {{- return(made_in_place(relation, create_table_as(False, relation, compiled_code), compiled_code)) -}}
{%- endmaterialization -%}

{#-
    Makes a view or a table in the place of what was there, where it has changed.

    Arguments:
        relation: the view or table to be
        create: SQL that makes it
        own: what it follows from besides its parents; its query
        asked: what dbt asks of it afterwards: names of results, each with its SQL
-#}
{%- macro made_in_place(relation, create, own, asked={}) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set how = way_to_make(relation, own) -%}
    {%- set is_there = existing and existing.type == relation.type -%}
    {%- set way = how['way'] if is_there else 'make' -%}
    {{- run_hooks(pre_hooks, inside_transaction=False) -}}
    {{- run_hooks(pre_hooks, inside_transaction=True) -}}
    {%- if way == 'keep' -%}
        {%- do store_raw_result('main', message='KEPT', code='KEPT', rows_affected='-1') -%}
    {%- elif way == 'merge' -%}
        {%- do merge_documents(relation, own) -%}
    {%- else -%}
        {%- do make_relation(relation, existing, create) -%}
        {%- do persist_docs(relation, model) -%}
        {%- do note_what_was_made(relation, how['recipe']) -%}
    {%- endif -%}
    {%- for name, query in asked.items() -%}
        {%- call statement(name, fetch_result=True) -%}{{ query }}{%- endcall -%}
    {%- endfor -%}
    {{- run_hooks(post_hooks, inside_transaction=True) -}}
    {%- do adapter.commit() -%}
    {{- run_hooks(post_hooks, inside_transaction=False) -}}
    {%- if how['is_merging'] and way != 'merge' -%}
        {%- if relation.type != 'view' -%}
            {%- do show_beside(relation) -%}
        {%- elif how['are_all_parents'] -%}
            {%- do show_beside(relation, own) -%}
        {%- endif -%}
    {%- endif -%}
    {{- return({'relations': [relation]}) -}}
{%- endmacro -%}

{#- Makes a relation where there was one, or none. -#}
{%- macro make_relation(relation, existing, create) -%}
    {{- adapter.dispatch('make_relation')(relation, existing, create) -}}
{%- endmacro -%}

{#- What it replaces stays until the transaction is committed. -#}
{%- macro default__make_relation(relation, existing, create) -%}
    {%- call statement('main') -%}
        {%- if existing %}
            drop {{ existing.type }} if exists {{ existing }};
        {%- endif %}
        {{ create }}
    {%- endcall -%}
{%- endmacro -%}

{#-
    The descriptions, in the database, in one statement. A column that is described and not there is an error.

    Arguments:
        relation: the view or table
        model: its node
        for_relation, for_columns: as dbt passes them
-#}
{%- macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set comments -%}
        {%- if for_relation and config.persist_relation_docs() and model.description -%}
            {{ duckdb__alter_relation_comment(relation, model.description) }}
        {%- endif -%}
        {%- if for_columns and config.persist_column_docs() -%}
            {%- for name, column in model.columns.items() if column.description %}
            comment on column {{ relation }}.{{ adapter.quote(name) }}
            is {{ duckdb_escape_comment(column.description) }};
            {%- endfor -%}
        {%- endif -%}
    {%- endset -%}
    {%- if comments | trim -%}
        {%- call statement('comments') -%}{{ comments }}{%- endcall -%}
    {%- endif -%}
{%- endmacro -%}

{#-
    A seed, read by DuckDB: every column is text, as the file has it. A code keeps its leading zeros, an amount
    its decimals. A column of another type says so in `column_types`. The table is made anew at every build,
    so that a column that is new in the file is no error.
-#}
{%- materialization seed, adapter='duckdb' -%}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set types = model['config'].get('column_types') or {} -%}
    {%- set create -%}
        create table {{ relation }} as
        select
            *
            {%- if types %} replace (
                {%- for column, type in types.items() %}
                cast({{ adapter.quote(column) }} as {{ type }}) as {{ adapter.quote(column) }}
                {{- ',' if not loop.last }}
                {%- endfor %}
            )
            {%- endif %}
        from read_csv(
            {{ dbt.string_literal(adapter.get_seed_file_path(model)) }},
            header = true, all_varchar = true, strict_mode = true,
            delim = {{ dbt.string_literal(config.get('delimiter', ',')) }}, quote = '"', escape = '"'
        )
    {%- endset -%}
    {#- dbt asks each seed for its contents, by this name. -#}
    {{- return(made_in_place(relation, create, [create, bytes_of_seed()], {
        'agate_table': 'select count(*) as rows_loaded from ' ~ relation,
    })) -}}
{%- endmaterialization -%}

{#- What tells one file from another: dbt has no digest of one above a megabyte, which is another at each build. -#}
{%- macro bytes_of_seed() -%}
    {{- return(invocation_id if model.checksum['name'] == 'path' else model.checksum) -}}
{%- endmacro -%}

{#-
    A test of the data: its rows are counted; they are kept in a table where there are any, as somebody will
    read them, and what an earlier build kept there is dropped.
-#}
{%- materialization test, adapter='duckdb' -%}
    {{- return(counted_and_kept()) -}}
{%- endmaterialization -%}

{%- macro counted_and_kept() -%}
    {%- set relations = [] -%}
    {%- set found = rows_of_test(sql) -%}
    {%- set rows -%}
        {{ get_limit_subquery_sql(found or 'select 1 as found where false', config.get('limit')) }}
    {%- endset -%}
    {%- call statement('main', fetch_result=True) -%}
        {{ get_test_sql(
            rows,
            config.get('fail_calc') if found else 'count(*)',
            config.get('warn_if'), config.get('error_if'), limit=none
        ) }}
    {%- endcall -%}
    {%- if should_store_failures() -%}
        {%- set kept = load_cached_relation(this) -%}
        {%- if kept -%}
            {%- do adapter.drop_relation(kept) -%}
        {%- endif -%}
        {%- if load_result('main')['data'][0][0] -%}
            {%- set kept = this.incorporate(type=config.get('store_failures_as') or 'table') -%}
            {%- call statement('keep', auto_begin=True) -%}
                {{ get_create_sql(kept, rows) }}
            {%- endcall -%}
            {%- do relations.append(kept) -%}
        {%- endif -%}
        {%- if kept -%}
            {%- do adapter.commit() -%}
        {%- endif -%}
    {%- endif -%}
    {{- return({'relations': relations}) -}}
{%- endmacro -%}
