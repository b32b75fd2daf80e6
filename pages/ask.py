"""The command line: ``python -m pages.ask``, an answer of the warehouse in the terminal.

Without a question it lists them; a question is a name from ``analyses/``, or SQL. Parameters are
given as ``name=value``. Chinese is printed as it is, columns are never cut.
"""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from ingest.language import say
from pages.cells import write_csv
from pages.questions import questions, sql_of
from pages.warehouse import NOT_BUILT


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer a question; returns 0, or 1 where it cannot be asked."""
    parser = argparse.ArgumentParser(prog="python -m pages.ask", description=__doc__)
    parser.add_argument("question", nargs="?", help="a name from analyses/, or a select statement")
    parser.add_argument("parameters", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the answer as CSV instead")
    parser.add_argument(
        "--database", type=Path, default=Path(os.environ.get("BUDGET_DB") or "budget.duckdb")
    )
    options = parser.parse_args(arguments)
    if options.question is None:
        for one in questions():
            print(f"{one.name}\n  {one.words.zh}\n  {one.words.en}")
            if one.parameters:
                print(f"  {', '.join(f'{name}=…' for name in one.parameters)}")
        return 0
    if not options.database.is_file():
        print(say(NOT_BUILT, file=options.database), file=sys.stderr)
        return 1
    with duckdb.connect(str(options.database), read_only=True) as connection:
        try:
            names, rows = _answer(connection, options.question, options.parameters)
        except _CannotAskError as problem:
            print(problem, file=sys.stderr)
            return 1
        except duckdb.Error as problem:
            print(f"{options.question}: {problem}", file=sys.stderr)
            return 1
    if options.csv:
        write_csv(options.csv, names, rows)
        return 0
    print(as_table(names, rows), end="")
    return 0


class _CannotAskError(Exception):
    """A question or parameter that is not there."""


def _answer(
    connection: duckdb.DuckDBPyConnection, question: str, parameters: Sequence[str]
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the names and rows that a question gives."""
    sql = question
    if " " not in question.strip():
        given = dict(one.partition("=")[::2] for one in parameters)
        try:
            sql = sql_of(question, given, lambda name: relation_of(connection, name))
        except KeyError as problem:
            known = ", ".join(one.name for one in questions())
            raise _CannotAskError(
                say(
                    "expected a question of analyses/ ({known}), found {question}",
                    known=known,
                    question=question,
                )
            ) from problem
        except ValueError as problem:
            raise _CannotAskError(
                say("{question} takes no parameter {name}", question=question, name=problem)
            ) from problem
    result = connection.execute(sql)
    return [column[0] for column in result.description], result.fetchall()


def relation_of(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """Return a model or seed with its schema."""
    found = connection.execute(
        "select table_schema from information_schema.tables"
        " where table_name = ? and table_schema <> 'test_failures'",
        [name],
    ).fetchone()
    if found is None:
        raise _CannotAskError(say("{name} is not in the warehouse: make build", name=name))
    return f"{found[0]}.{name}"


def as_table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The rows as an aligned table, numbers to the right, NULL for nothing."""
    cells = [[("NULL" if value is None else str(value)) for value in row] for row in rows]
    widths = [max(_width(cell) for cell in column) for column in zip(names, *cells, strict=True)]
    right = [
        any(isinstance(value, int | float | Decimal) for value in column)
        for column in (zip(*rows, strict=True) if rows else [[]] * len(names))
    ]

    def line(values: Sequence[str], to_right: Sequence[bool]) -> str:
        padded = [
            " " * (size - _width(value)) + value if far else value + " " * (size - _width(value))
            for value, size, far in zip(values, widths, to_right, strict=True)
        ]
        return " | ".join(padded).rstrip()

    rule = "-+-".join("-" * size for size in widths)
    return "\n".join([line(names, right), rule, *(line(row, right) for row in cells)]) + "\n"


def _width(text: str) -> int:
    """How many columns a text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


if __name__ == "__main__":
    sys.exit(main())
