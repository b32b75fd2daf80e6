"""Proof that the checks bite: wrong copies of a document, each of which a check has to find."""
