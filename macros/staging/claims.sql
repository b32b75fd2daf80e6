{#-
    A whole number in Chinese characters below 10,000 (三, 十二, 一百零五); NULL for other text.

    Arguments:
        number: SQL for the text
-#}
{%- macro chinese_number(number) -%}
    {%- set digits -%}
        translate({{ number }}, '一二两三四五六七八九零〇', '122345678900')
    {%- endset -%}
    case
        when {{ number }} is null then null
        when regexp_extract({{ digits }}, '^([0-9]?[千百十])*[0-9]*$', 0) = '' then null
        when regexp_extract({{ digits }}, '[千百十]', 0) = ''
            then try_cast({{ digits }} as {{ amount_type() }})
        else cast(
            {%- for character, value in [('千', 1000), ('百', 100), ('十', 10)] %}
            case
                when {{ digits }} like '%{{ character }}%' then {{ value }} * cast(
                    coalesce(
                        nullif(regexp_extract({{ digits }}, '([0-9]){{ character }}', 1), ''), '1'
                    ) as {{ dbt.type_int() }}
                )
                else 0
            end +
            {%- endfor %}
            cast(
                coalesce(nullif(regexp_extract({{ digits }}, '([0-9])$', 1), ''), '0')
                as {{ dbt.type_int() }}
            ) as {{ amount_type() }}
        )
    end
{%- endmacro -%}

{#- Half of the last printed digit of a number: 0.005 for 4.17, 0.5 for 22; up to six decimals. -#}
{%- macro half_of_last_digit(number) -%}
    {{ half_step_of_decimals("length(split_part(" ~ number ~ ", '.', 2))") }}
{%- endmacro -%}

{#- Half a step of so many decimals: 0.005 for 2. -#}
{%- macro half_step_of_decimals(decimals) -%}
    case {{ decimals }}
        {%- for places in range(1, 7) %}
        when {{ places }} then cast(0.{{ '0' * places }}5 as decimal(18, 7))
        {%- endfor %}
        else cast(0.5 as decimal(18, 7))
    end
{%- endmacro -%}

{#- A heading's topic: 七、一般公共预算“三公”经费情况说明 speaks of 一般公共预算“三公”经费, and
    so does 关于甲局2024年一般公共预算“三公”经费情况的总体说明. -#}
{%- macro section_topic(heading) -%}
    {{ regexp_replace_all(
        regexp_replace_all(strip_ordinal(heading), "'^(关于)?(.*[0-9]{4}年度?)?'"),
        "'(总体)?(情况)?的?(总体)?(说明)?$'"
    ) }}
{%- endmacro -%}

{#- A name as name_key() gives it, without quotation marks: “三公”经费 and 三公经费 are one. -#}
{%- macro unquoted_key(expression) -%}
    nullif(translate({{ name_key(expression) }}, '“”‘’"「」', ''), '')
{%- endmacro -%}

{#-
    The name of a class, section or item without its code: 行政运行(2010301) and 2010301行政运行 are
    行政运行, 一般公共服务支出(201类) is 一般公共服务支出(类). Nor is 科目 part of the name. A name whose
    levels are joined by dashes (一般公共服务支出-商贸事务-行政运行) is written with their levels.
-#}
{%- macro without_functional_code(name) -%}
    {%- set ns = namespace(sql=levels_of_dashes(name)) -%}
    {%- for level in ['类', '款', '项'] -%}
        {%- set ns.sql -%}
            {{ regexp_replace_all(ns.sql, "'[(][0-9]+" ~ level ~ "[)]'", "'(" ~ level ~ ")'") }}
        {%- endset -%}
    {%- endfor -%}
    {{ regexp_replace_all(
        regexp_replace_all(ns.sql, "'[(][0-9]+[)]'"), "'^[0-9]+[类款项]?|科目$'"
    ) }}
{%- endmacro -%}

{#- Such a name without what may stand behind it: 行政运行(项)支出 is 行政运行. -#}
{%- macro bare_functional_name(name) -%}
    {{ regexp_replace_all(name, "'([(][款项][)])?(支出)?(预算)?$'") }}
{%- endmacro -%}

{#- 一般公共服务支出-商贸事务-行政运行 as 一般公共服务支出(类)商贸事务(款)行政运行(项). -#}
{%- macro levels_of_dashes(name) -%}
    {{ regexp_replace_all(
        name,
        "'^([^-－—()]+([(][^()]*[)][^-－—()]*)?)[-－—]([^-－—]+)[-－—]([^-－—]+?)(科目)?$'",
        "'\\1(类)\\3(款)\\4(项)'"
    ) }}
{%- endmacro -%}

{#-
    The code in front of or behind such a name, or that of its levels, one behind the other:
    (204类)司法(06款)行政运行(01项) is 2040601. A blank where none is printed.
-#}
{%- macro functional_code(name) -%}
    {%- set levels = [] -%}
    {%- for level, digits in [('类', 3), ('款', 2), ('项', 2)] -%}
        {%- do levels.append(
            "regexp_extract(" ~ name ~ ", '[(]([0-9]{" ~ digits ~ "})" ~ level ~ "[)]', 1)"
        ) -%}
    {%- endfor -%}
    coalesce(
        case
            when {{ levels[0] }} <> '' and {{ levels[1] }} <> ''
                then {{ levels | join(' || ') }}
        end,
        nullif(regexp_extract({{ name }}, '^([0-9]+)', 1), ''),
        regexp_extract({{ name }}, '[(]([0-9]+)[类款项]?[)](支出)?$', 1)
    )
{%- endmacro -%}

{#-
    The name of one level in 一般公共服务支出(类)政府办公厅(室)及相关机构事务(款)行政运行(项)支出; a
    blank where that level is not named.

    Arguments:
        name: SQL for the whole, half-width
        level: 类, 款 or 项
-#}
{%- macro functional_name(name, level) -%}
    {%- set above = {'类': '^', '款': '[(]类[)]', '项': '[(]款[)]'}[level] -%}
    regexp_extract({{ name }}, '{{ above }}(.+)[(]{{ level }}[)]', 1)
{%- endmacro -%}

{#- A name without the word for a budget behind it: 教育支出预算 is 教育支出. -#}
{%- macro without_budget(name) -%}
    {{ regexp_replace_all(name, "'(年初)?预算数?$'") }}
{%- endmacro -%}

{#- 财政拨款“三公”经费 is paid from all funds, 一般公共预算“三公”经费 from one. -#}
{%- macro of_all_funds(all_funds, one_fund) -%}
    case
        when
            listed.statement = 'three_public_expenses'
            and listed.target_fund_code = 'general_budget'
            and claims.section like '%财政拨款%'
            and claims.section || claims.subject_text || coalesce(claims.parent_text, '')
            not like '%一般公共预算%'
            then {{ all_funds }}
        else {{ one_fund }}
    end
{%- endmacro -%}
