{{ item_rows('government_fund_expenditure') }}
