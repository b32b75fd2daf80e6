"""The command line ``python -m ingest.check [LANDING_ZONE]``.

Every seed of the project, and every file of a landing zone, is read strictly before any model runs.
dbt asks the same at the start of a build, through ``ingest.dbt_plugin``. One cause is one message,
with the file, the row, what was expected and what was found.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import yaml

from ingest.csv_file import numbered
from ingest.errors import IngestError, Problem, told
from ingest.language import say
from ingest.storage import Reading

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = Path("seeds") / "published"
# Files of these kinds hold data, so that one at another place than its table's is a mistake.
_DATA = {".csv", ".tsv", ".parquet", ".pq", ".gz", ".zst", ".xlsx", ".xls"}
_READ = ("*.csv", "*.parquet")
_ELSEWHERE = "Move it into the folder of its table, or out of the landing zone."

Columns = Mapping[str, Sequence[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong with the seeds, or with a landing zone; 0 where nothing is, else 1."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print(say("usage: python -m ingest.check [LANDING_ZONE]"), file=sys.stderr)
        return 2
    message = problems_before_build(ROOT, *arguments)
    if message:
        print(message, file=sys.stderr)
    return 1 if message else 0


def problems_before_build(root: Path, landing_zone: str | None = None) -> str:
    """Return the messages of what keeps dbt from building, or nothing.

    From here on, no run changes the files until this process ends.
    """
    folder = root / (landing_zone or PUBLISHED)
    try:
        if not Reading.begin(folder):
            found, action = "a run of ingest that is writing them", "Build again when it has ended."
            return str(Problem(str(folder), None, "files that stay as they are", found, action))
        seeds = seed_columns(root)
        if landing_zone:
            # It takes the place of the published ones.
            published = [file for file in seeds if file.parent == PUBLISHED]
            tables = {file.stem.removeprefix("raw_"): seeds.pop(file) for file in published}
            problems = [*landing_zone_problems(folder, tables)]
        else:
            problems = []
        problems += seed_problems(root, seeds)
    except IngestError as error:
        problems = [*error.problems]
    except OSError as error:
        reason = error.strerror or str(error)
        problems = [Problem(str(error.filename or folder), None, "files to read", reason, "")]
    return "\n".join(told(problems))


def unreadable_seeds(root: Path) -> str:
    """Return the messages of seeds that dbt cannot even parse, as they are no UTF-8; or nothing."""
    problems: list[Problem] = []
    for file in sorted((root / "seeds").rglob("*.csv")):
        try:
            file.read_bytes().decode("utf-8")
        except (UnicodeDecodeError, OSError):
            problems += seed_problems(root, {file.relative_to(root): ()})
    return "\n".join(told(problems))


def seed_columns(root: Path) -> dict[Path, Sequence[str]]:
    """Return the columns of every seed, by its file, as the YAML beside it describes them.

    Raises ``IngestError`` where the YAML cannot be read.
    """
    columns: dict[Path, Sequence[str]] = {}
    for file in sorted((root / "seeds").glob("*/_*.yml")):
        try:
            described = yaml.load(file.read_bytes(), Loader=_LOADER)  # noqa: S506
            for seed in (described or {}).get("seeds") or ():
                names = tuple(column["name"] for column in seed.get("columns") or ())
                columns[file.with_name(f"{seed['name']}.csv").relative_to(root)] = names
        except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            reason = " ".join(str(error).split())
            action = "Correct it, or restore it from the repository."
            expected = "YAML that names seeds and their columns"
            raise IngestError([Problem(str(file), None, expected, reason, action)]) from None
    return columns


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def seed_problems(root: Path, columns: Mapping[Path, Sequence[str]]) -> Iterator[Problem]:
    """Yield what is wrong with the seeds, named as seen from the project's folder."""
    for file, names in columns.items():
        problems, _ = _read(root / file, names or None)
        yield from (replace(problem, file=str(file)) for problem in problems)


def landing_zone_problems(zone: Path, columns: Columns) -> Iterator[Problem]:
    """Yield what is wrong with the files of a landing zone of these tables."""
    fill = say("Fill it with `python -m ingest DOCUMENT --out {zone}`.", zone=zone)
    if not zone.is_dir():
        yield Problem(str(zone), None, "a folder, the landing zone", "none", fill)
        return
    read: set[Path] = set()
    tables = []
    parts: set[str] = set()
    for name, names in columns.items():
        csv_files, parquet_files = (sorted((zone / name).glob(kind)) for kind in _READ)
        read.update(csv_files, parquet_files)
        if csv_files and parquet_files:
            action = "A table is read from one kind, so that no document is loaded twice."
            count = {"csv": len(csv_files), "parquet": len(parquet_files)}
            found = say("{csv} and {parquet}", **count)
            expected = "either CSV or Parquet files, not both"
            yield Problem(str(zone / name), None, expected, found, action)
        elif not csv_files and not parquet_files:
            yield Problem(str(zone / name), None, "a .csv or a .parquet file", "none", fill)
        for file in csv_files:
            problems, ids = _read(file, names)
            yield from problems
            tables.append((file, name, ids))
        for file in parquet_files:
            yield from _parquet_problems(file, names)
        if name == "disclosures":
            parts = {file.name for file in csv_files if file.name.startswith("part-")}
        for part in sorted(parts - {file.name for file in csv_files}):
            if csv_files:
                expected = "a file of each table for every file of disclosures"
                action = "Restore it, or load its documents again."
                yield Problem(str(zone / name / part), None, expected, "none", action)
    yield from _of_no_document(tables)
    for folder, _, files in os.walk(zone):
        for path in sorted(Path(folder, file) for file in files):
            is_hidden = path.name.startswith((".", "_"))
            if path not in read and not is_hidden and path.suffix.lower() in _DATA:
                expected = "data only as NAME/*.csv or NAME/*.parquet, NAME being a table"
                yield Problem(str(path), None, expected, "a file that is not read", _ELSEWHERE)


def _read(file: Path, columns: Sequence[str] | None) -> tuple[Sequence[Problem], Mapping[str, int]]:
    """Read a CSV file; return what is wrong with it, and where each document's rows begin."""
    ids: dict[str, int] = {}
    rows = numbered(file, columns)
    try:
        _, header = next(rows)
        place = header.index("disclosure_id") if "disclosure_id" in header else None
        for line, row in rows:
            if place is not None:
                ids.setdefault(row[place], line)
    except IngestError as error:
        return error.problems, {}
    return (), ids


def _of_no_document(
    tables: Sequence[tuple[Path, str, Mapping[str, int]]],
) -> Iterator[Problem]:
    """Yield the documents that a table has rows of, and the list of documents has not."""
    listed = {key for _, name, ids in tables if name == "disclosures" for key in ids}
    if not listed:
        return
    for file, _, ids in tables:
        for key in sorted(ids.keys() - listed):
            expected = "rows of documents that the table disclosures lists"
            action = "Restore the row of the document, or take its rows out of every table."
            found = say('rows of "{key}"', key=key)
            yield Problem(str(file), ids[key], expected, found, action)


def _parquet_problems(file: Path, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with a Parquet file."""
    try:
        with duckdb.connect() as connection:
            # A name is not to be taken for a pattern of names.
            table = connection.read_parquet([glob.escape(str(file))])
            names = table.columns
            table.aggregate("count(columns(*))").fetchall()
    except (duckdb.Error, OSError) as error:
        action = "Write the file again."
        reason = str(error).partition("\n")[0]
        yield Problem(str(file), None, "a Parquet file that is whole", reason, action)
        return
    missing = [name for name in columns if name not in names]
    others = [name for name in names if name not in columns]
    for expected, found in (("every column of the table", missing), ("no other column", others)):
        if found:
            action = "Write the file again, with the columns of its table."
            shown = ", ".join(f'"{name}"' for name in found)
            yield Problem(str(file), None, expected, shown, action)


if __name__ == "__main__":
    raise SystemExit(main())
