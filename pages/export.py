"""The command line: ``python -m pages.export --out export``, what a warehouse holds to take away.

A workbook of the findings and all marts with Chinese heads, the same as CSV, and the marts'
descriptor as a fiscal data package, ``datapackage.json``. Heads are what the columns' descriptions
in the database say.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from tqdm import tqdm

from ingest.language import say
from pages.answers import checked_documents, finding_rows, findings_sheet, write_findings
from pages.cells import write_csv
from pages.folder import empty
from pages.warehouse import Warehouse
from pages.words import first_words
from pages.workbook import Sheet, parts_of, write_workbook

SCHEMA = "marts"
# What the columns are in the vocabulary of fiscal data packages.
COLUMN_TYPES = {
    "fiscal_year": "date:fiscal-year",
    "stage": "phase:id",
    "department_code": "administrative-classification:generic:level1:code",
    "department_name": "administrative-classification:generic:level1:label",
    "unit_code": "administrative-classification:generic:level2:code",
    "unit_name": "administrative-classification:generic:level2:label",
    "function_code": "functional-classification:generic:code",
    "function_name": "functional-classification:generic:label",
    "cofog_code": "functional-classification:cofog:code",
    "economic_code": "economic-classification:generic:code",
    "economic_name": "economic-classification:generic:label",
    "fund_code": "fin-source:generic:code",
    "fund_name": "fin-source:generic:label",
}
TYPES = {"VARCHAR": "string", "BOOLEAN": "boolean", "DATE": "date", "DOUBLE": "number"}


class Column(NamedTuple):
    """A column of a mart: its name, its type in the database, and what it is."""

    name: str
    type: str
    description: str

    @property
    def head(self) -> str:
        """What it is called in a workbook: the first words of its description, else its name."""
        return first_words(self.description, self.name)


class Mart(NamedTuple):
    """A mart: its name, what it is, its columns and its rows."""

    name: str
    description: str
    columns: list[Column]
    rows: list[tuple[Any, ...]]

    @property
    def title(self) -> str:
        """What it is called."""
        return first_words(self.description, self.name)

    @property
    def sheet(self) -> Sheet:
        """The mart as a table of the workbook."""
        return Sheet(self.title, heads_of(self.columns), self.rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder; returns 0, or 1 where the warehouse or the folder is not right."""
    parser = argparse.ArgumentParser(prog="python -m pages.export", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("export"), help="the folder to write")
    parser.add_argument(
        "--database", type=Path, default=Path(os.environ.get("BUDGET_DB") or "budget.duckdb")
    )
    options = parser.parse_args(arguments)
    try:
        marts = export(options.database, options.out)
    except (FileNotFoundError, FileExistsError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(
        say(
            "{count} marts in {folder}: workbook.xlsx, data/, datapackage.json",
            count=len(marts),
            folder=options.out,
        )
    )
    for mart in marts:
        if len(parts := parts_of(mart.sheet)) > 1:
            print(
                f"{mart.name}: {len(mart.rows):,} rows in {len(parts)} sheets,"
                f" {parts[0].title} to {parts[-1].title}"
            )
    return 0


def export(database: Path, out: Path) -> list[Mart]:
    """Write workbook, CSV and descriptor of a warehouse; returns its marts."""
    with Warehouse(database) as warehouse:
        found = finding_rows(checked_documents(warehouse))
    marts = marts_of(database)
    empty(out)
    (out / "data").mkdir()
    sheets = [findings_sheet(found)]
    for mart in tqdm(marts, desc="export", leave=False, disable=not sys.stderr.isatty()):
        write_csv(out / "data" / f"{mart.name}.csv", [one.name for one in mart.columns], mart.rows)
        sheets.append(mart.sheet)
    about = [
        (mart.title, mart.name, head, column.name, column.description.replace("\n", " "))
        for mart in marts
        for head, column in zip(heads_of(mart.columns), mart.columns, strict=True)
    ]
    sheets.append(Sheet("说明", ["表", "英文表名", "栏", "英文栏名", "含义"], about))
    write_findings(out / "data" / "findings.csv", found)
    write_workbook(out / "workbook.xlsx", sheets)
    text = json.dumps(descriptor(marts), ensure_ascii=False, indent=1)
    (out / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    return marts


def heads_of(columns: Sequence[Column]) -> list[str]:
    """What columns are called, each by another name."""
    heads: list[str] = []
    for column in columns:
        head = column.head
        heads.append(f"{head} {column.name}" if head in heads else head)
    return heads


def marts_of(database: Path) -> list[Mart]:
    """Return every mart with its columns and rows, in a full order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, coalesce(comment, '') from duckdb_tables()"
            " where schema_name = ? order by table_name",
            [SCHEMA],
        ).fetchall()
        columns: dict[str, list[Column]] = {name: [] for name, _ in tables}
        for table, *column in connection.execute(
            "select table_name, column_name, data_type, coalesce(comment, '')"
            " from duckdb_columns() where schema_name = ? order by table_name, column_index",
            [SCHEMA],
        ).fetchall():
            if table in columns:
                columns[table].append(Column(*column))
        return [
            Mart(
                name,
                description,
                columns[name],
                connection.execute(f'from "{SCHEMA}"."{name}" order by all').fetchall(),
            )
            for name, description in tables
        ]


def descriptor(marts: Sequence[Mart]) -> dict[str, Any]:
    """Return the fiscal data package's descriptor of the marts."""
    return {
        "profile": "fiscal-data-package",
        "name": "departmental-budgets",
        "title": "部门预算公开 · Published departmental budgets",
        "countryCode": "CN",
        "granularity": "aggregated",
        "resources": [_resource(mart) for mart in marts],
    }


def _resource(mart: Mart) -> dict[str, Any]:
    """Return the descriptor of a mart."""
    return {
        "profile": "tabular-data-resource",
        "name": mart.name,
        "path": f"data/{mart.name}.csv",
        "title": mart.title,
        "description": mart.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column) for column in mart.columns]},
    }


def _field(column: Column) -> dict[str, Any]:
    """Return the descriptor of a column; amounts are in 万元."""
    is_decimal = column.type.startswith("DECIMAL")
    type_ = "number" if is_decimal else TYPES.get(column.type, "integer")
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.head,
        "type": type_,
        "description": column.description,
    }
    if is_decimal and column.name.endswith("amount"):
        field |= {"columnType": "value", "currency": "CNY", "factor": 10_000}
    elif column.name in COLUMN_TYPES:
        field["columnType"] = COLUMN_TYPES[column.name]
    return field


if __name__ == "__main__":
    sys.exit(main())
