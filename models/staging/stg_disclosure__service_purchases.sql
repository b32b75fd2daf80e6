{{ unit_item_table('service_purchases', detail_kind='line', text_columns=['project_name']) }}
