"""A published document as the seeds hold it, and the figures printed in it."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

Rows = list[dict[str, str]]

# Where the claims of the narrative stand among the tables; the pages have no table 0.
CLAIMS = 0
CLAIM_TABLE = "narrative_claims"
CLAIM_COLUMN = "number_text"


class Cell(NamedTuple):
    """Where a figure stands: table (0 for the narrative), row or claim number, and column."""

    table_no: int
    row_no: int
    column_name: str


class Table(NamedTuple):
    """A published table with amounts: its name and its amount columns in printed order."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """One document: the rows of every published table, as text, in printed order."""

    disclosure_id: str
    fields: dict[str, list[str]]
    rows: dict[str, Rows]
    tables: dict[int, Table]

    @property
    def printed_step(self) -> Decimal:
        """The smallest step between two figures of the document, in its own unit."""
        return Decimal(self.rows["disclosures"][0]["printed_step"])

    def cells(self) -> list[tuple[Cell, str]]:
        """Every figure printed in the tables, with its text."""
        return [
            (Cell(table_no, int(row["row_no"]), column), row[column])
            for table_no, table in self.tables.items()
            for row in self.rows[table.name]
            for column in table.columns
            if row[column].strip()
        ]

    def claims(self) -> list[tuple[Cell, Decimal]]:
        """Every number stated in the narrative."""
        return [
            (Cell(CLAIMS, int(row["row_no"]), CLAIM_COLUMN), number)
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
    """The documents in a project's seeds, with the amount columns its catalogue lists."""
    _, listed_tables = read_csv(project / "seeds" / "controls" / "published_tables.csv")
    _, listed_columns = read_csv(project / "seeds" / "controls" / "published_columns.csv")
    columns: dict[str, list[str]] = {}
    for column in listed_columns:
        columns.setdefault(column["table_no"], []).append(column["column_name"])
    tables = {
        int(table["table_no"]): Table(table["table_name"], tuple(columns[table["table_no"]]))
        for table in listed_tables
        if table["table_no"] in columns
    }
    fields: dict[str, list[str]] = {}
    published: dict[str, Rows] = {}
    for path in sorted((project / "seeds" / "published").glob("raw_*.csv")):
        name = path.stem.removeprefix("raw_")
        fields[name], published[name] = read_csv(path)
    return [
        Document(
            disclosure_id=disclosure["disclosure_id"],
            fields=fields,
            rows={
                name: [row for row in rows if row["disclosure_id"] == disclosure["disclosure_id"]]
                for name, rows in published.items()
            },
            tables=tables,
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


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def print_figure(number: Decimal, decimals: int) -> str:
    """A number as a cell prints it."""
    return f"{number:,.{decimals}f}"
