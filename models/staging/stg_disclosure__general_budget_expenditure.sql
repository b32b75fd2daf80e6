{{ item_rows('general_budget_expenditure') }}
