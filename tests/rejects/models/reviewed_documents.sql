select 'd' as disclosure_id
