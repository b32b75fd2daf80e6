{#- The claims of a share or a completion: number, line, value and half of the last digit. -#}
{%- set share = ['claim_no', 'source_line', 'claim_value', 'half_step'] -%}
{%- set part = ['part_claim_no', 'part_source_line', 'part_amount', 'part_half_step'] -%}
{%- set base = ['base_claim_no', 'base_source_line', 'base_amount', 'base_half_step'] -%}
{%- set spent = ['spent_claim_no', 'spent_source_line', 'spent_amount', 'spent_half_step'] -%}
{%- set budget = ['budget_claim_no', 'budget_source_line', 'budget_amount', 'budget_half_step'] -%}

with

shares as (

    -- A share of something that is not known is reported as such.
    select * from {{ ref('int_claim_shares') }}
    where
        part_claim_no is not null
        and base_claim_no is not null

),

completions as (

    select * from {{ ref('int_claim_completions') }}
    where
        spent_claim_no is not null
        and (budget_claim_no is not null or budget_column is not null)

),

completions_of_words as (

    select * from completions
    where budget_claim_no is not null

),

figures as (

    select * from {{ ref('published_amounts') }}
    where row_kind = 'grand_total'

),

share_terms as (

    {{ claim_terms('claim_share_follows', 'claim_no', [
        ('shares', 'summary', 1, 'value', share),
        ('shares', 'detail', 1, 'numerator', part),
        ('shares', 'detail', 1, 'denominator', base),
    ]) }}

),

completion_terms as (

    {{ claim_terms('claim_completion_follows', 'claim_no', [
        ('completions', 'summary', 1, 'value', share),
        ('completions', 'detail', 1, 'numerator', spent),
        ('completions_of_words', 'detail', 1, 'denominator', budget),
    ]) }}

),

completion_figures as (

    -- 完成预算的80% of a budget that only the table says; of one that it leaves blank there is none.
    select
        completions.disclosure_id,
        'claim_completion_follows' as check_id,
        {{ claim_subject('completions.claim_no') }} as subject,
        'detail' as side,
        1 as sign,
        'denominator' as role,
        figures.statement,
        figures.row_no,
        figures.source_line,
        figures.column_name,
        cast(null as {{ dbt.type_int() }}) as claim_no,
        true as is_figure,
        figures.amount as term_amount,
        figures.half_step
    from completions
    inner join figures
        on
            completions.disclosure_id = figures.disclosure_id
            and completions.budget_statement = figures.statement
            and completions.budget_column = figures.column_name

),

final as (

    select * from share_terms
    union all
    select * from completion_terms
    union all
    select * from completion_figures

)

select * from final
