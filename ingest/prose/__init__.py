"""The grammar of the prose; ``ingest.narrative`` is its door, ``ingest.lexicon`` has its words."""
