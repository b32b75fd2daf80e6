{{ unit_item_table('government_fund_expenditure', detail_kind='item') }}
