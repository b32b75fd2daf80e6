"""Text as a cell of a file that a spreadsheet opens: never a formula."""

from __future__ import annotations

import re

# What a spreadsheet takes for the beginning of a formula, also behind blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?", re.ASCII)


def as_text(cell: str) -> str:
    """Return text as a spreadsheet shows it, and does not calculate; a number stays one."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
