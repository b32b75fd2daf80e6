"""Measure what the models cost, beside the same SQL without dbt and scripts written by hand.

    python -m benchmarks.run --sizes 1 100 1000 10000

Every run is a process of its own, with DuckDB limited as in ``profiles.yml``. Corpora are kept
under ``--work`` and used again; databases are removed once measured. Writes ``results.csv`` and
``results.md`` beside this file.
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
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.by_hand import ROOT, SETTINGS
from benchmarks.documents.printing import TEMPLATE
from benchmarks.generate import write_corpus, write_more
from benchmarks.mistakes import NOT_FOUND_BY_ANY_IDENTITY

HERE = Path(__file__).parent
WAYS = {
    "dbt_models": "dbt build, models only",
    "dbt_more": "the same again with 10 documents more",
    "dbt_full": "dbt build with all tests",
    "same_sql": "the same SQL without dbt",
    "same_sql_full": "the same SQL without dbt, with all tests",
    "by_hand": "one script by hand",
    "pandas": "one script in pandas",
    "polars": "one script in polars",
}
# Modules beside this one that make the same from the landing zone, without dbt's SQL.
SCRIPTS = {"by_hand": "by_hand", "pandas": "by_pandas", "polars": "by_polars"}
STAGES = ("staging", "intermediate", "marts", "reconciliation")
# Of documents that have no narrative, which a check says of each.
FINDINGS = (
    "status not in ('exact', 'rounding', 'known_discrepancy')"
    " and check_id <> 'required_section_is_there'"
)
# Up to this size half of the documents have a mistake, beyond it few, as in life.
LARGEST_SMALL_CORPUS = 1000
ERROR_SHARE = 0.05
SMALL_ERROR_SHARE = 0.5
# What a landing zone gets for a build that makes only what is new.
MORE = 10
# What pandas works on has to fit in memory, several times over.
LARGEST_FOR_PANDAS = 1000


class Usage(NamedTuple):
    """What a process took: wall and processor seconds, and the most memory it held, in MiB."""

    wall: float
    processor: float
    memory: float


class Measurement(NamedTuple):
    """One way of doing it, once, for one size."""

    documents: int
    way: str
    usage: Usage


class Stage(NamedTuple):
    """The models of one folder in one build."""

    documents: int
    stage: str
    models: int
    rows: int
    seconds: float


class Mistakes(NamedTuple):
    """How many mistakes of one kind were planted, and in how many of these documents one shows."""

    documents: int
    kind: str
    planted: int
    found: int
    false_alarms: int


def measure(command: Sequence[str], **environment: str) -> Usage:
    """Run a command to its end and return what it took. Raises ``RuntimeError`` where it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (commands of this file)
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(map(str, command))}\n{text[-4000:]}")
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def build_with_dbt(landing: Path, folder: Path, *, tests: bool) -> Usage:
    """Build ``folder/budget.duckdb`` from a landing zone with dbt."""
    folder.mkdir(parents=True, exist_ok=True)
    variables = json.dumps({"landing_zone": str(landing), "finding_severity": "warn"})
    command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "build", "--vars", variables]
    if not tests:
        command += ["--exclude", "resource_type:test", "resource_type:unit_test"]
    return measure(
        command,
        DBT_TARGET_PATH=str(folder / "target"),
        DBT_LOG_PATH=str(folder / "logs"),
        DBT_PROFILES_DIR=str(ROOT / "profiles"),
        DBT_SEND_ANONYMOUS_USAGE_STATS="false",
        BUDGET_DB=str(folder / "budget.duckdb"),
    )


def run_module(module: str, *arguments: Path) -> Usage:
    """Run one of the modules beside this one."""
    return measure([sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)])


def corpus(work: Path, documents: int, seed: int) -> Path:
    """Return a landing zone of so many documents, made if need be."""
    # A small corpus has more mistakes, so that every kind is among them.
    errors = SMALL_ERROR_SHARE if documents <= LARGEST_SMALL_CORPUS else ERROR_SHARE
    folder = work / f"{documents}-documents-of-{TEMPLATE}-seed-{seed}"
    landing = folder / "landing"
    if not (folder / "labels.csv").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        # The scripts know no other tables.
        write_corpus(landing, documents, seed=seed, errors=errors, shares={TEMPLATE: 1.0})
    return landing


def stages_of(folder: Path, documents: int) -> list[Stage]:
    """Return seconds and rows of every folder of models after a build."""
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    seconds = dict.fromkeys(STAGES, 0.0)
    models = dict.fromkeys(STAGES, 0)
    rows = dict.fromkeys(STAGES, 0)
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        for result in results["results"]:
            node = manifest["nodes"].get(result["unique_id"], {})
            if node.get("resource_type") != "model":
                continue
            stage = node["schema"]
            models[stage] += 1
            seconds[stage] += result["execution_time"]
            if node["config"]["materialized"] == "table":
                query = f'select count(*) from "{stage}"."{node["alias"]}"'  # noqa: S608
                rows[stage] += connection.execute(query).fetchall()[0][0]
    return [Stage(documents, stage, models[stage], rows[stage], seconds[stage]) for stage in STAGES]


def mistakes_of(landing: Path, folder: Path, documents: int) -> list[Mistakes]:
    """Return what was planted in a corpus and what of it the build found, kind by kind.

    ``false_alarms`` counts documents without a mistake that have a finding, of the whole corpus.
    """
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            f"""
            with labels as (
                from read_csv($labels, all_varchar = true, header = true)
            ),
            findings as (
                select distinct disclosure_id
                from reconciliation.reconciliation_results
                where {FINDINGS}
            )
            select
                kind, count(*), count(findings.disclosure_id),
                (select count(*) from findings anti join labels using (disclosure_id))
            from labels
            left join findings using (disclosure_id)
            group by kind
            order by kind
            """,  # noqa: S608
            {"labels": str(landing.parent / "labels.csv")},
        ).fetchall()
    return [Mistakes(documents, *row) for row in rows]


def figures_of(folder: Path) -> int:
    """Return how many amounts a corpus prints."""
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        query = "select count(*) from reconciliation.published_amounts"
        return connection.execute(query).fetchall()[0][0]


class Results:
    """Everything measured so far."""

    def __init__(self, out: Path) -> None:
        """Start with nothing; what is measured is written to ``out``."""
        self.out = out
        self.measurements: list[Measurement] = []
        self.stages: list[Stage] = []
        self.mistakes: list[Mistakes] = []
        self.figures: dict[int, int] = {}

    def measure_size(self, work: Path, documents: int, seed: int, ways: Iterable[str]) -> None:
        """Measure one size in every way asked for."""
        landing = corpus(work, documents, seed)
        with tempfile.TemporaryDirectory(dir=work) as scratch:
            # Named alike in folders of their own: compiled SQL names the database.
            folders = {way: Path(scratch, way) for way in WAYS}
            for folder in folders.values():
                folder.mkdir()

            def note(way: str, usage: Usage) -> None:
                self.measurements.append(Measurement(documents, way, usage))
                print(
                    f"{documents:>7} {way:<11} {usage.wall:8.1f} s {usage.processor:8.1f} s"
                    f" {usage.memory:7.0f} MiB",
                    flush=True,
                )
                # At once, so that an interrupted run leaves what it has.
                self.write()

            models = folders["dbt_models"]
            usage = build_with_dbt(landing, models, tests=False)
            self.stages += stages_of(models, documents)
            self.mistakes += mistakes_of(landing, models, documents)
            self.figures[documents] = figures_of(models)
            note("dbt_models", usage)
            if "dbt_more" in ways:
                numbers = range(documents, documents + MORE)
                files = write_more(landing, numbers, seed=seed, shares={TEMPLATE: 1.0})
                try:
                    note("dbt_more", build_with_dbt(landing, models, tests=False))
                finally:
                    for file in files:
                        file.unlink()
            (models / "budget.duckdb").unlink()
            if "same_sql" in ways:
                database = folders["same_sql"] / "budget.duckdb"
                note("same_sql", run_module("without_dbt", models / "target", database))
                database.unlink()
            for way, module in SCRIPTS.items():
                if way in ways and (way != "pandas" or documents <= LARGEST_FOR_PANDAS):
                    database = folders[way] / "budget.duckdb"
                    note(way, run_module(module, landing, database))
                    database.unlink()
            if "dbt_full" in ways:
                full = folders["dbt_full"]
                note("dbt_full", build_with_dbt(landing, full, tests=True))
                (full / "budget.duckdb").unlink()
                if "same_sql_full" in ways:
                    database = folders["same_sql_full"] / "budget.duckdb"
                    note("same_sql_full", run_module("without_dbt", full / "target", database))
                    database.unlink()

    # Writing

    def write(self) -> None:
        """Write everything measured so far, for programs and for people."""
        self.write_csv(self.out / "results.csv")
        self.write_markdown(self.out / "results.md")

    def usage(self, documents: int, way: str) -> Usage | None:
        """Return what one way took for one size."""
        for measurement in self.measurements:
            if (measurement.documents, measurement.way) == (documents, way):
                return measurement.usage
        return None

    def per_thousand(self, way: str) -> Usage | None:
        """Return what each further 1,000 documents take, over the two largest sizes."""
        sizes = sorted({found.documents for found in self.measurements if found.way == way})[-2:]
        if len(sizes) < 2:
            return None
        first, second = (self.usage(size, way) for size in sizes)
        thousands = (sizes[1] - sizes[0]) / 1000
        return Usage(*((more - less) / thousands for less, more in zip(first, second, strict=True)))

    def write_csv(self, path: Path) -> None:
        """Write every figure, one row each."""
        rows: list[tuple[object, ...]] = []
        for documents, way, usage in self.measurements:
            rows.append((documents, way, "wall_seconds", round(usage.wall, 2)))
            rows.append((documents, way, "processor_seconds", round(usage.processor, 2)))
            rows.append((documents, way, "peak_memory_mib", round(usage.memory)))
        for documents, stage, models, count, seconds in self.stages:
            rows.append((documents, stage, "models", models))
            rows.append((documents, stage, "rows", count))
            rows.append((documents, stage, "wall_seconds", round(seconds, 2)))
        for documents, kind, planted, found, alarms in self.mistakes:
            rows.append((documents, kind, "planted", planted))
            rows.append((documents, kind, "found", found))
            rows.append((documents, kind, "false_alarms_of_the_corpus", alarms))
        rows += [(size, "corpus", "printed_amounts", count) for size, count in self.figures.items()]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("documents", "subject", "measure", "value"))
            writer.writerows(rows)

    def write_markdown(self, path: Path) -> None:
        """Write the tables that a person reads."""
        blocks = [
            "# Results\n\nWritten by `python -m benchmarks.run`; what is measured, and how, stands"
            f" in [README.md](README.md).\nMachine: {machine()}. Seconds vary from run to run"
            " and machine to machine; compare the ratios.",
            "## Time and memory\n\n" + self._times(),
            "## Ratios\n\n" + self._ratios(),
            "## Where the time goes\n\nModels only, by folder.\n\n" + self._stages(),
            "## Planted mistakes\n\n" + self._mistakes(),
        ]
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")

    def _times(self) -> str:
        header = ("documents", "printed amounts", "way", "wall s", "processor s", "peak MiB")
        rows = [
            (
                f"{found.documents:,}",
                f"{self.figures[found.documents]:,}",
                WAYS[found.way],
                f"{found.usage.wall:.1f}",
                f"{found.usage.processor:.1f}",
                f"{found.usage.memory:,.0f}",
            )
            for found in self.measurements
        ]
        return table(header, rows, left=(2,))

    def _ratios(self) -> str:
        rows: list[tuple[str, ...]] = []

        def compare(what: str, one: Usage | None, other: Usage | None, aim: str) -> None:
            if one and other:
                rows.append(
                    (
                        what,
                        f"{one.wall:.1f} : {other.wall:.1f}",
                        f"{one.wall / other.wall:.2f}",
                        f"{one.processor / other.processor:.2f}",
                        aim,
                    )
                )

        compare(
            "each further 1,000 documents, dbt models : by hand",
            self.per_thousand("dbt_models"),
            self.per_thousand("by_hand"),
            "≤ 1.5",
        )
        for documents in sorted(self.figures):
            compare(
                f"{documents:,} documents, dbt models : same SQL without dbt",
                self.usage(documents, "dbt_models"),
                self.usage(documents, "same_sql"),
                "≤ 1.3" if documents >= 10_000 else "",
            )
            compare(
                f"{documents:,} documents, dbt models with 10 documents more : of all",
                self.usage(documents, "dbt_more"),
                self.usage(documents, "dbt_models"),
                "≤ 0.15" if documents >= 10_000 else "",
            )
            compare(
                f"{documents:,} documents, dbt with all tests : same SQL without dbt",
                self.usage(documents, "dbt_full"),
                self.usage(documents, "same_sql_full"),
                "≤ 1.3" if documents >= 10_000 else "",
            )
            for way in ("pandas", "polars"):
                compare(
                    f"{documents:,} documents, in {way} : by hand",
                    self.usage(documents, way),
                    self.usage(documents, "by_hand"),
                    "",
                )
        header = ("what", "wall s", "ratio of wall", "ratio of processor", "aim")
        return table(header, rows, left=(0,))

    def _stages(self) -> str:
        rows = [
            (
                f"{found.documents:,}",
                found.stage,
                str(found.models),
                f"{found.rows:,}",
                f"{found.seconds:.1f}",
            )
            for found in self.stages
        ]
        return table(("documents", "stage", "models", "rows in tables", "seconds"), rows, left=(1,))

    def _mistakes(self) -> str:
        rows = [
            (
                f"{found.documents:,}",
                found.kind,
                f"{found.planted:,}",
                f"{found.found:,}",
                "not expected" if found.kind in NOT_FOUND_BY_ANY_IDENTITY else "",
            )
            for found in self.mistakes
        ]
        alarms = {found.documents: found.false_alarms for found in self.mistakes}
        said = "\n".join(
            f"- {documents:,} documents: {count:,} without a mistake have a finding."
            for documents, count in alarms.items()
        )
        reasons = "\n".join(
            f"- `{kind}`: {reason}" for kind, reason in NOT_FOUND_BY_ANY_IDENTITY.items()
        )
        found = table(("documents", "kind", "planted", "found", "note"), rows, left=(1, 4))
        return (
            f"A mistake is found where its document has a finding.\n\n{found}\n\n"
            f"False alarms:\n\n{said}\n\nKinds that no identity can find:\n\n{reasons}"
        )


def table(header: Sequence[str], rows: Iterable[Sequence[str]], left: Sequence[int] = ()) -> str:
    """Return a Markdown table; columns are set right but for those in ``left``."""
    rule = ["---" if place in left else "---:" for place in range(len(header))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def machine() -> str:
    """Return what matters of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    limit = SETTINGS["memory_limit"]
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, DuckDB limited to {limit}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 100, 1000, 10000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=list(WAYS))
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir(), "department-budgets-benchmarks"),
        help="where corpora are kept and databases are built",
    )
    parser.add_argument("--out", type=Path, default=HERE, help="where the results are written")
    options = parser.parse_args(arguments)
    ways = set(options.ways)
    options.work.mkdir(parents=True, exist_ok=True)
    results = Results(options.out)
    for documents in sorted(options.sizes):
        results.measure_size(options.work, documents, options.seed, ways)


if __name__ == "__main__":
    main()
