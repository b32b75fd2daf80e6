{#- Reads the CSV or Parquet files of one table's folder, every column as text. -#}
{%- macro landing_zone_relation(name) -%}
    {{- adapter.dispatch('landing_zone_relation')(name) -}}
{%- endmacro -%}

{%- macro duckdb__landing_zone_relation(name) -%}
    {%- set folder = var('landing_zone') ~ '/' ~ name -%}
    {%- if not execute -%}
        {{- return("read_csv('" ~ folder ~ "/*.csv')") -}}
    {%- endif -%}
    {%- set found = {} -%}
    {%- for extension in ['csv', 'parquet'] -%}
        {%- set query -%}
            select count(*) as files from glob({{ dbt.string_literal(folder ~ '/*.' ~ extension) }})
        {%- endset -%}
        {%- do found.update({extension: run_query(query).rows[0][0]}) -%}
    {%- endfor -%}
    {%- if found['csv'] and found['parquet'] -%}
        {{- exceptions.raise_compiler_error(
            "Landing zone folder " ~ folder ~ " holds both CSV and Parquet files. A table is read"
            ~ " from one kind, so that no document is loaded twice: remove one of them."
        ) -}}
    {%- elif found['parquet'] -%}
        {#- Whoever wrote it may have given numbers a type of their own; cells are text here. #}
        (
            select cast(columns(*) as varchar)
            from read_parquet({{ dbt.string_literal(folder ~ '/*.parquet') }}, union_by_name = true)
        )
    {%- elif found['csv'] -%}
        read_csv(
            {{ dbt.string_literal(folder ~ '/*.csv') }},
            header = true, all_varchar = true, union_by_name = true,
            delim = ',', quote = '"', escape = '"'
        )
    {%- else -%}
        {{- exceptions.raise_compiler_error(
            "Landing zone folder " ~ folder ~ " holds no .csv and no .parquet file. Fill it with"
            ~ " `python -m ingest DOCUMENT --out " ~ var('landing_zone') ~ "`."
        ) -}}
    {%- endif -%}
{%- endmacro -%}

{#-
    Spark cannot be asked what is in a folder: `landing_files` says whether it is CSV, as `ingest --out` writes it, or
    Parquet. CSV is read through a view of this session.
-#}
{%- macro spark__landing_zone_relation(name) -%}
    {%- set files = var('landing_zone') ~ '/' ~ name ~ '/*.' ~ var('landing_files', 'csv') -%}
    {%- if var('landing_files', 'csv') == 'csv' -%}
        {%- set view = 'landing_zone_' ~ name -%}
        {%- if execute -%}{%- do text_file_view(view, files) -%}{%- endif -%}
        {{- return(view) -}}
    {%- endif -%}
    {%- set columns = get_columns_in_query('select * from parquet.`' ~ files ~ '`') if execute else ['1'] -%}
    {#- Whoever wrote it may have given numbers a type of their own; cells are text here. #}
    (
        select
            {%- for column in columns %}
            cast({{ column }} as string) as `{{ column }}` {{- ',' if not loop.last }}
            {%- endfor %}
        from parquet.`{{ files }}`
    )
{%- endmacro -%}
