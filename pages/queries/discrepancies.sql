-- What is wrong in the document itself, in words.
select
    check_id,
    subject,
    summary_amount,
    detail_amount,
    reason_zh,
    reason_en
from intermediate.int_known_discrepancies_resolved
where disclosure_id = $disclosure_id
order by check_id asc, subject asc
