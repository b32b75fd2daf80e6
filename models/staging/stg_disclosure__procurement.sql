{{ unit_item_table('procurement', detail_kind='line', text_columns=['project_name']) }}
