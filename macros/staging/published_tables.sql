{#- The twelve published tables: number and amount columns, in printed order. -#}
{%- macro published_tables() -%}
    {%- set funds = [
        'general_budget', 'government_fund', 'state_capital', 'fiscal_account', 'unit_funds',
    ] -%}
    {%- set timings = [] -%}
    {%- for timing in ['current', 'carried'] -%}
        {%- do timings.append(timing ~ '_subtotal') -%}
        {%- for fund in funds -%}{%- do timings.append(timing ~ '_' ~ fund) -%}{%- endfor -%}
    {%- endfor -%}
    {{- return({
        'revenue_expenditure_summary': {'no': 1, 'amounts': ['revenue', 'expenditure']},
        'revenue_by_unit': {'no': 2, 'amounts': ['total'] + timings},
        'expenditure_by_unit': {
            'no': 3, 'amounts': ['total', 'basic', 'project', 'carried_forward'],
        },
        'fiscal_appropriation_summary': {'no': 4, 'amounts': ['revenue', 'expenditure']},
        'general_budget_expenditure': {
            'no': 5, 'amounts': ['total', 'basic', 'personnel', 'operating', 'project'],
        },
        'basic_expenditure': {'no': 6, 'amounts': ['total', 'personnel', 'operating']},
        'three_public_expenses': {
            'no': 7,
            'amounts': [
                'three_public_total', 'overseas_travel', 'vehicle_subtotal', 'vehicle_operation',
                'vehicle_purchase', 'reception', 'meeting', 'training_subtotal',
                'training_own_level', 'training_superior_grant',
            ],
        },
        'government_fund_expenditure': {'no': 8, 'amounts': ['total', 'basic', 'project']},
        'state_capital_expenditure': {'no': 9, 'amounts': ['total', 'basic', 'project']},
        'procurement': {
            'no': 10,
            'amounts': ['fund_total'] + funds + ['prior_year_balance', 'type_total'] + [
                'centralized_subtotal', 'centralized_goods', 'centralized_works',
                'centralized_services', 'decentralized_subtotal', 'decentralized_goods',
                'decentralized_works', 'decentralized_services',
            ],
        },
        'service_purchases': {'no': 11, 'amounts': ['total'] + funds + ['prior_year_balance']},
        'performance_targets': {'no': 12, 'amounts': []},
    }) -}}
{%- endmacro -%}
