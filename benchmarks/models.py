"""What the models cost, in every way of making them, and what they find of planted mistakes."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from benchmarks.documents.printing import TEMPLATE
from benchmarks.generate import write_corpus, write_more
from benchmarks.measures import Usage, build_with_dbt, run_dbt, run_module
from benchmarks.results import Results

PART = "models"
WAYS = {
    "dbt_models": "dbt build, models only",
    "dbt_tables": "the same of the tables alone, without words",
    "dbt_more": "dbt build, models only, again with 10 documents more",
    "dbt_tests": "dbt test, of what was built",
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
FINDINGS = "status not in ('exact', 'rounding', 'known_discrepancy')"
# What a narrative is read into.
WORDS = ("narrative_claims", "narrative_remarks")
# Up to this size half of the documents have a mistake, beyond it few, as in life.
LARGEST_SMALL_CORPUS = 1000
ERROR_SHARE = 0.05
SMALL_ERROR_SHARE = 0.5
# What a landing zone gets for a build that makes only what is new.
MORE = 10
# What pandas works on has to fit in memory, several times over.
LARGEST_FOR_PANDAS = 1000


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


def without_words(landing: Path, folder: Path) -> Path:
    """Return a landing zone of the same documents without their narratives, in a folder."""
    found = folder / "landing"
    found.mkdir()
    for table in landing.iterdir():
        if table.name not in WORDS:
            (found / table.name).symlink_to(table.resolve(), target_is_directory=True)
            continue
        (found / table.name).mkdir()
        part = min(table.iterdir())
        duckdb.sql(f"from '{part}' limit 0").write_parquet(str(found / table.name / part.name))
    return found


def measure_models(
    results: Results, work: Path, documents: int, seed: int, ways: Collection[str]
) -> None:
    """Measure one size in every way asked for."""
    landing = corpus(work, documents, seed)
    with tempfile.TemporaryDirectory(dir=work) as scratch:
        # Named alike in folders of their own: compiled SQL names the database.
        folders = {way: Path(scratch, way) for way in WAYS}
        for folder in folders.values():
            folder.mkdir()
        models = folders["dbt_models"]
        usage = build_with_dbt(landing, models, tests=False)
        results.put_usage(PART, documents, "dbt_models", usage)
        _keep_what_was_built(results, landing, models, documents)
        for way, usage in _ways(landing, folders, documents, seed, ways):
            results.put_usage(PART, documents, way, usage)


def _ways(
    landing: Path, folders: dict[str, Path], documents: int, seed: int, ways: Collection[str]
) -> Iterator[tuple[str, Usage]]:
    """Yield what each of the other ways takes."""
    models = folders["dbt_models"]
    if "same_sql" in ways:
        database = folders["same_sql"] / "budget.duckdb"
        yield "same_sql", run_module("benchmarks.without_dbt", models / "target", database)
        database.unlink()
    if "dbt_tests" in ways:
        yield "dbt_tests", run_dbt("test", landing, models)
    if "dbt_more" in ways:
        numbers = range(documents, documents + MORE)
        files = write_more(landing, numbers, seed=seed, shares={TEMPLATE: 1.0})
        try:
            yield "dbt_more", build_with_dbt(landing, models, tests=False)
        finally:
            for file in files:
                file.unlink()
    (models / "budget.duckdb").unlink()
    if "dbt_tables" in ways:
        tables = folders["dbt_tables"]
        yield "dbt_tables", build_with_dbt(without_words(landing, tables), tables, tests=False)
        (tables / "budget.duckdb").unlink()
    for way, module in SCRIPTS.items():
        if way in ways and (way != "pandas" or documents <= LARGEST_FOR_PANDAS):
            database = folders[way] / "budget.duckdb"
            yield way, run_module(f"benchmarks.{module}", landing, database)
            database.unlink()
    if "dbt_full" in ways:
        full = folders["dbt_full"]
        yield "dbt_full", build_with_dbt(landing, full, tests=True)
        (full / "budget.duckdb").unlink()
        if "same_sql_full" in ways:
            database = folders["same_sql_full"] / "budget.duckdb"
            yield "same_sql_full", run_module("benchmarks.without_dbt", full / "target", database)
            database.unlink()


def _keep_what_was_built(results: Results, landing: Path, folder: Path, documents: int) -> None:
    """Keep rows and seconds of every folder of models, figures, and which mistakes were found."""
    found = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    seconds = dict.fromkeys(STAGES, 0.0)
    models = dict.fromkeys(STAGES, 0)
    rows = dict.fromkeys(STAGES, 0)
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        for result in found["results"]:
            node = manifest["nodes"].get(result["unique_id"], {})
            if node.get("resource_type") != "model":
                continue
            stage = node["schema"]
            models[stage] += 1
            seconds[stage] += result["execution_time"]
            if node["config"]["materialized"] == "table":
                query = f'select count(*) from "{stage}"."{node["alias"]}"'  # noqa: S608
                rows[stage] += connection.execute(query).fetchall()[0][0]
        counts = {
            measure: connection.execute(f"select count(*) from {table}").fetchall()[0][0]  # noqa: S608
            for measure, table in {
                "printed_amounts": "reconciliation.published_amounts",
                "stated_figures": "staging.stg_disclosure__narrative_claims",
            }.items()
        }
    for stage in STAGES:
        taken = {"models": models[stage], "rows": rows[stage], "seconds": seconds[stage]}
        results.put(PART, documents, stage, taken)
    results.put(PART, documents, "corpus", counts)
    for kind, planted, found_of, alarms in mistakes_of(landing, folder):
        results.put(PART, documents, kind, {"planted": planted, "found": found_of})
        results.put(PART, documents, "corpus", {"false_alarms": alarms})


def mistakes_of(landing: Path, folder: Path) -> list[tuple[str, int, int, int]]:
    """Return what was planted in a corpus and what of it the build found, kind by kind.

    Last comes how many documents without a mistake have a finding, of the whole corpus.
    """
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        return connection.execute(
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
