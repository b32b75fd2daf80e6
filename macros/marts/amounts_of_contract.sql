{#- The amounts that the contract of this model promises, by column names of statements: `x` for `x_amount`. -#}
{%- macro amounts_of_contract() -%}
    {%- set found = [] -%}
    {%- for column in model.columns if column.endswith('_amount') -%}
        {%- do found.append(column[:-7]) -%}
    {%- endfor -%}
    {{- return(found) -}}
{%- endmacro -%}
