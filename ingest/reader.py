"""Text of a document → the rows of its twelve tables.

Tables are found by their titles and read by their headers. Nothing between a title and the next
heading is dropped in silence: a line is a row, a note, one of the few kinds of lines that frame a
printed page, or a problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest import header
from ingest.errors import Problem
from ingest.template import TABLES, TABLES_BY_TITLE, Column, Kind, Table, title_key
from ingest.text import amount_decimals, is_blank, narrow, squeeze, trim

_MARKS = re.compile(r"^[#*\s]+|[*\s]+$")
_HEADING = re.compile(r"\s*#|[*\s]*第[一二三四五六七八九十]+部分")
_TABLE_NUMBER = re.compile(
    r"(?:附|(?:部门)?(?:预算)?公开)?(?:表\d+(?:-\d+)?|(?<=公开)\d+(?:-\d+)?表)[:、.]?"
)
# What a heading may print around a title: the year in front, the number of the table behind.
_AROUND_TITLE = re.compile(r"^(?:19|20)\d\d年度?|\((?:附|公开)?表\d+(?:-\d+)?\)$")
_PAGE_NUMBER = re.compile(r"[-—–―·]*\d{1,4}[-—–―·]*|第\d+页(?:[,/]?共\d+页)?|\d+/\d+")
_CONTINUED = re.compile(r"\((?:续|续表|接上页)\)$")
_FRAME_KEY = re.compile(r"(部门名称|(?:编制|填报|预算)单位|单位名称|(?:金额)?单位)\s*:")
_DEPARTMENT_KEYS = frozenset({"部门名称", "编制单位", "填报单位", "预算单位", "单位名称"})
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
_NOTE = re.compile(r"注|(?:备注|说明|附注)\s*[:：]")
_NOTE_ITEM = re.compile(r"\d{1,2}[.、．]\s*[^\d\s]|[(（]\d{1,2}[)）]|[①-⑳]", re.ASCII)
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Row:
    """One row of a table: its line, and the cells as printed, by column name."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """A line under a table that starts with 注 or the like, or goes on with one, as printed."""

    line: int
    table_number: int
    text: str


@dataclass(frozen=True)
class FrameText:
    """What a 部门名称 or 单位 line over a table says."""

    line: int
    table_number: int
    text: str


@dataclass
class Tables:
    """Everything read from the tables of one document."""

    rows: dict[int, list[Row]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    departments: list[FrameText] = field(default_factory=list)
    currency_units: list[FrameText] = field(default_factory=list)
    first_title_line: int | None = None
    max_decimals: int | None = None


def bare(line: str) -> str:
    """Return a line without the marks of a markdown heading or of bold print around it."""
    return _MARKS.sub("", line)


def is_heading(line: str) -> bool:
    """Say whether a line is a heading of the document."""
    return _HEADING.match(line) is not None


def quote(text: str) -> str:
    """Return printed text for a message, shortened where it is long."""
    text = text.replace("\t", " | ")
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}…"'


def table_of_title(line: str) -> Table | None:
    """Return the table whose title a line prints, or ``None``."""
    key = _CONTINUED.sub("", title_key(bare(line)))
    if line.lstrip().startswith("#"):
        key = _AROUND_TITLE.sub("", key)
    return TABLES_BY_TITLE.get(key) or TABLES_BY_TITLE.get(_TABLE_NUMBER.sub("", key, count=1))


def read_tables(file: str, lines: Sequence[str]) -> tuple[Tables, list[Problem]]:
    """Read the twelve tables from the lines of a document; ``file`` is its name in messages."""
    reader = _Reader(file)
    for number, line in enumerate(lines, start=1):
        reader.read_line(number, line)
    reader.finish()
    return reader.tables, reader.problems


class _Reader:
    """Reads a document line by line; knows the table it is in and the header that holds there."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables = Tables()
        self.problems: list[Problem] = []
        self._table: Table | None = None
        self._title_lines: dict[int, int] = {}
        self._header_rows: list[header.HeaderRow] = []
        # None before the first header of a table, and where the header could not be mapped.
        self._mapping: header.ColumnMap | None = None
        self._awaits_header = False
        self._awaits_repeated_start = False
        self._stray_row_reported = False
        self._follows_note = False

    def read_line(self, number: int, line: str) -> None:
        """Take one line of the document."""
        if is_blank(line):
            return
        cells = line.split("\t")
        printed = [cell for cell in cells if not is_blank(cell)]
        # A merged cell over the whole table (a title, a note) comes as a row with one cell.
        title = table_of_title(printed[0]) if len(printed) == 1 else None
        if title is not None:
            self._start_table(number, title)
        elif self._table is None:
            self._outside(number, line)
        elif self._read_frame(number, line, self._table):
            return
        elif len(printed) == 1 and self._is_note(bare(printed[0])):
            text = printed[0] if "\t" in line else line
            self._end_header()
            self.tables.notes.append(Note(number, self._table.number, text))
            self._follows_note = True
        elif "\t" in line:
            self._read_row(number, tuple(cells), self._table)
        elif _TABLE_NUMBER.fullmatch(squeeze(bare(line))) or _is_page_number(line):
            return
        elif is_heading(line):
            self._leave_table()
        else:
            self._problem(
                number,
                f"in {self._table.label} a row of cells separated by tabs, a note (注), "
                "or a heading that ends the table",
                f"the text {quote(line)}",
                "Put the cells of a broken row back on one line, or a heading mark (#) in front "
                "of text that is not part of the table.",
            )

    def finish(self) -> None:
        """Check what can only be known at the end: all tables are there, and all have rows."""
        self._leave_table()
        missing = [table.label for table in TABLES if table.number not in self._title_lines]
        if missing:
            self._problem(
                None,
                f"the titles of all {len(TABLES)} tables, each on a line of its own",
                f"no title of {', '.join(missing)}",
                "Add what is missing from the published document, or correct the title.",
            )
        for table in TABLES:
            rows = self.tables.rows.get(table.number)
            title_line = self._title_lines.get(table.number)
            # A header that was refused has said why there are no rows.
            refused = any(table.label in problem.expected for problem in self.problems)
            if title_line and not rows and not table.may_be_empty and not refused:
                self._problem(
                    title_line,
                    f"rows in {table.label}",
                    "none",
                    "Add the rows from the published document; only T8 to T12 may be empty.",
                )

    def _problem(self, line: int | None, expected: str, found: str, action: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(self.file, line, expected, found, action))

    def _is_note(self, text: str) -> bool:
        """Say whether a line is a note under a table, or the next item of a note in several."""
        return _NOTE.match(text) is not None or (
            self._follows_note and _NOTE_ITEM.match(text) is not None
        )

    def _start_table(self, number: int, table: Table) -> None:
        """Take a title: a new table, or a page of the same one."""
        self._end_header()
        self._follows_note = False
        self.tables.first_title_line = self.tables.first_title_line or number
        if table is self._table:
            self._awaits_repeated_start = True
            return
        if table.number in self._title_lines:
            self._problem(
                number,
                f"the title of {table.label} once",
                f"it again, after line {self._title_lines[table.number]}",
                "Remove the copy, or make it a list item (-) where it is only a mention.",
            )
        self._leave_table()
        self._title_lines.setdefault(table.number, number)
        self.tables.rows.setdefault(table.number, [])
        self._table = table
        self._awaits_header = True

    def _leave_table(self) -> None:
        """Forget the table that ends here."""
        self._end_header()
        self._table = None
        self._mapping = None
        self._awaits_header = False
        self._awaits_repeated_start = False
        self._stray_row_reported = False

    def _outside(self, number: int, line: str) -> None:
        """Take a line outside the tables: prose, which may be indented but has no cells."""
        if is_heading(line):
            self._stray_row_reported = False
        if "\t" in line.strip() and not self._stray_row_reported:
            self._stray_row_reported = True
            self._problem(
                number,
                "a table row only under the title of one of the twelve tables",
                f"the row {quote(line)} in a table with no known title",
                "Correct the title over it, or remove the table if it is not one of the twelve.",
            )

    def _read_frame(self, number: int, line: str, table: Table) -> bool:
        """Take a line that says the department (部门名称) or the currency unit (单位).

        Both may stand on one line, in either order. Return whether the line is one.
        """
        text = bare(unicodedata.normalize("NFKC", line))
        before, *pairs = _FRAME_KEY.split(text)
        if not pairs or not is_blank(before):
            return False
        self._end_header()
        for key, value in zip(pairs[::2], pairs[1::2], strict=True):
            frame = FrameText(number, table.number, squeeze(value))
            if key in _DEPARTMENT_KEYS:
                self.tables.departments.append(frame)
            else:
                self.tables.currency_units.append(frame)
        return True

    def _read_row(self, number: int, cells: tuple[str, ...], table: Table) -> None:
        """Take one row of cells: part of a header, or data."""
        self._follows_note = False
        row = header.HeaderRow(number, cells)
        is_labels = header.is_label_row(table, cells)
        if self._header_rows:
            if header.is_number_row(cells):
                self._end_header()
                return
            starts_anew = row.labels == self._header_rows[0].labels
            if is_labels and not starts_anew and len(self._header_rows) < header.MAX_LABEL_ROWS:
                self._header_rows.append(row)
                return
            self._end_header()
        if self._awaits_header or is_labels:
            self._awaits_header = False
            self._header_rows = [row]
        elif self._mapping is not None:
            self._read_data(number, cells, table, self._mapping)

    def _end_header(self) -> None:
        """Map the header rows taken so far, if any."""
        if self._table is None or not self._header_rows:
            return
        self._mapping, problems = header.map_header(self.file, self._table, self._header_rows)
        self._header_rows = []
        self.problems.extend(problems)

    def _read_data(
        self, number: int, cells: Sequence[str], table: Table, mapping: header.ColumnMap
    ) -> None:
        """Check one row of data and keep it."""
        values = {column.name: "" for column in table.columns}
        for position, cell in enumerate(cells):
            column = mapping[position] if position < len(mapping) else None
            if column is not None:
                values[column.name] = cell
                self._check_cell(number, table, column, cell)
            elif not is_blank(cell):
                self._problem(
                    number,
                    f"in {table.label} at most {len(mapping)} cells, each under a header",
                    f"{quote(cell)} in cell {position + 1}, which has no header",
                    "Compare the row with the published document; a cell may have been split.",
                )
        self._check_subject(number, table, values)
        self._check_repeated_start(number, table, values)
        self.tables.rows[table.number].append(Row(number, values))

    def _check_cell(self, number: int, table: Table, column: Column, cell: str) -> None:
        """Refuse an amount or a code that is none."""
        place = f'in {table.label}, column "{"/".join(column.path)}" ({column.name}),'
        if is_blank(cell):
            return
        if column.kind is Kind.AMOUNT:
            decimals = amount_decimals(cell)
            if decimals is None:
                self._problem(
                    number,
                    f"{place} an amount such as 1,234.56 or a blank",
                    quote(cell),
                    "Correct the cell after the published document.",
                )
            else:
                self.tables.max_decimals = max(decimals, self.tables.max_decimals or 0)
        elif column.kind in _CODES:
            pattern, meaning = _CODES[column.kind]
            plain = trim(narrow(cell))
            if not pattern.fullmatch(plain):
                self._problem(
                    number,
                    f"{place} {meaning}",
                    quote(cell),
                    "Correct the cell after the published document.",
                )

    def _check_subject(self, number: int, table: Table, values: Mapping[str, str]) -> None:
        """Refuse values of which nothing says what they are about."""
        identifying = [column.name for column in table.columns if column.kind.identifies]
        others = [column.name for column in table.columns if not column.kind.identifies]
        pairs = [((name,), (amount,)) for name, amount in table.sides]
        for names, carried in pairs or [(tuple(identifying), tuple(others))]:
            found = [values[name] for name in carried if not is_blank(values[name])]
            if found and all(is_blank(values[name]) for name in names):
                self._problem(
                    number,
                    f"in {table.label} a code or a name for every row ({', '.join(names)})",
                    f"{quote(found[0])} in a row without any",
                    "Put the row together with the one it belongs to.",
                )

    def _check_repeated_start(self, number: int, table: Table, values: Mapping[str, str]) -> None:
        """Refuse a second copy of a table, which a repeated title alone cannot tell from a page."""
        rows = self.tables.rows[table.number]
        if self._awaits_repeated_start and rows and rows[0].cells == values:
            self._problem(
                number,
                f"{table.label} once",
                f"its first row again (line {rows[0].line}) under its repeated title",
                "Remove the second copy of the table.",
            )
        self._awaits_repeated_start = False


def _is_page_number(line: str) -> bool:
    """Say whether a line prints nothing but a page number."""
    return _PAGE_NUMBER.fullmatch(squeeze(line)) is not None
