{#- Schemas carry exactly the configured name: readers rely on `marts`, not on `main_marts`. -#}
{%- macro generate_schema_name(custom_schema_name, node) -%}
    {{- (custom_schema_name or target.schema) | trim -}}
{%- endmacro -%}
