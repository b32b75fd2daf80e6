"""What the seeds say of statements and templates, as far as printing needs it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

HeaderPath = tuple[str, ...]


class Column(NamedTuple):
    """A column of a statement and the headers it stands under, one for each printed cell."""

    name: str
    kind: str
    measure: str
    fund: str
    paths: tuple[HeaderPath, ...]
    required: bool

    @property
    def is_amount(self) -> bool:
        """Say whether its cells are amounts."""
        return self.kind == "amount"


@dataclass(frozen=True)
class Table:
    """One table of a template; ``columns`` in printed order, ``raw_columns`` in that of the CSV.

    ``groups`` are labels over the columns from a first to a last one. ``misprints`` gives headers
    that are known to be printed over a column in place of its own.
    """

    number: str
    statement: str
    layout: str
    title: str
    states_unit: bool
    may_be_empty: bool
    columns: tuple[Column, ...]
    raw_columns: tuple[str, ...]
    groups: tuple[tuple[str, str, str], ...]
    misprints: dict[str, HeaderPath]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the printed columns."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def amounts(self) -> tuple[Column, ...]:
        """The columns of amounts."""
        return tuple(column for column in self.columns if column.is_amount)

    @cached_property
    def fund(self) -> str:
        """The fund that all its amounts are of, or nothing where they are of several."""
        funds = {column.fund for column in self.amounts}
        return funds.pop() if len(funds) == 1 else ""

    @cached_property
    def total_column(self) -> str:
        """The column that the label of the total stands in: the last name before the amounts."""
        first = next((n for n, column in enumerate(self.columns) if column.is_amount), None)
        return next((c.name for c in reversed(self.columns[:first]) if c.kind == "name"), "")


class Template(NamedTuple):
    """How one kind of document prints."""

    name: str
    stage: str
    tables: tuple[Table, ...]


class Reference(NamedTuple):
    """What the project's code lists offer: names by code, and regions that exist today."""

    functions: dict[str, str]
    economic: dict[str, str]
    regions: tuple[tuple[str, str], ...]


def _rows(project: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a seed."""
    with (project / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def read_template(name: str, project: Path = ROOT) -> Template:
    """Read a template of the project."""
    stages = {row["template"]: row["stage"] for row in _rows(project, "templates/templates")}
    layouts = {row["statement"]: row["layout"] for row in _rows(project, "statements/statements")}
    meanings: dict[str, dict[str, dict[str, str]]] = {statement: {} for statement in layouts}
    for row in _rows(project, "statements/statement_columns"):
        meanings[row["statement"]][row["column_name"]] = row
    paths: dict[tuple[str, str], list[HeaderPath]] = {}
    required: dict[tuple[str, str], bool] = {}
    for row in _rows(project, "templates/template_columns"):
        if row["template"] == name:
            key = row["statement"], row["column_name"]
            paths.setdefault(key, []).append(tuple(row["header_path"].split("/")))
            required[key] = required.get(key, False) or row["required"] == "yes"
    labels = [
        row
        for row in _rows(project, "templates/template_labels")
        if row["template"] in (name, "*") and row["meaning"]
    ]
    tables = []
    for row in _rows(project, "templates/template_tables"):
        if row["template"] != name:
            continue
        statement = row["statement"]
        known = meanings[statement]
        of_kind = {
            kind: [
                label
                for label in labels
                if label["label_kind"] == kind and label["statement"] in (statement, "*")
            ]
            for kind in ("group", "misprint")
        }
        tables.append(
            Table(
                row["table_no"],
                statement,
                layouts[statement],
                row["title"],
                row["states_unit"] == "yes",
                row["may_be_empty"] == "yes",
                tuple(
                    Column(
                        column,
                        known[column]["kind"],
                        known[column]["measure"],
                        known[column]["fund_code"],
                        tuple(under),
                        required[of, column],
                    )
                    for (of, column), under in paths.items()
                    if of == statement
                ),
                tuple(known),
                tuple(
                    (label["printed_label"], *label["meaning"].split(".."))
                    for label in of_kind["group"]
                ),
                {
                    label["meaning"]: tuple(label["printed_label"].split("/"))
                    for label in of_kind["misprint"]
                },
            )
        )
    return Template(name, stages[name], tuple(tables))


@cache
def raw_columns(project: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Return the columns of every raw table, as the project's own document has them."""
    found = {}
    for path in sorted((project / "seeds" / "published").glob("raw_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem.removeprefix("raw_")] = tuple(next(csv.reader(file)))
    return found


@cache
def read_reference(project: Path = ROOT) -> Reference:
    """Read the code lists of the project."""

    def names(name: str, code: str) -> dict[str, str]:
        return {row[code]: row["name_zh"] for row in _rows(project, f"reference/{name}")}

    return Reference(
        names("ref_functional_classification", "function_code"),
        names("ref_economic_classification", "economic_code"),
        tuple(
            (row["region_code"], row["name_zh"])
            for row in _rows(project, "reference/ref_regions")
            if row["region_level"] != "province" and not row["valid_to"]
        ),
    )
