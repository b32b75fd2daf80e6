with

functions as (

    select * from {{ ref('ref_functional_classification') }}

),

narrated as (

    -- Names are looked up for the prose alone.
    select distinct disclosure_id from {{ ref('stg_disclosure__narrative_figures') }}

),

functional_rows as (

    select
        item_rows.disclosure_id,
        item_rows.row_label,
        item_rows.function_code
    from {{ ref('int_item_rows_placed') }} as item_rows
    inner join narrated
        on item_rows.disclosure_id = narrated.disclosure_id
    where
        item_rows.statement in (
            'general_budget_expenditure', 'government_fund_expenditure', 'state_capital_expenditure'
        )
        and length(item_rows.function_code) > 3

),

printed as (

    select
        disclosure_id,
        {{ unquoted_key('row_label') }} as name_key,
        function_code
    from functional_rows

    union all

    -- The section of a printed item, whether the table prints it or not.
    select
        functional_rows.disclosure_id,
        {{ unquoted_key('functions.name_zh') }} as name_key,
        functions.function_code
    from functional_rows
    inner join functions
        on substr(functional_rows.function_code, 1, 5) = functions.function_code

),

final as (

    -- A name that two of them share names neither.
    select
        printed.disclosure_id,
        printed.name_key,
        min(printed.function_code) as function_code
    from printed
    where printed.name_key is not null
    group by printed.disclosure_id, printed.name_key
    having count(distinct printed.function_code) = 1

)

select * from final
