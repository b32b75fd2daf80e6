"""The statements and the templates, as ``seeds/statements`` and ``seeds/templates`` write them.

A column is found by its header path, the labels from the top header row down: for the personnel
expenditure of the general budget ``基本支出/人员经费``. Labels are compared in the form that
``ingest.text.normalise_label`` gives them and after the aliases of the template, so that a new
spelling of a label is one more row of a seed and nothing else.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from ingest.errors import IngestError, Problem
from ingest.narrative import CLAIM_COLUMNS
from ingest.text import normalise_label

PROJECT_ROOT = Path(__file__).resolve().parent.parent
ANY = "*"
Value = TypeVar("Value")
HeaderPath = tuple[str, ...]

# What a title may have around it: the year, its number in the document, a mark of a later page.
_NUMBER = (
    r"(?:附|(?:部门)?(?:预算|决算)?公开)?(?:附?表[\d一二三四五六七八九十]+(?:-\d+)?"
    r"|(?<=公开)\d+(?:-\d+)?表)"
)
TABLE_NUMBER = re.compile(rf"{_NUMBER}[:、.]?")
_AROUND_TITLE = re.compile(
    rf"\((?:续|续表|接上页)\)$|续表$|\({_NUMBER}\)$"
    rf"|^(?:{_NUMBER}[:、.]?|[一二三四五六七八九十]+、|\d{{1,2}}[.、](?!\d))"
    r"|^(?:(?:19|20)\d\d)?年度?"
)


class Kind(Enum):
    """What the cells of a column may hold."""

    TEXT = "text"
    NAME = "name"
    AMOUNT = "amount"
    FUNCTION_CODE = "function_code"
    ECONOMIC_CODE = "economic_code"
    UNIT_CODE = "unit_code"

    @property
    def identifies(self) -> bool:
        """Say whether a cell of this kind says what its row is about."""
        return self not in (Kind.TEXT, Kind.AMOUNT)


@dataclass(frozen=True)
class Column:
    """A column of a statement, and where a template prints it.

    ``paths`` are the headers it stands under, in printed order: more than one where several printed
    cells make one, as the code in three cells 类, 款, 项. Every header has the ``required`` ones.
    """

    name: str
    kind: Kind
    paths: tuple[HeaderPath, ...] = ()
    required: frozenset[HeaderPath] = frozenset()

    @property
    def path(self) -> HeaderPath:
        """Return the first header it stands under."""
        return self.paths[0]


@dataclass(frozen=True)
class Statement:
    """What a table means, whatever template prints it; all its columns, in the order of the CSV."""

    name: str
    layout: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Table:
    """One table of a template.

    ``spellings`` gives the label that each known spelling stands for. ``groups`` are labels that
    only span a group of columns and may be left out. ``misprints``: where a path is printed once
    for each of the columns listed, these are meant, in that order.
    """

    number: str
    statement: Statement
    title: str
    title_keys: frozenset[str]
    columns: tuple[Column, ...]
    spellings: Mapping[str, str]
    groups: frozenset[str]
    misprints: Mapping[HeaderPath, tuple[str, ...]]
    required: bool
    states_unit: bool
    may_be_empty: bool

    @property
    def name(self) -> str:
        """Return the name of its statement."""
        return self.statement.name

    @property
    def label(self) -> str:
        """Return the table's name in messages, such as ``T5 "一般公共预算支出情况表"``."""
        return f'T{self.number} "{self.title}"'

    @cached_property
    def subjects(self) -> list[tuple[list[str], list[str]]]:
        """Return pairs of columns that say what a row is about, and columns that need one of them.

        The entries of a summary stand side by side: a name, then its amounts.
        """
        if self.statement.layout != "entries":
            naming = [column.name for column in self.columns if column.kind.identifies]
            others = [column.name for column in self.columns if not column.kind.identifies]
            # A table of one row may not name it.
            return [(naming, others)] if naming else []
        sides: list[tuple[list[str], list[str]]] = []
        for column in self.columns:
            if column.kind.identifies:
                sides.append(([column.name], []))
            elif sides:
                sides[-1][1].append(column.name)
        return sides

    def column(self, name: str) -> Column:
        """Return the column called ``name``."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class Template:
    """How one kind of document prints: its tables, in the order of their numbers."""

    name: str
    title: str
    tables: tuple[Table, ...]

    @cached_property
    def by_title(self) -> Mapping[str, Table]:
        """Return the tables by their titles, as titles are compared."""
        return {key: table for table in self.tables for key in table.title_keys}


@dataclass(frozen=True)
class Catalogue:
    """All statements and templates of a project."""

    statements: Mapping[str, Statement]
    templates: Mapping[str, Template]

    @cached_property
    def output_columns(self) -> Mapping[str, tuple[str, ...]]:
        """Return the columns of every output file, by its name without ``raw_``."""
        return {
            "disclosures": DISCLOSURE_COLUMNS,
            "tables": TABLE_COLUMNS,
            **{
                statement.name: (*FRONT_OF_TABLE, *(column.name for column in statement.columns))
                for statement in self.statements.values()
            },
            "table_notes": (*FRONT_OF_TABLE, "statement", "note_text"),
            "budget_units": (*FRONT_COLUMNS, "unit_label", "unit_kind", "description"),
            "narrative_claims": (*FRONT_COLUMNS, *CLAIM_COLUMNS),
        }


FRONT_COLUMNS: tuple[str, ...] = ("disclosure_id", "row_no", "source_page", "source_line")
FRONT_OF_TABLE: tuple[str, ...] = ("disclosure_id", "table_no", *FRONT_COLUMNS[1:])
DISCLOSURE_COLUMNS: tuple[str, ...] = (
    *("disclosure_id", "region_code", "region_name", "department_code", "department_name"),
    *("fiscal_year", "stage", "level", "template", "title", "source_file", "source_sha256"),
)
TABLE_COLUMNS: tuple[str, ...] = (
    *("disclosure_id", "table_no", "statement", "title", "currency_unit"),
    *("source_page", "source_line"),
)


@lru_cache(maxsize=8192)
def title_key(text: str) -> str:
    """Return a title as it is compared; documents quote 三公 or not."""
    key = normalise_label(text).replace('"', "")
    shorter = _AROUND_TITLE.sub("", key)
    while shorter != key:
        key, shorter = shorter, _AROUND_TITLE.sub("", shorter)
    return key


def read_catalogue(root: Path = PROJECT_ROOT) -> Catalogue:
    """Read the seeds of the project at ``root``; raise ``IngestError`` where they do not fit."""
    return _Seeds(root).read()


@dataclass(frozen=True)
class _Row:
    """One row of a seed, and where it stands."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a cell."""
        return self.cells[name]

    def says_yes(self, name: str) -> bool:
        """Return a cell that is yes or no."""
        return self.one_of(name, {"yes": True, "no": False})

    def one_of(self, name: str, known: Mapping[str, Value]) -> Value:
        """Return what a cell stands for; refuse one that stands for nothing."""
        if self[name] not in known:
            names = ", ".join(known) or "none: there is no such row yet"
            raise self.refusal(f"in {name} one of {names}", self[name], "Correct the name.")
        return known[self[name]]

    def refusal(self, expected: str, found: str, action: str) -> IngestError:
        """Return the error that this row is wrong."""
        return IngestError([Problem(str(self.file), self.line, expected, f'"{found}"', action)])


class _Seeds:
    """Reads the seeds and puts them together."""

    def __init__(self, root: Path) -> None:
        self._seeds = root / "seeds"

    def read(self) -> Catalogue:
        """Return the catalogue."""
        templates = {row["template"]: row for row in self._rows("templates", "templates")}
        self._statements = self._read_statements()
        self._tables = self._grouped("template_tables", templates)
        self._columns = self._grouped("template_columns", templates)
        self._labels = list(self._rows("templates", "template_labels"))
        for row in self._labels:
            row.one_of("template", {ANY: None, **templates})
            row.one_of("statement", {ANY: None, **self._statements})
            row.one_of("label_kind", dict.fromkeys(("alias", "group", "misprint", "title")))
        return Catalogue(
            self._statements,
            {
                name: Template(name, row["name_zh"], tuple(self._read_tables(name)))
                for name, row in templates.items()
            },
        )

    def _rows(self, folder: str, name: str) -> Iterator[_Row]:
        """Yield the rows of a seed."""
        path = self._seeds / folder / f"{name}.csv"
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file)
                columns = _SEEDS[name]
                missing = [column for column in columns if column not in (reader.fieldnames or ())]
                if missing:
                    row = _Row(path, 1, {})
                    found = ",".join(reader.fieldnames or ())
                    raise row.refusal(f"the columns {','.join(columns)}", found, "Add the rest.")
                for cells in reader:
                    yield _Row(path, reader.line_num, {n: cells[n] or "" for n in columns})
        except OSError as error:
            raise IngestError(
                [
                    Problem(
                        str(path),
                        None,
                        "a seed that says how documents print",
                        error.strerror or str(error),
                        "Restore it from the repository.",
                    )
                ]
            ) from error

    def _read_statements(self) -> dict[str, Statement]:
        """Return the statements by name."""
        rows = {row["statement"]: row for row in self._rows("statements", "statements")}
        columns: dict[str, list[Column]] = {name: [] for name in rows}
        kinds = {kind.value: kind for kind in Kind}
        for row in self._rows("statements", "statement_columns"):
            row.one_of("statement", rows)
            column = Column(row["column_name"], row.one_of("kind", kinds))
            columns[row["statement"]].append(column)
        return {
            name: Statement(name, row["layout"], tuple(columns[name])) for name, row in rows.items()
        }

    def _grouped(self, name: str, templates: Mapping[str, _Row]) -> Mapping[str, list[_Row]]:
        """Return the rows of a seed by their template."""
        rows: dict[str, list[_Row]] = {template: [] for template in templates}
        for row in self._rows("templates", name):
            row.one_of("template", templates)
            rows[row["template"]].append(row)
        return rows

    def _read_tables(self, template: str) -> Iterator[Table]:
        """Yield the tables of a template."""
        seen: dict[str, str] = {}
        for row in self._tables[template]:
            statement = row.one_of("statement", self._statements)
            if statement.name in seen:
                raise row.refusal(
                    f"one table of the template {template} for each statement",
                    f"{statement.name} again",
                    "Give the table a statement of its own.",
                )
            labels = [
                label
                for label in self._labels
                if label["template"] in (ANY, template)
                and label["statement"] in (ANY, statement.name)
            ]
            titles = [row["title"], *(_of_kind(labels, "title"))]
            for key in map(title_key, titles):
                if seen.setdefault(key, statement.name) != statement.name:
                    raise row.refusal(
                        "a title that no other table of the template has",
                        row["title"],
                        "Change it.",
                    )
            seen[statement.name] = statement.name
            columns = tuple(self._read_columns(template, statement))
            groups = frozenset(map(normalise_label, _of_kind(labels, "group")))
            known = {label for column in columns for path in column.paths for label in path}
            yield Table(
                number=row["table_no"],
                statement=statement,
                title=row["title"],
                title_keys=frozenset(map(title_key, titles)),
                columns=columns,
                spellings=_spellings(labels, known | groups),
                groups=groups,
                misprints=_misprints(labels, columns),
                required=row.says_yes("required"),
                states_unit=row.says_yes("states_unit"),
                may_be_empty=row.says_yes("may_be_empty"),
            )
        printed = {row["statement"] for row in self._tables[template]}
        for row in self._columns[template]:
            row.one_of("statement", {n: s for n, s in self._statements.items() if n in printed})

    def _read_columns(self, template: str, statement: Statement) -> Iterator[Column]:
        """Yield the columns that a template prints of a statement, in the statement's order."""
        rows = [row for row in self._columns[template] if row["statement"] == statement.name]
        paths: dict[str, list[HeaderPath]] = {column.name: [] for column in statement.columns}
        required: dict[str, set[HeaderPath]] = {name: set() for name in paths}
        owners: dict[HeaderPath, str] = {}
        for row in rows:
            row.one_of("column_name", paths)
            path = header_path(row["header_path"])
            if path in owners:
                raise row.refusal(
                    f"a header that the column {owners[path]} does not have",
                    row["header_path"],
                    "Two columns cannot stand under one header; write a misprint as such.",
                )
            owners[path] = row["column_name"]
            paths[row["column_name"]].append(path)
            if row.says_yes("required"):
                required[row["column_name"]].add(path)
        for column in statement.columns:
            if paths[column.name]:
                places = tuple(paths[column.name]), frozenset(required[column.name])
                yield Column(column.name, column.kind, *places)


_SEEDS: Mapping[str, Sequence[str]] = {
    "statements": ("statement", "layout"),
    "statement_columns": ("statement", "column_name", "kind"),
    "templates": ("template", "name_zh"),
    "template_tables": (
        *("template", "table_no", "statement", "title"),
        *("required", "states_unit", "may_be_empty"),
    ),
    "template_columns": ("template", "statement", "column_name", "header_path", "required"),
    "template_labels": (
        *("template", "statement", "label_kind", "printed_label", "meaning", "position"),
    ),
}


def header_path(text: str) -> HeaderPath:
    """Return a header path, written with / between its labels."""
    return tuple(map(normalise_label, text.split("/")))


def _of_kind(labels: Iterable[_Row], kind: str) -> list[str]:
    """Return the printed labels of one kind."""
    return [row["printed_label"] for row in labels if row["label_kind"] == kind]


def _spellings(labels: Sequence[_Row], known: set[str]) -> dict[str, str]:
    """Return every spelling of a label the table may print, and the label it stands for.

    Aliases for all tables count only for labels the table has, so that a label of one table is not
    taken for another's.
    """
    spellings = {label: label for label in known}
    aliases = [row for row in labels if row["label_kind"] == "alias"]
    # The table's own come last, and so win.
    for row in sorted(aliases, key=lambda row: row["statement"] != ANY):
        printed, label = normalise_label(row["printed_label"]), normalise_label(row["meaning"])
        if label in known and printed not in known:
            spellings[printed] = label
        elif label not in known and ANY not in (row["statement"], row["template"]):
            raise row.refusal(
                f"in meaning a label that the template prints over {row['statement']}, one of "
                + ", ".join(sorted(known)),
                row["meaning"],
                "Correct it, or add the column to seeds/templates/template_columns.csv.",
            )
    return spellings


def _misprints(
    labels: Sequence[_Row], columns: Sequence[Column]
) -> dict[HeaderPath, tuple[str, ...]]:
    """Return the columns that are meant where a header path is printed several times."""
    found: dict[HeaderPath, dict[int, str]] = {}
    by_name = {column.name: column.name for column in columns}
    for row in labels:
        if row["label_kind"] == "misprint":
            if not row["position"].isdecimal():
                raise row.refusal(
                    "in position 1, 2, … from left to right", row["position"], "Number the row."
                )
            places = found.setdefault(header_path(row["printed_label"]), {})
            places[int(row["position"])] = row.one_of("meaning", by_name)
    return {path: tuple(places[n] for n in sorted(places)) for path, places in found.items()}
