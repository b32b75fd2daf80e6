{{ item_rows('revenue') }}
