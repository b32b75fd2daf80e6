"""Read published departmental budgets (部门预算公开) into verbatim CSV files.

Run as ``python -m ingest DOCUMENT [DOCUMENT ...] [--out DIR] [--region-code CODE]``.
"""
