{#- Whether two amounts are the same figure; a missing one is the same only as a missing one. -#}
{%- macro is_same_amount(left, right) -%}
    ({{ left }} = {{ right }} or ({{ left }} is null and {{ right }} is null))
{%- endmacro -%}
