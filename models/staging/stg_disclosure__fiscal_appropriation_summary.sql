{{ summary_table('fiscal_appropriation_summary') }}
