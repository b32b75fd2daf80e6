{{ unit_item_table('state_capital_expenditure', detail_kind='item') }}
