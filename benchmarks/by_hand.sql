-- What the models compute, written out by hand for DuckDB alone: no dbt, no macros of the project,
-- no tests, no trail from a result to its figures. The baseline of the measurements.
--
-- Two variables say where to read from:
--     set variable landing = '…/landing';  -- Parquet, one folder for each table
--     set variable project = '…';          -- the project's root, for the code lists

------------------------------------------------------------------------------------- text and lists

create or replace macro half_width(printed) as
    translate(printed, '０１２３４５６７８９（）．，＋－−–', '0123456789().,+---');
create or replace macro clean(printed) as nullif(trim(printed, ' 　'), '');
create or replace macro name_key(printed) as
    nullif(replace(replace(half_width(printed), ' ', ''), '　', ''), '');
create or replace macro money(printed, factor) as cast(
    try_cast(
        regexp_replace(replace(clean(half_width(printed)), ',', ''), '^\((.*)\)$', '-\1')
        as decimal(28, 6)
    ) * factor as decimal(18, 6)
);
create or replace macro listed(path) as table
    from read_csv(
        getvariable('project') || '/seeds/' || path || '.csv', header = true, all_varchar = true
    );
create or replace macro landed(table_name) as table
    from read_parquet(getvariable('landing') || '/' || table_name || '/*.parquet', union_by_name = true);

create or replace table aliases as from listed('reference/ref_name_aliases');
create or replace table checks as from listed('controls/reconciliation_checks');

create or replace table disclosures as
select
    * replace (fiscal_year::int as fiscal_year),
    if(currency_unit = '元', 0.0001, 1)::decimal(5, 4) as factor,
    (money(printed_step, factor) / 2)::decimal(18, 7) as half_step
from landed('disclosures');

------------------------------------------------------------------------------------ rows by table

-- Tables 3, 5, 8, 9, 10, 11: units and the items or lines below each.
create or replace macro unit_rows(table_name, detail_kind) as table
with landed as (
    -- Tables 10 and 11 alone name a project, and may print 合计 there.
    from landed(table_name)
    union all by name
    select null::varchar as project_name where false
),
typed as (
    select
        landed.* exclude (row_no, source_line, unit_code),
        row_no::int as row_no,
        source_line::int as source_line,
        clean(half_width(unit_code)) as printed_code,
        last_value(printed_code ignore nulls) over rows_above as unit_code,
        coalesce(clean(row_name), clean(project_name)) as row_label,
        department_code,
        factor,
        half_step,
        case
            when printed_code = department_code and function_code is null then 'department'
            when printed_code is not null and function_code is null then 'unit'
            when length(function_code) = 3 then 'class'
            when length(function_code) = 5 then 'section'
            when length(function_code) = 7 then detail_kind
            when name_key(row_label) in ('合计', '总计') then 'grand_total'
            else 'unrecognised'
        end as row_kind,
        row_kind in ('class', 'section', 'item', 'line') as is_coded,
        count_if(row_kind = 'line') over rows_above as line_no
    from landed
    join disclosures using (disclosure_id)
    window rows_above as (partition by disclosure_id order by landed.row_no::int)
)
select
    *,
    count_if(is_coded) over in_class as rows_in_class,
    count_if(is_coded) over in_section as rows_in_section,
    count_if(row_kind = 'class') over in_class > 0 as class_printed,
    count_if(row_kind = 'section') over in_section > 0 as section_printed,
    case
        when row_kind = 'grand_total' then 'total'
        when row_kind in ('department', 'unit') then unit_code
        when row_kind = 'line' then format('{}/{}#{}', unit_code, function_code, line_no)
        when is_coded then unit_code || '/' || function_code
        else 'row ' || row_no
    end as row_key,
    case
        when row_kind = 'unit' then 'department'
        when not is_coded then null
        when row_kind in ('item', 'line') and section_printed then 'section'
        when row_kind <> 'class' and class_printed then 'class'
        else 'unit'
    end as parent_kind,
    case parent_kind
        when 'department' then department_code
        when 'section' then unit_code || '/' || function_code[:5]
        when 'class' then unit_code || '/' || function_code[:3]
        when 'unit' then unit_code
    end as parent_key,
    case row_kind
        when 'class' then rows_in_class > 1
        when 'section' then rows_in_section > 1
        else not is_coded
    end as has_children
from typed
window
    in_class as (partition by disclosure_id, unit_code, function_code[:3]),
    in_section as (partition by disclosure_id, unit_code, function_code[:5]);

create or replace table t3 as from unit_rows('expenditure_by_unit', 'item');
create or replace table t5 as from unit_rows('general_budget_expenditure', 'item');
create or replace table t8 as from unit_rows('government_fund_expenditure', 'item');
create or replace table t9 as from unit_rows('state_capital_expenditure', 'item');
create or replace table t10 as from unit_rows('procurement', 'line');
create or replace table t11 as from unit_rows('service_purchases', 'line');

create or replace table t2 as
select
    landed.* replace (row_no::int as row_no, source_line::int as source_line),
    clean(unit_name) as row_label,
    factor,
    half_step,
    case
        when unit_code = department_code then 'department'
        when unit_code is not null then 'unit'
        when name_key(unit_name) in ('合计', '总计') then 'grand_total'
        else 'unrecognised'
    end as row_kind,
    if(row_kind = 'grand_total', 'total', coalesce(unit_code, 'row ' || row_no)) as row_key,
    if(row_kind = 'unit', department_code, null) as parent_key,
    if(row_kind = 'unit', 'department', null) as parent_kind,
    row_kind <> 'unit' as has_children
from landed('revenue_by_unit') as landed
join disclosures using (disclosure_id);

create or replace table t6 as
with typed as (
    select
        landed.* replace (row_no::int as row_no, source_line::int as source_line),
        clean(economic_name) as row_label,
        factor,
        half_step,
        case
            when length(economic_code) = 3 then 'class'
            when length(economic_code) = 5 then 'section'
            when name_key(economic_name) in ('合计', '总计') then 'grand_total'
            else 'unrecognised'
        end as row_kind
    from landed('basic_expenditure') as landed
    join disclosures using (disclosure_id)
)
select
    *,
    if(row_kind = 'grand_total', 'total', coalesce(economic_code, 'row ' || row_no)) as row_key,
    case
        when row_kind = 'section' and count_if(row_kind = 'class') over in_document > 0 then 'class'
        when row_kind in ('class', 'section') then 'grand_total'
    end as parent_kind,
    if(parent_kind = 'class', economic_code[:3], if(parent_kind is not null, 'total', null))
        as parent_key,
    row_kind = 'grand_total'
    or (row_kind = 'class' and count(economic_code) over in_class > 1) as has_children
from typed
window
    in_document as (partition by disclosure_id),
    in_class as (partition by disclosure_id, economic_code[:3]);

create or replace table t7 as
with typed as (
    select
        landed.* replace (row_no::int as row_no, source_line::int as source_line),
        department_code,
        factor,
        half_step,
        coalesce(clean(unit_name), clean(fund_name)) as row_label,
        name_key(coalesce(unit_name, fund_name)) in ('合计', '总计') as is_total,
        count(*) over of_unit as unit_rows,
        count_if(fund_name is null) over of_unit > 0 as has_total_row
    from landed('three_public_expenses') as landed
    join disclosures using (disclosure_id)
    window of_unit as (partition by disclosure_id, unit_code)
)
select
    typed.*,
    case
        when unit_code = department_code then 'department'
        when unit_code is not null and (unit_rows = 1 or fund_name is null) then 'unit'
        when unit_code is not null then 'unit_fund'
        when is_total then 'grand_total'
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
    if(is_total and unit_code is null, null, aliases.code) as fund_code
from typed
left join aliases on aliases.name_kind = 'fund' and name_key(fund_name) = aliases.printed_name;

-- Tables 1 and 4: headings and sub-headings, two lists side by side.
create or replace macro summary_rows(table_name) as table
with entries as (
    select
        disclosure_id,
        row_no::int as row_no,
        source_line::int as source_line,
        unnest([
            {'side': 'revenue', 'item': revenue_item, 'printed': revenue_amount},
            {'side': 'expenditure', 'item': expenditure_item, 'printed': expenditure_amount}
        ], recursive := true)
    from landed(table_name)
),
typed as (
    select
        disclosure_id, row_no, source_line, side, printed,
        clean(item) as row_label,
        name_key(item) as name,
        factor,
        half_step,
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
    join disclosures using (disclosure_id)
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

create or replace table t1 as from summary_rows('revenue_expenditure_summary');
create or replace table t4 as from summary_rows('fiscal_appropriation_summary');

create or replace table t12 as
select
    landed.* replace (row_no::int as row_no, source_line::int as source_line),
    case
        when clean(project_name) is not null then 'project'
        when unit_code = department_code then 'department'
        when unit_code is not null then 'unit'
        else 'unrecognised'
    end as row_kind
from landed('performance_targets') as landed
join disclosures using (disclosure_id);

------------------------------------------------------------------------------ every printed amount

create or replace table published_amounts as
with long as (
    select 1 as table_no, *, side || '_amount' as column_name, printed as published_text from t1
    union all by name
    select 4 as table_no, *, side || '_amount' as column_name, printed as published_text from t4
    union all by name
    select 2 as table_no, * from (
        unpivot t2 on columns('^(total|(current|carried)_.*)$')
        into name column_name value published_text
    )
    union all by name
    select 3 as table_no, * from (
        unpivot t3 on total, basic, project, carried_forward
        into name column_name value published_text
    )
    union all by name
    select 5 as table_no, * from (
        unpivot t5 on total, basic, personnel, operating, project
        into name column_name value published_text
    )
    union all by name
    select 6 as table_no, * from (
        unpivot t6 on total, personnel, operating into name column_name value published_text
    )
    union all by name
    select 7 as table_no, * from (
        unpivot t7
        on columns('^(three_public_total|overseas_travel|vehicle_.*|reception|meeting|training_.*)$')
        into name column_name value published_text
    )
    union all by name
    select 8 as table_no, * from (
        unpivot t8 on total, basic, project into name column_name value published_text
    )
    union all by name
    select 9 as table_no, * from (
        unpivot t9 on total, basic, project into name column_name value published_text
    )
    union all by name
    select 10 as table_no, * from (
        unpivot t10 on fund_total, general_budget, government_fund, state_capital, fiscal_account,
            unit_funds, prior_year_balance, type_total, columns('^(de)?centralized_.*$')
        into name column_name value published_text
    )
    union all by name
    select 11 as table_no, * from (
        unpivot t11 on total, general_budget, government_fund, state_capital, fiscal_account,
            unit_funds, prior_year_balance
        into name column_name value published_text
    )
)
select
    disclosure_id, table_no, row_no, source_line, column_name, row_kind, parent_kind, has_children,
    unit_code, function_code, economic_code, fund_code, row_label, row_key, parent_key,
    clean(published_text) as published_text,
    money(published_text, factor) as amount,
    half_step
from long
where clean(published_text) is not null;

------------------------------------------------------------------------------------ what is queried

create or replace table functional_items as
with all_funds as (
    select
        disclosure_id, unit_code, function_code,
        sum(money(total, factor)) as total,
        sum(money(basic, factor)) as basic,
        sum(money(project, factor)) as project,
        sum(money(carried_forward, factor)) as carried_forward
    from t3
    where is_coded and not has_children
    group by all
),
general_fund as (
    select
        disclosure_id, unit_code, function_code,
        sum(money(total, factor)) as total,
        sum(money(basic, factor)) as basic,
        sum(money(personnel, factor)) as personnel,
        sum(money(operating, factor)) as operating,
        sum(money(project, factor)) as project
    from t5
    where is_coded and not has_children
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
    disclosure_id,
    unit_code,
    regexp_replace(column_name, '^(current|carried)_', '') as fund_code,
    if(column_name like 'current%', 'current_year', 'carried_over') as timing,
    amount, row_no, source_line
from published_amounts
where table_no = 2 and row_kind = 'unit' and column_name not in ('total', 'current_subtotal', 'carried_subtotal');

create or replace table fct_expenditure as
select disclosure_id, unit_code, function_code, component, amount::decimal(18, 6) as amount
from (
    unpivot functional_items on personnel, operating, project, basic_unsplit, carried_forward
    into name component value amount
)
where amount <> 0 or component in ('personnel', 'operating', 'project');

create or replace table fct_basic_expenditure as
select disclosure_id, economic_code, column_name as component, amount, row_no, source_line
from published_amounts
where table_no = 6 and column_name <> 'total' and row_kind <> 'grand_total' and not has_children;

create or replace table fct_three_public_expenses as
with printed as (
    select disclosure_id, unit_code, row_no, column_name as expense, amount
    from published_amounts
    where table_no = 7 and row_kind in ('unit', 'unit_fund') and not has_children
),
parts as (
    select *, bool_or(expense in ('vehicle_operation', 'vehicle_purchase')) over in_row as vehicles,
        bool_or(expense in ('training_own_level', 'training_superior_grant')) over in_row as training
    from printed
    window in_row as (partition by disclosure_id, row_no)
)
select
    disclosure_id, unit_code, expense,
    not starts_with(expense, 'training') and expense <> 'meeting' as is_three_public,
    sum(amount)::decimal(18, 6) as amount
from parts
where expense <> 'three_public_total'
    and not (expense = 'vehicle_subtotal' and vehicles)
    and not (expense = 'training_subtotal' and training)
group by all;

create or replace table fct_procurement_lines as
select
    disclosure_id, line_no, unit_code, function_code, clean(project_name) as project_name,
    money(
        columns('^(fund_total|general_budget|government_fund|state_capital|fiscal_account|unit_funds|prior_year_balance|type_total|(de)?centralized_.*)$'),
        factor
    ),
    row_no, source_line
from t10
where row_kind = 'line';

create or replace table fct_service_purchase_lines as
select
    disclosure_id, line_no, unit_code, function_code, clean(project_name) as project_name,
    money(
        columns('^(total|general_budget|government_fund|state_capital|fiscal_account|unit_funds|prior_year_balance)$'),
        factor
    ),
    row_no, source_line
from t11
where row_kind = 'line';

create or replace table fct_performance_targets as
select
    disclosure_id,
    row_number() over (partition by disclosure_id order by row_no) as project_no,
    unit_code, project_name, target, row_no, source_line
from t12
where row_kind = 'project';

create or replace table dim_budget_units as
with printed as (
    select disclosure_id, unit_code, row_label as name, table_no, row_no
    from published_amounts
    where table_no > 1 and row_kind in ('department', 'unit', 'unit_fund')
    union all
    select disclosure_id, unit_code, unit_name, 12, row_no from t12 where unit_code is not null
)
select
    disclosure_id, unit_code,
    replace(replace(arg_min(name, (table_no, row_no)), ' ', ''), '　', '') as unit_name,
    unit_code = any_value(department_code) as is_department
from printed
join disclosures using (disclosure_id)
group by disclosure_id, unit_code;

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
    where table_no = 1 and row_kind = 'class'
    group by all
) as printed using (disclosure_id, function_code);

create or replace table economic_budget as
with items as (
    from t6 where row_kind in ('class', 'section') and not has_children
),
levels as (
    select
        disclosure_id,
        economic_code[:length_of_level] as economic_code,
        sum(money(total, factor)) as total_amount,
        sum(money(personnel, factor)) as personnel_amount,
        sum(money(operating, factor)) as operating_amount
    from items, unnest([3, 5]) as wanted(length_of_level)
    where length(economic_code) >= length_of_level
    group by disclosure_id, economic_code[:length_of_level]
)
select
    levels.*,
    classes.* exclude (economic_code),
    printed.amount as published_total_amount,
    total_amount::double / nullif(whole.total::double, 0) as share_of_total
from levels
left join listed('reference/ref_economic_classification') as classes using (economic_code)
left join (
    select disclosure_id, sum(money(total, factor)) as total from items group by all
) as whole using (disclosure_id)
left join (
    select disclosure_id, economic_code, sum(amount) as amount
    from published_amounts
    where table_no = 6 and column_name = 'total' and economic_code is not null
    group by all
) as printed using (disclosure_id, economic_code);

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
    from published_amounts
    where table_no = 3 and row_kind = 'unit' and column_name = 'total'
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
where not units.is_department;

create or replace table procurement_budget as
select
    disclosure_id, unit_code, function_code, project_name, line_no, fund_total as total_amount,
    centralized_subtotal as centralized_amount, decentralized_subtotal as decentralized_amount,
    list_sum([centralized_goods, decentralized_goods]) as goods_amount,
    list_sum([centralized_works, decentralized_works]) as works_amount,
    list_sum([centralized_services, decentralized_services]) as services_amount
from fct_procurement_lines;

------------------------------------------------------------------------------- what has to tie

-- Within a row: a whole and its parts.
create or replace temp table row_sums as
from (values
    ('t02_total_is_current_plus_carried_over', 2, 'total', ['current_subtotal', 'carried_subtotal']),
    ('t02_current_year_is_sum_of_funds', 2, 'current_subtotal', [
        'current_general_budget', 'current_government_fund', 'current_state_capital',
        'current_fiscal_account', 'current_unit_funds']),
    ('t02_carried_over_is_sum_of_funds', 2, 'carried_subtotal', [
        'carried_general_budget', 'carried_government_fund', 'carried_state_capital',
        'carried_fiscal_account', 'carried_unit_funds']),
    ('t03_total_is_basic_project_and_carried_forward', 3, 'total',
        ['basic', 'project', 'carried_forward']),
    ('t05_total_is_basic_plus_project', 5, 'total', ['basic', 'project']),
    ('t05_basic_is_personnel_plus_operating', 5, 'basic', ['personnel', 'operating']),
    ('t06_total_is_personnel_plus_operating', 6, 'total', ['personnel', 'operating']),
    ('t07_three_public_is_sum_of_parts', 7, 'three_public_total',
        ['overseas_travel', 'vehicle_subtotal', 'reception']),
    ('t07_vehicles_are_operation_plus_purchase', 7, 'vehicle_subtotal',
        ['vehicle_operation', 'vehicle_purchase']),
    ('t07_training_is_own_level_plus_grant', 7, 'training_subtotal',
        ['training_own_level', 'training_superior_grant']),
    ('t08_total_is_basic_plus_project', 8, 'total', ['basic', 'project']),
    ('t09_total_is_basic_plus_project', 9, 'total', ['basic', 'project']),
    ('t10_fund_total_is_sum_of_funds', 10, 'fund_total', ['general_budget', 'government_fund',
        'state_capital', 'fiscal_account', 'unit_funds', 'prior_year_balance']),
    ('t10_fund_total_equals_type_total', 10, 'fund_total', ['type_total']),
    ('t10_type_total_is_centralized_plus_decentralized', 10, 'type_total',
        ['centralized_subtotal', 'decentralized_subtotal']),
    ('t10_centralized_is_sum_of_categories', 10, 'centralized_subtotal',
        ['centralized_goods', 'centralized_works', 'centralized_services']),
    ('t10_decentralized_is_sum_of_categories', 10, 'decentralized_subtotal',
        ['decentralized_goods', 'decentralized_works', 'decentralized_services']),
    ('t11_total_is_sum_of_funds', 11, 'total', ['general_budget', 'government_fund',
        'state_capital', 'fiscal_account', 'unit_funds', 'prior_year_balance'])
) as sums(check_id, table_no, whole, parts);

-- Down a column: a row of one kind and the rows printed as part of it.
create or replace temp table column_sums as
from (values
    ('current_year_is_sum_of_headings', [1, 4], ['subtotal'], false),
    ('grand_total_is_current_year_plus_carry_over', [1, 4], ['grand_total'], false),
    ('heading_is_sum_of_subheadings', [1, 4], ['fund', 'class', 'carry_over'], true),
    ('department_is_sum_of_units', [2, 3, 5, 7, 8, 9, 10, 11], ['department'], false),
    ('unit_is_sum_of_items', [3, 5, 8, 9], ['unit'], false),
    ('unit_is_sum_of_lines', [10, 11], ['unit'], false),
    ('unit_is_sum_of_funds', [7], ['unit'], true),
    ('class_is_sum_of_level_below', [3, 5, 8, 9, 10, 11], ['class', 'section'], true),
    ('class_is_sum_of_sections', [6], ['class'], true),
    ('total_is_sum_of_classes', [6], ['grand_total'], false),
    ('total_is_sum_of_funds', [7], ['grand_total'], false)
) as sums(name, table_nos, kinds, only_with_children);

create or replace temp table column_rules as
select
    format('t{:02d}_{}', table_no, name) as check_id, table_no, kind, only_with_children
from (
    select name, unnest(table_nos) as table_no, kinds, only_with_children from column_sums
), unnest(kinds) as exploded(kind);

-- Whether what is bought is project spending.
create or replace temp table procured_projects as
select
    lines.disclosure_id, lines.unit_code, lines.project_name, lines.fund_total,
    targets.row_no as target_row_no
from (
    select * exclude (project_name), clean(project_name) as project_name
    from t10 where row_kind = 'line'
) as lines
join functional_items as items using (disclosure_id, unit_code, function_code)
left join listed('controls/project_aliases') as alias
    on lines.disclosure_id = alias.disclosure_id and lines.unit_code = alias.unit_code
    and name_key(lines.project_name) = name_key(alias.procured_project_name)
left join (
    select disclosure_id, unit_code, name_key(project_name) as project, min(row_no) as row_no
    from t12 where row_kind = 'project' group by all
) as targets
    on lines.disclosure_id = targets.disclosure_id and lines.unit_code = targets.unit_code
    and name_key(coalesce(alias.target_project_name, lines.project_name)) = targets.project
where coalesce(items.project, 0) <> 0 and coalesce(items.basic, 0) = 0;

create or replace temp view terms as

select disclosure_id, check_id, row_key as subject, column_name = whole as is_summary, amount, half_step
from published_amounts
join row_sums using (table_no)
where column_name = whole or list_contains(parts, column_name)

union all

select
    disclosure_id, check_id,
    if(table_no in (1, 4), row_key, row_key || '.' || column_name),
    true, amount, half_step
from published_amounts
join column_rules using (table_no)
where row_kind = kind and (has_children or not only_with_children)

union all

select
    disclosure_id, check_id,
    if(table_no in (1, 4), parent_key, parent_key || '.' || column_name),
    false, amount, half_step
from published_amounts
join column_rules using (table_no)
where parent_kind = kind

union all

-- The grand total is the department.
select
    disclosure_id, format('t{:02d}_total_equals_department', table_no), column_name,
    row_kind = 'grand_total', amount, half_step
from published_amounts
where table_no not in (1, 4, 6) and row_kind in ('grand_total', 'department')

union all

-- Tables 1 and 4: revenue is expenditure.
select
    disclosure_id, format('t{:02d}_revenue_equals_expenditure', table_no), 'document',
    column_name = 'revenue_amount', amount, half_step
from published_amounts
where table_no in (1, 4) and row_kind = 'grand_total'

union all

-- Table 1 against tables 2 and 3: one figure of the document on each side.
select disclosure_id, check_id, 'document', table_no = 1, amount, half_step
from published_amounts
join (values
    ('t01_t02_total_revenue', 1, 'grand_total', 'revenue_amount'),
    ('t01_t02_total_revenue', 2, 'grand_total', 'total'),
    ('t01_t02_current_year_revenue', 1, 'subtotal', 'revenue_amount'),
    ('t01_t02_current_year_revenue', 2, 'grand_total', 'current_subtotal'),
    ('t01_t02_carried_over', 1, 'carry_over', 'revenue_amount'),
    ('t01_t02_carried_over', 2, 'grand_total', 'carried_subtotal'),
    ('t01_t03_total_expenditure', 1, 'grand_total', 'expenditure_amount'),
    ('t01_t03_total_expenditure', 3, 'grand_total', 'total'),
    ('t01_t03_carried_forward', 1, 'carry_over', 'expenditure_amount'),
    ('t01_t03_carried_forward', 3, 'grand_total', 'carried_forward')
) as same_figure(check_id, table_no, row_kind, column_name)
    using (table_no, row_kind, column_name)

union all

-- Revenue by fund: table 1 against table 2, table 4 against tables 1 and 2.
select disclosure_id, 't01_t02_revenue_by_fund', coalesce(fund_code, row_label), true, amount, half_step
from published_amounts
where table_no = 1 and row_kind = 'fund' and column_name = 'revenue_amount'
union all
select disclosure_id, 't01_t02_revenue_by_fund', column_name[9:], false, amount, half_step
from published_amounts
where table_no = 2 and row_kind = 'grand_total'
    and column_name like 'current!_%' escape '!' and column_name <> 'current_subtotal'
union all
select
    disclosure_id, 't04_t01_revenue_by_fund', coalesce(fund_code, row_label), table_no = 4,
    amount, half_step
from published_amounts
where table_no in (1, 4) and row_kind in ('fund', 'fund_source') and column_name = 'revenue_amount'
    and (
        table_no = 4
        or split_part(fund_code, '.', 1) in ('general_budget', 'government_fund', 'state_capital')
    )
union all
select disclosure_id, 't04_t02_carried_over_by_fund', coalesce(fund_code, row_label), true, amount, half_step
from published_amounts
where table_no = 4 and row_kind = 'carry_over_fund' and column_name = 'revenue_amount'
union all
select disclosure_id, 't04_t02_carried_over_by_fund', column_name[9:], false, amount, half_step
from published_amounts
where table_no = 2 and row_kind = 'grand_total'
    and column_name in ('carried_general_budget', 'carried_government_fund', 'carried_state_capital')

union all

-- Expenditure by class: tables 1 and 4 against the items.
select
    disclosure_id,
    if(table_no = 1, 't01_t03_expenditure_by_class', 't04_expenditure_by_class'),
    coalesce(function_code[:3], row_label), true, amount, half_step
from published_amounts
where table_no in (1, 4) and row_kind = 'class' and column_name = 'expenditure_amount'
union all
select
    disclosure_id,
    if(table_no = 3, 't01_t03_expenditure_by_class', 't04_expenditure_by_class'),
    function_code[:3], false, if(column_name = 'total', amount, -amount), half_step
from published_amounts
where row_kind in ('class', 'section', 'item') and not has_children
    and (
        (table_no in (3, 5, 8, 9) and column_name = 'total')
        or (table_no = 3 and column_name = 'carried_forward')
    )

union all

-- Unit by unit.
select disclosure_id, 't02_t03_unit_total', unit_code, table_no = 2, amount, half_step
from published_amounts
where table_no in (2, 3) and row_kind = 'unit' and column_name = 'total'
union all
select
    disclosure_id, 't03_covers_t05_t08_t09',
    format('{}/{}.{}', unit_code, function_code, column_name), table_no = 3, amount, half_step
from published_amounts
where table_no in (3, 5, 8, 9) and row_kind in ('class', 'section', 'item') and not has_children
    and column_name in ('total', 'basic', 'project')
union all
select disclosure_id, check_id, unit_code, true, amount, half_step
from published_amounts,
    unnest(['t03_covers_t07', 't03_covers_t10', 't03_covers_t11']) as covering(check_id)
where table_no = 3 and row_kind = 'unit' and column_name = 'total'
union all
select disclosure_id, format('t03_covers_t{:02d}', table_no), unit_code, false, amount, half_step
from published_amounts
where (table_no in (10, 11) and row_kind = 'unit' and column_name in ('fund_total', 'total'))
    or (
        table_no = 7 and row_kind in ('unit', 'unit_fund') and not has_children
        and column_name in ('three_public_total', 'meeting', 'training_subtotal')
    )
union all
select
    disclosure_id, 't03_remainder_is_non_fiscal_funds', unit_code, table_no <> 2,
    if(table_no in (2, 3), amount, -amount), half_step
from published_amounts
where row_kind = 'unit' and (
    (table_no in (3, 5, 8, 9) and column_name = 'total')
    or (table_no = 2 and regexp_matches(column_name, '_(fiscal_account|unit_funds)$'))
)

union all

-- Basic expenditure by economic class.
select
    disclosure_id, 't06_t05_basic_expenditure',
    if(column_name in ('total', 'basic'), 'basic', column_name), table_no = 6, amount, half_step
from published_amounts
where row_kind = 'grand_total' and (
    table_no = 6 or (table_no = 5 and column_name in ('basic', 'personnel', 'operating'))
)
union all
select
    disclosure_id, 't06_class_is_all_one_component', row_key, column_name = 'total', amount, half_step
from published_amounts
join listed('reference/ref_economic_classification') as classes
    on published_amounts.economic_code[:3] = classes.economic_code
where table_no = 6 and component is not null and column_name in ('total', component)
union all
select disclosure_id, 't06_t05_social_contributions', economic_code, true, amount, half_step
from published_amounts
where table_no = 6 and column_name = 'total' and economic_code in (
    select economic_code from listed('controls/economic_function_links')
)
union all
select
    disclosure_id, 't06_t05_social_contributions', links.economic_code, false, amount, half_step
from published_amounts
join listed('controls/economic_function_links') as links using (function_code)
where table_no = 5 and column_name = 'basic' and not has_children
union all
select
    disclosure_id, 't07_covers_t06', links.expense, table_no = 7, amount, half_step
from published_amounts
join listed('controls/expense_economic_links') as links
    on (table_no = 7 and row_kind = 'grand_total' and column_name = links.expense)
    or (
        table_no = 6 and column_name = 'total'
        and published_amounts.economic_code = links.economic_code
    )
union all
select
    disclosure_id, 't07_fund_is_sum_of_units', coalesce(fund_code, row_label) || '.' || column_name,
    row_kind = 'fund', amount, half_step
from published_amounts
where table_no = 7
    and (row_kind = 'fund' or (row_kind in ('unit', 'unit_fund') and not has_children))

union all

-- What one list has, the other has too.
select
    disclosure_id, if(table_no = 6, 'economic_code_is_listed', 'function_code_is_listed'),
    coalesce(economic_code, function_code), false, 1, 0
from published_amounts
where table_no not in (1, 4) and column_name in ('total', 'fund_total')
    and coalesce(economic_code, function_code) is not null
union all
select distinct
    disclosure_id, if(table_no = 6, 'economic_code_is_listed', 'function_code_is_listed'),
    code, true, 1, 0
from published_amounts
join (
    select 6 as of_table, economic_code as code from listed('reference/ref_economic_classification')
    union all
    select 0, function_code from listed('reference/ref_functional_classification')
) as codes
    on coalesce(economic_code, function_code) = code and (of_table = 6) = (table_no = 6)
where table_no not in (1, 4) and column_name in ('total', 'fund_total')
union all
select disclosure_id, 't12_unit_exists', unit_code, false, 1, 0
from t12 where row_kind in ('project', 'unit')
union all
select disclosure_id, 't12_unit_exists', unit_code, true, 1, 0
from published_amounts
semi join (from t12 where row_kind in ('project', 'unit')) as target
    using (disclosure_id, unit_code)
where table_no = 3 and row_kind = 'unit' and column_name = 'total'
union all
select disclosure_id, 't10_project_has_target', unit_code || '/' || project_name, false, 1, 0
from procured_projects
union all
select distinct disclosure_id, 't10_project_has_target', unit_code || '/' || project_name, true, 1, 0
from procured_projects where target_row_no is not null
union all
select
    disclosure_id, format('t{:02d}_note_agrees_with_table', note.table_no::int),
    'table ' || note.table_no, true, 1, 0
from landed('table_notes') as note
where note.table_no in ('8', '9') and regexp_matches(note_text, '没有|无数据|无此')
union all
select
    disclosures.disclosure_id, format('t{:02d}_note_agrees_with_table', tables.table_no),
    'table ' || tables.table_no, false, 1, 0
from disclosures
cross join (values (8), (9)) as tables(table_no)
left join published_amounts as figures
    on disclosures.disclosure_id = figures.disclosure_id
    and tables.table_no = figures.table_no and figures.row_kind = 'grand_total'
where (disclosures.disclosure_id, tables.table_no) not in (
    select (disclosure_id, table_no) from published_amounts
    where table_no in (8, 9) and amount <> 0
);

create or replace table reconciliation_results as
with sides as (
    select
        disclosure_id, check_id, subject,
        count(*) filter (is_summary) as summary_terms,
        count(*) filter (not is_summary) as detail_terms,
        sum(amount) filter (is_summary) as summary_sum,
        sum(amount) filter (not is_summary) as detail_sum,
        count_if(amount <> 0) as term_count,
        count_if(amount <> 0 and is_summary) as summary_count,
        count_if(amount <> 0 and not is_summary) as detail_count,
        max(half_step) as half_step
    from terms
    group by all
),
judged as (
    select
        sides.disclosure_id, check_id, sides.subject, severity,
        if(kind = 'presence' and summary_terms > 0, 1, summary_sum)::decimal(18, 6)
            as summary_amount,
        if(kind = 'presence' and detail_terms > 0, 1, detail_sum)::decimal(18, 6) as detail_amount,
        (coalesce(summary_amount, 0) - coalesce(detail_amount, 0))::decimal(18, 6) as difference,
        if(
            kind in ('sum', 'at_least'),
            half_step * (detail_count + greatest(summary_count, 1)), 0
        )::decimal(18, 7) as tolerance,
        term_count,
        case
            when summary_terms = 0 and (
                missing_summary = 'always'
                or (missing_summary = 'unless_zero' and detail_sum <> 0)
            ) then 'missing_summary'
            when detail_terms = 0 and (
                missing_detail = 'always' or (missing_detail = 'unless_zero' and summary_sum <> 0)
            ) then 'missing_detail'
            when difference = 0 or (kind = 'at_least' and difference > 0) then 'exact'
            when abs(difference) <= tolerance then 'rounding'
            else 'discrepancy'
        end as computed
    from sides
    join checks using (check_id)
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
