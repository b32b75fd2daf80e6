{{ line_facts('service_purchases') }}
