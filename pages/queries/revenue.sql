-- Where the money comes from: each fund of this year and what is carried over, for each unit.
select
    revenue.fund_code,
    revenue.timing,
    funds.fund_name,
    funds.fund_name_en,
    revenue.unit_code,
    sum(revenue.amount) as amount
from marts.fct_revenue as revenue
left join marts.dim_funds as funds
    on revenue.fund_code = funds.fund_code
where revenue.disclosure_id = $disclosure_id
group by
    revenue.fund_code, revenue.timing, funds.fund_name, funds.fund_name_en, revenue.unit_code
order by revenue.timing desc, revenue.fund_code asc, revenue.unit_code asc
