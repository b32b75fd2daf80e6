"""The documents of the seeds, or of a landing zone: added, replaced and removed whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from ingest.csv_file import read_csv, read_records
from ingest.disclosure import Disclosure
from ingest.errors import refusal
from ingest.language import say
from ingest.storage import CsvRow, Store

DOCUMENTS_PER_FILE = 1000
PART_NAME = re.compile(r"part-(\d{5,})\.csv")

Columns = Mapping[str, Sequence[str]]
# What a document is known by: a row of the table of disclosures, by column.
Known = Mapping[str, Mapping[str, str]]


class Seeds:
    """``raw_<name>.csv`` for every table, with the rows of all documents, sorted by document."""

    def __init__(self, store: Store, output: Columns) -> None:
        """Write through ``store``, which is the folder of the published seeds."""
        self._store = store
        self._output = output
        self._added: list[Disclosure] = []

    def known(self) -> Known:
        """Return the documents that are there; raises ``IngestError`` where they cannot be read."""
        path = self._path("disclosures")
        rows = read_records(self._store.folder / path) if self._exists(path) else []
        return {row.get("disclosure_id", ""): row for row in rows}

    def add(self, disclosure: Disclosure) -> None:
        """Take one document."""
        self._added.append(disclosure)

    def finish(self, removed: Collection[str]) -> None:
        """Put the documents in, and leave ``removed`` and older versions out; others stay.

        Raises ``IngestError`` if a file there was not written by this package.
        """
        gone = {*removed, *(disclosure.disclosure_id for disclosure in self._added)}
        if not gone:
            return
        for name, columns in self._output.items():
            path = self._path(name)
            rows = [row for row in self._existing_rows(path, columns) if row[0] not in gone]
            rows.extend(row for disclosure in self._added for row in disclosure.rows[name])
            # Stable: rows of one document keep their order.
            rows.sort(key=lambda row: row[0])
            self._store.write(path, columns, rows)
        self._store.commit()

    def _path(self, name: str) -> Path:
        """Return the file of a table."""
        return Path(f"raw_{name}.csv")

    def _exists(self, path: Path) -> bool:
        """Say whether there is a file already."""
        return (self._store.folder / path).is_file()

    def _existing_rows(self, path: Path, columns: Sequence[str]) -> Sequence[CsvRow]:
        """Return the rows already in a seed, blank in columns that it does not have yet."""
        if not self._exists(path):
            return []
        header, *rows = read_csv(self._store.folder / path)
        if header == list(columns):
            return rows
        # What comes behind the place is a statement's own, and may have become more.
        own = columns.index("source_line") + 1 if "source_line" in columns else len(columns)
        if header[:own] == list(columns[:own]) and set(header) <= set(columns):
            cells = (dict(zip(header, row, strict=True)) for row in rows)
            return [[row.get(column, "") for column in columns] for row in cells]
        expected, found = (f'"{",".join(names)}"' for names in (columns, header))
        action = "The file is not of this version; remove it and load its documents again."
        file = self._store.folder / path
        header = say("the header {names}, or a part of it", names=expected)
        raise refusal(file, 1, header, found, action)


class LandingZone:
    """``DIR/<name>/part-00001.csv`` …, at most ``DOCUMENTS_PER_FILE`` documents in each file."""

    def __init__(self, store: Store, output: Columns) -> None:
        """Write through ``store``, which is the landing zone.

        Raises ``IngestError`` for a folder that holds something else, or a landing zone that
        another program filled with Parquet files.
        """
        self._store = store
        self._output = output
        self._waiting: list[Disclosure] = []
        self._new: list[int] = []
        self._loaded: set[str] = set()
        # The folder is put in place anew: it is not to be a home, or a project.
        for other in sorted(store.folder.iterdir()):
            if other.is_dir() and other.name not in output:
                action = "Name an empty folder, or one that is not there yet, with --out."
                found = say("{folder}/ in it", folder=other.name)
                raise refusal(store.folder, None, "a landing zone", found, action)
        if other := next(store.folder.glob("*/*.parquet"), None):
            action = "Name another folder with --out, or write to this one as Parquet yourself."
            raise refusal(other, None, "a landing zone of CSV files", "Parquet", action)

    def known(self) -> Known:
        """Return the documents that are there; raises ``IngestError`` where they cannot be read."""
        rows = chain.from_iterable(map(read_records, self._files("disclosures")))
        return {row.get("disclosure_id", ""): row for row in rows}

    def add(self, disclosure: Disclosure) -> None:
        """Take one document."""
        self._loaded.add(disclosure.disclosure_id)
        self._waiting.append(disclosure)
        if len(self._waiting) == DOCUMENTS_PER_FILE:
            self._write_part()

    def finish(self, removed: Collection[str]) -> None:
        """Put the documents in, and leave ``removed`` and older versions out; others stay.

        Raises ``IngestError`` for a file there that cannot be read.
        """
        if self._waiting:
            self._write_part()
        gone = {*removed, *self._loaded}
        if gone & set(self.known()):
            self._leave_out(gone)
        self._number_parts()
        self._store.commit()

    def _write_part(self) -> None:
        """Write one file for every table."""
        self._new.append(len(self._waiting))
        for name, columns in self._output.items():
            rows = (row for document in self._waiting for row in document.rows[name])
            self._store.write(Path(name, f"new-{len(self._new)}.csv"), columns, rows)
        self._waiting.clear()

    def _files(self, name: str) -> list[Path]:
        """Return the files of one table."""
        return sorted((self._store.folder / name).glob("*.csv"))

    def _leave_out(self, gone: Collection[str]) -> None:
        """Write the files again that have rows of documents that go."""
        emptied: set[str] = set()
        # The documents themselves come first: a file without any is one less.
        for name in ("disclosures", *(name for name in self._output if name != "disclosures")):
            for file in self._files(name):
                header, *rows = read_csv(file)
                kept = [row for row in rows if _id_of(header, row) not in gone]
                path = Path(name, file.name)
                if not kept and (file.name in emptied or name == "disclosures"):
                    emptied.add(file.name)
                    self._store.remove(path)
                elif len(kept) < len(rows):
                    self._store.write(path, header, kept)

    def _number_parts(self) -> None:
        """Give the new parts numbers that are free; one that fits joins the last part."""
        parts = self._parts()
        if len(self._new) == 1 and parts:
            last = max(parts)
            size = sum(1 for _ in self._rows_of("disclosures", last))
            if size + self._new[0] <= DOCUMENTS_PER_FILE and self._is_current(last):
                self._join(last)
                return
        free = (number for number in count(1) if number not in parts)
        for new, number in zip(range(1, len(self._new) + 1), free, strict=False):
            for name in self._output:
                self._store.rename(Path(name, f"new-{new}.csv"), Path(name, _part(number)))

    def _parts(self) -> set[int]:
        """Return the numbers of the parts that stay."""
        found = (PART_NAME.fullmatch(file.name) for file in self._files("disclosures"))
        numbers = (int(match[1]) for match in found if match)
        return {n for n in numbers if self._store.current(Path("disclosures", _part(n)))}

    def _is_current(self, number: int) -> bool:
        """Say whether a part has every table, with the columns of this version."""
        for name, columns in self._output.items():
            path = self._store.current(Path(name, _part(number)))
            if path is None or next(read_csv(path)) != list(columns):
                return False
        return True

    def _rows_of(self, name: str, number: int) -> Iterator[CsvRow]:
        """Return the rows of one table in a part, as it will be."""
        path = self._store.current(Path(name, _part(number)))
        if path is not None:
            rows = read_csv(path)
            next(rows)
            yield from rows

    def _join(self, number: int) -> None:
        """Put the one new part behind the rows of another."""
        for name, columns in self._output.items():
            new = Path(name, "new-1.csv")
            added = list(read_csv(self._store.current(new) or new))[1:]
            rows: Iterable[CsvRow] = [*self._rows_of(name, number), *added]
            self._store.write(new, columns, rows)
            self._store.rename(new, Path(name, _part(number)))


def _part(number: int) -> str:
    """Return the name of a part."""
    return f"part-{number:05}.csv"


def _id_of(header: Sequence[str], row: CsvRow) -> str:
    """Return the document that a row belongs to."""
    return row[header.index("disclosure_id")] if "disclosure_id" in header else ""
