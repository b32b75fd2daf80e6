"""Consistent documents of any template of the seeds: text for ``ingest``, or rows of raw tables.

``values`` holds what a department plans, ``statements`` computes every table's rows from it once,
``printing`` prints them as ``templates`` reads it from the seeds, ``fiction`` makes departments up.
"""
