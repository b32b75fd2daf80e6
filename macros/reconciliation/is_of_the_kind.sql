{#- Whether a printed figure is of the kind that an expanded rule takes, by what the two are called. -#}
{%- macro is_of_the_kind(figures, rules) -%}
    {{ figures }}.template = {{ rules }}.template
            and {{ figures }}.statement = {{ rules }}.statement
            and {{ figures }}.row_kind = {{ rules }}.row_kind
            and {{ figures }}.column_name = {{ rules }}.column_name
            and {{ figures }}.has_children = {{ rules }}.has_children
            and coalesce({{ figures }}.parent_kind, '') = coalesce({{ rules }}.parent_kind, '')
            and coalesce({{ figures }}.fund_code, '') = coalesce({{ rules }}.fund_code, '')
{%- endmacro -%}
