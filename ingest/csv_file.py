"""A CSV file of a table, read strictly: what is wrong with it is said and never read around."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ingest.errors import IngestError, Problem, refusal
from ingest.language import say

_AGAIN = "Restore it, or load its documents again."
# What a file begins with that is no text.
_SIGNS = {
    b"\x1f\x8b": "a gzip file",
    b"PK": "a zipped file, such as a workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF file",
    b"\xd0\xcf": "an old Office file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_SHOWN = 12
csv.field_size_limit(2**31 - 1)


def read_csv(path: Path, columns: Sequence[str] | None = None) -> Iterator[list[str]]:
    """Yield the header of a CSV file and its rows; raises ``IngestError`` as ``numbered`` does."""
    for _, cells in numbered(path, columns):
        yield cells


def read_records(path: Path, needed: Sequence[str] = ()) -> list[Mapping[str, str]]:
    """Return the rows of a CSV file by column.

    Raises ``IngestError`` as ``numbered`` does, and where a column that is ``needed`` is missing.
    """
    header, *rows = read_csv(path)
    if missing := [name for name in needed if name not in header]:
        raise refusal(
            path, 1, "every column of the table", say("no {names}", names=_shown(missing)), _AGAIN
        )
    return [dict(zip(header, row, strict=True)) for row in rows]


def numbered(
    path: Path, columns: Sequence[str] | None = None, may_be_short: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Yield the header of a CSV file and its rows, with the line in which each begins.

    A row has as many cells as the header. ``columns`` are those that the header must have, in any
    order, and no others. Where a row ``may_be_short``, its last cells are blank.

    Raises ``IngestError`` for a file that is empty, no UTF-8 text or not of these columns, for a
    quote that is not closed, and, at the end, for every row that is longer or shorter.
    """
    _refuse_what_is_no_text(path)
    problems: list[Problem] = []
    width = ending = None
    start = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = _Lines(path, file)
            reader = csv.reader(lines, strict=True)
            for cells in reader:
                line, start = start, reader.line_num + 1
                if not cells:
                    continue
                ending = ending or lines.ending
                if lines.ending not in ("", ending):
                    raise refusal(
                        path,
                        line,
                        "lines that all end alike",
                        say(
                            "{ending} after {other}", ending=repr(lines.ending), other=repr(ending)
                        ),
                        "Save the file with line feeds only.",
                    )
                if width is None:
                    width = len(cells)
                    _refuse_header(path, cells, columns)
                elif may_be_short and len(cells) < width:
                    cells.extend([""] * (width - len(cells)))
                elif len(cells) != width:
                    values = {"count": len(cells), "cells": _shown(cells[:3])}
                    found = say("{count} cells, beginning with {cells}", **values)
                    action = "Correct the row: quote a cell that holds a comma or a quote."
                    wide = "as many cells in each row as the header has, {count}"
                    expected = say(wide, count=width)
                    problems.append(Problem(str(path), line, expected, found, action))
                    continue
                yield line, cells
    except UnicodeDecodeError:
        problems.append(_not_utf8(path))
    except csv.Error as error:
        expected = "a quote at the end of each cell that begins with one"
        action = "Close the quote; write a quote inside a cell twice."
        found = say("none ({error})", error=error)
        problems.append(Problem(str(path), start, expected, found, action))
    except OSError as error:
        raise _unreadable(path, error) from None
    if problems:
        raise IngestError(problems)
    if width is None:
        raise refusal(path, 1, "a header and rows", "blank lines only", _AGAIN)


class _Lines:
    """The lines of a file, the ending of the last one, and no NUL in any."""

    def __init__(self, path: Path, lines: Iterator[str]) -> None:
        self.ending = ""
        self._path = path
        self._lines = enumerate(lines, 1)

    def __iter__(self) -> _Lines:
        """Return the lines themselves."""
        return self

    def __next__(self) -> str:
        """Return the next line."""
        number, line = next(self._lines)
        if "\0" in line:
            raise refusal(self._path, number, "text", "a NUL byte: the file is corrupt", _AGAIN)
        self.ending = line[len(line.rstrip("\r\n")) :]
        return line


def _refuse_what_is_no_text(path: Path) -> None:
    """Refuse a file that cannot be opened, is empty, or is of a kind that is known."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise _unreadable(path, error) from None
    if not start:
        raise refusal(path, None, "a header and rows", "a file of 0 bytes", _AGAIN)
    for sign, kind in _SIGNS.items():
        if start.startswith(sign):
            action = "Save it as CSV in UTF-8, under a name that ends in .csv."
            raise refusal(path, None, "CSV", kind, action)


def _refuse_header(path: Path, header: Sequence[str], columns: Sequence[str] | None) -> None:
    """Refuse a header that names a column twice, or not the columns it must."""
    problems: list[Problem] = []

    def refuse(expected: str, found: str, action: str) -> None:
        problems.append(Problem(str(path), 1, expected, found, action))

    twice = sorted({name for name in header if header.count(name) > 1})
    if columns is not None and not set(header) & set(columns):
        expected = say("a header with the columns {names}", names=_shown(columns))
        found = say("a row of {cells}", cells=_shown(header))
        refuse(expected, found, "Write the header over the rows.")
    elif twice:
        found = say("{names} twice", names=_shown(twice))
        refuse("every column once", found, "Remove or rename the second one.")
    elif columns is not None:
        missing = [name for name in columns if name not in header]
        others = [name for name in header if name not in columns]
        if missing:
            refuse("every column of the table", say("no {names}", names=_shown(missing)), _AGAIN)
        if others:
            action = "Rename them, or leave them out."
            found = say("also {names}", names=_shown(others))
            refuse("the columns of the table only", found, action)
    if problems:
        raise IngestError(problems)


def _not_utf8(path: Path) -> Problem:
    """Return the problem of bytes that are no UTF-8, in the first line that has some."""
    with path.open("rb") as file:
        number, line = next(numbered for numbered in enumerate(file, 1) if not _is(*numbered[1:]))
    found = "other bytes: the file is corrupt"
    if _is(line, "gb18030"):
        found = "other bytes: they could be GB18030 (GBK)"
    action = "Save the file as CSV in UTF-8."
    return Problem(str(path), number, "text in UTF-8", found, action)


def _is(line: bytes, encoding: str = "utf-8") -> bool:
    """Say whether a line is text in an encoding."""
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _unreadable(path: Path, error: OSError) -> IngestError:
    """Return the error of a file that the system does not give."""
    return refusal(path, None, "a file that can be read", error.strerror or str(error), _AGAIN)


def _shown(names: Sequence[str]) -> str:
    """Return names as messages list them, so many of them."""
    listed = ", ".join(f'"{name[:40]}"' for name in names[:_SHOWN])
    more = len(names) - _SHOWN
    return say("{names} and {count} more", names=listed, count=more) if more > 0 else listed
