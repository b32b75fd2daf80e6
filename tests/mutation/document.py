"""A published document as the seeds hold it, and the figures printed in it."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

Rows = list[dict[str, str]]

# Where the claims of the narrative stand among the statements.
CLAIM_TABLE = "narrative_claims"
CLAIM_COLUMN = "number_text"


class Cell(NamedTuple):
    """Where a figure stands: statement or narrative, row or claim number, and column."""

    statement: str
    row_no: int
    column_name: str


class Table(NamedTuple):
    """A published table with amounts: its statement and its amount columns in printed order."""

    statement: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """One document: the rows of every published table, as text, in printed order."""

    disclosure_id: str
    template: str
    fields: dict[str, list[str]]
    rows: dict[str, Rows]
    tables: list[Table]

    def step(self, cell: Cell, printed: str | None = None) -> Decimal:
        """The last printed digit of a figure in its own unit, as it is or with another text.

        A column that drops trailing zeros is rounded to the finest it prints; one that keeps them
        rounds each figure as it prints it.
        """
        texts = {int(row["row_no"]): row[cell.column_name] for row in self.rows[cell.statement]}
        if printed is not None:
            texts[cell.row_no] = printed
        own = decimals_in(texts[cell.row_no])
        keeps_zeros = any(re.search(r"[.].*0$", text.strip()) for text in texts.values())
        if not keeps_zeros or (not own and not parse_figure(texts[cell.row_no])):
            own = max(map(decimals_in, texts.values()))
        return Decimal(1).scaleb(-own)

    def cells(self) -> list[tuple[Cell, str]]:
        """Every figure printed in the tables, with its text."""
        return [
            (Cell(table.statement, int(row["row_no"]), column), row[column])
            for table in self.tables
            for row in self.rows[table.statement]
            for column in table.columns
            if row[column].strip()
        ]

    def claims(self) -> list[tuple[Cell, Decimal]]:
        """Every number stated in the narrative."""
        return [
            (Cell(CLAIM_TABLE, int(row["row_no"]), CLAIM_COLUMN), number)
            for row in self.rows.get(CLAIM_TABLE, [])
            if (number := parse_figure(row[CLAIM_COLUMN])) is not None
        ]


def read_csv(path: Path) -> tuple[list[str], Rows]:
    """The column names and rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        return list(reader.fieldnames or []), rows


def read_documents(project: Path) -> list[Document]:
    """The documents in a project's seeds, with the amount columns that their templates print."""
    seeds = project / "seeds"
    _, listed = read_csv(seeds / "statements" / "statement_columns.csv")
    amounts = {
        (column["statement"], column["column_name"])
        for column in listed
        if column["kind"] == "amount"
    }
    _, printed = read_csv(seeds / "templates" / "template_columns.csv")
    fields: dict[str, list[str]] = {}
    published: dict[str, Rows] = {}
    for path in sorted((seeds / "published").glob("raw_*.csv")):
        name = path.stem.removeprefix("raw_")
        fields[name], published[name] = read_csv(path)
    return [
        Document(
            disclosure_id=disclosure["disclosure_id"],
            template=disclosure["template"],
            fields=fields,
            rows={
                name: [row for row in rows if row["disclosure_id"] == disclosure["disclosure_id"]]
                for name, rows in published.items()
            },
            tables=[
                Table(table["statement"], columns)
                for table in published["tables"]
                if table["disclosure_id"] == disclosure["disclosure_id"]
                and (
                    columns := tuple(
                        column["column_name"]
                        for column in printed
                        if column["template"] == disclosure["template"]
                        and column["statement"] == table["statement"]
                        and (column["statement"], column["column_name"]) in amounts
                    )
                )
            ],
        )
        for disclosure in published["disclosures"]
    ]


def parse_figure(text: str) -> Decimal | None:
    """The number that a cell prints, None where it prints something else."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def decimals_in(text: str) -> int:
    """How many decimals a cell prints."""
    return len(unicodedata.normalize("NFKC", text).strip().rstrip(")").partition(".")[2])


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def print_figure(number: Decimal, decimals: int) -> str:
    """A number as a cell prints it."""
    return f"{number:,.{decimals}f}"
