"""Header block → which printed column is which column of the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ingest.errors import Problem
from ingest.language import say
from ingest.template import Column, HeaderPath, Table
from ingest.text import is_blank, normalise_label, squeeze

MAX_LABEL_ROWS = 4
_YEAR = re.compile(r"(?:19|20)\d\d年度?(?=.)", re.ASCII)


@dataclass(frozen=True)
class HeaderRow:
    """One printed row of labels and the line it stands at."""

    line: int
    cells: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels as they are compared; a year in front of one says no more."""
        return tuple(_YEAR.sub("", normalise_label(cell)) for cell in self.cells)


# One entry a printed column; None where the header prints no label.
ColumnMap = tuple[Column | None, ...]


def is_label_row(table: Table, cells: Sequence[str]) -> bool:
    """Say whether a row prints header labels of ``table``.

    Two known labels are asked for, because a row of data may well print one (合计), and half of the
    row, so that a header with a label nobody has met is still seen as a header, and refused as one.
    """
    labels = [label for label in HeaderRow(0, tuple(cells)).labels if label]
    count = sum(label in table.spellings for label in labels)
    return count >= 2 and 2 * count >= len(labels)


def split_row(
    table: Table, rows: Sequence[HeaderRow], row: HeaderRow
) -> tuple[HeaderRow, tuple[str, ...]] | None:
    """Return the labels of a row that goes on with the header ``rows``, and its cells of data.

    A label goes on where a known header has it under the labels above it; so a row is known that
    prints one label only, which a row of data may do too (合计). What stands under a header that is
    complete is data: the last row of a header may begin the row of totals as well, as in
    类 | 款 | 项 | 合计 | 2,946.25. ``None`` where the row does not go on with the header.
    """
    above = Header("", table, rows).paths
    paths = Header("", table, [*rows, row]).paths
    labels, data = [""] * len(row.cells), [""] * len(row.cells)
    for place, (cell, label) in enumerate(zip(row.cells, row.labels, strict=True)):
        if not label:
            continue
        is_complete = place < len(above) and above[place] in table.paths
        # A class may be called what a group of columns is, as 国有资本经营预算支出.
        spans_group = table.spellings.get(label) in table.groups
        is_known = label in table.spellings and paths[place] in table.starts_of_paths
        if is_known and not (spans_group and is_complete):
            labels[place] = cell
        elif is_complete:
            data[place] = cell
        else:
            return None
    return (HeaderRow(row.line, tuple(labels)), tuple(data)) if any(labels) else None


def is_number_row(table: Table, cells: Sequence[str]) -> bool:
    """Say whether a row numbers the columns: 1, 2, 3 … from left to right, blanks left out.

    It may say so of itself (栏次).
    """
    printed = [cell for cell in cells if not is_blank(cell)]
    numbers = [squeeze(cell) for cell in printed if normalise_label(cell) not in table.numberings]
    is_count = numbers == [str(n) for n in range(1, len(numbers) + 1)]
    return is_count and len(printed) >= 2


@dataclass(frozen=True)
class Header:
    """The header rows over a table, or over a page of it; there is at least one."""

    file: str
    table: Table
    rows: Sequence[HeaderRow]

    @cached_property
    def problems(self) -> list[Problem]:
        """Return why the header cannot be read; none where it can."""
        found = list(self._unknown_labels())
        found = found or [*self._unknown_paths(), *self._doubles()]
        return found or list(self._missing())

    @cached_property
    def numberings(self) -> frozenset[int]:
        """Return the positions that only number the lines."""
        labels = self.table.numberings
        paths = enumerate(self.paths)
        return frozenset(place for place, path in paths if labels.intersection(path[-1:]))

    @cached_property
    def columns(self) -> ColumnMap:
        """Return the column of every printed position."""
        by_path = {path: column for column in reversed(self.table.columns) for path in column.paths}
        columns = [by_path.get(path) for path in self.paths]
        for path, names in self.table.misprints.items():
            positions = [place for place, printed in enumerate(self.paths) if printed == path]
            if len(positions) == len(names):
                for position, name in zip(positions, names, strict=True):
                    columns[position] = self.table.column(name)
        return tuple(columns)

    @cached_property
    def paths(self) -> list[HeaderPath]:
        """Return the header path of every position, without labels that only span a group."""
        width = max(len(row.cells) for row in self.rows)
        grid = [[self.table.spellings.get(label, "") for label in row.labels] for row in self.rows]
        for labels in grid:
            labels.extend([""] * (width - len(labels)))
        _fill_merged_cells(grid)
        return [self._path(tuple(filter(None, labels))) for labels in zip(*grid, strict=True)]

    @cached_property
    def sides(self) -> list[slice]:
        """Return the positions of each side; several where all headers are printed again.

        A long list may be printed in two or three parts side by side, under the same headers.
        """
        places = [place for place, column in enumerate(self.columns) if column is not None]
        printed = [(self.columns[place], self.paths[place]) for place in places]
        for count in (4, 3, 2):
            width, rest = divmod(len(printed), count)
            if rest == 0 and width > 1 and printed == printed[:width] * count:
                starts = [0, *places[width::width]]
                break
        else:
            starts = [0]
        return [slice(*pair) for pair in pairwise([*starts, len(self.paths)])]

    def _path(self, labels: HeaderPath) -> HeaderPath:
        """Return the header that labels from the top down stand for.

        Labels that only span a group say nothing, and 预算数 may stand over 合计 or under it.
        """
        path = tuple(label for label in labels if label not in self.table.groups)
        if path not in self.table.starts_of_paths:
            path = self.table.paths_by_labels.get(frozenset(path), path)
        return path or labels

    def _unknown_labels(self) -> Iterator[Problem]:
        """Yield one problem for every label the table does not know."""
        known = self.table.spellings
        for row in self.rows:
            for cell, label in zip(row.cells, row.labels, strict=True):
                if label and label not in known:
                    yield self._problem(
                        row.line,
                        say(
                            "a header label of {table}, one of {labels}",
                            table=self.table.label,
                            labels=_listing(sorted(set(known.values()))),
                        ),
                        say('the unknown header label "{label}"', label=cell.strip()),
                        "If it is another spelling of one of these, add it as an alias to "
                        "seeds/templates/template_labels.csv; if not, the table is not of this "
                        "template.",
                    )

    def _unknown_paths(self) -> Iterator[Problem]:
        """Yield one problem for every column with known labels that stand in no known order."""
        known = ("/".join(path) for column in self.table.columns for path in column.paths)
        listing = _listing(known)
        for position, (path, column) in enumerate(zip(self.paths, self.columns, strict=True)):
            if path and column is None and position not in self.numberings:
                yield self._problem(
                    self._line_of(position),
                    say(
                        "in {table} one of the headers {headers}",
                        table=self.table.label,
                        headers=listing,
                    ),
                    say("the unknown header {header}", header=self._over(position)),
                    "Check which cells of the header are merged, or add the column to "
                    "seeds/templates/template_columns.csv.",
                )

    def _doubles(self) -> Iterator[Problem]:
        """Yield one problem for every column that two headers stand for.

        A column in several printed cells has a header over each of them.
        """
        for column in dict.fromkeys(filter(None, self.columns)):
            positions = [place for place, other in enumerate(self.columns) if other is column]
            own = {self.paths[position] for position in positions}.intersection(column.paths)
            if len(positions) // len(self.sides) not in (1, len(own)):
                yield self._problem(
                    self._line_of(positions[-1]),
                    say(
                        "in {table} one header for the column {column}",
                        table=self.table.label,
                        column=column.name,
                    ),
                    f"{len(positions)}: {', '.join(map(self._over, positions))}",
                    "Two headers cannot stand for one column: compare them with the published "
                    "document.",
                )

    def _missing(self) -> Iterator[Problem]:
        """Yield one problem that lists the required columns the header does not print."""
        printed = {column.name for column in self.columns if column and len(column.paths) == 1}
        missing = [
            f'"{"/".join(path)}" ({column.name})'
            for column in self.table.columns
            for path in column.paths
            if path in column.required and path not in self.paths and column.name not in printed
        ] + [
            f'"{column.header}" ({column.name})'
            for column in self.table.columns
            if column.choices and not column.choices.intersection(self.paths)
        ]
        if missing:
            cells = (cell.strip() for row in self.rows for cell in row.cells if not is_blank(cell))
            yield self._problem(
                self.rows[0].line,
                say(
                    "in {table} a header {headers}",
                    table=self.table.label,
                    headers=", ".join(missing),
                ),
                say("a header that prints only {labels}", labels=_listing(cells)),
                "Compare the header with the published document; a label may have been lost.",
            )

    def _problem(self, line: int, expected: str, found: str, action: str) -> Problem:
        """Return a problem of this header."""
        return Problem(self.file, line, expected, found, action)

    def _over(self, position: int) -> str:
        """Return the header over a printed column, and which column that is."""
        header = "/".join(self.paths[position])
        return say('"{header}" over column {column}', header=header, column=position + 1)

    def _line_of(self, position: int) -> int:
        """Return the line of the lowest label over a printed column."""
        lines = [row.line for row in self.rows if any(map(squeeze, row.cells[position:][:1]))]
        return lines[-1] if lines else self.rows[0].line


def _fill_merged_cells(grid: list[list[str]]) -> None:
    """Fill the blanks of horizontally merged cells in place.

    A blank takes the label to its left if both stand under the same labels, and only if a label
    stands below it: otherwise it is the lower part of a vertically merged cell, or no column.
    """
    for number, labels in enumerate(grid):
        for position in range(1, len(labels)):
            has_label_below = any(lower[position] for lower in grid[number + 1 :])
            same_parent = all(upper[position] == upper[position - 1] for upper in grid[:number])
            if not labels[position] and has_label_below and same_parent:
                labels[position] = labels[position - 1]


def _listing(texts: Iterable[str]) -> str:
    """Return texts in quotes, separated by commas."""
    return ", ".join(f'"{text}"' for text in texts)
