"""What the seeds say of statements and templates, as far as printing needs it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
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
    basis: str
    paths: tuple[HeaderPath, ...]
    required: bool


@dataclass(frozen=True)
class Table:
    """One table of a template; ``columns`` in printed order, ``raw_columns`` in that of the CSV.

    ``has_year_total``: a summary prints the total of the year beside the grand total. ``sources``
    and ``budgets`` are the headers of what the template prints of revenue by where it comes from,
    and of the budgets side by side, by fund; no sources where revenue is printed by fund.
    ``groups`` are labels over the columns from a first to a last one. ``misprints`` gives headers
    that are known to be printed over a column in place of its own, ``numberings`` heads what only
    counts the lines and the columns of a form.
    """

    number: str
    statement: str
    layout: str
    title: str
    states_unit: bool
    may_be_empty: bool
    has_year_total: bool
    sources: dict[str, str]
    budgets: dict[str, str]
    columns: tuple[Column, ...]
    raw_columns: tuple[str, ...]
    groups: tuple[tuple[str, str, str], ...]
    misprints: dict[str, HeaderPath]
    numberings: tuple[str, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each column stands in a row."""
        return {column.name: place for place, column in enumerate(self.columns)}

    @cached_property
    def amounts(self) -> tuple[Column, ...]:
        """The columns of amounts."""
        return tuple(column for column in self.columns if column.kind == "amount")

    @cached_property
    def measures(self) -> frozenset[str]:
        """What the amounts measure."""
        return frozenset(column.measure for column in self.amounts)

    @property
    def sides(self) -> int:
        """How many lists stand side by side: economic classes with one amount stand in two."""
        return 2 if self.layout == "economic" and len(self.amounts) == 1 else 1

    @cached_property
    def runs(self) -> tuple[tuple[slice, int], ...]:
        """Where amounts stand side by side in a row, and how many of them."""
        kinds = groupby(enumerate(self.columns), key=lambda place: place[1].kind == "amount")
        runs = ([place for place, _ in run] for is_amount, run in kinds if is_amount)
        return tuple((slice(run[0], run[-1] + 1), len(run)) for run in runs)

    @cached_property
    def raw_places(self) -> tuple[int, ...]:
        """Where each raw column stands in a row; -1 where the template does not print it."""
        return tuple(self.places.get(name, -1) for name in self.raw_columns)

    @cached_property
    def fund(self) -> str:
        """The fund that all its amounts are of, or nothing where they are of several."""
        funds = {column.fund for column in self.amounts}
        return funds.pop() if len(funds) == 1 else ""

    @cached_property
    def total_column(self) -> str:
        """The column that the label of the total stands in: the last name before the amounts."""
        front = self.columns[: self.runs[0][0].start]
        return next((column.name for column in reversed(front) if column.kind == "name"), "")


class Template(NamedTuple):
    """How one kind of document prints."""

    name: str
    stage: str
    tables: tuple[Table, ...]

    @property
    def measures(self) -> frozenset[str]:
        """What its amounts measure."""
        return frozenset().union(*(table.measures for table in self.tables))

    @property
    def sources(self) -> dict[str, str]:
        """Where revenue comes from, and the header of each; nothing where it is by fund."""
        return self.tables[0].sources


def read_rows(project: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a seed."""
    with (project / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def read_template(name: str, project: Path = ROOT, *, code_cells: bool = False) -> Template:
    """Read a template of the project.

    ``code_cells``: codes have a cell for each of 类, 款 and 项 where they may stand in one.
    """
    (stage,) = (
        row["stage"] for row in read_rows(project, "templates/templates") if row["template"] == name
    )
    layouts = {
        row["statement"]: row["layout"] for row in read_rows(project, "statements/statements")
    }
    meanings: dict[str, dict[str, dict[str, str]]] = {statement: {} for statement in layouts}
    for row in read_rows(project, "statements/statement_columns"):
        meanings[row["statement"]][row["column_name"]] = row
    printed: dict[str, dict[str, list[dict[str, str]]]] = {statement: {} for statement in layouts}
    for row in read_rows(project, "templates/template_columns"):
        if row["template"] == name:
            printed[row["statement"]].setdefault(row["column_name"], []).append(row)
    labels = [
        (row["statement"], row["label_kind"], row["printed_label"], row["meaning"])
        for row in read_rows(project, "templates/template_labels")
        if row["template"] in (name, "*") and (row["meaning"] or row["label_kind"] == "numbering")
    ]

    def columns(statement: str) -> Iterator[Column]:
        for column, rows in printed[statement].items():
            meaning = meanings[statement][column]
            paths = [tuple(row["header_path"].split("/")) for row in rows]
            if any(row["required"] == "any" for row in rows):
                # Alternatives: one header, or those below it.
                deepest = max(map(len, paths))
                paths = [path for path in paths if (len(path) == deepest) == code_cells]
            yield Column(
                *(column, meaning["kind"], meaning["measure"], meaning["fund_code"]),
                basis=meaning["basis"],
                paths=tuple(paths),
                required=any(row["required"] != "no" for row in rows),
            )

    def headers(statement: str, measure: str) -> dict[str, str]:
        """Return the headers of a statement's columns that have a fund, and this measure."""
        return {
            column.fund: column.paths[0][-1]
            for column in columns(statement)
            if column.fund and column.measure == measure
        }

    sources = headers("revenue", "current")
    budgets = headers("fiscal_appropriation_summary", "")

    def table(row: dict[str, str]) -> Table:
        own = [label for of, *label in labels if of in (row["statement"], "*")]
        return Table(
            *(row["table_no"], row["statement"], layouts[row["statement"]], row["title"]),
            states_unit=row["states_unit"] == "yes",
            may_be_empty=row["may_be_empty"] == "yes",
            has_year_total=row["has_year_total"] != "no",
            sources=sources if "fiscal_appropriation" in sources else {},
            budgets=budgets,
            columns=tuple(columns(row["statement"])),
            raw_columns=tuple(meanings[row["statement"]]),
            groups=tuple((text, *over.split("..")) for kind, text, over in own if kind == "group"),
            misprints={of: tuple(text.split("/")) for kind, text, of in own if kind == "misprint"},
            numberings=tuple(text for kind, text, _ in own if kind == "numbering"),
        )

    rows = read_rows(project, "templates/template_tables")
    return Template(name, stage, tuple(table(row) for row in rows if row["template"] == name))


@cache
def raw_columns(project: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Return the columns of every raw table, as the project's own document has them."""
    found = {}
    for path in sorted((project / "seeds" / "published").glob("raw_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem.removeprefix("raw_")] = tuple(next(csv.reader(file)))
    return found


@cache
def read_names(project: Path = ROOT) -> dict[str, str]:
    """Return the names of functional and of economic codes; no code is both."""
    return {
        row[f"{kind}_code"]: row["name_zh"]
        for kind, name in (("function", "functional"), ("economic", "economic"))
        for row in read_rows(project, f"reference/ref_{name}_classification")
    }
