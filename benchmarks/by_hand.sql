-- What the models compute, written out by hand for DuckDB alone: no dbt, no macros of the project,
-- no tests, no trail from a result to its figures. The baseline of the measurements. Which figures
-- a check holds against each other is read from the catalogue in seeds/controls.
--
-- Two variables say where to read from:
--     set variable landing = '…/landing';  -- Parquet, one folder for each table
--     set variable project = '…';          -- the project's root, for the lists

------------------------------------------------------------------------------------- text and lists

-- Text in ASCII is as wide already; to look is cheaper than to translate.
create or replace macro half_width(printed) as if(
    strlen(printed) = length(printed),
    printed,
    translate(printed, '０１２３４５６７８９（）．，＋－−–', '0123456789().,+---')
);
create or replace macro clean(printed) as nullif(trim(printed, ' 　'), '');
create or replace macro name_key(printed) as
    nullif(replace(replace(half_width(printed), ' ', ''), '　', ''), '');
create or replace macro is_total(printed) as
    replace(name_key(printed), '：', '') in ('合计', '总计', '部门合计');
-- A code printed in three cells, 204 06 1, is 2040601.
create or replace macro code(printed) as case
    when contains(clean(printed), ' ') then array_to_string(
        [
            if(place > 1, lpad(part, 2, '0'), part)
            for part, place in string_split(clean(half_width(printed)), ' ')
        ],
        ''
    )
    else clean(half_width(printed))
end;
create or replace macro number(printed) as coalesce(
    try_cast(replace(printed, ',', '') as decimal(28, 6)),
    if(clean(half_width(printed)) in ('-', '—', '--', '——'), 0, null),
    try_cast(
        regexp_replace(replace(clean(half_width(printed)), ',', ''), '^\((.*)\)$', '-\1')
        as decimal(28, 6)
    )
);
create or replace macro money(printed, factor) as (number(printed) * factor)::decimal(18, 6);
create or replace macro listed(path) as table
    from read_csv(
        getvariable('project') || '/seeds/' || path || '.csv', header = true, all_varchar = true
    );
create or replace macro landed(table_name) as table
    from read_parquet(getvariable('landing') || '/' || table_name || '/*.parquet', union_by_name = true);
-- One of the values of a rule: `a|b`, or `*` for any.
create or replace macro is_one_of(value, wanted) as
    wanted = '*' or coalesce(list_contains(string_split(wanted, '|'), value), false);

create or replace table aliases as from listed('reference/ref_name_aliases');
create or replace table amount_columns as
select statement, column_name, measure, fund_code, basis
from listed('statements/statement_columns') where kind = 'amount';
set variable amounts = (
    select '^(' || string_agg(distinct column_name, '|') || ')$' from amount_columns
);

create or replace table disclosures as
select * replace (fiscal_year::int as fiscal_year) from landed('disclosures');

create or replace table tables as
select
    disclosure_id, statement, table_no::int as table_no,
    case currency_unit when '元' then 0.0001 when '万元' then 1 end::decimal(5, 4) as factor
from landed('tables');

------------------------------------------------------------------------------------ rows by table

-- What every row has of its table and its document.
create or replace macro rows_of(of_statement) as table
select
    landed.* replace (row_no::int as row_no, source_line::int as source_line, landed.table_no::int as table_no),
    of_statement as statement,
    department_code,
    factor
from landed(of_statement) as landed
join disclosures using (disclosure_id)
left join (from tables where statement = of_statement) as tables using (disclosure_id);

-- Units and the items or lines below each. A table without units is that of the department.
create or replace macro unit_rows(of_statement, prints_lines) as table
with landed as (
    -- Lines alone name a project, and may print 合计 there.
    from rows_of(of_statement)
    union all by name
    select null::varchar as project_name where false
),
coded as (
    select
        * exclude (unit_code)
            replace (code(function_code) as function_code, clean(project_name) as project_name),
        clean(half_width(unit_code)) as printed_code,
        coalesce(clean(row_name), clean(project_name)) as row_label
    from landed
),
typed as (
    select
        *,
        case
            when function_code is null then case
                when printed_code = department_code then 'department'
                when printed_code is not null then 'unit'
                when is_total(row_label) then 'grand_total'
                else 'unrecognised'
            end
            when length(function_code) = 3 then 'class'
            when length(function_code) = 5 then 'section'
            when length(function_code) = 7 then if(prints_lines, 'line', 'item')
            else 'unrecognised'
        end as printed_kind,
        printed_kind in ('class', 'section', 'item', 'line') as is_coded,
        if(printed_code is not null, printed_kind, null) as opening_kind
    from coded
),
blocks as (
    select
        *,
        coalesce(last_value(printed_code ignore nulls) over rows_above, department_code) as block,
        last_value(opening_kind ignore nulls) over rows_above as block_kind,
        if(printed_kind = 'grand_total', null, block) as unit_code,
        if(count(printed_code) over in_document > 0, block || '/', '') as prefix,
        case
            when block_kind = 'unit' or count_if(printed_kind = 'unit') over in_document > 0
                then 'unit'
            when block_kind = 'department' then 'department'
            else 'grand_total'
        end as top_kind
    from typed
    window
        rows_above as (partition by disclosure_id order by row_no),
        in_document as (partition by disclosure_id)
),
leveled as (
    select
        *,
        -- The lowest level that a unit prints is its lines.
        case
            when not prints_lines then printed_kind
            when printed_kind = 'class' and max(length(function_code)) over in_class = 3 then 'line'
            when printed_kind = 'section' and max(length(function_code)) over in_section = 5 then 'line'
            else printed_kind
        end as row_kind,
        case row_kind
            when 'class' then count_if(is_coded) over in_class > 1
            when 'section' then count_if(is_coded) over in_section > 1
            when 'unit' then count_if(is_coded) over in_unit > 0
            else not is_coded
        end as has_children
    from blocks
    window
        in_unit as (partition by disclosure_id, unit_code),
        in_class as (partition by disclosure_id, unit_code, function_code[:3]),
        in_section as (partition by disclosure_id, unit_code, function_code[:5])
),
linked as (
    select
        *,
        count_if(row_kind = 'line') over (partition by disclosure_id order by row_no) as line_so_far,
        case
            when row_kind = 'unit' then 'department'
            when not is_coded then null
            when row_kind in ('item', 'line') and count_if(row_kind = 'section') over in_section > 0
                then 'section'
            when row_kind <> 'class' and count_if(row_kind = 'class') over in_class > 0 then 'class'
            else top_kind
        end as parent_kind
    from leveled
    window
        in_class as (partition by disclosure_id, unit_code, function_code[:3]),
        in_section as (partition by disclosure_id, unit_code, function_code[:5])
)
select
    *,
    if(row_kind = 'line', line_so_far, null) as line_no,
    case
        when row_kind = 'grand_total' then 'total'
        when row_kind in ('department', 'unit') then unit_code
        when row_kind = 'line' then format('{}{}#{}', prefix, function_code, line_so_far)
        when is_coded then prefix || function_code
        else 'row ' || row_no
    end as row_key,
    case parent_kind
        when 'department' then department_code
        when 'section' then prefix || function_code[:5]
        when 'class' then prefix || function_code[:3]
        when 'unit' then unit_code
        when 'grand_total' then 'total'
    end as parent_key
from linked;

create or replace table revenue as from unit_rows('revenue', false);
create or replace table expenditure as from unit_rows('expenditure', false);
create or replace table general_budget_expenditure as
from unit_rows('general_budget_expenditure', false);
create or replace table government_fund_expenditure as
from unit_rows('government_fund_expenditure', false);
create or replace table state_capital_expenditure as
from unit_rows('state_capital_expenditure', false);
create or replace table procurement as from unit_rows('procurement', true);
create or replace table service_purchases as from unit_rows('service_purchases', true);

-- Basic expenditure by economic class.
create or replace table basic_expenditure as
with coded as (
    select
        * replace (code(economic_code) as economic_code),
        clean(economic_name) as row_label
    from rows_of('basic_expenditure')
),
typed as (
    select
        *,
        case
            when length(economic_code) = 3 then 'class'
            when length(economic_code) = 5 then 'section'
            when economic_code is null and is_total(row_label) then 'grand_total'
            else 'unrecognised'
        end as row_kind
    from coded
)
select
    *,
    if(row_kind = 'grand_total', 'total', coalesce(economic_code, 'row ' || row_no)) as row_key,
    case
        when row_kind = 'section' and count_if(row_kind = 'class') over in_document > 0 then 'class'
        when row_kind in ('class', 'section') then 'grand_total'
    end as parent_kind,
    case parent_kind when 'class' then economic_code[:3] when 'grand_total' then 'total' end
        as parent_key,
    row_kind = 'grand_total'
    or (row_kind = 'class' and count(economic_code) over in_class > 1) as has_children
from typed
window
    in_document as (partition by disclosure_id),
    in_class as (partition by disclosure_id, economic_code[:3]);

-- Three public expenses: units, funds, and the funds of a unit.
create or replace table three_public_expenses as
with cleaned as (
    select
        * replace (
            clean(half_width(unit_code)) as unit_code,
            clean(unit_name) as unit_name,
            clean(fund_name) as fund_name
        )
    from rows_of('three_public_expenses')
),
typed as (
    select
        *,
        coalesce(unit_name, fund_name) as row_label,
        coalesce(is_total(row_label), false) as is_total_row,
        count(*) over of_unit as unit_rows,
        count_if(fund_name is null) over of_unit > 0 as has_total_row
    from cleaned
    window of_unit as (partition by disclosure_id, unit_code)
)
select
    typed.*,
    case
        when unit_code = department_code then 'department'
        when unit_code is not null and (unit_rows = 1 or fund_name is null) then 'unit'
        when unit_code is not null then 'unit_fund'
        when is_total_row then 'grand_total'
        when fund_name is not null then 'fund'
        else 'unrecognised'
    end as row_kind,
    case row_kind
        when 'grand_total' then 'total'
        when 'fund' then 'total/' || fund_name
        when 'unit_fund' then unit_code || '/' || fund_name
        else coalesce(unit_code, 'row ' || row_no)
    end as row_key,
    case
        when row_kind = 'fund' then 'grand_total'
        when row_kind = 'unit_fund' and has_total_row then 'unit'
        when row_kind in ('unit', 'unit_fund') then 'department'
    end as parent_kind,
    case parent_kind
        when 'grand_total' then 'total' when 'unit' then unit_code
        when 'department' then department_code
    end as parent_key,
    row_kind in ('grand_total', 'department') or (row_kind = 'unit' and unit_rows > 1)
        as has_children,
    if(is_total_row and unit_code is null, null, aliases.code) as fund_code
from typed
left join aliases on aliases.name_kind = 'fund' and name_key(fund_name) = aliases.printed_name;

-- Summaries: headings and sub-headings, two lists side by side.
create or replace macro summary_rows(of_statement) as table
with entries as (
    select
        disclosure_id, row_no, source_line, table_no, statement, factor,
        unnest([
            {'side': 'revenue', 'item': revenue_item, 'printed': revenue_amount},
            {'side': 'expenditure', 'item': expenditure_item, 'printed': expenditure_amount}
        ], recursive := true)
    from rows_of(of_statement)
),
typed as (
    select
        * exclude (item),
        clean(item) as row_label,
        name_key(item) as name,
        case
            when regexp_matches(name, '^[一二三四五六七八九十百]+[、.]') then 1
            when regexp_matches(name, '^[(][一二三四五六七八九十百]+[)]') then 2
            when regexp_matches(name, '^[0-9]+[、.]') then 3
            when regexp_matches(name, '^[(][0-9]+[)]') then 4
            else 1
        end as depth,
        regexp_replace(
            name, '^([一二三四五六七八九十百]+[、.]|[(][一二三四五六七八九十百]+[)]|[0-9]+[、.]|[(][0-9]+[)])', ''
        ) as entry_name,
        case
            when entry_name like '%总计' then 'grand_total'
            when entry_name like '本年收入%' or entry_name like '本年支出%' then 'subtotal'
            when entry_name like '上年结%' or entry_name like '%结转下年%' then 'carry_over'
        end as own_kind
    from entries
    where coalesce(clean(item), clean(printed)) is not null
),
linked as (
    select
        *,
        case depth
            when 2 then max(row_no) filter (depth = 1) over so_far
            when 3 then max(row_no) filter (depth <= 2) over so_far
            when 4 then max(row_no) filter (depth <= 3) over so_far
        end as heading_row
    from typed
    window so_far as (partition by disclosure_id, side order by row_no)
),
named as (
    select
        entry.*,
        heading.own_kind as heading_kind,
        if(heading.own_kind is null, heading.entry_name, null) as heading,
        case
            when entry.entry_name is null then 'unrecognised'
            when entry.own_kind is not null then entry.own_kind
            when heading_kind = 'carry_over' then 'carry_over_fund'
            when entry.side = 'expenditure' and entry.heading_row is not null
                and heading_kind is null then 'section'
            when entry.side = 'expenditure' then 'class'
            when entry.heading_row is not null and heading_kind is null then 'fund_source'
            else 'fund'
        end as row_kind
    from linked as entry
    left join typed as heading
        on entry.disclosure_id = heading.disclosure_id
        and entry.side = heading.side
        and entry.heading_row = heading.row_no
),
known as (
    select
        named.*,
        class.code as function_code,
        coalesce(heading_fund.code, heading_class.code, heading) as heading_code,
        coalesce(source.code, fund.code) as fund_code,
        side || case row_kind
            when 'grand_total' then ''
            when 'subtotal' then '/current_year'
            when 'carry_over' then '/carry_over'
            when 'carry_over_fund' then '/carry_over/' || coalesce(fund.code, entry_name)
            when 'fund_source' then
                '/' || coalesce(source.code, coalesce(heading_fund.code, heading) || '/' || entry_name)
            when 'fund' then '/' || coalesce(fund.code, entry_name)
            when 'class' then '/' || coalesce(class.code, entry_name)
            when 'section' then '/' || coalesce(heading_class.code, heading) || '/' || entry_name
            else '/row ' || row_no
        end as row_key
    from named
    left join aliases as class
        on class.name_kind = 'function_class' and entry_name = class.printed_name and row_kind = 'class'
    left join aliases as fund
        on fund.name_kind = 'fund' and entry_name = fund.printed_name
        and row_kind in ('fund', 'carry_over_fund')
    left join aliases as heading_fund
        on heading_fund.name_kind = 'fund' and heading = heading_fund.printed_name
    left join aliases as heading_class
        on heading_class.name_kind = 'function_class' and heading = heading_class.printed_name
    left join aliases as source
        on source.name_kind = 'fund_source' and row_kind = 'fund_source'
        and heading_fund.code || '/' || entry_name = source.printed_name
),
parented as (
    select
        *,
        case row_kind
            when 'subtotal' then 'grand_total' when 'carry_over' then 'grand_total'
            when 'fund' then 'subtotal' when 'class' then 'subtotal'
            when 'carry_over_fund' then 'carry_over' when 'fund_source' then 'fund'
            when 'section' then 'class'
        end as parent_kind,
        side || case parent_kind
            when 'grand_total' then '' when 'subtotal' then '/current_year'
            when 'carry_over' then '/carry_over' else '/' || heading_code
        end as parent_key
    from known
)
select
    parented.*,
    parents.parent_key is not null as has_children
from parented
left join (select distinct disclosure_id, parent_key from parented) as parents
    on parented.disclosure_id = parents.disclosure_id and parented.row_key = parents.parent_key;

create or replace table revenue_expenditure_summary as from summary_rows('revenue_expenditure_summary');
create or replace table fiscal_appropriation_summary as
from summary_rows('fiscal_appropriation_summary');

-- A cell merged over the projects of a unit prints its code beside the first of them only.
create or replace table performance_targets as
with cleaned as (
    select
        * exclude (unit_code) replace (clean(project_name) as project_name, clean(target) as target),
        clean(half_width(unit_code)) as printed_code
    from rows_of('performance_targets')
)
select
    *,
    case
        when project_name is null then printed_code
        else coalesce(
            last_value(printed_code ignore nulls) over (partition by disclosure_id order by row_no),
            department_code
        )
    end as unit_code,
    case
        when project_name is not null then 'project'
        when unit_code = department_code then 'department'
        when unit_code is not null then 'unit'
        else 'unrecognised'
    end as row_kind
from cleaned;

------------------------------------------------------------------------------ every printed amount

create or replace macro entry_amounts(of_statement) as table
    select *, side || '_amount' as column_name, printed as published_text from query_table(of_statement);
create or replace macro row_amounts(of_statement) as table
    from (
        unpivot query_table(of_statement) on columns(getvariable('amounts'))
        into name column_name value published_text
    );

create or replace table published_amounts as
with long as (
    from entry_amounts('revenue_expenditure_summary')
    union all by name
    from entry_amounts('fiscal_appropriation_summary')
    union all by name
    from row_amounts('revenue')
    union all by name
    from row_amounts('expenditure')
    union all by name
    from row_amounts('general_budget_expenditure')
    union all by name
    from row_amounts('basic_expenditure')
    union all by name
    from row_amounts('three_public_expenses')
    union all by name
    from row_amounts('government_fund_expenditure')
    union all by name
    from row_amounts('state_capital_expenditure')
    union all by name
    from row_amounts('procurement')
    union all by name
    from row_amounts('service_purchases')
),
parsed as (
    select
        * replace (clean(published_text) as published_text),
        number(published_text) as printed_number,
        length(split_part(replace(half_width(clean(published_text)), ')', ''), '.', 2)) as decimals
    from long
    where clean(published_text) is not null
),
steps as (
    -- A column that drops trailing zeros is rounded to the finest it prints; one that keeps them
    -- rounds each cell as it prints it, but for a whole number among cents.
    select
        disclosure_id, statement, column_name,
        max(decimals) as decimals,
        bool_or(published_text like '%.%0') as keeps_zeros,
        bool_or(printed_number <> floor(printed_number)) as prints_cents
    from parsed
    group by all
)
select
    parsed.disclosure_id, parsed.statement, table_no, row_no, source_line, parsed.column_name,
    row_kind, parent_kind, has_children, unit_code, function_code, economic_code,
    coalesce(parsed.fund_code, amount_columns.fund_code) as fund_code,
    measure,
    coalesce(basis, stage) as basis,
    template,
    row_label, row_key, parent_key, published_text,
    (printed_number * factor)::decimal(18, 6) as amount,
    (
        list_extract(
            [0.5, 0.05, 0.005, 0.0005, 0.00005, 0.000005, 0.0000005]::decimal(18, 7)[],
            1 + case
                when not keeps_zeros then steps.decimals
                when parsed.decimals > 0 then parsed.decimals
                when printed_number <> 0 and not prints_cents then 0
                else steps.decimals
            end
        ) * factor
    )::decimal(18, 7) as half_step
from parsed
join steps
    on parsed.disclosure_id = steps.disclosure_id and parsed.statement = steps.statement
    and parsed.column_name = steps.column_name
join amount_columns
    on parsed.statement = amount_columns.statement
    and parsed.column_name = amount_columns.column_name
join (select disclosure_id, template, stage from disclosures) as documents
    on parsed.disclosure_id = documents.disclosure_id;

------------------------------------------------------------------------------------ what is queried

-- The figures of units; where a table prints none, its total is that of the department.
create or replace temp view unit_figures as
select
    * replace (coalesce(unit_code, department_code) as unit_code)
from published_amounts
join (select disclosure_id, department_code from disclosures) using (disclosure_id)
where statement in ('revenue', 'expenditure', 'three_public_expenses')
    and row_kind in ('unit', 'unit_fund', 'grand_total', 'department')
window in_table as (partition by disclosure_id, statement)
qualify case
    when count_if(row_kind in ('unit', 'unit_fund')) over in_table > 0
        then row_kind in ('unit', 'unit_fund')
    when count_if(row_kind = 'grand_total') over in_table > 0 then row_kind = 'grand_total'
    else true
end;

create or replace table functional_items as
with leaves as (
    from published_amounts
    where row_kind in ('class', 'section', 'item') and not has_children
),
all_funds as (
    select
        disclosure_id, unit_code, function_code,
        sum(amount) filter (column_name = 'total') as total,
        sum(amount) filter (column_name = 'basic') as basic,
        sum(amount) filter (column_name = 'project') as project,
        sum(amount) filter (column_name = 'carried_forward') as carried_forward
    from leaves
    where statement = 'expenditure'
    group by all
),
general_fund as (
    select
        disclosure_id, unit_code, function_code,
        sum(amount) filter (column_name = 'total') as total,
        sum(amount) filter (column_name = 'basic') as basic,
        sum(amount) filter (column_name = 'personnel') as personnel,
        sum(amount) filter (column_name = 'operating') as operating,
        sum(amount) filter (column_name = 'project') as project
    from leaves
    where statement = 'general_budget_expenditure'
    group by all
)
select
    disclosure_id, unit_code, function_code,
    coalesce(a.total, g.total) as total,
    coalesce(a.basic, g.basic) as basic,
    g.personnel, g.operating,
    coalesce(a.project, g.project) as project,
    a.carried_forward,
    a.basic - if(coalesce(g.personnel, g.operating) is null, 0, coalesce(g.basic, 0))
        as basic_unsplit
from all_funds as a
full join general_fund as g using (disclosure_id, unit_code, function_code);

create or replace table fct_revenue as
select
    disclosure_id, unit_code, fund_code,
    if(measure = 'current', 'current_year', 'carried_over') as timing,
    sum(amount)::decimal(18, 6) as amount,
    min(row_no) as row_no,
    min(source_line) as source_line
from unit_figures
where statement = 'revenue' and measure in ('current', 'carried') and fund_code is not null
group by all;

create or replace table fct_expenditure as
select disclosure_id, unit_code, function_code, component, amount::decimal(18, 6) as amount
from (
    unpivot functional_items on personnel, operating, project, basic_unsplit, carried_forward
    into name component value amount
)
where amount <> 0 or component in ('personnel', 'operating', 'project');

create or replace table fct_basic_expenditure as
select disclosure_id, economic_code, measure as component, amount, row_no, source_line
from published_amounts
where statement = 'basic_expenditure' and measure in ('personnel', 'operating')
    and row_kind in ('class', 'section') and not has_children;

create or replace table fct_three_public_expenses as
with parts as (
    select
        disclosure_id, unit_code, measure as expense, basis, amount,
        count_if(measure in ('vehicle_operation', 'vehicle_purchase')) over in_row > 0 as vehicles,
        count_if(measure in ('training_own_level', 'training_superior_grant')) over in_row > 0
            as training
    from unit_figures
    where statement = 'three_public_expenses' and not (row_kind = 'unit' and has_children)
    window in_row as (partition by disclosure_id, row_no, basis)
)
select
    disclosure_id, unit_code, expense, basis,
    not starts_with(expense, 'training') and expense <> 'meeting' as is_three_public,
    sum(amount)::decimal(18, 6) as amount
from parts
where expense <> 'three_public_total'
    and not (expense = 'vehicle_subtotal' and vehicles)
    and not (expense = 'training_subtotal' and training)
group by all;

create or replace table fct_procurement_lines as
select
    disclosure_id, line_no, unit_code, function_code, project_name,
    money(columns(getvariable('amounts')), factor),
    row_no, source_line
from procurement
where row_kind = 'line';

create or replace table fct_service_purchase_lines as
select
    disclosure_id, line_no, unit_code, function_code, project_name,
    money(columns(getvariable('amounts')), factor),
    row_no, source_line
from service_purchases
where row_kind = 'line';

create or replace table fct_performance_targets as
select
    disclosure_id,
    row_number() over (partition by disclosure_id order by row_no) as project_no,
    unit_code, project_name, target, row_no, source_line
from performance_targets
where row_kind = 'project';

create or replace table dim_budget_units as
with printed as (
    select disclosure_id, unit_code, row_label as name, table_no, row_no
    from (
        from revenue
        union all by name from expenditure
        union all by name from general_budget_expenditure
        union all by name from government_fund_expenditure
        union all by name from state_capital_expenditure
        union all by name from procurement
        union all by name from service_purchases
        union all by name from three_public_expenses
    )
    where row_kind in ('department', 'unit', 'unit_fund')
    union all
    select disclosure_id, unit_code, clean(unit_name), table_no, row_no
    from performance_targets
    where row_kind <> 'unrecognised' and unit_code is not null
    union all
    -- The document's own department, printed or not.
    select disclosure_id, department_code, clean(department_name), 1000, null from disclosures
),
named as (
    select
        disclosure_id, unit_code,
        arg_min_null(replace(replace(name, ' ', ''), '　', ''), (table_no, row_no)) as unit_name
    from printed
    group by all
)
select
    named.*,
    unit_code = department_code and count(*) over (partition by disclosure_id) > 1 as is_department
from named
join (select disclosure_id, department_code from disclosures) using (disclosure_id);
create or replace table functional_budget as
with levels as (
    select
        disclosure_id,
        function_code[:length_of_level] as function_code,
        sum(total) as total_amount, sum(basic) as basic_amount, sum(personnel) as personnel_amount,
        sum(operating) as operating_amount, sum(project) as project_amount,
        sum(carried_forward) as carried_forward_amount
    from functional_items, unnest([3, 5, 7]) as wanted(length_of_level)
    where length(function_code) >= length_of_level
    group by disclosure_id, function_code[:length_of_level]
)
select
    levels.*,
    functions.* exclude (function_code),
    printed.amount as published_total_amount,
    total_amount::double / nullif(whole.total::double, 0) as share_of_total
from levels
left join listed('reference/ref_functional_classification') as functions using (function_code)
left join (select disclosure_id, sum(total) as total from functional_items group by all) as whole
    using (disclosure_id)
left join (
    select disclosure_id, function_code, sum(amount) as amount
    from published_amounts
    where statement = 'revenue_expenditure_summary' and row_kind = 'class'
        and column_name = 'expenditure_amount'
    group by all
) as printed using (disclosure_id, function_code);

create or replace table economic_budget as
with printed as (
    select
        disclosure_id, row_no, economic_code, has_children,
        sum(amount) filter (column_name = 'total') as total,
        sum(amount) filter (column_name = 'personnel') as personnel,
        sum(amount) filter (column_name = 'operating') as operating
    from published_amounts
    where statement = 'basic_expenditure' and row_kind in ('class', 'section')
    group by all
),
items as (
    from printed where not has_children
),
levels as (
    select
        disclosure_id,
        economic_code[:length_of_level] as economic_code,
        sum(total) as total_amount,
        sum(personnel) as personnel_amount,
        sum(operating) as operating_amount
    from items, unnest([3, 5]) as wanted(length_of_level)
    where length(economic_code) >= length_of_level
    group by disclosure_id, economic_code[:length_of_level]
)
select
    levels.*,
    classes.* exclude (economic_code),
    rows.amount as published_total_amount,
    total_amount::double / nullif(whole.total::double, 0) as share_of_total
from levels
left join listed('reference/ref_economic_classification') as classes using (economic_code)
left join (select disclosure_id, sum(total) as total from items group by all) as whole
    using (disclosure_id)
left join (
    select disclosure_id, economic_code, sum(total) as amount from printed group by all
) as rows using (disclosure_id, economic_code);

create or replace table unit_budget as
select
    units.disclosure_id, units.unit_code, units.unit_name,
    items.* exclude (disclosure_id, unit_code),
    printed.amount as published_total_amount,
    expenses.* exclude (disclosure_id, unit_code),
    procurement.amount as procurement_amount,
    services.amount as service_purchase_amount,
    coalesce(targets.projects, 0) as project_count
from dim_budget_units as units
left join (
    select
        disclosure_id, unit_code, sum(total) as total_amount, sum(basic) as basic_amount,
        sum(personnel) as personnel_amount, sum(operating) as operating_amount,
        sum(project) as project_amount
    from functional_items group by all
) as items using (disclosure_id, unit_code)
left join (
    select disclosure_id, unit_code, sum(amount) as amount
    from unit_figures
    where statement = 'expenditure' and column_name = 'total'
    group by all
) as printed using (disclosure_id, unit_code)
left join (
    select
        disclosure_id, unit_code,
        sum(amount) filter (is_three_public) as three_public_amount,
        sum(amount) filter (expense = 'meeting') as meeting_amount,
        sum(amount) filter (expense like 'training%') as training_amount
    from fct_three_public_expenses group by all
) as expenses using (disclosure_id, unit_code)
left join (
    select disclosure_id, unit_code, sum(fund_total) as amount from fct_procurement_lines group by all
) as procurement using (disclosure_id, unit_code)
left join (
    select disclosure_id, unit_code, sum(total) as amount from fct_service_purchase_lines group by all
) as services using (disclosure_id, unit_code)
left join (
    select disclosure_id, unit_code, count(*) as projects from fct_performance_targets group by all
) as targets using (disclosure_id, unit_code)
where not units.is_department or items.unit_code is not null;

create or replace table procurement_budget as
select
    disclosure_id, unit_code, function_code, project_name, line_no, fund_total as total_amount,
    centralized_subtotal as centralized_amount, decentralized_subtotal as decentralized_amount,
    list_sum([centralized_goods, decentralized_goods]) as goods_amount,
    list_sum([centralized_works, decentralized_works]) as works_amount,
    list_sum([centralized_services, decentralized_services]) as services_amount
from fct_procurement_lines;

------------------------------------------------------------------------------- what has to tie

-- A family of each statement it names is a check in each of them.
create or replace table checks as
with families as (
    from listed('controls/check_families')
)
select families.* exclude (statements), statement || '_' || family as check_id, [statement] as statements
from families, unnest(string_split(statements, '|')) as named(statement)
where per_statement = 'yes'
union all by name
select * replace (string_split(statements, '|') as statements), family as check_id
from families
where per_statement = 'no';

-- What a rule asks of the columns that a template prints. A check of which the template lacks a
-- statement, or every column of one side, does not hold there.
create or replace temp table rules as
with printed as (
    select distinct template, statement, column_name from listed('templates/template_columns')
),
asked as (
    select
        check_id, side, sign::int as sign, coalesce(statement, statements[1]) as statement,
        -- The twelve tables print a total of the year.
        replace(row_kind, 'year_total', 'subtotal') as row_kind,
        parent_kind, has_children, fund_code, column_name as columns_asked, subject_kind
    from listed('controls/check_family_rules')
    join checks using (family)
    where scope <> 'documents'
),
statements_asked as (
    select check_id, list(distinct statement) as asked from asked group by check_id
),
templates as (
    select template, list(distinct statement) as printed from printed group by template
)
select asked.* exclude (columns_asked), template, printed.column_name
from asked
join printed using (statement)
join statements_asked using (check_id)
join templates using (template)
where is_one_of(printed.column_name, columns_asked)
    and list_has_all(templates.printed, statements_asked.asked)
qualify count(distinct side) over (partition by check_id, template) = 2;

-- The kinds of figures that there are, each with its rules.
create or replace temp table kinds as
select distinct
    template, statement, column_name, row_kind, parent_kind, has_children, fund_code
from published_amounts;

create or replace temp table rules_of_kinds as
select kinds.*, check_id, subject_kind, side, sign
from kinds
join rules using (template, statement, column_name)
where is_one_of(kinds.row_kind, rules.row_kind)
    and is_one_of(kinds.parent_kind, rules.parent_kind)
    and is_one_of(split_part(kinds.fund_code, '.', 1), rules.fund_code)
    and is_one_of(if(kinds.has_children, 'yes', 'no'), rules.has_children);

-- Whether what is bought is project spending.
create or replace temp table procured_projects as
select
    lines.disclosure_id, lines.unit_code, lines.project_name,
    targets.row_no as target_row_no
from (from procurement where row_kind = 'line') as lines
join functional_items as items using (disclosure_id, unit_code, function_code)
left join listed('controls/project_aliases') as alias
    on lines.disclosure_id = alias.disclosure_id and lines.unit_code = alias.unit_code
    and name_key(lines.project_name) = name_key(alias.procured_project_name)
left join (
    select disclosure_id, unit_code, name_key(project_name) as project, min(row_no) as row_no
    from performance_targets where row_kind = 'project' group by all
) as targets
    on lines.disclosure_id = targets.disclosure_id and lines.unit_code = targets.unit_code
    and name_key(coalesce(alias.target_project_name, lines.project_name)) = targets.project
where coalesce(items.project, 0) <> 0 and coalesce(items.basic, 0) = 0;

create or replace temp view terms as

select
    disclosure_id, check_id,
    case subject_kind
        when 'document' then 'document'
        when 'row' then row_key
        when 'parent' then parent_key
        when 'entry' then row_key
        when 'parent_entry' then parent_key
        when 'column' then column_name
        when 'row_column' then row_key || '.' || column_name
        when 'parent_column' then parent_key || '.' || column_name
        when 'fund' then coalesce(figures.fund_code, row_label)
        when 'fund_column' then coalesce(figures.fund_code, row_label) || '.' || column_name
        when 'class' then coalesce(function_code[:3], row_label)
        when 'fund_class'
            then coalesce(figures.fund_code, row_label) || '/' || coalesce(function_code[:3], row_label)
        when 'source' then row_label
        when 'unit' then unit_code
        when 'measure' then measure
        when 'unit_item_measure' then unit_code || '/' || function_code || '.' || measure
    end as subject,
    side = 'summary' as is_summary,
    if(sign < 0, -amount, amount) as amount,
    half_step
from published_amounts as figures
join rules_of_kinds as rules
    using (template, statement, column_name, row_kind, has_children)
where figures.parent_kind is not distinct from rules.parent_kind
    and figures.fund_code is not distinct from rules.fund_code

union all

-- Basic expenditure by economic class.
select
    disclosure_id, 'basic_expenditure_class_is_all_one_component', row_key, column_name = 'total',
    amount, half_step
from published_amounts
join listed('reference/ref_economic_classification') as classes
    on published_amounts.economic_code[:3] = classes.economic_code
where statement = 'basic_expenditure'
    and component is not null and column_name in ('total', component)
union all
select
    disclosure_id, 'basic_expenditure_and_functions_of_contributions', economic_code, true,
    amount, half_step
from published_amounts
where statement = 'basic_expenditure' and column_name = 'total' and economic_code in (
    select economic_code from listed('controls/economic_function_links')
)
union all
select
    disclosure_id, 'basic_expenditure_and_functions_of_contributions', links.economic_code, false,
    amount, half_step
from published_amounts
join listed('controls/economic_function_links') as links using (function_code)
where statement = 'general_budget_expenditure' and column_name = 'basic' and not has_children
union all
select
    disclosure_id, 'three_public_expenses_cover_basic_expenditure', links.expense,
    statement = 'three_public_expenses', amount, half_step
from published_amounts
join listed('controls/expense_economic_links') as links
    on (
        statement = 'three_public_expenses' and row_kind = 'grand_total'
        and column_name = links.expense
    )
    or (
        statement = 'basic_expenditure' and column_name = 'total'
        and published_amounts.economic_code = links.economic_code
    )

union all

-- What one list has, the other has too.
select
    disclosure_id,
    if(statement = 'basic_expenditure', 'economic_code_is_listed', 'function_code_is_listed'),
    coalesce(economic_code, function_code), false, 1, 0
from published_amounts
where not ends_with(statement, '_summary') and column_name in ('total', 'fund_total')
    and coalesce(economic_code, function_code) is not null
union all
select distinct
    disclosure_id,
    if(statement = 'basic_expenditure', 'economic_code_is_listed', 'function_code_is_listed'),
    code, true, 1, 0
from published_amounts
join (
    select true as is_economic, economic_code as code
    from listed('reference/ref_economic_classification')
    union all
    select false, function_code from listed('reference/ref_functional_classification')
) as codes
    on coalesce(economic_code, function_code) = code
    and is_economic = (statement = 'basic_expenditure')
where not ends_with(statement, '_summary') and column_name in ('total', 'fund_total')
union all
select disclosure_id, 'performance_targets_unit_exists', unit_code, false, 1, 0
from performance_targets where row_kind in ('project', 'unit')
union all
select disclosure_id, 'performance_targets_unit_exists', unit_code, true, 1, 0
from published_amounts
semi join (from performance_targets where row_kind in ('project', 'unit')) as target
    using (disclosure_id, unit_code)
where statement = 'expenditure' and row_kind = 'unit' and column_name = 'total'
union all
select disclosure_id, 'procurement_project_has_target', unit_code || '/' || project_name, false, 1, 0
from procured_projects
union all
select distinct
    disclosure_id, 'procurement_project_has_target', unit_code || '/' || project_name, true, 1, 0
from procured_projects where target_row_no is not null
union all
-- A table is empty, and the note below it says so.
select notes.disclosure_id, check_id, 'table ' || tables.table_no, true, 1, 0
from landed('table_notes') as notes
join tables using (disclosure_id, statement)
join checks on family = 'note_agrees_with_table' and notes.statement = checks.statements[1]
where regexp_matches(
    name_key(note_text),
    '没有|未安排|不涉及|空表|为空|无(数据|此|该|相关|本|政府性基金|国有资本|安排|发生)'
)
union all
select tables.disclosure_id, check_id, 'table ' || tables.table_no, false, 1, 0
from tables
join checks on family = 'note_agrees_with_table' and tables.statement = checks.statements[1]
left join (from published_amounts where row_kind = 'grand_total') as figures
    on tables.disclosure_id = figures.disclosure_id and tables.statement = figures.statement
anti join (from published_amounts where amount <> 0) as spending
    on tables.disclosure_id = spending.disclosure_id and tables.statement = spending.statement;

create or replace table reconciliation_results as
with sides as (
    select
        disclosure_id, check_id, subject,
        count(*) filter (is_summary) as summary_terms,
        count(*) filter (not is_summary) as detail_terms,
        sum(amount) filter (is_summary) as summary_sum,
        sum(amount) filter (not is_summary) as detail_sum,
        sum(half_step) filter (amount <> 0 and is_summary) as summary_rounding,
        sum(half_step) filter (amount <> 0 and not is_summary) as detail_rounding,
        count_if(amount <> 0) as term_count,
        max(half_step) as half_step,
        min(half_step) as finest
    from terms
    group by all
),
asked as (
    select
        *,
        coalesce(detail_sum, 0) <> 0 as has_detail,
        coalesce(summary_sum, 0) <> 0 as has_summary
    from sides
    join checks using (check_id)
    -- What one side does not print is not asked for everywhere.
    where (
        summary_terms > 0 or missing_summary not in ('not_asked', 'only_of_zero')
        or (missing_summary = 'only_of_zero' and detail_sum = 0)
    )
    and (
        detail_terms > 0 or missing_detail not in ('not_asked', 'only_of_zero')
        or (missing_detail = 'only_of_zero' and summary_sum = 0)
    )
),
judged as (
    select
        asked.disclosure_id, check_id, asked.subject, severity,
        if(kind = 'presence' and summary_terms > 0, 1, summary_sum)::decimal(18, 6)
            as summary_amount,
        if(kind = 'presence' and detail_terms > 0, 1, detail_sum)::decimal(18, 6) as detail_amount,
        (coalesce(summary_amount, 0) - coalesce(detail_amount, 0))::decimal(18, 6) as difference,
        case
            when kind in ('sum', 'at_least')
                then coalesce(detail_rounding, 0) + coalesce(summary_rounding, half_step)
            -- Printed in two tables, each rounded by itself; or twice, once to fewer digits.
            when kind = 'same' and scope = 'tables' and rounds_each_table = 'yes'
                then half_step + finest
            when kind = 'same' and half_step > finest then half_step
            else 0
        end::decimal(18, 7) as tolerance,
        term_count,
        case
            when summary_terms = 0
                and (missing_summary = 'always' or (missing_summary = 'unless_zero' and has_detail))
                then 'missing_summary'
            when detail_terms = 0
                and (missing_detail = 'always' or (missing_detail = 'unless_zero' and has_summary))
                then 'missing_detail'
            when difference = 0 or (kind = 'at_least' and difference > 0) then 'exact'
            when abs(difference) <= tolerance then 'rounding'
            else 'discrepancy'
        end as computed
    from asked
    join (select disclosure_id, template from disclosures) as documents
        on asked.disclosure_id = documents.disclosure_id
    left join listed('templates/templates') as templates using (template)
)
select
    judged.* exclude (computed),
    if(computed not in ('exact', 'rounding') and known.check_id is not null, 'known_discrepancy', computed)
        as status
from judged
left join listed('controls/known_discrepancies') as known
    on judged.disclosure_id = known.disclosure_id
    and judged.check_id = known.check_id
    and judged.subject = known.subject
    and judged.summary_amount is not distinct from known.summary_amount::decimal(18, 6)
    and judged.detail_amount is not distinct from known.detail_amount::decimal(18, 6);
