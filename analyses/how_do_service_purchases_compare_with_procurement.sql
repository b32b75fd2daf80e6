-- 问：政府购买服务与政府采购中的服务类是什么关系？按单位与功能科目对照。
-- 读法：service_purchase_amount 是购买服务，procured_services_amount 是采购中的服务类；
-- equal_line_count 与 equal_line_amount 是两表在同一单位、同一科目下金额相同、可一一对应的明细，
-- 很可能是同一笔；beyond_procurement_amount 大于零，说明至少这么多购买服务没有列入政府采购。
-- 单位：万元，没有印数的一边为 NULL。
-- 注意：两表口径不同，购买服务未达采购限额的不必走政府采购，服务类采购也未必是购买服务，
-- 差额不是错误；金额相同只是线索，两表若都印项目名称，还应核对名称。
--
-- Question: how do service purchases (政府购买服务) relate to the services in government
-- procurement? By unit and functional item.
-- Reading: equal_line_count and equal_line_amount are lines of the two tables that have the same
-- amount under the same unit and item, paired one to one; they are probably the same purchase.
-- Where beyond_procurement_amount is above zero, at least that much is purchased outside
-- procurement. Amounts in 万元; NULL where a side has no printed line.
-- Beware: the two tables differ in scope. Service purchases below the procurement threshold need
-- not be procured, and not every procured service is a service purchase, so a difference is no
-- mistake. An equal amount is a hint; where both tables print a project name, compare that too.

with

service_purchases as (

    select * from {{ ref('fct_service_purchase_lines') }}

),

procurement as (

    select * from {{ ref('procurement_budget') }}

),

units as (

    select * from {{ ref('dim_budget_units') }}

),

functions as (

    select * from {{ ref('dim_functions') }}

),

purchase_lines as (

    select
        disclosure_id,
        unit_code,
        function_code,
        total_amount as amount,
        row_number() over (
            partition by disclosure_id, unit_code, function_code, total_amount
            order by line_no
        ) as occurrence_no
    from service_purchases
    where total_amount <> 0

),

procured_lines as (

    select
        disclosure_id,
        unit_code,
        function_code,
        services_amount as amount,
        row_number() over (
            partition by disclosure_id, unit_code, function_code, services_amount
            order by line_no
        ) as occurrence_no
    from procurement
    where services_amount <> 0

),

paired_lines as (

    -- The second line of 4.00 in one table is paired with the second line of 4.00 in the other.
    select
        coalesce(purchase_lines.disclosure_id, procured_lines.disclosure_id) as disclosure_id,
        coalesce(purchase_lines.unit_code, procured_lines.unit_code) as unit_code,
        coalesce(purchase_lines.function_code, procured_lines.function_code) as function_code,
        purchase_lines.amount as service_purchase_amount,
        procured_lines.amount as procured_services_amount
    from purchase_lines
    full outer join procured_lines
        on
            purchase_lines.disclosure_id = procured_lines.disclosure_id
            and purchase_lines.unit_code = procured_lines.unit_code
            and purchase_lines.function_code = procured_lines.function_code
            and purchase_lines.amount = procured_lines.amount
            and purchase_lines.occurrence_no = procured_lines.occurrence_no

),

by_item as (

    select
        disclosure_id,
        unit_code,
        function_code,
        sum(service_purchase_amount) as service_purchase_amount,
        sum(procured_services_amount) as procured_services_amount,
        count(*) filter (where service_purchase_amount = procured_services_amount)
            as equal_line_count,
        sum(service_purchase_amount)
            filter (where service_purchase_amount = procured_services_amount)
            as equal_line_amount
    from paired_lines
    group by
        disclosure_id,
        unit_code,
        function_code

),

final as (

    select
        by_item.disclosure_id,
        by_item.unit_code,
        units.unit_name,
        by_item.function_code,
        functions.function_name,
        by_item.service_purchase_amount,
        by_item.procured_services_amount,
        coalesce(by_item.service_purchase_amount, 0)
        - coalesce(by_item.procured_services_amount, 0) as beyond_procurement_amount,
        by_item.equal_line_count,
        by_item.equal_line_amount
    from by_item
    left join units
        on
            by_item.disclosure_id = units.disclosure_id
            and by_item.unit_code = units.unit_code
    left join functions
        on by_item.function_code = functions.function_code

)

select * from final
order by
    disclosure_id asc,
    unit_code asc,
    function_code asc
