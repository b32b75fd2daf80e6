"""A document's blocks → the rows of its tables.

Which template a document follows shows in the titles over its tables; a table is read by its
header. Nothing between a title and the next heading is dropped in silence: a block is a row, a
note, one of the few kinds of lines that frame a printed page, or a problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from ingest import header
from ingest.document import Block, BlockKind, Document, Place
from ingest.errors import Problem
from ingest.template import (
    TABLE_NUMBER,
    Catalogue,
    Column,
    Kind,
    Table,
    Template,
    title_key,
)
from ingest.text import is_amount, is_blank, is_dash, narrow, squeeze, trim

_MARKS = re.compile(r"^[#*\s]+|[*\s]+$")
_FRAME_KEY = re.compile(
    r"((?:编制|填报|填表|公开|预算)(?:部门|单位)|(?:预算)?主管部门|(?:部门|单位)名称"
    r"|(?:(?:金额|计量|货币)?单位)|(?<!\w)部门)\s*:"
)
CURRENCY_KEYS = frozenset({"单位", "金额单位", "计量单位", "货币单位"})
_BEFORE_FRAME = re.compile(rf"\s*(?:{TABLE_NUMBER.pattern}|(?:19|20)\d\d年度?)?\s*")
# A code in one cell; of a code in several (类, 款, 项), which may lack its zeros, padded.
_CODES: Mapping[Kind, tuple[re.Pattern[str], str]] = {
    Kind.FUNCTION_CODE: (
        re.compile(r"\d{3}|\d{5}|\d{7}", re.ASCII),
        "a function code of 3, 5 or 7 digits, or a blank",
    ),
    Kind.ECONOMIC_CODE: (
        re.compile(r"\d{3}|\d{5}", re.ASCII),
        "an economic code of 3 or 5 digits, or a blank",
    ),
    Kind.UNIT_CODE: (
        re.compile(r"[0-9A-Za-z]+", re.ASCII),
        "a unit code of digits and letters, or a blank",
    ),
}
_DIGIT = re.compile(r"\d")
_LONGEST_QUOTE = 60
# So many lines may stand between a title and its table.
_MOST_LINES_UNDER_TITLE = 3


@dataclass(frozen=True)
class Row:
    """One row of a table: its place, and the cells as printed, by column name."""

    place: Place
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """A line under a table that starts with 注 or the like, or goes on with one, as printed."""

    place: Place
    table: Table
    text: str


@dataclass(frozen=True)
class FrameText:
    """What a line such as 部门名称：… or 单位：… says; ``key`` is the word in front."""

    line: int
    key: str
    text: str


@dataclass
class PrintedTable:
    """One table of a document: its title, its currency units and its rows."""

    table: Table
    place: Place
    title: str
    rows: list[Row] = field(default_factory=list)
    units: list[FrameText] = field(default_factory=list)


@dataclass
class Tables:
    """Everything read from the tables of one document, the tables by their statements."""

    template: Template | None = None
    printed: dict[str, PrintedTable] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    departments: list[FrameText] = field(default_factory=list)
    # How many blocks stand in front of the first table.
    before: int = 0


def unmarked(line: str) -> str:
    """Return a line without the marks of a heading or of bold print around it."""
    return _MARKS.sub("", line)


def quote(text: str) -> str:
    """Return printed text for a message, shortened where it is long."""
    text = text.replace("\t", " | ")
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}…"'


def read_frame(block: Block) -> list[FrameText]:
    """Return what a block says of the department or the currency unit, in any order."""
    if ":" not in block.text and "：" not in block.text:
        return []
    text = unmarked(unicodedata.normalize("NFKC", block.text))
    before, *pairs = _FRAME_KEY.split(text)
    if not pairs or not _BEFORE_FRAME.fullmatch(before):
        return []
    return [
        FrameText(block.place.line, key, squeeze(value))
        for key, value in zip(pairs[::2], pairs[1::2], strict=True)
    ]


def read_tables(document: Document, catalogue: Catalogue) -> tuple[Tables, list[Problem]]:
    """Read the tables of a document, by the template that it follows.

    That is the one with the most titles that the document prints over tables; of several, the one
    whose headers fit.
    """
    templates = catalogue.templates.values()
    known = {key for template in templates for key in template.by_title}
    keys = enumerate(map(_title_key, document.blocks))
    titles = {index: key for index, key in keys if key in known}
    over = {i: key for i, key in titles.items() if _stands_over_table(document.blocks, i, titles)}
    counts = [
        len({t.by_title[key].name for key in over.values() if key in t.by_title}) for t in templates
    ]
    if not any(counts):
        names = "; ".join(f"{template.name} ({template.title})" for template in templates)
        expected = f"the titles of the tables of one of the templates {names}"
        action = "Correct the titles, or describe the template in seeds/templates."
        return Tables(), [Problem(document.file, None, expected, "no title over a table", action)]
    readers = [
        _Reader(document.file, template)
        for template, count in zip(templates, counts, strict=True)
        if count == max(counts)
    ]
    for reader in readers:
        reader.read_all(document.blocks, titles, over)
    best = min(readers, key=lambda reader: len(reader.problems))
    return best.tables, best.problems


def _title_key(block: Block) -> str:
    """Return what a block prints, as titles are compared, or a blank."""
    text = block.only_text
    return title_key(unmarked(text)) if text and len(text) < 2 * _LONGEST_QUOTE else ""


def _stands_over_table(blocks: Sequence[Block], index: int, titles: Mapping[int, str]) -> bool:
    """Say whether the title at ``index`` has a table under it, and is no line of a list."""
    lines = 0
    for under in range(index + 1, len(blocks)):
        block = blocks[under]
        if under in titles:
            return False
        if block.kind in (BlockKind.ROW, BlockKind.NOTE) or read_frame(block):
            return True
        if block.kind is BlockKind.HEADING or lines == _MOST_LINES_UNDER_TITLE:
            return False
        lines += block.kind is BlockKind.PARAGRAPH
    return False


class _Reader:
    """Reads the blocks in order; knows the table it is in and the header that holds there."""

    def __init__(self, file: str, template: Template) -> None:
        self.tables = Tables(template)
        self.problems: list[Problem] = []
        self._file = file
        self._template = template
        self._current: PrintedTable | None = None
        self._header_rows: list[header.HeaderRow] = []
        # None before the first header of a table, and where the header could not be mapped.
        self._mapping: header.ColumnMap | None = None
        self._awaits_header = False
        self._awaits_repeated_start = False
        # The first row of a grid outside the tables, and whether it has been refused.
        self._stray: Block | None = None
        self._stray_is_told = False

    def read_all(
        self, blocks: Sequence[Block], titles: Container[int], over: Mapping[int, str]
    ) -> None:
        """Take all blocks: those that print a title, and of these, the ones over a table."""
        for index, block in enumerate(blocks):
            table = self._template.by_title.get(over.get(index, ""))
            if table is not None:
                self._start_table(block, table, index)
            else:
                self._read(block, index in titles)
        self._finish()

    def _read(self, block: Block, is_title: bool) -> None:
        """Take a block that starts no table; a title that stands over none ends one."""
        current = self._current
        if is_title:
            self._leave_table()
        elif current is None:
            self._outside(block)
        elif frame := read_frame(block):
            self._end_header()
            for text in frame:
                is_unit = text.key in CURRENCY_KEYS
                (current.units if is_unit else self.tables.departments).append(text)
        elif block.kind is BlockKind.NOTE:
            self._end_header()
            self.tables.notes.append(Note(block.place, current.table, block.text))
        elif block.kind is BlockKind.ROW:
            self._read_row(block, current)
        elif block.kind is BlockKind.PAGE_NUMBER or TABLE_NUMBER.fullmatch(
            squeeze(unmarked(block.text))
        ):
            return
        elif self._ends_table(block):
            self._leave_table()
        elif not block.place.page:
            self._problem(
                block.place.line,
                f"in {current.table.label} a row of cells separated by tabs, a note (注), "
                "or a heading that ends the table",
                f"the text {quote(block.text)}",
                "Put the cells of a broken row back on one line, or a heading mark (#) in front "
                "of text that is not part of the table.",
            )

    def _finish(self) -> None:
        """Check what can only be known at the end: all tables are there, and all have rows."""
        self._leave_table()
        printed = self.tables.printed
        tables = [table for table in self._template.tables if table.required]
        missing = [table.label for table in tables if table.name not in printed]
        if missing:
            self._problem(
                None,
                f"the titles of all {len(tables)} tables of {self._template.title}, "
                "each on a line of its own",
                f"no title of {', '.join(missing)}",
                "Add what is missing from the published document, or correct the title.",
            )
        may_be_empty = [f"T{table.number}" for table in self._template.tables if table.may_be_empty]
        for found in printed.values():
            table = found.table
            # A header that was refused has said why there are no rows.
            refused = any(table.label in problem.expected for problem in self.problems)
            if not found.rows and not table.may_be_empty and not refused:
                self._problem(
                    found.place.line,
                    f"rows in {table.label}",
                    "none",
                    "Add the rows from the published document; only "
                    f"{', '.join(may_be_empty) or 'no table'} may be empty.",
                )

    def _problem(self, line: int | None, expected: str, found: str, action: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(self._file, line, expected, found, action))

    def _ends_table(self, block: Block) -> bool:
        """Say whether a block is no longer part of the table above it.

        In a file without pages a row may have lost its cells, so only a marked heading is sure.
        """
        if not block.place.page:
            return block.kind is BlockKind.HEADING and block.is_marked
        return block.kind is BlockKind.HEADING or "。" in block.text

    def _start_table(self, block: Block, table: Table, index: int) -> None:
        """Take a title: a new table, or a page of the same one."""
        self._end_header()
        current = self._current
        if current is not None and table is current.table:
            self._awaits_repeated_start = True
            return
        self._leave_table()
        if not self.tables.printed:
            self.tables.before = index
        earlier = self.tables.printed.get(table.name)
        if earlier is not None:
            self._problem(
                block.place.line,
                f"the title of {table.label} once",
                f"it again, after line {earlier.place.line}",
                "Remove the copy, or make it a list item (-) where it is only a mention.",
            )
        title = unmarked(block.only_text or "")
        self._current = self.tables.printed.setdefault(
            table.name, PrintedTable(table, block.place, title)
        )
        self._awaits_header = True

    def _leave_table(self) -> None:
        """Forget the table that ends here."""
        self._end_header()
        self._current = None
        self._mapping = None
        self._awaits_header = False
        self._awaits_repeated_start = False

    def _outside(self, block: Block) -> None:
        """Take a block outside the tables: prose, or a grid without amounts, such as a list."""
        if block.kind is not BlockKind.ROW:
            return
        if self._stray is None or self._stray.grid != block.grid:
            self._stray = block
            self._stray_is_told = False
        # In front of the other cells there may be a running number.
        if any(map(is_amount, block.cells[1:])) and not self._stray_is_told:
            self._stray_is_told = True
            count = len(self._template.tables)
            self._problem(
                self._stray.place.line,
                f"a table row only under the title of one of the {count} tables of "
                f"{self._template.title}",
                f"the row {quote(self._stray.text)} in a table with no known title",
                f"Correct the title over it, or remove the table if it is not one of the {count}.",
            )

    def _read_row(self, block: Block, current: PrintedTable) -> None:
        """Take one row of cells: part of a header, or data."""
        if all(map(is_blank, block.cells)):
            return
        cells, rows = block.cells, self._header_rows
        row = header.HeaderRow(block.place.line, cells)
        is_labels = header.is_label_row(current.table, cells)
        if rows:
            labels, totals = header.parts_of(cells)
            start = header.HeaderRow(row.line, labels)
            if header.is_number_row(cells):
                self._end_header()
                return
            if header.goes_on(current.table, rows, start):
                rows.append(start)
                is_labels, cells = False, totals
            elif (
                row.labels != rows[0].labels
                and len(rows) < header.MAX_LABEL_ROWS
                and (is_labels or header.goes_on(current.table, rows, row))
            ):
                rows.append(row)
                return
            self._end_header()
        if self._awaits_header or is_labels:
            self._awaits_header = False
            self._header_rows = [row]
        elif self._mapping is not None:
            self._read_data(block.place, cells, current, self._mapping)

    def _end_header(self) -> None:
        """Map the header rows taken so far, if any."""
        if self._current is None or not self._header_rows:
            return
        printed = header.Header(self._file, self._current.table, self._header_rows)
        self._header_rows = []
        self.problems.extend(printed.problems)
        self._mapping = None if printed.problems else printed.columns

    def _read_data(
        self, place: Place, cells: Sequence[str], current: PrintedTable, mapping: header.ColumnMap
    ) -> None:
        """Check one row of data and keep it."""
        table, line = current.table, place.line
        parts: dict[str, list[str]] = {column.name: [] for column in table.columns}
        for position, cell in enumerate(cells):
            column = mapping[position] if position < len(mapping) else None
            if column is not None:
                parts[column.name].append(cell)
            elif not is_blank(cell):
                self._problem(
                    line,
                    f"in {table.label} at most {len(mapping)} cells, each under a header",
                    f"{quote(cell)} in cell {position + 1}, which has no header",
                    "Compare the row with the published document; a cell may have been split.",
                )
        _give_merged_cell_to_name(table, parts)
        values = {name: _joined(cells) for name, cells in parts.items()}
        for column in table.columns:
            self._check_cell(line, table, column, parts[column.name])
        self._check_subject(line, table, values)
        self._check_repeated_start(line, current, values)
        current.rows.append(Row(place, values))

    def _check_cell(self, line: int, table: Table, column: Column, parts: Sequence[str]) -> None:
        """Refuse an amount or a code that is none."""
        cell = _joined(parts)
        if is_blank(cell):
            return
        meaning = None
        if column.kind is Kind.AMOUNT and not is_amount(cell) and not is_dash(cell):
            meaning = "an amount such as 1,234.56 or a blank"
        elif column.kind in _CODES:
            pattern, wanted = _CODES[column.kind]
            digits = [trim(narrow(part)) for part in parts if not is_blank(part)]
            code = "".join([*digits[:1], *(part.zfill(2) for part in digits[1:])])
            meaning = None if pattern.fullmatch(code) else wanted
        if meaning:
            self._problem(
                line,
                f'in {table.label}, column "{column.header}" ({column.name}), {meaning}',
                quote(cell),
                "Correct the cell after the published document.",
            )

    def _check_subject(self, line: int, table: Table, values: Mapping[str, str]) -> None:
        """Refuse values of which nothing says what they are about."""
        for names, carried in table.subjects:
            found = [values[name] for name in carried if not is_blank(values[name])]
            if found and all(is_blank(values[name]) for name in names):
                self._problem(
                    line,
                    f"in {table.label} a code or a name for every row ({', '.join(names)})",
                    f"{quote(found[0])} in a row without any",
                    "Put the row together with the one it belongs to.",
                )

    def _check_repeated_start(
        self, line: int, current: PrintedTable, values: Mapping[str, str]
    ) -> None:
        """Refuse a second copy of a table, which a repeated title alone cannot tell from a page."""
        first = current.rows[0] if current.rows else None
        if self._awaits_repeated_start and first is not None and first.cells == values:
            self._problem(
                line,
                f"{current.table.label} once",
                f"its first row again (line {first.place.line}) under its repeated title",
                "Remove the second copy of the table.",
            )
        self._awaits_repeated_start = False


def _give_merged_cell_to_name(table: Table, parts: dict[str, list[str]]) -> None:
    """Move what a row prints over its codes and its name together, as 合计, to the name."""
    codes: list[str] = []
    for column in table.columns:
        if column.kind in _CODES:
            codes.append(column.name)
        elif column.kind is Kind.NAME:
            printed = [cell for code in codes for cell in parts[code] if not is_blank(cell)]
            is_merged = len(printed) == 1 and not any(map(trim, parts[column.name]))
            if is_merged and not _DIGIT.search(printed[0]):
                parts.update({code: [] for code in codes}, **{column.name: printed})
            codes = []


def _joined(cells: Sequence[str]) -> str:
    """Return the text of a column: one cell as printed, of several the printed ones."""
    if len(cells) == 1:
        return cells[0]
    return " ".join(trim(cell) for cell in cells if not is_blank(cell))
