{{ item_rows('state_capital_expenditure') }}
