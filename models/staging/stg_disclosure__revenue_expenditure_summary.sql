{{ entry_rows('revenue_expenditure_summary') }}
