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
from itertools import pairwise

from ingest import header
from ingest.document import Block, BlockKind, Document, Place
from ingest.errors import Problem
from ingest.language import say
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
# What an empty table prints in place of rows, or under them.
_NOTHING = frozenset({"无", "合计", "总计"})
_LONGEST_QUOTE = 60
# So many lines may stand between a title and its table.
_MOST_LINES_UNDER_TITLE = 3


@dataclass(frozen=True)
class Row:
    """One row of a table: its place, and the cells as printed, by column name."""

    place: Place
    cells: dict[str, str]


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
        expected = say(
            "the titles of the tables of one of the templates {templates}", templates=names
        )
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
    if best.tables.printed and not any(map(_prints_amounts, best.tables.printed.values())):
        # What stands in its cells shows how to fill them in.
        expected = "a document with amounts in its tables"
        count, template = len(best.tables.printed), best.tables.template
        form = "a blank form: {count} tables of {template} without an amount"
        found = say(form, count=count, template=template.title)
        action = "Take the document that the department has filled in and published."
        return best.tables, [Problem(document.file, None, expected, found, action)]
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
    """Reads the blocks of a document in order, by one template; knows the table it is in."""

    def __init__(self, file: str, template: Template) -> None:
        self.tables = Tables(template)
        self.problems: list[Problem] = []
        self._file = file
        self._template = template
        self._open: _OpenTable | None = None
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
            elif self._open is None:
                self._outside(block)
            elif index in titles or self._ends_table(block):
                self._leave_table()
            else:
                self._inside(block, self._open)
        self._leave_table()
        self._check_all()

    def _refuse(self, line: int | None, expected: str, found: str, action: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(self._file, line, expected, found, action))

    def _start_table(self, block: Block, table: Table, index: int) -> None:
        """Take a title: a new table, or a page of the same one."""
        if self._open is not None and table is self._open.table:
            self._open.end_header()
            self._open.awaits_repeated_start = True
            return
        self._leave_table()
        printed = self.tables.printed
        if not printed:
            self.tables.before = index
        if table.name in printed:
            self._refuse(
                block.place.line,
                say("the title of {table} once", table=table.label),
                say("it again, after line {line}", line=printed[table.name].place.line),
                "Remove the copy, or make it a list item (-) where it is only a mention.",
            )
        found = PrintedTable(table, block.place, unmarked(block.only_text or ""))
        self._open = _OpenTable(self._file, printed.setdefault(table.name, found), self.problems)

    def _leave_table(self) -> None:
        """Forget the table that ends here."""
        if self._open is not None:
            self._open.end_header()
        self._open = None

    def _ends_table(self, block: Block) -> bool:
        """Say whether a block is no longer part of the table above it.

        In a text file a row may have lost its cells, so only a marked heading is sure.
        """
        if block.kind is BlockKind.HEADING:
            return (block.place.tells_tables or block.is_marked) and not read_frame(block)
        is_prose = block.kind is BlockKind.PARAGRAPH and "。" in block.text
        return is_prose and block.place.tells_tables

    def _inside(self, block: Block, table: _OpenTable) -> None:
        """Take a block under a title, which starts no table and ends none."""
        if frame := read_frame(block):
            table.end_header()
            for text in frame:
                is_unit = text.key in CURRENCY_KEYS
                (table.printed.units if is_unit else self.tables.departments).append(text)
        elif block.kind is BlockKind.NOTE:
            table.end_header()
            self.tables.notes.append(Note(block.place, table.table, block.text))
        elif block.kind is BlockKind.ROW:
            table.read_row(block)
        elif not (
            block.place.tells_tables
            or block.kind is BlockKind.PAGE_NUMBER
            or TABLE_NUMBER.fullmatch(squeeze(unmarked(block.text)))
        ):
            self._refuse(
                block.place.line,
                say(
                    "in {table} a row of cells separated by tabs, a note (注), or a heading that "
                    "ends the table",
                    table=table.table.label,
                ),
                say("the text {text}", text=quote(block.text)),
                "Put the cells of a broken row back on one line, or a heading mark (#) in front "
                "of text that is not part of the table.",
            )

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
            action = (
                "Correct the title over it, or remove the table if it is not one of the {count}."
            )
            self._refuse(
                self._stray.place.line,
                say(
                    "a table row only under the title of one of the {count} tables of {template}",
                    count=count,
                    template=self._template.title,
                ),
                say("the row {row} in a table with no known title", row=quote(self._stray.text)),
                say(action, count=count),
            )

    def _check_all(self) -> None:
        """Check what can only be known at the end: all tables are there, and all have rows."""
        printed = self.tables.printed
        required = [table for table in self._template.tables if table.required]
        if missing := [table.label for table in required if table.name not in printed]:
            self._refuse(
                None,
                say(
                    "the titles of all {count} tables of {template}, each on a line of its own",
                    count=len(required),
                    template=self._template.title,
                ),
                say("no title of {tables}", tables=", ".join(missing)),
                "Add what is missing from the published document, or correct the title.",
            )
        may_be_empty = [f"T{table.number}" for table in self._template.tables if table.may_be_empty]
        for found in printed.values():
            table = found.table
            # A header that was refused has said why there are no rows.
            refused = any(table.label in problem.expected for problem in self.problems)
            if not found.rows and not table.may_be_empty and not refused:
                self._refuse(
                    found.place.line,
                    say("rows in {table}", table=table.label),
                    "none",
                    say(
                        "Add the rows from the published document; only {tables} may be empty.",
                        tables=", ".join(may_be_empty) or say("no table"),
                    ),
                )


class _OpenTable:
    """Reads the rows of one table in order; knows the header that holds there."""

    def __init__(self, file: str, printed: PrintedTable, problems: list[Problem]) -> None:
        self.printed = printed
        self.table = printed.table
        self.awaits_repeated_start = False
        self._file = file
        self._problems = problems
        self._header_rows: list[header.HeaderRow] = []
        # None before the first header, and where the header could not be read.
        self._header: header.Header | None = None
        self._awaits_header = True
        # By where the side starts: the row that stands lowest.
        self._last_of_side: dict[int, Row] = {}

    def _refuse(self, line: int, expected: str, found: str, action: str) -> None:
        """Keep one problem."""
        self._problems.append(Problem(self._file, line, expected, found, action))

    def read_row(self, block: Block) -> None:
        """Take one row of cells: part of a header, or data."""
        if all(map(is_blank, block.cells)):
            return
        cells, rows = block.cells, self._header_rows
        labels: tuple[str, ...] = ()
        row = header.HeaderRow(block.place.line, cells)
        is_labels = header.is_label_row(self.table, cells)
        if rows:
            if header.is_number_row(self.table, cells):
                self.end_header()
                return
            if parts := header.split_row(self.table, rows, row):
                rows.append(parts[0])
                is_labels, labels, cells = False, parts[0].cells, parts[1]
                if not any(cells):
                    return
            elif is_labels and row.labels != rows[0].labels and len(rows) < header.MAX_LABEL_ROWS:
                rows.append(row)
                return
            self.end_header()
        if self._awaits_header or is_labels:
            self._awaits_header = False
            self._header_rows = [row]
        elif self._header is not None:
            cells = _give_amount_to_label(self._header, cells)
            for side in self._header.sides:
                self._read_data(block.place, cells, labels, side, self._header)

    def end_header(self) -> None:
        """Find the columns of the header rows taken so far, if any."""
        if self._header_rows:
            printed = header.Header(self._file, self.table, self._header_rows)
            self._header_rows = []
            self._problems.extend(printed.problems)
            self._header = None if printed.problems else printed

    def _read_data(
        self,
        place: Place,
        cells: Sequence[str],
        labels: Sequence[str],
        side: slice,
        printed: header.Header,
    ) -> None:
        """Check one side of a row of data and keep it; of several sides, one may be blank.

        Where the row begins in the header, ``labels`` has what it prints there: a label that stands
        in the place of an amount is kept, since the amount is printed nowhere.
        """
        columns, is_last = printed.columns, side.stop == len(printed.columns)
        end = len(cells) if is_last else side.stop
        if len(printed.sides) > 1 and all(map(is_blank, cells[side.start : end])):
            return
        parts: dict[str, list[str]] = {column.name: [] for column in self.table.columns}
        for position, cell in list(enumerate(cells))[side.start : end]:
            column = columns[position] if position < len(columns) else None
            if column is not None:
                parts[column.name].append(cell)
            elif position in printed.numberings:
                self._check_numbering(place, cell)
            elif not is_blank(cell):
                self._refuse(
                    place.line,
                    say(
                        "in {table} at most {count} cells, each under a header",
                        table=self.table.label,
                        count=len(columns),
                    ),
                    say(
                        "{text} in cell {cell}, which has no header",
                        text=quote(cell),
                        cell=position + 1,
                    ),
                    "Compare the row with the published document; a cell may have been split.",
                )
        _give_merged_cell_to_name(self.table, parts)
        row = Row(place, {name: _joined(cells) for name, cells in parts.items()})
        if self._goes_on(row, side):
            return
        for column in self.table.columns:
            self._check_cell(row, column, parts[column.name])
        self._check_subject(row)
        self._check_repeated_start(row)
        for label, named in zip(labels[side], columns[side], strict=False):
            if label and named is not None and named.kind is Kind.AMOUNT:
                row.cells[named.name] = label
        self.printed.rows.append(row)
        self._last_of_side[side.start] = row

    def _goes_on(self, row: Row, side: slice) -> bool:
        """Put the rest of a name that was cut in two behind its first part, in a table of codes."""
        last = self._last_of_side.get(side.start)
        code, name = self.table.code_and_name
        printed = [column for column, cell in row.cells.items() if not is_blank(cell)]
        if last is None or not code or printed != [name] or not last.cells[code]:
            return False
        rest = squeeze(row.cells[name])
        if rest in self.table.spellings or rest in _NOTHING:
            return False
        last.cells[name] += row.cells[name]
        return True

    def _check_numbering(self, place: Place, cell: str) -> None:
        """Refuse what stands where a form numbers its lines and is no number."""
        if not is_blank(cell) and not squeeze(cell).isdecimal() and not is_dash(cell):
            self._refuse(
                place.line,
                say(
                    "in {table} the number of a line where the form prints it, or a blank",
                    table=self.table.label,
                ),
                quote(cell),
                "Compare the row with the published document; its cells may have moved.",
            )

    def _check_cell(self, row: Row, column: Column, parts: Sequence[str]) -> None:
        """Refuse an amount or a code that is none."""
        cell = row.cells[column.name]
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
            expected = say(
                'in {table}, column "{header}" ({column}), {meaning}',
                table=self.table.label,
                header=column.header,
                column=column.name,
                meaning=say(meaning),
            )
            action = "Correct the cell after the published document."
            self._refuse(row.place.line, expected, quote(cell), action)

    def _check_subject(self, row: Row) -> None:
        """Refuse values of which nothing says what they are about."""
        for names, carried in self.table.subjects:
            found = [row.cells[name] for name in carried if not is_blank(row.cells[name])]
            if found and all(is_blank(row.cells[name]) for name in names):
                self._refuse(
                    row.place.line,
                    say(
                        "in {table} a code or a name for every row ({columns})",
                        table=self.table.label,
                        columns=", ".join(names),
                    ),
                    say("{text} in a row without any", text=quote(found[0])),
                    "Put the row together with the one it belongs to.",
                )

    def _check_repeated_start(self, row: Row) -> None:
        """Refuse a second copy of a table, which a repeated title alone cannot tell from a page."""
        for first in self.printed.rows[: int(self.awaits_repeated_start)]:
            if first.cells == row.cells:
                self._refuse(
                    row.place.line,
                    say("{table} once", table=self.table.label),
                    say(
                        "its first row again (line {line}) under its repeated title",
                        line=first.place.line,
                    ),
                    "Remove the second copy of the table.",
                )
        self.awaits_repeated_start = False


def _prints_amounts(printed: PrintedTable) -> bool:
    """Say whether a table prints any amount."""
    amounts = [column.name for column in printed.table.columns if column.kind is Kind.AMOUNT]
    return any(is_amount(row.cells[name]) for row in printed.rows for name in amounts)


def _give_amount_to_label(printed: header.Header, cells: Sequence[str]) -> Sequence[str]:
    """Move an amount to the side on its left where a label is merged over both (公用经费合计)."""
    moved = list(cells)
    for left, right in pairwise(printed.sides):
        labelled, unlabelled = moved[left], moved[right]
        is_merged = any(map(trim, labelled)) and not any(map(is_amount, labelled))
        printed_only = [cell for cell in unlabelled if not is_blank(cell)]
        if is_merged and len(printed_only) == 1 and is_amount(printed_only[0]):
            place = unlabelled.index(printed_only[0])
            moved[left.start + place], moved[right.start + place] = printed_only[0], ""
    return moved


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
