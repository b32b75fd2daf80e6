{#-
    The table that a seed is loaded into. Every column is text, as the file has it: a code keeps its leading
    zeros, an amount its decimals. A column of another type says so in `column_types`.
-#}
{%- macro default__create_csv_table(model, agate_table) -%}
    {%- set types = model['config'].get('column_types', {}) -%}
    {%- set sql -%}
        create table {{ this.render() }} (
            {%- for column in agate_table.column_names %}
            {{ adapter.quote(column) }} {{ types.get(column, dbt.type_string()) }}
            {{- ',' if not loop.last }}
            {%- endfor %}
        )
    {%- endset -%}
    {%- call statement('_') %}{{ sql }}{% endcall -%}
    {{- return(sql) -}}
{%- endmacro -%}

{#- A seed's table is made anew at every build, so that a column that is new in the file is no error. -#}
{%- macro default__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
    {%- do adapter.drop_relation(old_relation) -%}
    {{- return(create_csv_table(model, agate_table)) -}}
{%- endmacro -%}
