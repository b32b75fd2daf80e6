"""The statements and the templates, as ``seeds/statements`` and ``seeds/templates`` write them.

A column is found by its header path, the labels from the top header row down: for the personnel
expenditure of the general budget ``基本支出/人员经费``. Labels are compared in the form that
``ingest.text.normalise_label`` gives them and after the aliases of the template, so that a new
spelling of a label is one more row of a seed and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from ingest.csv_file import numbered
from ingest.errors import IngestError, refusal
from ingest.language import say
from ingest.narrative import CLAIM_COLUMNS, REMARK_COLUMNS
from ingest.text import normalise_label

PROJECT_ROOT = Path(__file__).resolve().parent.parent
# In a label: of all templates, of all statements.
ANY = "*"
LABEL_KINDS = ("alias", "group", "misprint", "numbering", "title")
Value = TypeVar("Value")
HeaderPath = tuple[str, ...]
# Where a header path is printed once for each of the columns: which column each of them is.
Misprints = Mapping[HeaderPath, tuple[str, ...]]

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
    cells make one, as the code in three cells 类, 款, 项. Every header has the ``required`` ones,
    and at least one of the ``choices``, where there are any.
    """

    name: str
    kind: Kind
    paths: tuple[HeaderPath, ...] = ()
    required: frozenset[HeaderPath] = frozenset()
    choices: frozenset[HeaderPath] = frozenset()

    @property
    def header(self) -> str:
        """Return the first header it stands under, as messages print it."""
        return "/".join(self.paths[0])


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
    only span a group of columns and may be left out. ``numberings`` head what only counts the lines
    or the columns of a form (行次, 栏次). ``misprints``: where a path is printed once for each of
    the columns listed, these are meant, in that order.
    """

    number: str
    statement: Statement
    title: str
    title_keys: frozenset[str]
    columns: tuple[Column, ...]
    spellings: Mapping[str, str]
    groups: frozenset[str]
    numberings: frozenset[str]
    misprints: Misprints
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
        naming = [column.name for column in self.columns if column.kind.identifies]
        if self.statement.layout != "entries":
            # A table of one row may not name it.
            others = [column.name for column in self.columns if not column.kind.identifies]
            return [(naming, others)] if naming else []
        names = [column.name for column in self.columns]
        starts = [*map(names.index, naming), len(names)]
        return [([names[start]], names[start + 1 : end]) for start, end in pairwise(starts)]

    @cached_property
    def paths(self) -> frozenset[HeaderPath]:
        """Return all headers of its columns."""
        return frozenset(path for column in self.columns for path in column.paths)

    @cached_property
    def paths_by_labels(self) -> Mapping[frozenset[str], HeaderPath]:
        """Return each header by its labels in any order, where they belong to no other."""
        counts = Counter(map(frozenset, self.paths))
        return {frozenset(path): path for path in self.paths if counts[frozenset(path)] == 1}

    @cached_property
    def starts_of_paths(self) -> frozenset[HeaderPath]:
        """Return all headers, and what is left of them without their lower labels."""
        return frozenset(path[:end] for path in self.paths for end in range(1, len(path) + 1))

    @cached_property
    def code_and_name(self) -> tuple[str, str]:
        """Return the column of codes and the column of names behind it, where it has both."""
        codes = (Kind.FUNCTION_CODE, Kind.ECONOMIC_CODE)
        pairs = pairwise(self.columns)
        found = ((a.name, b.name) for a, b in pairs if a.kind in codes and b.kind is Kind.NAME)
        return next(found, ("", ""))

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
            "narrative_remarks": (*FRONT_COLUMNS, *REMARK_COLUMNS),
        }


FRONT_COLUMNS = ("disclosure_id", "row_no", "source_page", "source_line")
FRONT_OF_TABLE = ("disclosure_id", "table_no", *FRONT_COLUMNS[1:])
DISCLOSURE_COLUMNS = (
    *("disclosure_id", "region_code", "region_name", "department_code", "department_name"),
    *("fiscal_year", "stage", "level", "template", "title", "source_file", "source_sha256"),
)
TABLE_COLUMNS = (
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
    return _Seeds(root / "seeds").catalogue()


@dataclass(frozen=True)
class _Row:
    """One row of a seed, and where it stands."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a cell; refuse a seed without such a column."""
        if name not in self.cells:
            raise refusal(self.file, 1, say("a column {name}", name=name), "none", "Add it.")
        return self.cells[name]

    def one_of(self, name: str, known: Mapping[str, Value]) -> Value:
        """Return what a cell stands for; refuse one that stands for nothing."""
        if self[name] not in known:
            names = ", ".join(known) or say("none: there is no such row yet")
            expected = say("in {column} one of {names}", column=name, names=names)
            raise self.refusal(expected, self[name], "Correct the name.")
        return known[self[name]]

    def says_yes(self, name: str) -> bool:
        """Return a cell that is yes or no."""
        return self.one_of(name, {"yes": True, "no": False})

    def is_for(self, template: str, statement: str) -> bool:
        """Say whether the row holds for a statement in a template."""
        return self["template"] in (ANY, template) and self["statement"] in (ANY, statement)

    def refusal(self, expected: str, found: str, action: str) -> IngestError:
        """Return the error that this row is wrong."""
        return refusal(self.file, self.line, expected, f'"{found}"', action)


def _rows(path: Path) -> list[_Row]:
    """Return the rows of a seed."""
    (_, header), *rows = numbered(path, may_be_short=True)
    return [_Row(path, line, dict(zip(header, cells, strict=True))) for line, cells in rows]


class _Seeds:
    """Reads the seeds in a folder and puts them together."""

    def __init__(self, folder: Path) -> None:
        statements, columns = (
            _rows(folder / "statements" / f"{name}.csv")
            for name in ("statements", "statement_columns")
        )
        templates, self._tables, self._columns, self._labels = (
            _rows(folder / "templates" / f"{name}.csv")
            for name in ("templates", "template_tables", "template_columns", "template_labels")
        )
        self._templates = {row["template"]: row for row in templates}
        kinds = {kind.value: kind for kind in Kind}
        of_statement: dict[str, list[Column]] = {row["statement"]: [] for row in statements}
        for row in columns:
            column = Column(row["column_name"], row.one_of("kind", kinds))
            row.one_of("statement", of_statement).append(column)
        self._statements = {
            name: Statement(name, row["layout"], tuple(of_statement[name]))
            for row in statements
            for name in [row["statement"]]
        }

    def catalogue(self) -> Catalogue:
        """Return the catalogue; refuse rows that name what is not there."""
        for row in (*self._tables, *self._columns):
            row.one_of("template", self._templates)
        for row in self._tables:
            row.one_of("statement", self._statements)
        for row in self._columns:
            tables = (table for table in self._tables if table["template"] == row["template"])
            row.one_of("statement", {table["statement"]: None for table in tables})
        for row in self._labels:
            row.one_of("template", {ANY: None, **self._templates})
            row.one_of("statement", {ANY: None, **self._statements})
            row.one_of("label_kind", dict.fromkeys(LABEL_KINDS))
        templates = {
            name: Template(name, row["name_zh"], tuple(self._read_tables(name)))
            for name, row in self._templates.items()
        }
        return Catalogue(self._statements, templates)

    def _read_tables(self, template: str) -> Iterator[Table]:
        """Yield the tables of a template."""
        seen: dict[str, _Row] = {}
        for row in self._tables:
            if row["template"] != template:
                continue
            table = self._read_table(row)
            if any(seen.setdefault(key, row) is not row for key in (table.name, *table.title_keys)):
                expected = "a statement and a title that no other table of the template has"
                raise row.refusal(expected, f"{table.name}, {table.title}", "Change it.")
            yield table

    def _read_table(self, row: _Row) -> Table:
        """Return one table of a template."""
        statement = self._statements[row["statement"]]
        own = [label for label in self._labels if label.is_for(row["template"], statement.name)]
        labels = {kind: [x for x in own if x["label_kind"] == kind] for kind in LABEL_KINDS}
        misprints = _misprints(labels["misprint"], statement)
        columns = tuple(self._read_columns(row["template"], statement, misprints))
        groups, numberings = (
            {normalise_label(label["printed_label"]) for label in labels[kind]}
            for kind in ("group", "numbering")
        )
        known = {label for column in columns for path in column.paths for label in path}
        titles = [row["title"], *(label["printed_label"] for label in labels["title"])]
        return Table(
            number=row["table_no"],
            statement=statement,
            title=row["title"],
            title_keys=frozenset(map(title_key, titles)),
            columns=columns,
            spellings=_spellings(labels["alias"], known | groups | numberings),
            groups=frozenset(groups),
            numberings=frozenset(numberings),
            misprints=misprints,
            required=row.says_yes("required"),
            states_unit=row.says_yes("states_unit"),
            may_be_empty=row.says_yes("may_be_empty"),
        )

    def _read_columns(
        self, template: str, statement: Statement, misprints: Misprints
    ) -> Iterator[Column]:
        """Yield the columns that a template prints of a statement, in the statement's order."""
        paths: dict[str, dict[HeaderPath, str]] = {c.name: {} for c in statement.columns}
        owners: dict[HeaderPath, str] = {}
        for row in self._columns:
            if not row.is_for(template, statement.name):
                continue
            path = header_path(row["header_path"])
            if path in owners:
                raise row.refusal(
                    say("a header that the column {column} does not have", column=owners[path]),
                    row["header_path"],
                    "Two columns cannot stand under one header; write a misprint as such.",
                )
            of_column = row.one_of("column_name", paths)
            of_column[path] = row.one_of("required", {word: word for word in ("yes", "no", "any")})
            owners[path] = row["column_name"]
        for path, names in misprints.items():
            # A column may stand only under a header that another column has as well.
            for name in set(names).difference(owners.values()):
                paths[name][path] = "no"
        for column in statement.columns:
            if found := paths[column.name]:
                required, choices = (
                    frozenset(path for path, word in found.items() if word == meant)
                    for meant in ("yes", "any")
                )
                yield Column(column.name, column.kind, tuple(found), required, choices)


def header_path(text: str) -> HeaderPath:
    """Return a header path, written with / between its labels."""
    return tuple(map(normalise_label, text.split("/")))


def _spellings(aliases: Sequence[_Row], known: set[str]) -> dict[str, str]:
    """Return every spelling of a label the table may print, and the label it stands for.

    Aliases for all tables count only for labels the table has, so that a label of one table is not
    taken for another's.
    """
    spellings = {label: label for label in known}
    # The table's own come last, and so win.
    for row in sorted(aliases, key=lambda row: row["statement"] != ANY):
        printed, label = normalise_label(row["printed_label"]), normalise_label(row["meaning"])
        if label in known and printed not in known:
            spellings[printed] = label
        elif label not in known and ANY not in (row["statement"], row["template"]):
            raise row.refusal(
                say(
                    "in meaning a label that the template prints over {statement}, one of {labels}",
                    statement=row["statement"],
                    labels=", ".join(sorted(known)),
                ),
                row["meaning"],
                "Correct it, or add the column to seeds/templates/template_columns.csv.",
            )
    return spellings


def _misprints(rows: Sequence[_Row], statement: Statement) -> Misprints:
    """Return the columns that are meant where a header path is printed several times."""
    found: dict[HeaderPath, dict[int, str]] = {}
    names = {column.name: column.name for column in statement.columns}
    for row in rows:
        position = row["position"]
        if not position.isdecimal():
            raise row.refusal("in position 1, 2, … from left to right", position, "Number it.")
        places = found.setdefault(header_path(row["printed_label"]), {})
        places[int(position)] = row.one_of("meaning", names)
    return {path: tuple(places[n] for n in sorted(places)) for path, places in found.items()}
