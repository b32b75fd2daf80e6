{{ line_facts('procurement') }}
