"""Mistakes as documents have them, planted one to a document and written down.

Each kind of mistake changes the printed cells of one table, or a sentence (see
``benchmarks.mistakes_in_words``). Most break an identity; the kinds in
``NOT_FOUND_BY_ANY_IDENTITY`` break none, and say why.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks import mistakes_in_words
from benchmarks.documents.fiction import Document
from benchmarks.documents.templates import Table

# A smaller figure could be shifted or moved within what rounding allows.
SMALLEST_FIGURE = 100
# In place of a statement, where a mistake is in the words.
NARRATIVE = "narrative"


class Label(NamedTuple):
    """What was planted where; ``row_no`` is the row's number before it was dropped or doubled.

    Of a mistake in the words ``row_no`` is the line of the document, ``column_name`` what is wrong.
    """

    disclosure_id: str
    kind: str
    statement: str
    table_no: str
    row_no: int | None
    column_name: str
    before: str
    after: str


def hundredths(text: str) -> int:
    """Return a printed amount in hundredths; a blank is nothing."""
    return int(text.replace(",", "").replace(".", "")) if text else 0


def printed(value: int, like: str) -> str:
    """Return hundredths as printed, grouped where ``like`` would be."""
    whole, rest = divmod(abs(value), 100)
    grouped = "," in like or len(like) < len("1000.00")
    return f"{'-' if value < 0 else ''}{whole:{',' if grouped else ''}}.{rest:02}"


class _Planter:
    """One mistake in one table of one document."""

    def __init__(self, document: Document, table: Table, kind: str, rng: random.Random) -> None:
        self.document = document
        self.table = table
        self.kind = kind
        self.rng = rng
        self.rows = document.tables[table.statement]
        # Where the printed amounts stand among the cells of a row.
        self.places = [table.raw_columns.index(column.name) for column in table.amounts]

    def label(self, row: int | None, columns: str, before: str, after: str) -> Label:
        """Return the label of what was done."""
        row_no = None if row is None else row + 1
        table, document = self.table, self.document.disclosure_id
        printed = table.statement, table.number
        return Label(document, self.kind, *printed, row_no, columns, before, after)

    def figures(self, smallest: int = SMALLEST_FIGURE) -> Iterator[tuple[int, int]]:
        """Give row and place of every figure that is not too small."""
        for row, cells in enumerate(self.rows):
            for place in self.places:
                if hundredths(cells[place]) >= smallest:
                    yield row, place

    def pick(self, found: Iterator[tuple[int, int]]) -> tuple[int, int] | None:
        """Return one of the places found."""
        places = list(found)
        return self.rng.choice(places) if places else None

    def replace(self, row: int, changes: dict[int, str]) -> Label:
        """Put other texts into cells of one row."""
        cells = self.rows[row]
        before = "|".join(cells[place] for place in changes)
        for place, text in changes.items():
            cells[place] = text
        columns = "|".join(self.table.raw_columns[place] for place in changes)
        return self.label(row, columns, before, "|".join(changes.values()))

    def neighbour(self, place: int) -> int:
        """Return the amount column to the right, of the last one the one to the left."""
        position = self.places.index(place)
        return self.places[position + 1 if position + 1 < len(self.places) else position - 1]

    def is_heading(self, row: int) -> bool:
        """Say whether a row prints a functional class or section above the rows of a unit.

        Economic classes are another matter: a table prints every one of them or none.
        """
        columns = self.table.raw_columns
        if "function_code" not in columns:
            return False
        code = self.rows[row][columns.index("function_code")]
        return len(code.replace(" ", "")) in (3, 5)

    # The kinds

    def change_by_one(self) -> Label | None:
        """Print a figure that is 1.00 too high."""
        if not (found := self.pick(self.figures())):
            return None
        row, place = found
        text = self.rows[row][place]
        return self.replace(row, {place: printed(hundredths(text) + 100, text)})

    def shift_decimal_point(self) -> Label | None:
        """Print a figure ten times too high or too low."""
        if not (found := self.pick(self.figures())):
            return None
        row, place = found
        text = self.rows[row][place]
        value = hundredths(text)
        shifted = value * 10 if self.rng.random() < 0.5 else value // 10
        return self.replace(row, {place: printed(shifted, text)})

    def move_to_neighbour(self) -> Label | None:
        """Print a figure one column off, and nothing where it should stand."""
        free = (
            (row, place)
            for row, place in self.figures()
            if hundredths(self.rows[row][self.neighbour(place)]) == 0
        )
        if not (found := self.pick(free)):
            return None
        row, place = found
        return self.replace(row, {place: "0.00", self.neighbour(place): self.rows[row][place]})

    def swap_columns(self) -> Label | None:
        """Print two figures of a row in each other's place."""

        def differs(row: int, place: int) -> bool:
            other = self.rows[row][self.neighbour(place)]
            difference = hundredths(self.rows[row][place]) - hundredths(other)
            return bool(other) and abs(difference) >= SMALLEST_FIGURE

        if not (found := self.pick(place for place in self.figures() if differs(*place))):
            return None
        row, place = found
        cells, other = self.rows[row], self.neighbour(place)
        return self.replace(row, {place: cells[other], other: cells[place]})

    def blank(self) -> Label | None:
        """Leave out a figure."""
        found = self.pick(self.figures())
        return self.replace(found[0], {found[1]: ""}) if found else None

    def blank_zero(self) -> Label | None:
        """Leave out a printed zero."""
        if self.table.statement == "expenditure":
            # The general budget prints the same zero; that no figure here covers it is a finding.
            return None
        zeros = (
            (row, place)
            for row, cells in enumerate(self.rows)
            for place in self.places
            # A table without amounts has to print at least its zero total.
            if cells[place] == "0.00" and cells[self.places[0]] not in ("", "0.00")
        )
        found = self.pick(zeros)
        return self.replace(found[0], {found[1]: ""}) if found else None

    def drop_row(self) -> Label | None:
        """Leave out a row that prints figures."""
        return self._drop({row for row, _ in self.figures() if not self.is_heading(row)})

    def drop_heading(self) -> Label | None:
        """Leave out the row of a class or section, but not the rows below it."""
        return self._drop({row for row, _ in self.figures() if self.is_heading(row)})

    def _drop(self, rows: set[int]) -> Label | None:
        if not rows:
            return None
        row = self.rng.choice(sorted(rows))
        return self.label(row, "*", "|".join(self.rows.pop(row)), "")

    def double_row(self) -> Label | None:
        """Print a row twice."""
        rows = sorted({row for row, _ in self.figures()})
        if not rows:
            return None
        row = self.rng.choice(rows)
        text = "|".join(self.rows[row])
        self.rows.insert(row, list(self.rows[row]))
        return self.label(row, "*", text, f"{text}||{text}")

    def print_in_yuan(self) -> Label | None:
        """Print a whole table in 元 under the heading 万元."""
        if (
            self.document.unit_of(self.table.statement) != "万元"
            or not self.table.states_unit
            or not any(self.figures())
        ):
            return None
        for cells in self.rows:
            for place in self.places:
                if cells[place]:
                    cells[place] = printed(hundredths(cells[place]) * 10000, cells[place])
        return self.label(None, "*", "万元", "元")

    def zero_unit_total(self) -> Label | None:
        """Print 0.00 as the total of a unit."""
        if self.table.layout not in ("items", "lines") or "unit_code" not in self.table.places:
            return None
        place = self.places[0]
        column = self.table.raw_columns.index("unit_code")
        totals = (
            (row, found)
            for row, found in self.figures()
            if found == place and self.rows[row][column] not in ("", self.document.department_code)
        )
        found = self.pick(totals)
        return self.replace(found[0], {place: "0.00"}) if found else None


KINDS_IN_TABLES: dict[str, Callable[[_Planter], Label | None]] = {
    "figure_changed_by_one": _Planter.change_by_one,
    "figure_moved_to_the_next_column": _Planter.move_to_neighbour,
    "decimal_point_shifted": _Planter.shift_decimal_point,
    "row_dropped": _Planter.drop_row,
    "row_doubled": _Planter.double_row,
    "columns_swapped": _Planter.swap_columns,
    "table_in_yuan": _Planter.print_in_yuan,
    "unit_total_zeroed": _Planter.zero_unit_total,
    "figure_blanked": _Planter.blank,
    "zero_blanked": _Planter.blank_zero,
    "heading_row_dropped": _Planter.drop_heading,
}
KINDS = (*KINDS_IN_TABLES, *mistakes_in_words.KINDS)
NOT_FOUND_BY_ANY_IDENTITY = {
    "zero_blanked": (
        "A blank is not zero, but it adds as much: no sum changes, and a document may rightly print"
        " a blank where another prints 0.00."
    ),
    "heading_row_dropped": (
        "No figure is wrong. The items below count towards the level above, as in units whose"
        " class or section has no row of its own."
    ),
}


def plant(document: Document, number: int, rng: random.Random) -> Label:
    """Plant one mistake; kinds take turns, and one that the document has no room for is passed."""
    kinds = list(KINDS)
    start = number % len(kinds)
    tables = [table for table in document.template.tables if table.amounts]
    for kind in kinds[start:] + kinds[:start]:
        if kind in mistakes_in_words.KINDS:
            if change := mistakes_in_words.KINDS[kind](document, rng):
                line, what, before, after = change
                return Label(document.disclosure_id, kind, NARRATIVE, "", line, what, before, after)
            continue
        for table in rng.sample(tables, len(tables)):
            if label := KINDS_IN_TABLES[kind](_Planter(document, table, kind, rng)):
                return label
    raise ValueError(f"{document.disclosure_id} has no figure to get wrong")
