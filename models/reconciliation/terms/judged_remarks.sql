with

remarks as (

    select
        remarks.*,
        disclosures.fiscal_year,
        case
            when remarks.claim_no is not null then {{ claim_subject('remarks.claim_no') }}
            else {{ remark_subject('remarks') }}
        end as subject
    from {{ ref('stg_disclosure__narrative_remarks') }} as remarks
    inner join {{ ref('stg_disclosure__disclosures') }} as disclosures
        on remarks.disclosure_id = disclosures.disclosure_id

),

repeating as (

    -- Said of another year, and yet the figure of this one.
    select
        disclosure_id,
        claim_no
    from {{ ref('claim_targets') }}
    where check_id = 'year_is_that_of_the_document'
    group by disclosure_id, claim_no, claim_value, claim_half_step
    having abs(sum(amount) - claim_value) <= sum(half_step) + claim_half_step

),

years as (

    select
        remarks.disclosure_id,
        'year_is_that_of_the_document' as check_id,
        remarks.subject,
        remarks.source_line,
        remarks.meaning = cast(remarks.fiscal_year as {{ dbt.type_string() }}) as holds
    from remarks
    left join repeating
        on
            remarks.disclosure_id = repeating.disclosure_id
            and remarks.claim_no = repeating.claim_no
    where
        remarks.remark_kind = 'year'
        and (remarks.claim_no is null or repeating.claim_no is not null)

),

compared_years as (

    select
        remarks.disclosure_id,
        'compared_year_is_the_year_before' as check_id,
        remarks.subject,
        remarks.source_line,
        remarks.meaning = cast(remarks.fiscal_year - 1 as {{ dbt.type_string() }}) as holds
    from remarks
    inner join {{ ref('int_claims_resolved') }} as claims
        on
            remarks.disclosure_id = claims.disclosure_id
            and remarks.claim_no = claims.claim_no
    where
        remarks.remark_kind = 'compared_year'
        and claims.subject_kind is not null

),

reasons as (

    select
        remarks.disclosure_id,
        'reason_goes_the_way_of_the_change' as check_id,
        remarks.subject,
        remarks.source_line,
        case
            when
                case claims.figure_kind when 'completion_percent' then 100 else 0 end
                < claims.claim_value
                then remarks.meaning = 'increase'
            else remarks.meaning = 'decrease'
        end as holds
    from remarks
    inner join {{ ref('int_claims_resolved') }} as claims
        on
            remarks.disclosure_id = claims.disclosure_id
            and remarks.claim_no = claims.claim_no
    where remarks.remark_kind = 'reason'

),

blanks as (

    select
        disclosure_id,
        'blank_of_the_form_is_filled_in' as check_id,
        subject,
        source_line,
        false as holds
    from remarks
    where remark_kind = 'blank'

),

sections as (

    select
        required.disclosure_id,
        'required_section_is_there' as check_id,
        required.section_kind as subject,
        min(remarks.source_line) as source_line,
        count(remarks.remark_kind) > 0 as holds
    from {{ ref('int_required_sections') }} as required
    left join remarks
        on
            required.disclosure_id = remarks.disclosure_id
            and required.section_kind = remarks.meaning
            and remarks.remark_kind = 'section'
    group by required.disclosure_id, required.section_kind

),

final as (

    select * from years
    union all
    select * from compared_years
    union all
    select * from reasons
    union all
    select * from blanks
    union all
    select * from sections

)

select
    *,
    cast(null as {{ dbt.type_string() }}) as statement,
    cast(null as {{ dbt.type_int() }}) as row_no
from final
