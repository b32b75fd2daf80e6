{{ summary_table('revenue_expenditure_summary') }}
