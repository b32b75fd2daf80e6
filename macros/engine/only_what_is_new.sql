{#-
    A build makes what has changed, and of a landing zone only the documents that have.

    `builds.relations` says from which SQL and from which documents each relation was made, and
    `builds.documents` has a fingerprint of every document of the last build that came to its end.
    What follows from the same SQL and the same documents is kept. Where documents have changed, the
    same SQL runs in a database in memory, `changed_documents`, that has these documents alone and
    those they may be held against; their rows then take the place of the old ones. No model knows.
-#}

{#- Stands where a landing zone is read: the place where documents are chosen. -#}
{%- macro of_all_documents() -%}
    /* of all documents */ true
{%- endmacro -%}

{#- Whether a row is of one of some documents: `documents`, which are read, or `rebuilt`, which are replaced. -#}
{%- macro is_among(documents) -%}
    disclosure_id in (select disclosure_id from changed_documents.main.{{ documents }})
{%- endmacro -%}

{#- At the start of a build: which documents have changed, and which they may be held against. -#}
{%- macro choose_documents() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {{- adapter.dispatch('choose_documents')() -}}
    {%- endif -%}
{%- endmacro -%}

{#- Engines that make everything anew. -#}
{%- macro default__choose_documents() -%}{%- endmacro -%}

{%- macro duckdb__choose_documents() -%}
    {%- set links = adapter.get_relation(
        database=target.database, schema='intermediate', identifier='int_disclosures_linked'
    ) -%}
    {%- do run_query(
        "create schema if not exists builds;"
        ~ " create table if not exists builds.documents (disclosure_id text, fingerprint hugeint);"
        ~ " create table if not exists builds.relations"
        ~ " (relation text, recipe text, documents text, is_by_document boolean)"
    ) -%}
    {#- What is in memory is another transaction's. #}
    {%- do adapter.commit() -%}
    {%- do run_query("attach if not exists ':memory:' as changed_documents") -%}
    {%- if var('landing_zone', none) -%}
        {%- do keep_beside('fingerprints', document_fingerprints()) -%}
        {%- do keep_beside('named', documents_named()) -%}
        {%- do keep_beside('listed', units_listed()) -%}
        {%- do keep_beside('links', documents_linked(links)) -%}
        {%- do keep_beside('differing', documents_differing()) -%}
        {%- do keep_beside('rebuilt', and_neighbours('differing')) -%}
        {%- do keep_beside('documents', and_neighbours('rebuilt')) -%}
        {%- do keep_beside('state', state_of_documents()) -%}
    {%- else -%}
        {#- A seed is no document's alone: where one has changed, what it leads to is made anew. #}
        {%- do keep_beside('fingerprints', 'from builds.documents limit 0') -%}
        {%- do keep_beside('state', "select 'seeds' as documents, null as base") -%}
    {%- endif -%}
{%- endmacro -%}

{%- macro keep_beside(table, query) -%}
    {%- do run_query('create or replace table changed_documents.main.' ~ table ~ ' as ' ~ query) -%}
{%- endmacro -%}

{#- Whatever a raw table says of a document, as one number; in no order of rows. -#}
{%- macro document_fingerprints() -%}
    select
        disclosure_id,
        sum(row_hash) as fingerprint
    from (
        {%- for name in raw_tables() %}
        select
            disclosure_id,
            hash(version(), '{{ name }}', raw_row) as row_hash
        from {{ published(name) }} as raw_row
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    )
    group by disclosure_id
{%- endmacro -%}

{%- macro documents_named() -%}
    select
        disclosure_id,
        {{ clean_code('region_code') }} as region,
        try_cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
        {{ clean_code('department_code') }} as department_code,
        {{ name_key(clean_text('department_name')) }} as department_key
    from {{ published('disclosures') }}
{%- endmacro -%}

{%- macro units_listed() -%}
    select distinct
        disclosure_id,
        {{ name_key(clean_text('unit_label')) }} as unit_key
    from {{ published('budget_units') }}
{%- endmacro -%}

{#- What was held against each other so far. -#}
{%- macro documents_linked(links) -%}
    {%- if links %}
    select disclosure_id, other_disclosure_id from {{ links }}
    union
    select other_disclosure_id, disclosure_id from {{ links }}
    {%- else %}
    select null as disclosure_id, null as other_disclosure_id limit 0
    {%- endif -%}
{%- endmacro -%}

{#- New documents, other ones, and those that are gone. -#}
{%- macro documents_differing() -%}
    select coalesce(found.disclosure_id, known.disclosure_id) as disclosure_id
    from changed_documents.main.fingerprints as found
    full join builds.documents as known
        on found.disclosure_id = known.disclosure_id
    where found.fingerprint is distinct from known.fingerprint
{%- endmacro -%}

{#-
    Some documents and all that may be held against them: of the same region, by the code or the name of the
    department or a name on its list of units, of this year and those beside it. More may be among them than is;
    none is left out.
-#}
{%- macro and_neighbours(some) -%}
    with

    pairs as (

        select
            own.disclosure_id,
            own.department_code,
            own.department_key,
            others.disclosure_id as other_disclosure_id,
            others.department_code as other_department_code,
            others.department_key as other_department_key
        from changed_documents.main.{{ some }} as few
        inner join changed_documents.main.named as own
            on few.disclosure_id = own.disclosure_id
        inner join changed_documents.main.named as others
            on
                own.region = others.region
                and abs(own.fiscal_year - others.fiscal_year) <= 1

    )

    select disclosure_id from changed_documents.main.{{ some }}
    union
    select links.other_disclosure_id
    from changed_documents.main.{{ some }} as few
    inner join changed_documents.main.links
        on few.disclosure_id = links.disclosure_id
    union
    select other_disclosure_id from pairs
    where
        department_code = other_department_code
        or department_key = other_department_key
    {%- for department, unit in [('', 'other_'), ('other_', '')] %}
    union
    select pairs.other_disclosure_id
    from pairs
    inner join changed_documents.main.listed
        on
            pairs.{{ department }}disclosure_id = listed.disclosure_id
            and starts_with(listed.unit_key, pairs.{{ unit }}department_key)
    {%- endfor %}
{%- endmacro -%}

{#-
    One row: `documents`, from which a relation is made now, and `base`, from which it was made where the
    changed ones are all that it lacks: NULL where so much has changed that everything is made sooner.
-#}
{%- macro state_of_documents() -%}
    select
        (
            select {{ digest_of_documents() }} from changed_documents.main.fingerprints as document
        ) as documents,
        case
            when
                (select 3 * count(*) from changed_documents.main.rebuilt)
                <= (select count(*) from changed_documents.main.fingerprints)
                then (select {{ digest_of_documents() }} from builds.documents as document)
        end as base
{%- endmacro -%}

{%- macro digest_of_documents() -%}
    md5(cast(sum(hash(document.disclosure_id, document.fingerprint)) as text))
{%- endmacro -%}

{#- At the end of a build that made every relation from these documents: the next one starts from them. -#}
{%- macro keep_fingerprints() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {{- adapter.dispatch('keep_fingerprints')() -}}
    {%- endif -%}
{%- endmacro -%}

{%- macro default__keep_fingerprints() -%}{%- endmacro -%}

{%- macro duckdb__keep_fingerprints() -%}
    {%- set names = {'seed': [], 'model': [], 'test': []} -%}
    {%- for node in graph.nodes.values() if node.resource_type in names -%}
        {%- do names[node.resource_type].append(dbt.string_literal(node.schema ~ '.' ~ node.alias)) -%}
    {%- endfor -%}
    {%- set behind -%}
        select count(*) from builds.relations
        where
            documents <> (select documents from changed_documents.main.state)
            and relation in ({{ names['model'] | join(', ') }})
    {%- endset -%}
    {%- do run_query(
        'delete from builds.relations where relation not in ('
        ~ (names['seed'] + names['model'] + names['test']) | join(', ') ~ ')'
    ) -%}
    {%- if not run_query(behind).rows[0][0] -%}
        {%- do run_query(
            'begin; delete from builds.documents;'
            ~ ' insert into builds.documents from changed_documents.main.fingerprints; commit'
        ) -%}
    {%- endif -%}
{%- endmacro -%}

{#-
    How a relation comes to be what its SQL says: `keep` what is there, `merge` the documents that have changed, or
    `make` it; and its recipe, a digest of what it follows from: NULL where that of a parent is not known.

    Arguments:
        relation: the view or table
        own: what it follows from besides its parents
-#}
{%- macro way_to_make(relation, own) -%}
    {%- set parents = [] -%}
    {%- for id in model.depends_on.get('nodes', []) if id in graph.nodes -%}
        {%- do parents.append(dbt.string_literal(graph.nodes[id].schema ~ '.' ~ graph.nodes[id].alias)) -%}
    {%- endfor -%}
    {%- set parents = parents | unique | list -%}
    {%- set listed = parents | join(', ') or 'null' -%}
    {%- set own = tojson([own, model.description, model.columns, model.config.materialized])
        | replace('\\"' ~ relation.database ~ '\\".', '') -%}
    {%- set query -%}
        with

        parents as (

            select
                count(recipe) = {{ parents | length }} as are_known,
                coalesce(string_agg(recipe, '' order by relation), '') as recipes
            from builds.relations
            where relation in ({{ listed }})

        ),

        changed as (

            select count(*) = {{ parents | length }} as are_all_parents
            from (
                select schema_name || '.' || table_name as relation from duckdb_tables()
                where database_name = 'changed_documents'
                union all
                select schema_name || '.' || view_name as relation from duckdb_views()
                where database_name = 'changed_documents'
            )
            where relation in ({{ listed }})

        ),

        recipes as (

            select
                case
                    when are_known
                        then md5(version() || {{ dbt.string_literal(local_md5(own)) }} || recipes)
                end as recipe
            from parents

        )

        select
            recipes.recipe,
            state.base is not null as is_merging,
            changed.are_all_parents,
            case
                when
                    {{ flags.FULL_REFRESH }}
                    or before.recipe is distinct from recipes.recipe
                    or recipes.recipe is null
                    then 'make'
                when {{ relation.type == 'view' }} or before.documents = state.documents then 'keep'
                when
                    before.documents = state.base
                    and before.is_by_document
                    and changed.are_all_parents
                    then 'merge'
                else 'make'
            end as way
        from recipes
        cross join changed
        cross join changed_documents.main.state
        left join builds.relations as before
            on before.relation = {{ dbt.string_literal(relation.schema ~ '.' ~ relation.identifier) }}
    {%- endset -%}
    {{- return(run_query(query).rows[0]) -}}
{%- endmacro -%}

{#- Puts the rows of the documents that have changed in the place of the old ones. -#}
{%- macro merge_documents(relation, query) -%}
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
    {%- do store_raw_result('main', message='MERGED', code='MERGED', rows_affected='-1') -%}
{%- endmacro -%}

{#- What was made or kept whole, for those that are made of the changed documents. -#}
{%- macro show_beside(relation, query=none) -%}
    {%- call statement('changed', auto_begin=True) -%}
        create schema if not exists changed_documents.{{ relation.schema }};
        create or replace view {{ in_changed(relation) }} as
        {%- if query %}
            {{ of_changed(relation, query) }}
        {%- else %}
            from {{ relation }}
            {%- if model.resource_type == 'model' and is_by_document(relation) %}
                where {{ is_among('documents') }}
            {%- endif -%}
        {%- endif -%}
    {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro -%}

{%- macro is_by_document(relation) -%}
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

{#- The relation of the same name in the database of what has changed. -#}
{%- macro in_changed(relation) -%}
    {{- return(relation.incorporate(path={'database': 'changed_documents'})) -}}
{%- endmacro -%}

{#- The same SQL, asked of the documents that have changed. -#}
{%- macro of_changed(relation, query) -%}
    {{- query
        | replace('"' ~ relation.database ~ '".', '"changed_documents".')
        | replace(of_all_documents() | trim, is_among('documents') | trim) -}}
{%- endmacro -%}

{#- The rows that a test of the data finds. -#}
{%- macro rows_of_test(query) -%}
    {{- return(adapter.dispatch('rows_of_test')(query)) -}}
{%- endmacro -%}

{%- macro default__rows_of_test(query) -%}
    {{- return(query) -}}
{%- endmacro -%}

{#-
    Of a landing zone: those that were found are found again where nothing has changed, and of documents that
    have not. They are copied, as what is found takes their place.
-#}
{%- macro duckdb__rows_of_test(query) -%}
    {%- set relation = this.incorporate(type='table') -%}
    {%- if not var('landing_zone', none) or flags.WHICH != 'build' or not should_store_failures() -%}
        {{- return(query) -}}
    {%- endif -%}
    {%- set how = way_to_make(relation, query) -%}
    {%- set found = load_cached_relation(this) -%}
    {%- set rows = query -%}
    {%- if how['way'] == 'keep' -%}
        {%- set rows = 'from ' ~ found if found else 'from (' ~ query ~ ') where false' -%}
    {%- elif how['way'] == 'merge' -%}
        {%- set changed = of_changed(relation, query) -%}
        {%- set is_by_document -%}
            select count(*) from (describe {{ changed }}) where column_name = 'disclosure_id'
        {%- endset -%}
        {%- if run_query(is_by_document).rows[0][0] -%}
            {%- set rows -%}
                from ({{ changed }}) where {{ is_among('rebuilt') }}
                {%- if found %} union all by name from {{ found }} where not {{ is_among('rebuilt') }}{% endif -%}
            {%- endset -%}
        {%- endif -%}
    {%- endif -%}
    {%- call statement('changed', auto_begin=True) -%}
        create schema if not exists changed_documents.{{ relation.schema }};
        create or replace table {{ in_changed(relation) }} as {{ rows }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {%- do note_what_was_made(relation, how['recipe']) -%}
    {%- do adapter.commit() -%}
    {{- return('select * from ' ~ in_changed(relation)) -}}
{%- endmacro -%}

{#- What a relation that has just been made follows from. -#}
{%- macro note_what_was_made(relation, recipe) -%}
    {%- set name = dbt.string_literal(relation.schema ~ '.' ~ relation.identifier) -%}
    {%- call statement('note') -%}
        delete from builds.relations where relation = {{ name }};
        insert into builds.relations
        select
            {{ name }} as relation,
            {{ dbt.string_literal(recipe) if recipe else 'null' }} as recipe,
            {{ 'documents' if relation.type == 'table' and model.resource_type != 'seed' else 'null' }}
                as documents,
            {{ model.resource_type == 'test' or is_by_document(relation) }} as is_by_document
        from changed_documents.main.state
    {%- endcall -%}
{%- endmacro -%}
