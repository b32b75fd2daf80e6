{{ item_rows('procurement') }}
