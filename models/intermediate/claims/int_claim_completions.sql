with

claims as (

    select * from {{ ref('int_claims_resolved') }}
    where not is_approximate

),

completions as (

    -- What was spent of the budget of the year before is asked of that year.
    select
        *,
        case basis when 'prior_budget' then 'prior_executed' else 'final' end as spent_basis
    from claims
    where figure_kind = 'completion_percent'

),

budget_columns as (

    -- 预算数 of the same, where the document prints it beside 决算数.
    select
        disclosures.disclosure_id,
        statement_columns.statement,
        statement_columns.column_name,
        statement_columns.measure,
        statement_columns.basis
    from {{ ref('stg_disclosure__disclosures') }} as disclosures
    inner join {{ ref('template_columns') }} as template_columns
        on disclosures.template = template_columns.template
    inner join {{ ref('statement_columns') }} as statement_columns
        on
            template_columns.statement = statement_columns.statement
            and template_columns.column_name = statement_columns.column_name
    where statement_columns.basis like 'budget_%'

),

candidates as (

    -- The amounts of the same, by either measure: the nearest in front, else the nearest behind.
    select
        completions.disclosure_id,
        completions.claim_no,
        amounts.claim_no as amount_claim_no,
        amounts.basis,
        row_number() over (
            partition by completions.disclosure_id, completions.claim_no, amounts.basis
            order by
                case when amounts.claim_no < completions.claim_no then 0 else 1 end,
                abs(amounts.claim_no - completions.claim_no)
        ) as choice
    from completions
    inner join claims as amounts
        on
            completions.disclosure_id = amounts.disclosure_id
            and completions.section = amounts.section
            and completions.subject_key = amounts.subject_key
            and coalesce(completions.part_text, '') = coalesce(amounts.part_text, '')
            and amounts.figure_kind in ('amount', 'prior_amount')
            and amounts.basis in (completions.basis, completions.spent_basis)

),

final as (

    select
        completions.disclosure_id,
        completions.claim_no,
        completions.source_line,
        completions.claim_value,
        completions.half_step,
    {%- for names, prefix in [('spent', 'spent'), ('budgets', 'budget')] %}
        {{ names }}.claim_no as {{ prefix }}_claim_no,
        {{ names }}.source_line as {{ prefix }}_source_line,
        {{ names }}.claim_value as {{ prefix }}_amount,
        {{ names }}.half_step as {{ prefix }}_half_step,
    {%- endfor %}
        budget_columns.statement as budget_statement,
        budget_columns.column_name as budget_column
    from completions
    {%- for names, basis in [('spent', 'spent_basis'), ('budgets', 'basis')] %}
    left join candidates as {{ names }}_chosen
        on
            completions.disclosure_id = {{ names }}_chosen.disclosure_id
            and completions.claim_no = {{ names }}_chosen.claim_no
            and completions.{{ basis }} = {{ names }}_chosen.basis
            and {{ names }}_chosen.choice = 1
    left join claims as {{ names }}
        on
            {{ names }}_chosen.disclosure_id = {{ names }}.disclosure_id
            and {{ names }}_chosen.amount_claim_no = {{ names }}.claim_no
    {%- endfor %}
    left join budget_columns
        on
            spent.disclosure_id = budget_columns.disclosure_id
            and spent.statement = budget_columns.statement
            and spent.column_name = budget_columns.measure
            and completions.basis = budget_columns.basis
            and budgets.claim_no is null

)

select * from final
