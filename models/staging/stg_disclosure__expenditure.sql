{{ item_rows('expenditure') }}
