{#-
    Spark and Sail: what has changed stands in schemas of its own, `changed_` before their names, and in
    `changed_documents`. Parquet knows no deletion: a table that gets new rows is written once more.

    What is noted is in memory meanwhile, in dbt's graph, which is one for all nodes: a table of Spark has no
    transactions, and to ask it is a job. `builds.relations` is empty until the build has come to its end; one that
    was stopped is followed by one that makes everything.
-#}
{%- macro spark__choose_documents() -%}
    {%- do create_schema(api.Relation.create(schema='builds')) -%}
    {%- do drop_beside() -%}
    {%- do create_schema(api.Relation.create(schema='changed_documents')) -%}
    {%- do tell_spark(
        'create table if not exists builds.documents (disclosure_id string, fingerprint decimal(30, 0))'
        ~ ' using parquet'
    ) -%}
    {%- do tell_spark(
        'create table if not exists builds.relations'
        ~ ' (relation string, recipe string, documents string, is_by_document boolean) using parquet'
    ) -%}
    {%- set relations = {} -%}
    {%- for row in run_query('select to_json(struct(*)) as note from builds.relations').rows -%}
        {%- set note = fromjson(row[0]) -%}
        {%- do relations.update({note['relation']: note}) -%}
    {%- endfor -%}
    {%- do note_all({}) -%}
    {%- do list_changed_documents() -%}
    {%- set query -%}
        select to_json(struct(version() as engine, documents, base)) as state
        from {{ list_beside('state') }}
    {%- endset -%}
    {%- set known = {'base': none, 'documents': none, 'relations': relations, 'beside': {}} -%}
    {%- do known.update(fromjson(run_query(query).rows[0][0])) -%}
    {%- do graph.update({'builds': known}) -%}
    {%- if known['base'] is not none -%}
        {%- for schema in schemas_beside() -%}
            {%- do create_schema(api.Relation.create(schema=schema)) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro -%}

{#- A statement whose answer nobody asks for. -#}
{%- macro tell_spark(sql) -%}
    {%- call statement('told') -%}{{ sql }}{%- endcall -%}
{%- endmacro -%}

{#- Makes a table, also in the place of another. -#}
{%- macro replace_on_spark(name, query) -%}
    {%- do tell_spark('drop table if exists ' ~ name) -%}
    {%- do tell_spark('create table ' ~ name ~ ' using parquet as ' ~ query) -%}
{%- endmacro -%}

{#- For each schema one of what has changed. -#}
{%- macro schemas_beside() -%}
    {%- set schemas = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type in ['model', 'test'] -%}
        {%- do schemas.append('changed_' ~ node.schema) -%}
    {%- endfor -%}
    {{- return(schemas | unique | list) -}}
{%- endmacro -%}

{%- macro drop_beside() -%}
    {%- for schema in schemas_beside() + ['changed_documents'] -%}
        {%- do tell_spark('drop schema if exists ' ~ schema ~ ' cascade') -%}
    {%- endfor -%}
{%- endmacro -%}

{%- macro spark__keep_beside(name, query) -%}
    {%- do replace_on_spark(list_beside(name), query) -%}
{%- endmacro -%}

{%- macro spark__hash_of(expressions) -%}
    cast(xxhash64({{ expressions | join(', ') }}) as decimal(20, 0))
{%- endmacro -%}

{#- With the names: xxhash64 of several columns passes over a NULL, so that a text could change its column unseen. -#}
{%- macro spark__whole_row(alias) -%}
    to_json(struct({{ alias }}.*))
{%- endmacro -%}

{%- macro spark__keep_fingerprints(models, others) -%}
    {%- set known = what_is_known([]) -%}
    {%- set relations = {} -%}
    {%- set behind = [] -%}
    {%- for name, note in known['relations'].items() if name in models + others -%}
        {%- do relations.update({name: note}) -%}
        {%- if name in models and note.get('documents') != known['documents'] -%}
            {%- do behind.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not behind -%}
        {%- do tell_spark(
            'insert overwrite table builds.documents select * from ' ~ list_beside('fingerprints')
        ) -%}
    {%- endif -%}
    {%- do note_all(relations) -%}
    {%- do drop_beside() -%}
{%- endmacro -%}

{#- Writes down what is noted, in the place of what was. -#}
{%- macro note_all(relations) -%}
    {%- set sql -%}
        insert overwrite table builds.relations
        {%- if relations %}
        values
            {%- for name, note in relations.items() %}
            (
                {{- dbt.string_literal(name) }},
                {{ dbt.string_literal(note['recipe']) if note.get('recipe') else 'cast(null as string)' }},
                {{ dbt.string_literal(note['documents']) if note.get('documents') else 'cast(null as string)' }},
                {{ 'cast(null as boolean)' if note.get('is_by_document') is none else note['is_by_document'] -}}
            ) {{- ',' if not loop.last }}
            {%- endfor -%}
        {%- else %}
        select '' as relation, '' as recipe, '' as documents, false as is_by_document where false
        {%- endif -%}
    {%- endset -%}
    {%- do tell_spark(sql) -%}
{%- endmacro -%}

{%- macro spark__what_is_known(names) -%}
    {{- return(graph['builds']) -}}
{%- endmacro -%}

{#- A seed is of no document: kept, whichever there are. -#}
{%- macro spark__note_what_was_made(name, recipe, is_of_documents, is_by_document) -%}
    {%- set known = what_is_known([name]) -%}
    {%- do known['relations'].update({name: {
        'relation': name,
        'recipe': recipe,
        'documents': known['documents'] if is_of_documents else 'any',
        'is_by_document': is_by_document,
    }}) -%}
{%- endmacro -%}

{#- A statement that fails may leave a part: what is noted of a relation ends before and begins behind. -#}
{%- macro forget_on_spark(relation) -%}
    {%- set name = relation.schema ~ '.' ~ relation.identifier -%}
    {{- return(what_is_known([name])['relations'].pop(name, none)) -}}
{%- endmacro -%}

{#-
    A table in which these documents had no rows gets the new ones behind its own. Another is written once more, and
    twice: neither engine can replace a table by what it reads from it, and Sail renames none.
-#}
{%- macro spark__merge_documents(relation, query) -%}
    {%- set note = forget_on_spark(relation) -%}
    {%- set beside = in_changed_on_spark(relation) -%}
    {%- do replace_on_spark(beside, of_changed(relation, query)) -%}
    {%- set new = 'select * from ' ~ beside ~ ' where ' ~ is_among('rebuilt') -%}
    {%- set counts -%}
        select
            (select count(*) from {{ relation }} where {{ is_among('rebuilt') }}) as rows_before,
            (select count(*) from ({{ new }}) as found) as rows_now
    {%- endset -%}
    {%- set counts = run_query(counts).rows[0] -%}
    {%- if counts['rows_before'] -%}
        {%- set merged -%}
            select known.* from {{ relation }} as known
            where not exists (
                select 1 from {{ list_beside('rebuilt') }} as rebuilt
                where known.disclosure_id = rebuilt.disclosure_id
            )
            union all
            {{ new }}
        {%- endset -%}
        {%- do replace_on_spark(beside ~ '__merged', merged) -%}
        {%- do tell_spark(
            'insert overwrite table ' ~ relation ~ ' select * from ' ~ beside ~ '__merged'
        ) -%}
        {%- do tell_spark('drop table ' ~ beside ~ '__merged') -%}
    {%- elif counts['rows_now'] -%}
        {%- do tell_spark('insert into table ' ~ relation ~ ' ' ~ new) -%}
    {%- endif -%}
    {%- do note_beside(relation, beside) -%}
    {%- do note_what_was_made(relation, note['recipe']) -%}
{%- endmacro -%}

{#- A view of those documents that are read, of a relation that has any; another is read where it is. -#}
{%- macro spark__show_beside(relation, query) -%}
    {%- set beside = relation | string -%}
    {%- if model.resource_type == 'model' and has_documents(relation) -%}
        {%- set beside = in_changed_on_spark(relation) -%}
        {%- do tell_spark(
            'create or replace view ' ~ beside ~ ' as select * from ' ~ relation
            ~ ' where ' ~ is_among('documents')
        ) -%}
    {%- endif -%}
    {%- do note_beside(relation, beside) -%}
{%- endmacro -%}

{#- By which name a relation is read where it is asked of the documents that have changed. -#}
{%- macro note_beside(relation, beside) -%}
    {%- set name = relation.schema ~ '.' ~ relation.identifier -%}
    {%- do what_is_known([name])['beside'].update({name: beside}) -%}
{%- endmacro -%}

{%- macro in_changed_on_spark(relation) -%}
    {{- return('changed_' ~ relation.schema ~ '.' ~ relation.identifier) -}}
{%- endmacro -%}

{%- macro spark__of_changed(relation, query) -%}
    {%- set asked = namespace(query=query) -%}
    {%- set beside = what_is_known([])['beside'] -%}
    {%- for parent in names_of_parents() if beside[parent] != parent -%}
        {%- set asked.query = modules.re.sub(
            '\\b' ~ modules.re.escape(parent) ~ '\\b', beside[parent], asked.query
        ) -%}
    {%- endfor -%}
    {{- asked.query -}}
{%- endmacro -%}

{#- Only where it is needed: a table costs more than to count. -#}
{%- macro spark__rows_beside(relation, rows, is_again) -%}
    {%- if not is_again -%}{{- return(rows) -}}{%- endif -%}
    {%- do create_schema(api.Relation.create(schema='changed_' ~ relation.schema)) -%}
    {%- do replace_on_spark(in_changed_on_spark(relation), rows) -%}
    {{- return('select * from ' ~ in_changed_on_spark(relation)) -}}
{%- endmacro -%}
