{#-
    The YAML of the raw tables, one seed for each statement, from seeds/statements; `make checks` keeps it in
    seeds/published/_statements.yml.
-#}
{%- macro print_raw_statements() -%}
    {%- set columns = run_query(
        "select statement, column_name, kind, name_zh, name_en from " ~ ref('statement_columns')
    ).rows -%}
    {%- do print('# Written by `make checks` from seeds/statements.') -%}
    {%- do print('version: 2\n\nseeds:') -%}
    {%- for row in run_query("select statement, name_zh, name_en from " ~ ref('statements')).rows -%}
        {%- do print('  - name: raw_' ~ row['statement']) -%}
        {%- do print('    description: >-') -%}
        {%- do print('      ' ~ row['name_zh'] ~ '，按原样：一行为印出的一行，单元格为原文。') -%}
        {%- set text = row['name_en'] ~ ', verbatim: a row is a printed row, a cell is its text.' -%}
        {%- do print('      ' ~ wrapped(text, 112) | join('\n      ')) -%}
        {%- do print('    columns:') -%}
        {%- for name in ['disclosure_id', 'table_no', 'row_no', 'source_page', 'source_line'] -%}
            {%- do print_column(name, "'{{ doc(\"col_" ~ name ~ "\") }}'") -%}
        {%- endfor -%}
        {%- for column in columns if column['statement'] == row['statement'] -%}
            {%- if column['kind'] == 'amount' -%}
                {%- set block = row['statement'] ~ '_' ~ column['column_name'] -%}
                {%- do print_column(
                    column['column_name'],
                    '>-\n          {{ doc("' ~ block ~ '") }}\n          {{ doc("as_printed") }}'
                ) -%}
            {%- else -%}
                {%- do print_column(
                    column['column_name'],
                    '>-\n          ' ~ column['name_zh'] ~ '，照印。\n          ' ~ column['name_en']
                    ~ ', as printed.'
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if not loop.last -%}{%- do print('') -%}{%- endif -%}
    {%- endfor -%}
{%- endmacro -%}

{#-
    One test for each check of the catalogue, as YAML under the tests of reconciliation_results; `make checks` keeps
    them behind the hand-written part of models/reconciliation/_results.yml.
-#}
{%- macro print_check_tests() -%}
    {%- set query -%}
        select checks.check_id, checks.name_zh, checks.name_en, checks.severity,
            kinds.next_steps_zh, kinds.next_steps_en
        from {{ ref('reconciliation_checks') }} as checks
        left join {{ ref('check_kinds') }} as kinds on checks.kind = kinds.kind
        order by checks.check_id
    {%- endset -%}
    {%- set once = {} -%}
    {%- for check in run_query(query).rows -%}
        {%- do print('      - reconciles:') -%}
        {%- do print('          name: ' ~ check['check_id']) -%}
        {%- do print('          arguments: {check_id: ' ~ check['check_id'] ~ '}') -%}
        {%- do print('          config:') -%}
        {%- if check['severity'] != 'error' -%}
            {%- do print('            severity: ' ~ check['severity']) -%}
        {%- endif -%}
        {%- do print('            meta:') -%}
        {%- do print_text('description', [check['name_zh'] ~ '。', check['name_en'] ~ '.']) -%}
        {%- do print_text(
            'next_steps', [check['next_steps_zh'], check['next_steps_en']], once
        ) -%}
    {%- endfor -%}
{%- endmacro -%}

{#-
    A key of a test's `meta` as folded text; a text that was printed before is an alias of that.

    Arguments:
        name: the key
        lines: the text in Chinese, the text in English
        once: the texts printed before, with the names of their anchors; none for a text of its own
-#}
{%- macro print_text(name, lines, once=none) -%}
    {%- set text = lines | join('\n') -%}
    {%- if once is not none and text in once -%}
        {%- do print('              ' ~ name ~ ': *' ~ once[text]) -%}
    {%- else -%}
        {%- set anchor = '' -%}
        {%- if once is not none -%}
            {%- do once.update({text: name ~ '_' ~ (once | length + 1)}) -%}
            {%- set anchor = '&' ~ once[text] ~ ' ' -%}
        {%- endif -%}
        {%- do print('              ' ~ name ~ ': ' ~ anchor ~ '>-') -%}
        {%- for line in lines -%}
            {%- do print('                ' ~ wrapped(line, 100) | join('\n                ')) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro -%}

{#- A column and its description. -#}
{%- macro print_column(name, description) -%}
    {%- do print('      - name: ' ~ name ~ '\n        description: ' ~ description) -%}
{%- endmacro -%}

{#-
    A text in lines of at most so many characters, broken at blanks.

    Arguments:
        text: the text
        width: the most characters of a line
-#}
{%- macro wrapped(text, width) -%}
    {%- set lines = [] -%}
    {%- set line = namespace(words='') -%}
    {%- for word in text.split() -%}
        {%- if line.words and (line.words ~ ' ' ~ word) | length > width -%}
            {%- do lines.append(line.words) -%}
            {%- set line.words = word -%}
        {%- else -%}
            {%- set line.words = (line.words ~ ' ' ~ word) | trim -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do lines.append(line.words) -%}
    {{- return(lines) -}}
{%- endmacro -%}
