{{ item_rows('service_purchases') }}
