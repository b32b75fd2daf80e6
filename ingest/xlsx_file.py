"""An XLSX file → ``Document``: every sheet as a table, as Excel shows it.

The rows over a table (its title, who compiled it, its currency unit) are cells of the sheet too:
what prints one cell alone over the header is a line.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries

from ingest.document import Document
from ingest.flow import Cells, Flow
from ingest.language import say
from ingest.limits import USUAL, Limits, Meter
from ingest.number_format import UnknownFormatError, exact, shown
from ingest.zipped import unzip

_NAMESPACE = re.compile(r"^\{[^}]*\}")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_WHITE_INDEXES = {1, 9}
_SAVE_AGAIN = "Open it in Excel or WPS and save it again (另存为 .xlsx)."


def read_xlsx(path: Path, limits: Limits = USUAL) -> Document:
    """Read an XLSX file; raise ``IngestError`` where it cannot be read as it is shown."""
    meter = Meter(path, limits)
    content = meter.content()
    parts = unzip(meter, content)
    sheets = sum(_look_at(meter, part) for part in parts.values() if part)
    meter.check("sheets", sheets, "at most {most:,} sheets", "{found:,}")
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out: pictures, buttons, rules for input.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception as error:
        # The library fails in as many ways as a file can be broken.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise meter.refused(
            "an XLSX file as Excel or WPS save it",
            say("one that cannot be opened ({error})", error=reason),
            _SAVE_AGAIN,
        ) from error
    flow = Flow(meter)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            rows, numbers = _rows(meter, sheet)
            flow.table(rows, [f"{sheet.title}!{number}" for number in numbers], starts_page=True)
        else:
            for cell in sheet._cells.values():
                meter.leave_out("" if cell.value is None else str(cell.value))
    digest = hashlib.sha256(content).hexdigest()
    return Document(str(path), path.name, digest, flow.blocks(), meter.unseen)


def _look_at(meter: Meter, part: bytes) -> bool:
    """Look at a part before it is loaded, and say whether it is a sheet.

    A sheet may have so many cells, those that merged ones cover among them, and its formulas must
    have their results beside them.
    """
    formula = value = root = None
    try:
        for event, element in etree.iterparse(
            io.BytesIO(part), ("start", "end"), resolve_entities=False
        ):
            name = _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""
            if event == "start":
                root = root or name
                if root != "worksheet":
                    return False
                continue
            if name == "f":
                formula = element.text or say("another cell's")
            elif name == "v":
                value = element.text
            elif name == "c":
                # A formula may well give a blank text.
                if formula is not None and value is None and element.get("t") != "str":
                    raise meter.refused(
                        "formulas with the results that Excel or WPS keep beside them",
                        say(
                            "the formula {formula} in cell {cell} without one",
                            formula=repr(formula[:60]),
                            cell=element.get("r"),
                        ),
                        "Open it in Excel or WPS, let it calculate, and save it.",
                    )
                formula = value = None
                meter.count("cells")
            elif name == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                meter.count("cells", (right - left + 1) * (bottom - top + 1))
            if name in {"c", "row", "mergeCell"}:
                element.clear()
    except (etree.XMLSyntaxError, ValueError, TypeError) as error:
        raise meter.refused(
            "sheets that are whole",
            say("a broken one ({error})", error=str(error)[:200]),
            _SAVE_AGAIN,
        ) from error
    return True


def _rows(meter: Meter, sheet: Any) -> tuple[list[Cells], list[int]]:
    """Return the rows of a sheet that are shown, and their numbers."""
    texts: dict[tuple[int, int], str] = {}
    # Only the cells that there are: one far out would have all others made up on the way to it.
    for cell in sheet._cells.values():
        if cell.value is not None:
            texts[cell.row, cell.column] = _shown(meter, sheet, cell)
    meter.check_time()
    last_row = max((row for row, _ in texts), default=0)
    hidden_rows = _hidden(sheet.row_dimensions, "height", _MOST_ROWS)
    hidden_columns = _hidden(sheet.column_dimensions, "width", _MOST_COLUMNS)
    goes_on: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(merged.coord)
        rows = [row for row in range(top, min(bottom, last_row) + 1) if row not in hidden_rows]
        columns = [place for place in range(left, right + 1) if place not in hidden_columns]
        meter.count("cells", len(rows) * len(columns))
        # Where the first row or column is hidden, the text shows in what is left of the cell.
        text = texts.pop((top, left), "")
        if rows and columns:
            covered = {(row, column) for row in rows for column in columns}
            goes_on |= covered - {(rows[0], columns[0])}
            texts[rows[0], columns[0]] = text
    printed = {
        place: text
        for place, text in texts.items()
        if text and place[0] not in hidden_rows and place[1] not in hidden_columns
    }
    for place in texts.keys() - printed.keys():
        meter.leave_out(texts[place])
    last = max((column for _, column in printed), default=0)
    places = [column for column in range(1, last + 1) if column not in hidden_columns]
    numbers = sorted({row for row, _ in printed})
    meter.count("cells", len(numbers) * len(places))
    rows_shown: list[Cells] = [
        [
            None if (number, column) in goes_on else printed.get((number, column), "")
            for column in places
        ]
        for number in numbers
    ]
    return rows_shown, numbers


def _hidden(dimensions: Any, size: str, most: int) -> set[int]:
    """Return the rows or columns that are hidden, or have no height or width."""
    spans: list[tuple[int, int]] = []
    for dimension in dimensions.values():
        extent = getattr(dimension, size, None)
        if dimension.hidden or extent == 0:
            first = getattr(dimension, "min", None) or dimension.index
            last = getattr(dimension, "max", None) or first
            if isinstance(first, str):
                first = last = openpyxl.utils.column_index_from_string(first)
            spans.append((first, min(last, most)))
    hidden: set[int] = set()
    reached = 0
    for first, last in sorted(spans):
        # Spans may cover each other: no place is taken twice.
        hidden.update(range(max(first, reached + 1), last + 1))
        reached = max(reached, last)
    return hidden


def _shown(meter: Meter, sheet: Any, cell: Any) -> str:
    """Return what a cell shows."""
    value = cell.value
    if isinstance(value, str):
        value = value.replace("_x000D_", "\n")
    if _is_white(cell):
        meter.leave_out(str(value))
        return ""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and sheet.sheet_view.showZeros is False and exact(value) == 0:
        return ""
    try:
        return shown(value, cell.number_format)
    except UnknownFormatError:
        raise meter.refused(
            "number formats with digits, grouping, percent signs or dates",
            say(
                "the format {format} of cell {cell}",
                format=repr(cell.number_format),
                cell=f"{sheet.title}!{cell.coordinate}",
            ),
            "Give the cell another number format, such as 0.00, and save the file.",
        ) from None


def _is_white(cell: Any) -> bool:
    """Say whether a cell is white on white."""
    colour = cell.font.color
    if colour is None or cell.fill.fill_type:
        return False
    if colour.type == "rgb":
        return str(colour.rgb).upper().endswith("FFFFFF")
    if colour.type == "theme":
        return colour.theme == 0 and not colour.tint
    return colour.type == "indexed" and colour.indexed in _WHITE_INDEXES
