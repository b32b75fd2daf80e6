"""Reads the warehouse, with the queries under ``queries/``."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from ingest.language import say

QUERIES = Path(__file__).with_name("queries")
Row = dict[str, Any]
NOT_BUILT = "{file} is not there: make build"


class Warehouse:
    """The database, opened read-only, and the rows of named queries."""

    def __init__(self, database: Path) -> None:
        """Open the database; it has to be there."""
        if not database.is_file():
            raise FileNotFoundError(say(NOT_BUILT, file=database))
        self._connection = duckdb.connect(str(database), read_only=True)
        self._kept: dict[str, list[Row]] = {}

    def __enter__(self) -> Warehouse:
        """Use the warehouse in a ``with`` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database."""
        self._connection.close()

    def rows(self, query: str, disclosure_id: str | None = None) -> list[Row]:
        """The rows of ``queries/<query>.sql``, for one document where it asks for one.

        What is the same for every document is asked once.
        """
        if disclosure_id is not None:
            return self._ask(query, {"disclosure_id": disclosure_id})
        if query not in self._kept:
            self._kept[query] = self._ask(query, {})
        return self._kept[query]

    def _ask(self, query: str, parameters: dict[str, str]) -> list[Row]:
        """Ask the database."""
        sql = (QUERIES / f"{query}.sql").read_text("utf-8")
        result = self._connection.execute(sql, parameters)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def by_document(self, query: str) -> dict[str, list[Row]]:
        """The rows of a query about all documents, by the document; none for any other."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(query):
            found[row["disclosure_id"]].append(row)
        return found
