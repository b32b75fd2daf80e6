"""Build the same documents on DuckDB and on Spark, or on Sail, and compare every row.

    make spark SIZE=100

The first document comes from the seeds. A landing zone holds generated documents of all families,
half of them with a figure that is wrong, and as many whose narrative has one mistake; all of these
count as reviewed, so that each mistake turns the tests red that it has to. The other engine builds
them in two batches: between the two one document comes, one goes and one is corrected, and what
these do not touch is kept. DuckDB builds all of them at once. Compared are all seeds,
models and kept failures of tests, row by row and exactly, and the outcome of each node by name.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.generate import write_corpus
from tests.mutation.prose import all_copies, read_copies

ROOT = Path(__file__).resolve().parents[2]
ERRORS = 0.5
# What a copy of the project does not need.
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv*", "target", "logs", "site", "findings", "node_modules", "spark-warehouse"),
    *("*.duckdb", "*.duckdb.*", "__pycache__", ".*_cache"),
)
# Widths of numbers are an engine's own; what matters is what is counted with.
FAMILIES = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DECIMAL"), "exact"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "floating"),
}
# What DuckDB keeps of its builds, to build only what is new.
OF_DUCKDB_ALONE = "builds"
# The files of documents that differ between two batches: none is held against another one.
GENERATED = "generated-"
# Of rows that differ, so many are shown of each relation.
MOST_SHOWN = 3


class Comparison(NamedTuple):
    """Two warehouses side by side: relations and rows compared, and what differs, in words."""

    relations: int
    rows: int
    differences: list[str]


class Build(NamedTuple):
    """A warehouse that was built: its file, the outcome of each node, and the seconds it took."""

    database: Path
    outcomes: dict[str, tuple[str, int]]
    seconds: float
    ways: Counter[str]

    @property
    def failing(self) -> set[str]:
        """The tests that failed or warned."""
        return {name for name, (status, _) in self.outcomes.items() if status in ("fail", "warn")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, compare and print a table; returns 0 where all is the same, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines", description=__doc__)
    parser.add_argument("--documents", type=int, default=100, help="of each kind; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=("sail", "spark", "spark_cluster"), default="sail")
    parser.add_argument(
        "--landing", type=Path, metavar="DIR", help="a landing zone in place of generated ones"
    )
    parser.add_argument(
        "--python",
        default=str(ROOT / ".venv-spark" / "bin" / "python"),
        help="that of the environment with Spark (default: what `make spark` sets up)",
    )
    options = parser.parse_args(arguments)
    # A link, in an environment: where it leads is another one.
    python = str(Path(options.python).absolute())
    with tempfile.TemporaryDirectory(prefix="engines-") as scratch:
        work = Path(scratch)
        project = work / "project"
        shutil.copytree(ROOT, project, symlinks=True, ignore=LEFT_OUT)
        corpora: list[tuple[str, Path | None, Path | None]] = [("the first document", None, None)]
        if options.landing:
            corpora.append((f"those in {options.landing}", options.landing.resolve(), None))
        elif options.documents:
            zone, documents = made_up(project, work, options.documents, options.seed)
            before, landing = in_batches(zone, work)
            corpora.append((f"{documents - 1} made-up ones", landing, before))
        print(f"{'documents':<28} relations       rows  failing  DuckDB  {options.target}")
        differences = []
        for number, (name, landing, before) in enumerate(corpora):
            if landing:
                review_all(project)
            folder = work / str(number)
            here = build_on_duckdb(project, landing, folder)
            if before:
                first = build_on_spark(project, before, folder, options.target, python)
                print(f"{'  its first batch':<64} {first.seconds:4.0f}s", flush=True)
            there = build_on_spark(project, landing, folder, options.target, python)
            if before and not {"MERGED", "KEPT"} <= set(there.ways):
                differences.append(f"{name}: nothing kept or merged there: {dict(there.ways)}")
            found = compare(here.database, there.database)
            print(
                f"{name:<28} {found.relations:9} {found.rows:10} {len(here.failing):8}"
                f" {here.seconds:6.0f}s {there.seconds:4.0f}s",
                flush=True,
            )
            differences += [
                f"{name}: {one}" for one in (*found.differences, *verdicts(here, there))
            ]
    print(*differences, sep="\n")
    print(f"{len(differences)} differences" if differences else "the same on both, row by row")
    return 1 if differences else 0


def made_up(project: Path, work: Path, documents: int, seed: int) -> tuple[Path, int]:
    """Write so many documents without a narrative, and as many with one, as a landing zone.

    Returns the landing zone, and how many there are in all.
    """
    copies = all_copies()
    chosen = copies[:: max(1, len(copies) // documents)][:documents]
    read = read_copies(project, chosen, work)
    corpus = work / "corpus" / "landing"
    write_corpus(corpus, documents, seed=seed, errors=ERRORS, file_format="csv")
    landing = work / "zone"
    for file in corpus.glob("*/*.csv"):
        (landing / file.parent.name).mkdir(exist_ok=True)
        file.rename(landing / file.parent.name / f"{GENERATED}{file.name}")
    return landing, documents + len(read)


def in_batches(zone: Path, work: Path) -> tuple[Path, Path]:
    """Return a landing zone as it was when it was built first, and as it is now.

    Since then one document has come, one has gone and one was corrected, of those whose files are
    named so.
    """
    documents = documents_of(zone, GENERATED)
    come, gone, corrected = documents[0], documents[len(documents) // 2], documents[-1]
    return (
        with_other(zone, work / "first", without=[come], corrected=[corrected]),
        with_other(zone, work / "now", without=[gone]),
    )


def with_other(
    zone: Path, copy: Path, *, without: Collection[str] = (), corrected: Collection[str] = ()
) -> Path:
    """Copy a landing zone without some documents, and with another figure in others."""
    for path in sorted(zone.glob("*/*.csv")):
        written = copy / path.relative_to(zone)
        written.parent.mkdir(parents=True, exist_ok=True)
        with (
            path.open(encoding="utf-8", newline="") as source,
            written.open("w", encoding="utf-8", newline="") as file,
        ):
            rows = csv.DictReader(source)
            writer = csv.DictWriter(file, rows.fieldnames or (), lineterminator="\n")
            writer.writeheader()
            for row in rows:
                document = row["disclosure_id"]
                if document in corrected and row.get("row_no") == "2" and "total" in row:
                    row["total"] = "7.77"
                if document not in without:
                    writer.writerow(row)
    return copy


def documents_of(zone: Path, prefix: str = "") -> list[str]:
    """Return the documents of a landing zone, of files whose names begin so, in order."""
    found = set()
    for path in zone.glob(f"disclosures/{prefix}*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(row["disclosure_id"] for row in csv.DictReader(file))
    return sorted(found)


def review_all(project: Path) -> None:
    """Put every document on the list of reviewed ones of a copy."""
    path = project / "seeds" / "controls" / "reviewed_documents.csv"
    text = path.read_text("utf-8")
    path.write_text(f"{text}*,全部,All\n", "utf-8")


def build_on_duckdb(project: Path, landing: Path | None, folder: Path) -> Build:
    """Build with DuckDB."""
    database = folder / "duckdb.duckdb"
    target = folder / "duckdb"
    folder.mkdir(parents=True, exist_ok=True)
    seconds = _run(
        [sys.executable, "-m", "pages.dbt", "build", *_zone(landing)],
        project,
        BUDGET_DB=str(database),
        DBT_TARGET_PATH=str(target),
    )
    left = target / "landing" if landing else target
    return Build(database, outcomes(left), seconds, ways(left))


def build_on_spark(
    project: Path, landing: Path | None, folder: Path, target: str, python: str
) -> Build:
    """Build with Spark or Sail, and copy what was made into a DuckDB file."""
    database = folder / f"{target}.duckdb"
    artifacts = folder / target
    seconds = _run(
        [python, "-m", "pages.spark", "--target", target, "--out", str(database), *_zone(landing)],
        project,
        DBT_TARGET_PATH=str(folder),
        BUDGET_WAREHOUSE=str(folder / "spark-warehouse"),
    )
    left = artifacts / "landing" if landing else artifacts
    return Build(database, outcomes(left), seconds, ways(left))


def _zone(landing: Path | None) -> list[str]:
    """What a build is told of a landing zone."""
    return ["--landing", str(landing)] if landing else []


def _run(command: Sequence[str], project: Path, **environment: str) -> float:
    """Run a build and return its seconds; that tests fail is what it is for.

    Raises ``RuntimeError`` where nothing was built.
    """
    start = time.perf_counter()
    result = subprocess.run(
        command,
        cwd=project,
        env={**os.environ, "DBT_LOG_PATH": str(project / "logs"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    database = environment.get("BUDGET_DB") or command[command.index("--out") + 1]
    if not Path(database).is_file():
        raise RuntimeError(f"{' '.join(command)}\n{result.stdout[-4000:]}")
    return time.perf_counter() - start


def outcomes(target: Path) -> dict[str, tuple[str, int]]:
    """Return how each node of the last build ended: its status, and how many rows failed."""
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    return {one["unique_id"]: (one["status"], one["failures"] or 0) for one in results}


def ways(target: Path) -> Counter[str]:
    """Return how many seeds and models the last build KEPT, MERGED and made."""
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    return Counter(
        one["message"] for one in results if one["unique_id"].startswith(("seed.", "model."))
    )


def verdicts(here: Build, there: Build) -> list[str]:
    """Return the nodes that ended otherwise on the two engines, in words."""
    names = sorted({*here.outcomes, *there.outcomes})
    nothing = ("not run", 0)
    return [
        f"{name}: {' '.join(map(str, ours))} on DuckDB, {' '.join(map(str, theirs))} there"
        for name in names
        if (ours := here.outcomes.get(name, nothing))
        != (theirs := there.outcomes.get(name, nothing))
    ]


def compare(here: Path, there: Path) -> Comparison:
    """Compare two warehouses: which relations, which columns, which rows, as often."""
    with duckdb.connect() as connection:
        for name, path in (("here", here), ("there", there)):
            quoted = str(path).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        ours, theirs = (_relations(connection, name) for name in ("here", "there"))
        differences = [f"{'.'.join(one)}: not in both" for one in sorted(set(ours) ^ set(theirs))]
        rows = 0
        common = sorted(set(ours) & set(theirs))
        for relation in common:
            place = '"."'.join(relation)
            if ours[relation] != theirs[relation]:
                columns = sorted(set(ours[relation]) ^ set(theirs[relation]))
                differences.append(f"{'.'.join(relation)}: columns differ: {columns}")
                continue
            table = connection.table(f'here."{place}"')
            rows += table.count("*").fetchall()[0][0]
            for one, other in (("here", "there"), ("there", "here")):
                extra = connection.execute(
                    f'from {one}."{place}" except all from {other}."{place}"'
                ).fetchall()
                if extra:
                    differences.append(
                        f"{'.'.join(relation)}: {len(extra)} rows only {one}: {extra[:MOST_SHOWN]}"
                    )
    return Comparison(len(common), rows, differences)


def _relations(
    connection: duckdb.DuckDBPyConnection, database: str
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the relations of a database, each with its columns and what they hold."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, relation, column, kind in connection.execute(
        "select schema_name, table_name, column_name, data_type from duckdb_columns()"
        " where database_name = ? and schema_name <> ? and not internal"
        " order by table_name, column_index",
        [database, OF_DUCKDB_ALONE],
    ).fetchall():
        family = kind.partition("(")[0]
        columns = found.setdefault((schema, relation), [])
        columns.append((column, FAMILIES.get(family, family)))
    return found


if __name__ == "__main__":
    sys.exit(main())
