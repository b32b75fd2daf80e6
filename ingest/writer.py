"""Rows → CSV files, written aside first and put in place only when everything has been read."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from ingest.disclosure import Disclosure
from ingest.errors import refusal

DOCUMENTS_PER_FILE = 1000
_PART_NAME = re.compile(r"part-(\d{5})\.csv")

CsvRow = Sequence[str]


class Staging:
    """Files written into a folder aside; ``commit`` moves all of them to their places.

    The folder gets another name when all files are whole, in one step that cannot be half done.
    A run that finds it under that name finishes what a killed run began; under the first name, it
    holds nothing that anybody has seen, and goes. So a document is there whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        """Stage files for places under ``folder``."""
        self.folder = folder
        self._open = folder / ".ingest-unfinished"
        self._whole = folder / ".ingest-to-be-moved"

    def __enter__(self) -> Staging:
        """Finish or undo what an earlier run left, and return the staging area itself."""
        self._move()
        self._discard()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what has not been put in place."""
        self._discard()

    def write(self, path: Path, columns: Sequence[str], rows: Iterable[CsvRow]) -> None:
        """Write a CSV file that ``commit`` puts at ``path``: UTF-8, line feeds, few quotes."""
        staged = self._open / path.relative_to(self.folder)
        staged.parent.mkdir(parents=True, exist_ok=True)
        # Under another ending, so that nothing takes it for a seed.
        with staged.with_suffix(".new").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            writer.writerow(columns)
            writer.writerows(rows)

    def commit(self) -> None:
        """Put every file in its place, and remove later parts of the same table."""
        if self._open.is_dir():
            self._open.rename(self._whole)
            self._move()

    def _move(self) -> None:
        """Move the files of a run that wrote all of them."""
        # In order, so that the last part of a table moves last: it tells which parts are surplus.
        staged = sorted(self._whole.rglob("*.new"))
        last_parts = {path.parent: path.with_suffix(".csv").name for path in staged}
        for parent, last in last_parts.items():
            if _PART_NAME.fullmatch(last):
                for path in self._place(parent).glob("part-*.csv"):
                    if _PART_NAME.fullmatch(path.name) and path.name > last:
                        path.unlink()
        for path in staged:
            place = self._place(path.with_suffix(".csv"))
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        shutil.rmtree(self._whole, ignore_errors=True)

    def _place(self, path: Path) -> Path:
        """Return where a staged file or folder belongs."""
        return self.folder / path.relative_to(self._whole)

    def _discard(self) -> None:
        """Remove files that were not all written."""
        shutil.rmtree(self._open, ignore_errors=True)


def write_seeds(
    staging: Staging, output: Mapping[str, Sequence[str]], disclosures: Sequence[Disclosure]
) -> None:
    """Put the rows of ``disclosures`` into ``raw_<name>.csv``, with the columns of ``output``.

    Rows of other documents stay, rows of these documents are replaced.
    Raises ``IngestError`` if a file there was not written by this package.
    """
    replaced = {disclosure.disclosure_id for disclosure in disclosures}
    for name, columns in output.items():
        path = staging.folder / f"raw_{name}.csv"
        rows = [row for row in _existing_rows(path, columns) if row[0] not in replaced]
        rows.extend(row for disclosure in disclosures for row in disclosure.rows[name])
        # Stable: rows of one document keep their order.
        rows.sort(key=lambda row: row[0])
        staging.write(path, columns, rows)
    staging.commit()


def _existing_rows(path: Path, columns: Sequence[str]) -> list[CsvRow]:
    """Return the rows already in a seed, blank in columns that it does not have yet."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file)) or [[]]
    if header == list(columns):
        return list(rows)
    # What comes behind the place is a statement's own, and may have become more.
    own = columns.index("source_line") + 1 if "source_line" in columns else len(columns)
    is_older = header[:own] == list(columns[:own]) and set(header) <= set(columns)
    if is_older and all(len(row) == len(header) for row in rows):
        cells = (dict(zip(header, row, strict=True)) for row in rows)
        return [[row.get(column, "") for column in columns] for row in cells]
    expected, found = (f'"{",".join(names)}"' for names in (columns, header))
    action = "The file is not of this version; remove it and load its documents again."
    raise refusal(path, 1, f"the header {expected}, or a part of it", found, action)


class LandingZone:
    """``DIR/<name>/part-00001.csv`` …, at most ``DOCUMENTS_PER_FILE`` documents in each file."""

    def __init__(self, staging: Staging, output: Mapping[str, Sequence[str]]) -> None:
        """Write through ``staging``, which decides when files are in place."""
        self._staging = staging
        self._output = output
        self._waiting: list[Disclosure] = []
        self._parts = 0

    def add(self, disclosure: Disclosure) -> None:
        """Take one document."""
        self._waiting.append(disclosure)
        if len(self._waiting) == DOCUMENTS_PER_FILE:
            self._write_part()

    def finish(self) -> None:
        """Write what is left, and put the files in the place of those of an earlier run."""
        if self._waiting:
            self._write_part()
        self._staging.commit()

    def _write_part(self) -> None:
        """Write one file for every table."""
        self._parts += 1
        for name, columns in self._output.items():
            path = self._staging.folder / name / f"part-{self._parts:05}.csv"
            rows = (row for document in self._waiting for row in document.rows[name])
            self._staging.write(path, columns, rows)
        self._waiting.clear()
