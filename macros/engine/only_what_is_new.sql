{#-
    A build makes what has changed, and of a landing zone only the documents that have.

    `builds.relations` says from which SQL and from which documents each relation was made, and
    `builds.documents` has a fingerprint of every document of the last build that came to its end.
    What follows from the same SQL and the same documents is kept. Where documents have changed, the
    same SQL runs beside, on relations that have these documents alone and those they may be held
    against; their rows then take the place of the old ones. No model knows.

    This is the same on every engine. Where what has changed stands, how a row is hashed and how rows take
    the place of others, each says in a file of its own. An engine without one makes everything anew.
-#}

{#- Stands where a landing zone is read: the place where documents are chosen. -#}
{%- macro of_all_documents() -%}
    /* of all documents */ true
{%- endmacro -%}

{#- Whether a row is of one of some documents: `documents`, which are read, or `rebuilt`, which are replaced. -#}
{%- macro is_among(documents) -%}
    disclosure_id in (select disclosure_id from {{ list_beside(documents) }})
{%- endmacro -%}

{#- At the start of a build: which documents have changed, and which they may be held against. -#}
{%- macro choose_documents() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {{- adapter.dispatch('choose_documents')() -}}
    {%- endif -%}
{%- endmacro -%}

{#- Engines that make everything anew. -#}
{%- macro default__choose_documents() -%}{%- endmacro -%}

{%- macro list_changed_documents() -%}
    {%- if var('landing_zone', none) -%}
        {%- set links = adapter.get_relation(
            database=target.database, schema='intermediate', identifier='int_disclosures_linked'
        ) -%}
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
        {%- do keep_beside('fingerprints', 'select * from builds.documents limit 0') -%}
        {%- do keep_beside('state', state_of_seeds()) -%}
    {%- endif -%}
{%- endmacro -%}

{#- Where a list of the documents that have changed stands. -#}
{%- macro list_beside(name) -%}
    {{- adapter.dispatch('list_beside')(name) -}}
{%- endmacro -%}

{%- macro default__list_beside(name) -%}
    changed_documents.{{ name }}
{%- endmacro -%}

{#- Makes such a list. -#}
{%- macro keep_beside(name, query) -%}
    {{- adapter.dispatch('keep_beside')(name, query) -}}
{%- endmacro -%}

{%- macro default__keep_beside(name, query) -%}
    {%- do run_query('create or replace table ' ~ list_beside(name) ~ ' as ' ~ query) -%}
{%- endmacro -%}

{#- Some expressions as one number, of which a sum over millions of rows is one, too. -#}
{%- macro hash_of(expressions) -%}
    {{- adapter.dispatch('hash_of')(expressions) -}}
{%- endmacro -%}

{%- macro default__hash_of(expressions) -%}
    hash({{ expressions | join(', ') }})
{%- endmacro -%}

{#- A row with all its columns, as one expression. -#}
{%- macro whole_row(alias) -%}
    {{- adapter.dispatch('whole_row')(alias) -}}
{%- endmacro -%}

{%- macro default__whole_row(alias) -%}
    {{ alias }}
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
            {{ hash_of(['version()', dbt.string_literal(name), whole_row('raw_row')]) }} as row_hash
        from {{ published(name) }} as raw_row
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as raw_rows
    group by disclosure_id
{%- endmacro -%}

{%- macro documents_named() -%}
    select
        disclosure_id,
        {{ clean_code('region_code') }} as region,
        try_cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
        {{ clean_code('department_code') }} as department_code,
        {{ name_key(clean_text('department_name')) }} as department_key
    from {{ published('disclosures') }} as disclosures
{%- endmacro -%}

{%- macro units_listed() -%}
    select distinct
        disclosure_id,
        {{ name_key(clean_text('unit_label')) }} as unit_key
    from {{ published('budget_units') }} as budget_units
{%- endmacro -%}

{#- What was held against each other so far. -#}
{%- macro documents_linked(links) -%}
    {%- if links %}
    select disclosure_id, other_disclosure_id from {{ links }}
    union
    select other_disclosure_id, disclosure_id from {{ links }}
    {%- else %}
    select disclosure_id, disclosure_id as other_disclosure_id from builds.documents limit 0
    {%- endif -%}
{%- endmacro -%}

{#- New documents, other ones, and those that are gone. -#}
{%- macro documents_differing() -%}
    select coalesce(found.disclosure_id, known.disclosure_id) as disclosure_id
    from {{ list_beside('fingerprints') }} as found
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
        from {{ list_beside(some) }} as few
        inner join {{ list_beside('named') }} as own
            on few.disclosure_id = own.disclosure_id
        inner join {{ list_beside('named') }} as others
            on
                own.region = others.region
                and abs(own.fiscal_year - others.fiscal_year) <= 1

    )

    select disclosure_id from {{ list_beside(some) }}
    union
    select links.other_disclosure_id
    from {{ list_beside(some) }} as few
    inner join {{ list_beside('links') }} as links
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
    inner join {{ list_beside('listed') }} as listed
        on
            pairs.{{ department }}disclosure_id = listed.disclosure_id
            and left(listed.unit_key, length(pairs.{{ unit }}department_key)) = pairs.{{ unit }}department_key
    {%- endfor %}
{%- endmacro -%}

{#-
    One row: `documents`, from which a relation is made now, and `base`, from which it was made where the
    changed ones are all that it lacks: NULL where so much has changed that everything is made sooner.
-#}
{%- macro state_of_documents() -%}
    select
        (
            select {{ digest_of_documents() }} from {{ list_beside('fingerprints') }} as document
        ) as documents,
        case
            when
                (select 3 * count(*) from {{ list_beside('rebuilt') }})
                <= (select count(*) from {{ list_beside('fingerprints') }})
                then (select {{ digest_of_documents() }} from builds.documents as document)
        end as base
{%- endmacro -%}

{%- macro state_of_seeds() -%}
    select
        'seeds' as documents,
        cast(null as {{ dbt.type_string() }}) as base
{%- endmacro -%}

{%- macro digest_of_documents() -%}
    {%- set fingerprint = 'cast(document.fingerprint as ' ~ dbt.type_string() ~ ')' -%}
    md5(cast(sum({{ hash_of(['document.disclosure_id', fingerprint]) }}) as {{ dbt.type_string() }}))
{%- endmacro -%}

{#- At the end of a build that made every relation from these documents: the next one starts from them. -#}
{%- macro keep_fingerprints() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed'] -%}
        {%- set names = {'seed': [], 'model': [], 'test': []} -%}
        {%- for node in graph.nodes.values() if node.resource_type in names -%}
            {%- do names[node.resource_type].append(node.schema ~ '.' ~ node.alias) -%}
        {%- endfor -%}
        {{- adapter.dispatch('keep_fingerprints')(names['model'], names['seed'] + names['test']) -}}
    {%- endif -%}
{%- endmacro -%}

{%- macro default__keep_fingerprints(models, others) -%}{%- endmacro -%}

{#-
    How a relation comes to be what its SQL says: `keep` what is there, `merge` the documents that have changed, or
    `make` it; its recipe, a digest of what it follows from: NULL where that of a parent is not known; and whether its
    rows are of a document each: NULL where nobody has asked, of a test.

    Arguments:
        relation: the view or table
        own: what it follows from besides its parents
-#}
{%- macro way_to_make(relation, own) -%}
    {%- set name = relation.schema ~ '.' ~ relation.identifier -%}
    {%- set parents = names_of_parents() -%}
    {%- set known = what_is_known(parents + [name]) -%}
    {%- set before = known['relations'].get(name, {}) -%}
    {%- set recipes = [] -%}
    {%- set beside = [] -%}
    {%- for parent in parents -%}
        {%- if known['relations'].get(parent, {}).get('recipe') -%}
            {%- do recipes.append(known['relations'][parent]['recipe']) -%}
        {%- endif -%}
        {%- if parent in known['beside'] -%}{%- do beside.append(parent) -%}{%- endif -%}
    {%- endfor -%}
    {%- set own = tojson([own, model.description, model.columns, model.config.materialized])
        | replace('\\"' ~ relation.database ~ '\\".', '') -%}
    {%- set how = {
        'way': 'make',
        'recipe': none,
        'is_by_document': none,
        'is_merging': known['base'] is not none,
        'are_all_parents': beside | length == parents | length,
    } -%}
    {%- if recipes | length == parents | length -%}
        {%- do how.update({'recipe': local_md5(known['engine'] ~ local_md5(own) ~ recipes | join)}) -%}
    {%- endif -%}
    {%- if how['recipe'] and how['recipe'] == before.get('recipe') and not flags.FULL_REFRESH -%}
        {%- do how.update({'is_by_document': before.get('is_by_document')}) -%}
        {%- if relation.type == 'view' or is_of(before, known['documents']) -%}
            {%- do how.update({'way': 'keep'}) -%}
        {%- elif is_of(before, known['base']) and how['is_by_document'] != false and how['are_all_parents'] -%}
            {%- do how.update({'way': 'merge'}) -%}
        {%- endif -%}
    {%- endif -%}
    {{- return(how) -}}
{%- endmacro -%}

{#- The seeds and models that this one reads. -#}
{%- macro names_of_parents() -%}
    {%- set parents = [] -%}
    {%- for id in model.depends_on.get('nodes', []) if id in graph.nodes -%}
        {%- do parents.append(graph.nodes[id].schema ~ '.' ~ graph.nodes[id].alias) -%}
    {%- endfor -%}
    {{- return(parents | unique | sort | list) -}}
{%- endmacro -%}

{#- Whether a relation was made from these documents, by what was noted of it; `any` is of whichever. -#}
{%- macro is_of(note, documents) -%}
    {{- return(documents is not none and note.get('documents') in [documents, 'any']) -}}
{%- endmacro -%}

{#-
    What is known when a relation is to be made: `engine` and its version; `documents` and `base`, as in the state
    of the documents; `relations`, by name, with what was noted of each; `beside`, the names of those that are there
    for the documents that have changed.
-#}
{%- macro what_is_known(names) -%}
    {{- return(adapter.dispatch('what_is_known')(names)) -}}
{%- endmacro -%}

{%- macro default__what_is_known(names) -%}
    {{- return({'engine': '', 'documents': none, 'base': none, 'relations': {}, 'beside': []}) -}}
{%- endmacro -%}

{#-
    Whether this build, too, looks at every model that this one reads. Where it does not, as with `--select`, they may be
    of other documents: the recipe is not known, and what is made from them is made anew next time.
-#}
{%- macro are_parents_selected() -%}
    {%- set left_out = [] -%}
    {%- for id in model.depends_on.get('nodes', []) if id.startswith('model.') and id not in selected_resources -%}
        {%- do left_out.append(id) -%}
    {%- endfor -%}
    {{- return(not left_out) -}}
{%- endmacro -%}

{#- What a relation that has just been made follows from; `is_by_document`, of a test: NULL where nobody has asked. -#}
{%- macro note_what_was_made(relation, recipe, is_by_document=none) -%}
    {%- set is_of_documents = relation.type == 'table' and model.resource_type != 'seed' -%}
    {{- adapter.dispatch('note_what_was_made')(
        relation.schema ~ '.' ~ relation.identifier,
        recipe if are_parents_selected() else none,
        is_of_documents,
        is_by_document if model.resource_type == 'test' else has_documents(relation)
    ) -}}
{%- endmacro -%}

{%- macro default__note_what_was_made(name, recipe, is_of_documents, is_by_document) -%}{%- endmacro -%}

{#- Whether each row of a relation is of one document. -#}
{%- macro has_documents(relation) -%}
    {{- return(adapter.dispatch('has_documents')(relation)) -}}
{%- endmacro -%}

{#- By its description: every column is described. -#}
{%- macro default__has_documents(relation) -%}
    {{- return('disclosure_id' in model.columns) -}}
{%- endmacro -%}

{#- Puts the rows of the documents that have changed in the place of the old ones. -#}
{%- macro merge_documents(relation, query) -%}
    {{- adapter.dispatch('merge_documents')(relation, query) -}}
    {%- do store_raw_result('main', message='MERGED', code='MERGED', rows_affected='-1') -%}
{%- endmacro -%}

{#- What was made or kept whole, for those that are made of the changed documents. -#}
{%- macro show_beside(relation, query=none) -%}
    {{- adapter.dispatch('show_beside')(relation, query) -}}
{%- endmacro -%}

{#- The same SQL, asked of the documents that have changed. -#}
{%- macro of_changed(relation, query) -%}
    {{- adapter.dispatch('of_changed')(relation, query)
        | replace(of_all_documents() | trim, is_among('documents') | trim) -}}
{%- endmacro -%}

{#-
    The rows that a test of the data finds, as a query; none where it is known that there are none. Of a landing zone,
    those that were found are found again where nothing has changed, and of documents that have not. They are copied,
    as what is found takes their place.
-#}
{%- macro rows_of_test(query) -%}
    {%- set relation = this.incorporate(type='table') -%}
    {%- if not var('landing_zone', none) or flags.WHICH != 'build' or not should_store_failures() -%}
        {{- return(query) -}}
    {%- endif -%}
    {%- set how = way_to_make(relation, query) -%}
    {%- set found = load_cached_relation(this) -%}
    {%- set rows = query -%}
    {%- set is_again = found and how['way'] == 'keep' -%}
    {%- if is_again -%}
        {%- set rows = 'select * from ' ~ found -%}
    {%- elif how['way'] == 'keep' -%}
        {%- set rows = none -%}
    {%- elif how['way'] == 'merge' -%}
        {%- set changed = of_changed(relation, query) -%}
        {%- if how['is_by_document'] is none -%}
            {%- do how.update({'is_by_document': 'disclosure_id' in get_columns_in_query(changed)}) -%}
        {%- endif -%}
        {%- if how['is_by_document'] -%}
            {%- set is_again = found -%}
            {%- set rows -%}
                select * from ({{ changed }}) as found where {{ is_among('rebuilt') }}
                {%- if found %}
                union all
                select * from {{ found }} as found
                where not exists (
                    select 1 from {{ list_beside('rebuilt') }} as rebuilt
                    where found.disclosure_id = rebuilt.disclosure_id
                )
                {%- endif -%}
            {%- endset -%}
        {%- endif -%}
    {%- endif -%}
    {%- if rows -%}{%- set rows = rows_beside(relation, rows, is_again) -%}{%- endif -%}
    {%- do note_what_was_made(relation, how['recipe'], how['is_by_document']) -%}
    {%- do adapter.commit() -%}
    {{- return(rows) -}}
{%- endmacro -%}

{#- The rows of a test, copied, where another statement is to replace what they are read from. -#}
{%- macro rows_beside(relation, rows, is_again) -%}
    {{- return(adapter.dispatch('rows_beside')(relation, rows, is_again)) -}}
{%- endmacro -%}

{%- macro default__rows_beside(relation, rows, is_again) -%}
    {{- return(rows) -}}
{%- endmacro -%}
