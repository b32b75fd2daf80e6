{{ unit_item_table('expenditure_by_unit', detail_kind='item') }}
