{#- Several columns as one number. Equal columns have an equal one; that of others may be equal too. -#}
{%- macro key_hash(columns) -%}
    {{- adapter.dispatch('key_hash')(columns) -}}
{%- endmacro -%}

{%- macro default__key_hash(columns) -%}
    hash({{ columns | join(', ') }})
{%- endmacro -%}

{%- macro spark__key_hash(columns) -%}
    xxhash64({{ columns | join(', ') }})
{%- endmacro -%}
