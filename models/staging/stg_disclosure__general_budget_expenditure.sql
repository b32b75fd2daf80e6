{{ unit_item_table('general_budget_expenditure', detail_kind='item') }}
