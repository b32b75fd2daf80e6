"""Static pages from the warehouse: the budget at a glance, the reconciliation, the docs.

``python -m pages --out site`` reads the database and writes files that open from disk. Nothing
here computes a figure that a mart has; text shows exact decimals, floats only place the drawing.
"""
