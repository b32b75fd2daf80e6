-- Procurement by method and category, summed from the lines; a blank in every line gives none.
select
    sum(centralized_goods_amount) as centralized_goods,
    sum(centralized_works_amount) as centralized_works,
    sum(centralized_services_amount) as centralized_services,
    sum(decentralized_goods_amount) as decentralized_goods,
    sum(decentralized_works_amount) as decentralized_works,
    sum(decentralized_services_amount) as decentralized_services
from marts.fct_procurement_lines
where disclosure_id = $disclosure_id
