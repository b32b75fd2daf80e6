{#- DuckDB: what has changed stands in a database in memory, `changed_documents`; rows are deleted and inserted. -#}
{%- macro duckdb__choose_documents() -%}
    {%- do run_query(
        "create schema if not exists builds;"
        ~ " create table if not exists builds.documents (disclosure_id text, fingerprint hugeint);"
        ~ " create table if not exists builds.relations"
        ~ " (relation text, recipe text, documents text, is_by_document boolean)"
    ) -%}
    {#- What is in memory is another transaction's. #}
    {%- do adapter.commit() -%}
    {%- do run_query("attach if not exists ':memory:' as changed_documents") -%}
    {%- do list_changed_documents() -%}
{%- endmacro -%}

{%- macro duckdb__list_beside(name) -%}
    changed_documents.main.{{ name }}
{%- endmacro -%}

{%- macro duckdb__keep_fingerprints(models, others) -%}
    {%- set behind -%}
        select count(*) from builds.relations
        where
            documents <> (select documents from changed_documents.main.state)
            and relation in ({{ text_list(models) }})
    {%- endset -%}
    {%- do run_query(
        'delete from builds.relations where relation not in (' ~ text_list(models + others) ~ ')'
    ) -%}
    {%- if not run_query(behind).rows[0][0] -%}
        {%- do run_query(
            'begin; delete from builds.documents;'
            ~ ' insert into builds.documents from changed_documents.main.fingerprints; commit'
        ) -%}
    {%- endif -%}
{%- endmacro -%}

{%- macro text_list(names) -%}
    {%- for name in names -%}{{ dbt.string_literal(name) }}{{ ', ' if not loop.last }}{%- endfor -%}
{%- endmacro -%}

{#- In one answer, as each relation asks it. -#}
{%- macro duckdb__what_is_known(names) -%}
    {%- set query -%}
        select
            to_json({
                'engine': version(),
                'documents': documents,
                'base': base,
                'relations': (
                    select list({
                        'relation': relation,
                        'recipe': recipe,
                        'documents': documents,
                        'is_by_document': is_by_document
                    })
                    from builds.relations
                    where relation in ({{ text_list(names) }})
                ),
                'beside': (
                    select list(relation)
                    from (
                        select schema_name || '.' || table_name as relation from duckdb_tables()
                        where database_name = 'changed_documents'
                        union all
                        select schema_name || '.' || view_name as relation from duckdb_views()
                        where database_name = 'changed_documents'
                    )
                    where relation in ({{ text_list(names) }})
                )
            }) as known
        from changed_documents.main.state
    {%- endset -%}
    {%- set known = fromjson(run_query(query).rows[0][0]) -%}
    {%- set relations = {} -%}
    {%- for note in known['relations'] or [] -%}
        {%- do relations.update({note['relation']: note}) -%}
    {%- endfor -%}
    {%- do known.update({'relations': relations, 'beside': known['beside'] or []}) -%}
    {{- return(known) -}}
{%- endmacro -%}

{%- macro duckdb__note_what_was_made(name, recipe, is_of_documents, is_by_document) -%}
    {%- call statement('note') -%}
        delete from builds.relations where relation = {{ dbt.string_literal(name) }};
        insert into builds.relations
        select
            {{ dbt.string_literal(name) }} as relation,
            {{ dbt.string_literal(recipe) if recipe else 'null' }} as recipe,
            {{ 'documents' if is_of_documents else 'null' }} as documents,
            {{ 'null' if is_by_document is none else is_by_document }} as is_by_document
        from changed_documents.main.state
    {%- endcall -%}
{%- endmacro -%}

{%- macro duckdb__has_documents(relation) -%}
    {%- set query -%}
        select count(*) from duckdb_columns()
        where
            database_name = current_database()
            and schema_name = {{ dbt.string_literal(relation.schema) }}
            and table_name = {{ dbt.string_literal(relation.identifier) }}
            and column_name = 'disclosure_id'
    {%- endset -%}
    {{- return(run_query(query).rows[0][0] > 0) -}}
{%- endmacro -%}

{#- In two transactions, as what is in memory is another one's: the second notes what it merges. -#}
{%- macro duckdb__merge_documents(relation, query) -%}
    {%- set beside = in_changed(relation) -%}
    {%- call statement('changed', auto_begin=True) -%}
        create schema if not exists changed_documents.{{ relation.schema }};
        create or replace table {{ beside }} as from {{ relation }} limit 0;
        insert into {{ beside }} by name {{ of_changed(relation, query) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {%- call statement('merge', auto_begin=True) -%}
        delete from {{ relation }} where {{ is_among('rebuilt') }};
        insert into {{ relation }} by name select * from {{ beside }} where {{ is_among('rebuilt') }};
        update builds.relations
        set documents = (select documents from changed_documents.main.state)
        where relation = '{{ relation.schema }}.{{ relation.identifier }}'
    {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro -%}

{%- macro duckdb__show_beside(relation, query) -%}
    {%- call statement('changed', auto_begin=True) -%}
        create schema if not exists changed_documents.{{ relation.schema }};
        create or replace view {{ in_changed(relation) }} as
        {%- if query %}
            {{ of_changed(relation, query) }}
        {%- else %}
            from {{ relation }}
            {%- if model.resource_type == 'model' and has_documents(relation) %}
                where {{ is_among('documents') }}
            {%- endif -%}
        {%- endif -%}
    {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro -%}

{#- The relation of the same name in the database of what has changed. -#}
{%- macro in_changed(relation) -%}
    {{- return(relation.incorporate(path={'database': 'changed_documents'})) -}}
{%- endmacro -%}

{%- macro duckdb__of_changed(relation, query) -%}
    {{- query | replace('"' ~ relation.database ~ '".', '"changed_documents".') -}}
{%- endmacro -%}

{%- macro duckdb__rows_beside(relation, rows, is_again) -%}
    {%- call statement('changed', auto_begin=True) -%}
        create schema if not exists changed_documents.{{ relation.schema }};
        create or replace table {{ in_changed(relation) }} as {{ rows }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{- return('select * from ' ~ in_changed(relation)) -}}
{%- endmacro -%}
