-- Where the narrative states each figure, and in what words.
select
    claim_no,
    source_page,
    source_line,
    subject_text,
    published_text
from marts.fct_narrative_claims
where disclosure_id = $disclosure_id
order by claim_no asc
