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
