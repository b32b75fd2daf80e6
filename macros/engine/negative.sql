{#- An amount with its sign turned. Sail takes the wrong type for what a minus before a decimal gives. -#}
{%- macro negative(amount) -%}
    {{- adapter.dispatch('negative')(amount) -}}
{%- endmacro -%}

{%- macro default__negative(amount) -%}
    -{{ amount }}
{%- endmacro -%}

{%- macro spark__negative(amount) -%}
    cast(0 - {{ amount }} as {{ amount_type() }})
{%- endmacro -%}
