"""Writes tables for spreadsheets: a workbook with Chinese heads.

Numbers are numbers and codes stay text. Text that a spreadsheet would take for a formula is kept
text by its type.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from pages.cells import as_text

# A sheet has no more rows under its heads.
MOST_ROWS = 1_048_575
MOST_WIDE = 60
MOST_LETTERS = 32_767
# Rows that a column's width is taken from.
ROWS_MEASURED = 200
HEAD = PatternFill("solid", fgColor="E2DED5")
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Sheet:
    """A table: what it is called, its heads, and its rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]


def parts_of(sheet: Sheet) -> list[Sheet]:
    """Return a table as the sheets that hold it: numbered, of how many, where it needs several."""
    starts = range(0, len(sheet.rows), MOST_ROWS)
    if len(starts) < 2:
        return [sheet]
    return [
        # A title is cut at its end, and this part of it must stay.
        Sheet(f"{sheet.title[:22]} {number}（共{len(starts)}）", sheet.heads, part)
        for number, start in enumerate(starts, 1)
        for part in [sheet.rows[start : start + MOST_ROWS]]
    ]


def write_workbook(path: Path, tables: Sequence[Sheet]) -> None:
    """Write a workbook, each sheet with frozen heads and a filter; long tables have several."""
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in (part for table in tables for part in parts_of(table)):
        written = book.create_sheet(_title(sheet.title, taken))
        written.freeze_panes = "A2"
        last = get_column_letter(max(1, len(sheet.heads)))
        written.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
        for place, head in enumerate(sheet.heads):
            texts = [head, *(str(row[place]) for row in sheet.rows[:ROWS_MEASURED])]
            wide = max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in texts)
            written.column_dimensions[get_column_letter(place + 1)].width = min(wide, MOST_WIDE) + 3
        written.append([_head(written, head) for head in sheet.heads])
        # A row is written at once, so that the next one can take the same cells for its numbers.
        numbers = [_number(written) for _ in sheet.heads]
        for row in sheet.rows:
            written.append([_cell(written, *pair) for pair in zip(row, numbers, strict=True)])
    made = io.BytesIO()
    book.save(made)
    _settle(made, path)


def _settle(made: io.BytesIO, path: Path) -> None:
    """Write a workbook without the time of its making, so that the same rows are the same bytes."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept_:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIME.sub(rb"1980-01-01T00:00:00Z", content)
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            kept_.writestr(part, content)


def _title(text: str, taken: set[str]) -> str:
    """The title of a sheet: at most 31 signs, none that a title may not have, none twice."""
    title = _NOT_IN_A_TITLE.sub(" ", text).strip()[:31] or "Sheet"
    number = 2
    while title.lower() in taken:
        title = f"{title[:27]} {number}"
        number += 1
    taken.add(title.lower())
    return title


def _head(sheet: Any, text: str) -> WriteOnlyCell:
    """A head cell."""
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = HEAD
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _number(sheet: Any) -> WriteOnlyCell:
    """A cell for amounts."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = "#,##0.00####"
    return cell


def _cell(sheet: Any, value: Any, number: WriteOnlyCell) -> Any:
    """A cell of a row: a number as such, anything else as text."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float | Decimal):
        number.value = value
        return number
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:MOST_LETTERS]
    if as_text(text) == text:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
