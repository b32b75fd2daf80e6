{#- The relation that holds one published table: its seed, or the files of the landing zone. -#}
{%- macro published(name) -%}
    {%- if var('landing_zone', none) -%}
        {{- landing_zone_relation(name) -}}
    {%- else -%}
        {{- ref('raw_' ~ name) -}}
    {%- endif -%}
{%- endmacro -%}
