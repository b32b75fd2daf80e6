"""The command line: ``python -m pages.spark --out FILE``, a build on Spark and its copy in DuckDB.

dbt builds the same models in Spark, or in Sail, which speaks Spark's language and needs no Java;
what it has made is then copied into a DuckDB file of the same schemas, which everything that reads
a warehouse reads: pages, workbook, questions. Sail is started for the build and ends with it; what
it has made stays in BUDGET_WAREHOUSE, so that the next build makes only what has changed, as on
DuckDB. What ``pages.dbt build`` takes is taken here too.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
from tqdm import tqdm

from ingest.check import problems_before_build
from ingest.language import say
from pages import dbt
from pages.dbt import ROOT

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TARGETS = ("sail", "spark", "spark_cluster")
FAILURES = "test_failures"
NO_JAVA = (
    "no Java: expected a program `java` for Spark, or one in JAVA_HOME; found none. Install a Java"
    " of 17 or later (Debian: apt-get install openjdk-17-jre-headless), or take --target sail,"
    " which needs none"
)
# What Sail's tables are and where; not there while a build may be changing them.
CATALOGUE = "tables.json"
# Sail is there within a second.
SECONDS_TO_START = 60


class Relation(NamedTuple):
    """A table or view that dbt has made: where it is and what it and its columns are."""

    schema: str
    name: str
    description: str
    columns: dict[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and copy; returns 0 if all went well, 1 if something failed."""
    parser = argparse.ArgumentParser(prog="python -m pages.spark", description=__doc__)
    parser.add_argument("--target", choices=TARGETS, default="sail", help="of profiles.yml")
    parser.add_argument(
        "--landing", type=Path, metavar="DIR", help="a landing zone to take in place of the seeds"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the DuckDB file to copy to (default: none)"
    )
    parser.add_argument(
        "--schema", action="append", metavar="NAME", help="copy this one alone; again for several"
    )
    options, more = parser.parse_known_args(arguments)
    if options.target == "spark" and not has_java():
        print(say(NO_JAVA), file=sys.stderr)
        return 1
    if options.landing and not options.landing.is_dir():
        print(say(dbt.NO_LANDING_ZONE, folder=options.landing), file=sys.stderr)
        return 1
    if problems := problems_before_build(ROOT, options.landing and str(options.landing)):
        print(problems, file=sys.stderr)
        return 1
    # What dbt says of another engine would be parsed anew each time.
    target = Path(os.environ.get("DBT_TARGET_PATH") or ROOT / "target", options.target)
    os.environ["DBT_TARGET_PATH"] = str(target)
    warnings.filterwarnings("ignore", category=FutureWarning)
    with (
        sail() if options.target == "sail" else contextlib.nullcontext() as warehouse,
        _closed(options.target),
        catalogue(warehouse),
    ):
        files = {"landing_files": files_of(options.landing)} if options.landing else {}
        landing = dbt.landing_arguments(options.landing, **files)
        status = dbt.tell(dbt.run(["build", "--target", options.target, *landing, *more]))
        if options.out:
            artifacts = target / "landing" if options.landing else target
            relations = [
                relation
                for relation in relations_of(artifacts)
                if not options.schema or relation.schema in options.schema
            ]
            copy(session(options.target), relations, options.out)
            print(say("  copied to  {file}", file=options.out))
    return status


def files_of(landing: Path) -> str:
    """Return what the files of a landing zone are, csv or parquet: Spark has to be told."""
    return "parquet" if next(landing.glob("*/*.parquet"), None) else "csv"


def has_java() -> bool:
    """Whether Spark would find Java."""
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java") or (home and Path(home, "bin", "java").is_file()))


@contextlib.contextmanager
def sail() -> Iterator[Path | None]:
    """Run Sail meanwhile, unless BUDGET_SPARK says where one is; yields the folder of its tables.

    Raises ``RuntimeError`` where it does not start.
    """
    if os.environ.get("BUDGET_SPARK"):
        yield None
        return
    warehouse = Path(os.environ.get("BUDGET_WAREHOUSE") or ROOT / "spark-warehouse", "sail")
    warehouse.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sail-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "pysail", "spark", "server"]
        log = Path(folder, "log")
        with log.open("wb") as said:
            server = subprocess.Popen(  # noqa: S603 (a module of this environment)
                [*command, "--ip", "127.0.0.1", "--port", str(port)],
                cwd=warehouse,
                stdout=said,
                stderr=said,
            )
        try:
            _wait_for(server, port, log)
            os.environ["BUDGET_SPARK"] = f"sc://127.0.0.1:{port}"
            yield warehouse.resolve()
        finally:
            os.environ.pop("BUDGET_SPARK", None)
            server.terminate()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the port answers. Raises ``RuntimeError`` where it never does."""
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    said = log.read_text("utf-8", "replace")[-2000:]
    raise RuntimeError(say("Sail does not answer: {said}", said=said))


@contextlib.contextmanager
def catalogue(warehouse: Path | None) -> Iterator[None]:
    """Tell Sail, which forgets its tables when it ends, which there were; and note them at the end.

    A build that was stopped leaves no note, since nobody knows what it left: the next one begins
    with nothing.
    """
    if warehouse is None:
        yield
        return
    spark = session("sail")
    file = warehouse / CATALOGUE
    tables = json.loads(file.read_text("utf-8")) if file.is_file() else []
    file.unlink(missing_ok=True)
    remembered = {warehouse / table["location"] for table in tables}
    for folder in warehouse.glob("*/*"):
        if folder not in remembered:
            shutil.rmtree(folder)
    for table in tables:
        columns = ", ".join(f"`{name}` {kind}" for name, kind in table["columns"])
        location = str(warehouse / table["location"]).replace("'", "\\'")
        spark.sql(f"create schema if not exists `{table['schema']}`")
        spark.sql(
            f"create table `{table['schema']}`.`{table['name']}` ({columns})"
            f" using parquet location '{location}'"
        )
    yield
    tables = list(_tables(spark, warehouse))
    file.write_text(json.dumps(tables, ensure_ascii=False, indent=1), "utf-8")


def _tables(spark: SparkSession, warehouse: Path) -> Iterator[dict[str, Any]]:
    """Yield what Sail says of each of its tables."""
    for schema in spark.sql("show schemas").toArrow().column(0).to_pylist():
        for found in spark.sql(f"show tables in `{schema}`").collect():
            if found["isTemporary"]:
                continue
            name = found["tableName"]
            rows = spark.sql(f"describe extended `{schema}`.`{name}`").collect()
            said = [(row[0], row[1]) for row in rows]
            end = said.index(("", ""))
            said_of = dict(said[end:])
            yield {
                "schema": schema,
                "name": name,
                "columns": said[:end],
                "location": str((warehouse / said_of["Location"]).relative_to(warehouse)),
            }


@contextlib.contextmanager
def _closed(target: str) -> Iterator[None]:
    """Close the session at the end: left open, it would look for minutes for a server that went."""
    try:
        yield
    finally:
        session(target).stop()


def session(target: str) -> SparkSession:
    """Return the session dbt was in: its tables and views are known to it."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    if target != "spark":
        builder = builder.remote(os.environ.get("BUDGET_SPARK", "sc://localhost:15002"))
    return builder.getOrCreate()


def relations_of(target: Path) -> list[Relation]:
    """Return what the last build has made, by what dbt left in its target folder."""
    manifest = json.loads((target / "manifest.json").read_text("utf-8"))
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    found = []
    for result in results:
        node: dict[str, Any] = manifest["nodes"].get(result["unique_id"], {})
        is_made = result["status"] == "success" and node.get("resource_type") in ("model", "seed")
        if is_made or (node.get("resource_type") == "test" and result.get("failures")):
            found.append(
                Relation(
                    node["schema"],
                    node["alias"],
                    node.get("description", ""),
                    {name: column["description"] for name, column in node["columns"].items()},
                )
            )
    return found


def copy(spark: SparkSession, relations: Sequence[Relation], file: Path) -> None:
    """Write these tables and views as tables of a DuckDB file, in the place of the one there was.

    The file there was stays until the new one is whole.
    """
    made = file.with_name(f".{file.name}.new")
    made.unlink(missing_ok=True)
    # As in profiles.yml: older programs can read it.
    how = {"storage_compatibility_version": "v1.4.0"}
    with duckdb.connect(str(made), config=how) as connection:
        for relation in tqdm(relations, desc="copy", leave=False, disable=not sys.stderr.isatty()):
            place = f'{relation.schema}."{relation.name}"'
            rows = spark.table(f"{relation.schema}.`{relation.name}`").toArrow()
            connection.execute(f"create schema if not exists {relation.schema}")
            connection.register("rows", rows)
            connection.execute(f"create table {place} as from rows")
            connection.unregister("rows")
            _comment(connection, "table", place, relation.description)
            for name in set(relation.columns) & set(rows.column_names):
                _comment(connection, "column", f'{place}."{name}"', relation.columns[name])
    made.replace(file)


def _comment(connection: duckdb.DuckDBPyConnection, kind: str, place: str, text: str) -> None:
    """Say in the database what something is."""
    if text:
        quoted = text.replace("'", "''")
        connection.execute(f"comment on {kind} {place} is '{quoted}'")


if __name__ == "__main__":
    sys.exit(main())
