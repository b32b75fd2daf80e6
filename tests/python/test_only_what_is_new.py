"""A build that makes only what is new ends where one that makes everything does."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import duckdb
import pytest
from conftest import Project
from test_families import SAMPLES

from benchmarks.generate import write_corpus
from tests.engines.__main__ import documents_of, with_other

pytestmark = pytest.mark.proof
LANDING_ZONE = ("--vars", "{landing_zone: zone}")
BUILD = ("build", *LANDING_ZONE, "--exclude-resource-type", "unit_test")
# Behind the resource types that are left out.
NO_TESTS = ("test",)
# Of other departments, so that a document with its neighbours is a small part of all.
OTHERS = 42
ORDERS = 5
AT_FIRST = 36
BATCHES = (2, 5)
# Says how a build came about, not what it made.
NOT_COMPARED = "builds"


class Corpus:
    """Documents as a landing zone, and a project that builds from some of them."""

    def __init__(self, project: Project, zone: Path) -> None:
        """Take the documents of a landing zone for a project."""
        self.project = project
        self.verdicts: dict[str, tuple[str, int]] = {}
        self.zone = zone
        self.documents = documents_of(zone)

    def place(self, documents: Collection[str], corrected: Collection[str] = ()) -> None:
        """Let the landing zone hold these documents, some of them with another figure."""
        placed = self.project.folder / "zone"
        shutil.rmtree(placed, ignore_errors=True)
        without = set(self.documents).difference(documents)
        with_other(self.zone, placed, without=without, corrected=corrected)

    def build(self, *arguments: str) -> Counter[str]:
        """Build and test; returns how many models were made, merged and kept."""
        self.project.dbt(*BUILD, *arguments)
        results = json.loads((self.project.folder / "target/run_results.json").read_text("utf-8"))
        one_by_one = {one["unique_id"]: one for one in results["results"]}
        self.verdicts = {
            name: (one["status"], one["failures"])
            for name, one in one_by_one.items()
            if name.startswith("test.")
        }
        assert not {one["status"] for one in one_by_one.values()} & {"error", "skipped"}
        return Counter(
            one["message"] for name, one in one_by_one.items() if name.startswith("model.")
        )

    def expect_what_a_full_build_makes(self, *arguments: str) -> None:
        """Every relation has the rows that a build of everything gives it, as often."""
        built = self.project.folder / "built_by_parts.duckdb"
        shutil.copyfile(self.project.database, built)
        verdicts = self.verdicts
        made = self.build(*arguments, "--full-refresh")
        assert verdicts == self.verdicts
        assert set(made) <= {"OK", "CREATED", "NO-OP"}, made
        with duckdb.connect() as connection:
            connection.execute(f"attach '{built}' as parts (read_only)")
            connection.execute(f"attach '{self.project.database}' as whole (read_only)")
            relations, of_parts = (
                connection.execute(
                    "select schema_name, table_name from duckdb_tables()"
                    " where database_name = $name and schema_name <> $not_compared"
                    " union all select schema_name, view_name from duckdb_views()"
                    " where database_name = $name and not internal order by all",
                    {"name": name, "not_compared": NOT_COMPARED},
                ).fetchall()
                for name in ("whole", "parts")
            )
            assert len(relations) > 150
            assert relations == of_parts
            differing = [
                f"{schema}.{name}"
                for schema, name in relations
                for one, other in (("parts", "whole"), ("whole", "parts"))
                if connection.execute(
                    f"select 1 from (from {one}.{schema}.{name}"
                    f" except all from {other}.{schema}.{name}) limit 1"
                ).fetchall()
            ]
        assert differing == []


@pytest.fixture(scope="module")
def documents(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a landing zone: a department and its units over years, and others with mistakes."""
    folder = tmp_path_factory.mktemp("documents")
    paths = []
    for sample in SAMPLES:
        paths.append(folder / f"{sample.disclosure_id}.md")
        paths[-1].write_text(sample.printed()[0], encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", str(folder / "zone"), *map(str, paths)],
        cwd=warehouse.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    others = folder / "others" / "zone"
    write_corpus(others, OTHERS, seed=8, errors=0.5, file_format="csv")
    for file in others.glob("*/*.csv"):
        shutil.copyfile(file, folder / "zone" / file.parent.name / "others.csv")
    return folder / "zone"


@pytest.fixture
def corpus(project: Project, documents: Path) -> Corpus:
    """Return the documents, all of them reviewed, and a project with an empty database."""
    project.database.unlink()
    project.review_all()
    return Corpus(project, documents)


def test_only_what_is_new_is_made(corpus: Corpus) -> None:
    """A document that comes, nothing, then one gone, one corrected and a check that only warns."""
    department, other = "310106-虚构事务局-2024-budget", corpus.documents[0]
    corpus.place([one for one in corpus.documents if one != department])
    assert not {"MERGED", "KEPT"} & set(corpus.build())
    corpus.place(corpus.documents)
    came = corpus.build()
    assert came["MERGED"] > 50
    assert came["KEPT"] > 50
    assert set(corpus.build()) == {"KEPT"}
    corpus.place(set(corpus.documents) - {other}, corrected=[department])
    checks = corpus.project.folder / "seeds" / "controls" / "check_families.csv"
    text = checks.read_text("utf-8")
    checks.write_text(text.replace(",error,", ",warn,", 1), encoding="utf-8")
    changed = corpus.build()
    # What follows from no check, and what does.
    assert 0 < changed["MERGED"] < came["MERGED"]
    assert {"pass", "fail"} <= {status for status, _ in corpus.verdicts.values()}
    corpus.expect_what_a_full_build_makes()


def test_what_was_built_without_its_parents_is_made_anew(corpus: Corpus) -> None:
    """A model alone, of a corrected document whose other models are still of the first version."""
    there = corpus.documents[:AT_FIRST]
    corpus.place(there)
    corpus.build(*NO_TESTS)
    corpus.place(there, corrected=there[:1])
    corpus.build(*NO_TESTS, "--select", "reconciliation_results")
    corpus.build(*NO_TESTS)
    corpus.expect_what_a_full_build_makes(*NO_TESTS)


@pytest.mark.parametrize("order", range(ORDERS))
def test_the_order_in_which_documents_come_is_of_no_matter(corpus: Corpus, order: int) -> None:
    """Batches in any order, with corrections and removals between, make what one build makes."""
    chance = random.Random(order)  # noqa: S311 (not for secrets)
    waiting = chance.sample(corpus.documents, len(corpus.documents))
    there, waiting = waiting[:AT_FIRST], waiting[AT_FIRST:]
    corpus.place(there)
    corpus.build(*NO_TESTS)
    merged = 0
    while waiting:
        size = chance.randint(*BATCHES)
        there, waiting = there + waiting[:size], waiting[size:]
        gone = chance.choice(there)
        there.remove(gone)
        waiting += [gone] if chance.random() < 0.3 else []
        corpus.place(there, corrected=chance.sample(there, 1))
        merged += corpus.build(*NO_TESTS)["MERGED"]
    assert merged
    corpus.expect_what_a_full_build_makes(*NO_TESTS)
