{#- Whether a word of direction says that something became less. -#}
{%- macro is_decrease(word) -%}
    (
        {{ word }} like '%减%'
        or {{ word }} like '%降%'
        or {{ word }} like '%下滑%'
        or {{ word }} like '%缩%'
    )
{%- endmacro -%}

{#- Half of the last printed digit of a number: 0.005 for 4.17, 0.5 for 22; up to six decimals. -#}
{%- macro half_of_last_digit(number) -%}
    case length(split_part({{ number }}, '.', 2))
        {%- for decimals in range(1, 7) %}
        when {{ decimals }} then cast(0.{{ '0' * decimals }}5 as decimal(18, 7))
        {%- endfor %}
        else cast(0.5 as decimal(18, 7))
    end
{%- endmacro -%}

{#- A heading's topic: 七、一般公共预算“三公”经费情况说明 speaks of 一般公共预算“三公”经费. -#}
{%- macro section_topic(heading) -%}
    regexp_replace({{ strip_ordinal(heading) }}, '情况说明$|情况$|说明$', '')
{%- endmacro -%}

{#- 一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)支出, half-width. -#}
{%- macro functional_item_pattern() -%}
    ^(.+)[(]类[)](.+)[(]款[)](.+)[(]项[)]
{%- endmacro -%}
