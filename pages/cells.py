"""CSV that a spreadsheet opens, and text as a cell of it: never a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# What a spreadsheet takes for the beginning of a formula, also behind blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?", re.ASCII)


def as_text(cell: str) -> str:
    """Return text as a spreadsheet shows it, and does not calculate; a number stays one."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def write_csv(path: Path, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write CSV in UTF-8 with the mark that spreadsheets look for."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows([[_kept(cell) for cell in row] for row in rows])


def _kept(value: Any) -> Any:
    """A value of CSV that no spreadsheet computes."""
    return as_text(value) if isinstance(value, str) else "" if value is None else value
