"""Rows → CSV files, written aside first and put in place only when everything has been read."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from ingest.disclosure import Disclosure
from ingest.errors import IngestError, Problem
from ingest.template import OUTPUT_COLUMNS

DOCUMENTS_PER_FILE = 1000
_PART_NAME = re.compile(r"part-(\d{5})\.csv")

CsvRow = Sequence[str]


class Staging:
    """Files written beside their places; ``commit`` moves all of them there.

    Leaving the ``with`` block without ``commit`` removes what was written.
    """

    def __init__(self) -> None:
        """Start with no files."""
        self._places: list[tuple[Path, Path]] = []

    def __enter__(self) -> Staging:
        """Return the staging area itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what has not been put in place."""
        for temporary, _ in self._places:
            temporary.unlink(missing_ok=True)

    def write(self, path: Path, columns: Sequence[str], rows: Iterable[CsvRow]) -> None:
        """Write one CSV file, to be put at ``path``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder, so that moving it into place is one step of the file system; the
        # name does not end in .csv, so that nothing takes it for data meanwhile.
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self._places.append((temporary, path))
        with temporary.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            writer.writerow(columns)
            writer.writerows(rows)

    def commit(self) -> None:
        """Put every file in its place."""
        for temporary, path in self._places:
            temporary.replace(path)
        self._places.clear()


def write_seeds(folder: Path, disclosures: Sequence[Disclosure]) -> None:
    """Put the rows of ``disclosures`` into ``folder/raw_<name>.csv``.

    Rows of other documents stay, rows of these documents are replaced.
    Raises ``IngestError`` if a file there was not written by this package.
    """
    replaced = {disclosure.disclosure_id for disclosure in disclosures}
    with Staging() as staging:
        for name, columns in OUTPUT_COLUMNS.items():
            path = folder / f"raw_{name}.csv"
            rows = [row for row in _existing_rows(path, columns) if row[0] not in replaced]
            rows.extend(row for disclosure in disclosures for row in disclosure.rows[name])
            # Stable: rows of one document keep their order.
            rows.sort(key=lambda row: row[0])
            staging.write(path, columns, rows)
        staging.commit()


def _existing_rows(path: Path, columns: Sequence[str]) -> list[CsvRow]:
    """Return the rows already in a seed, or none where there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file)) or [[]]
    if header == list(columns):
        return list(rows)
    raise IngestError(
        [
            Problem(
                str(path),
                1,
                f'the header "{",".join(columns)}"',
                f'"{",".join(header)}"',
                "The file is not of this version; remove it and load its documents again.",
            )
        ]
    )


class LandingZone:
    """``DIR/<name>/part-00001.csv`` …, at most ``DOCUMENTS_PER_FILE`` documents in each file."""

    def __init__(self, folder: Path, staging: Staging) -> None:
        """Write under ``folder`` through ``staging``, which decides when files are in place."""
        self._folder = folder
        self._staging = staging
        self._waiting: list[Disclosure] = []
        self._parts = 0

    def add(self, disclosure: Disclosure) -> None:
        """Take one document."""
        self._waiting.append(disclosure)
        if len(self._waiting) == DOCUMENTS_PER_FILE:
            self._write_part()

    def finish(self) -> None:
        """Write what is left, put the files in place, and remove the parts of an earlier run."""
        if self._waiting:
            self._write_part()
        self._staging.commit()
        if self._parts == 0:
            return
        for name in OUTPUT_COLUMNS:
            for path in sorted((self._folder / name).iterdir()):
                match = _PART_NAME.fullmatch(path.name)
                if match and int(match[1]) > self._parts:
                    path.unlink()

    def _write_part(self) -> None:
        """Write one file for every table."""
        self._parts += 1
        for name, columns in OUTPUT_COLUMNS.items():
            path = self._folder / name / f"part-{self._parts:05}.csv"
            rows = (row for document in self._waiting for row in document.rows[name])
            self._staging.write(path, columns, rows)
        self._waiting.clear()
