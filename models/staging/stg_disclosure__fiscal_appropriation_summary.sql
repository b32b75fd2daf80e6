{{ entry_rows('fiscal_appropriation_summary') }}
