"""Header block → which printed column is which column of the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.errors import Problem
from ingest.template import Column, HeaderPath, Table
from ingest.text import is_blank, normalise_label, squeeze

MAX_LABEL_ROWS = 4


@dataclass(frozen=True)
class HeaderRow:
    """One printed row of labels and the line it stands at."""

    line: int
    cells: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels as they are compared."""
        return tuple(normalise_label(cell) for cell in self.cells)


# One entry a printed column; None where the header prints no label.
ColumnMap = tuple[Column | None, ...]


def is_label_row(table: Table, cells: Sequence[str]) -> bool:
    """Say whether a row prints header labels of ``table``.

    Two known labels are asked for, because a row of data may well print one (合计), and half of the
    row, so that a header with a label nobody has met is still seen as a header, and refused as one.
    """
    known = table.spellings
    labels = [normalise_label(cell) for cell in cells if not is_blank(cell)]
    count = sum(label in known for label in labels)
    return count >= 2 and 2 * count >= len(labels)


def is_number_row(cells: Sequence[str]) -> bool:
    """Say whether a row numbers the columns: 1, 2, 3 … from left to right, blanks left out."""
    numbers = [squeeze(cell) for cell in cells if not is_blank(cell)]
    return len(numbers) >= 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def map_header(
    file: str, table: Table, rows: Sequence[HeaderRow]
) -> tuple[ColumnMap | None, list[Problem]]:
    """Return the column of every printed position, or ``None`` and the problems of the header."""
    known = table.spellings
    problems = _unknown_labels(file, table, rows)
    if problems:
        return None, problems

    width = max(len(row.cells) for row in rows)
    grid = [[known.get(label, "") for label in row.labels] for row in rows]
    for labels in grid:
        labels.extend([""] * (width - len(labels)))
    _fill_merged_cells(grid)
    paths = [_path(table, [labels[position] for labels in grid]) for position in range(width)]

    names = _names_by_position(table, paths)
    columns_by_path = {path: column for column in table.columns for path in column.paths}
    mapping: list[Column | None] = []
    for position, path in enumerate(paths):
        column = columns_by_path.get(path)
        if position in names:
            column = table.column(names[position])
        elif path and column is None:
            problems.append(_unknown_path(file, table, rows, position, path))
        mapping.append(column)

    problems.extend(_doubles(file, table, rows, mapping, paths))
    if not problems:
        problems.extend(_missing(file, table, rows, mapping, paths))
    return (None, problems) if problems else (tuple(mapping), [])


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


def _path(table: Table, labels: Sequence[str]) -> HeaderPath:
    """Return the header path of one printed column, without labels that only span a group."""
    path = tuple(label for label in labels if label)
    if len(path) > 1 and path[0] in table.groups:
        return path[1:]
    return path


def _names_by_position(table: Table, paths: Sequence[HeaderPath]) -> dict[int, str]:
    """Return the column names of the positions whose path is one of the known misprints."""
    names: dict[int, str] = {}
    for path, columns in table.misprints.items():
        positions = [position for position, printed in enumerate(paths) if printed == path]
        if len(positions) == len(columns):
            names.update(zip(positions, columns, strict=True))
    return names


def _unknown_labels(file: str, table: Table, rows: Sequence[HeaderRow]) -> list[Problem]:
    """Return one problem for every label the table does not know."""
    known = table.spellings
    return [
        Problem(
            file,
            row.line,
            f"a header label of {table.label}, one of {_listing(sorted(set(known.values())))}",
            f'the unknown header label "{cell.strip()}"',
            "If it is another spelling of one of these, add it as an alias to "
            "seeds/templates/template_labels.csv; if not, the table is not of this template.",
        )
        for row in rows
        for cell, label in zip(row.cells, row.labels, strict=True)
        if label and label not in known
    ]


def _unknown_path(
    file: str, table: Table, rows: Sequence[HeaderRow], position: int, path: HeaderPath
) -> Problem:
    """Return the problem of a column whose labels are known, but not one under the other."""
    return Problem(
        file,
        _line_of(rows, position),
        f"in {table.label} one of the headers "
        f"{_listing('/'.join(path) for column in table.columns for path in column.paths)}",
        f'the unknown header "{"/".join(path)}" over column {position + 1}',
        "Check which cells of the header are merged, or add the column to "
        "seeds/templates/template_columns.csv.",
    )


def _doubles(
    file: str,
    table: Table,
    rows: Sequence[HeaderRow],
    mapping: Sequence[Column | None],
    paths: Sequence[HeaderPath],
) -> list[Problem]:
    """Return one problem for every column that two headers stand for.

    A column in several printed cells has a header over each of them.
    """
    problems = []
    for name in dict.fromkeys(column.name for column in mapping if column is not None):
        positions = [p for p, column in enumerate(mapping) if column and column.name == name]
        count = len(positions)
        own = {paths[p] for p in positions}.intersection(table.column(name).paths)
        if count in (1, len(own)):
            continue
        problems.append(
            Problem(
                file,
                _line_of(rows, positions[-1]),
                f"in {table.label} one header for the column {name}",
                f"{count}: "
                + ", ".join(f'"{"/".join(paths[p])}" over column {p + 1}' for p in positions),
                "Two headers cannot stand for one column: compare them with the published "
                "document.",
            )
        )
    return problems


def _missing(
    file: str,
    table: Table,
    rows: Sequence[HeaderRow],
    mapping: Sequence[Column | None],
    paths: Sequence[HeaderPath],
) -> list[Problem]:
    """Return one problem that lists the required columns the header does not print."""
    printed_once = {column.name for column in mapping if column and len(column.paths) == 1}
    missing = [
        (column.name, path)
        for column in table.columns
        for path in column.paths
        if path in column.required and path not in paths and column.name not in printed_once
    ]
    if not missing:
        return []
    printed = _listing(cell.strip() for row in rows for cell in row.cells if not is_blank(cell))
    return [
        Problem(
            file,
            rows[0].line,
            f"in {table.label} a header "
            + ", ".join(f'"{"/".join(path)}" ({name})' for name, path in missing),
            f"a header that prints only {printed}",
            "Compare the header with the published document; a label may have been lost.",
        )
    ]


def _line_of(rows: Sequence[HeaderRow], position: int) -> int:
    """Return the line of the lowest label over a printed column."""
    lines = [
        row.line for row in rows if position < len(row.cells) and not is_blank(row.cells[position])
    ]
    return lines[-1] if lines else rows[0].line


def _listing(texts: Iterable[str]) -> str:
    """Return texts in quotes, separated by commas."""
    return ", ".join(f'"{text}"' for text in texts)
