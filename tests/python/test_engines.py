"""The comparison of two engines finds every kind of difference, and says what Spark lacks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pages import spark
from pages.spark import NO_JAVA, catalogue, files_of, main, relations_of
from tests.engines.__main__ import (
    Build,
    compare,
    in_batches,
    outcomes,
    review_all,
    verdicts,
    ways,
)

TABLE = "create schema marts; create table marts.facts (id varchar, amount decimal(18, 6));"
ROWS = "insert into marts.facts values ('a', 1), ('a', 1), ('b', null), (null, 0.000001);"


def warehouse(folder: Path, name: str, *statements: str) -> Path:
    """A small database made by these statements."""
    path = folder / name
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update marts.facts set amount = 0.000002 where id is null", "1 rows only there"),
        ("insert into marts.facts values ('a', 1)", "1 rows only there"),
        ("delete from marts.facts where id = 'b'", "1 rows only here"),
        ("update marts.facts set id = '' where id is null", "1 rows only here"),
        ("create table marts.more as select 1 as one", "marts.more: not in both"),
        ("alter table marts.facts alter amount type double", "columns differ"),
        ("alter table marts.facts rename amount to total", "columns differ"),
    ],
)
def test_a_difference_is_found(tmp_path: Path, change: str, said: str) -> None:
    """A row more or less, another value, a NULL for a blank, a relation, a type, a name."""
    here = warehouse(tmp_path, "here.duckdb", TABLE, ROWS)
    there = warehouse(tmp_path, "there.duckdb", TABLE, ROWS, change)
    assert said in "\n".join(compare(here, there).differences)


def test_the_same_rows_are_the_same(tmp_path: Path) -> None:
    """The order of rows and the width of a number are an engine's own."""
    here = warehouse(tmp_path, "here.duckdb", TABLE, ROWS)
    there = warehouse(
        tmp_path,
        "there.duckdb",
        TABLE.replace("18, 6", "28, 6"),
        "insert into marts.facts values (null, 0.000001), ('b', null), ('a', 1), ('a', 1)",
    )
    assert compare(here, there) == (1, 4, [])


def test_verdicts_are_compared_by_name(tmp_path: Path) -> None:
    """A test that fails on one engine only, or with other rows, is named; so is one not run."""
    here = Build(
        tmp_path,
        {"test.a": ("fail", 2), "test.b": ("pass", 0), "model.c": ("success", 0)},
        1,
        Counter(),
    )
    there = Build(tmp_path, {"test.a": ("fail", 3), "test.b": ("pass", 0)}, 1, Counter())
    assert verdicts(here, here) == []
    assert verdicts(here, there) == [
        "model.c: success 0 on DuckDB, not run 0 there",
        "test.a: fail 2 on DuckDB, fail 3 there",
    ]
    assert here.failing == {"test.a"}


def test_what_was_made_is_what_dbt_says(tmp_path: Path) -> None:
    """Models, seeds and kept failures are copied; tests that pass and models that fail are not."""
    nodes = {
        "model.a": ("model", "marts", "a", "success", None),
        "model.b": ("model", "marts", "b", "error", None),
        "seed.c": ("seed", "reference", "c", "success", None),
        "test.d": ("test", "test_failures", "d", "fail", 2),
        "test.e": ("test", "test_failures", "e", "pass", 0),
    }
    manifest = {
        name: {"resource_type": kind, "schema": schema, "alias": alias, "columns": {}}
        for name, (kind, schema, alias, _, _) in nodes.items()
    }
    results = [
        {"unique_id": name, "status": status, "failures": failures}
        for name, (*_, status, failures) in nodes.items()
    ]
    (tmp_path / "manifest.json").write_text(json.dumps({"nodes": manifest}), "utf-8")
    (tmp_path / "run_results.json").write_text(json.dumps({"results": results}), "utf-8")
    assert [relation.name for relation in relations_of(tmp_path)] == ["a", "c", "d"]
    assert outcomes(tmp_path)["test.d"] == ("fail", 2)


def test_without_java_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Spark itself would end in a traceback about a gateway."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert main(["--target", "spark"]) == 1
    assert NO_JAVA in capsys.readouterr().err
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert spark.has_java()


def test_spark_is_told_what_a_landing_zone_holds(tmp_path: Path) -> None:
    """CSV, as ingest writes it, or Parquet."""
    (tmp_path / "revenue").mkdir()
    (tmp_path / "revenue" / "part-00001.csv").touch()
    assert files_of(tmp_path) == "csv"
    (tmp_path / "revenue" / "part-00001.csv").rename(tmp_path / "revenue" / "part.parquet")
    assert files_of(tmp_path) == "parquet"


def test_every_document_counts_as_reviewed(tmp_path: Path) -> None:
    """So that mistakes turn tests red and their names can be compared."""
    seed = tmp_path / "seeds" / "controls" / "reviewed_documents.csv"
    seed.parent.mkdir(parents=True)
    seed.write_text("disclosure_id,reason_zh,reason_en\n", "utf-8")
    review_all(tmp_path)
    assert seed.read_text("utf-8").splitlines()[-1].startswith("*,")


def test_between_two_batches_one_comes_one_goes_and_one_is_corrected(tmp_path: Path) -> None:
    """Of the generated documents alone; everything else is the same in both."""
    tables = {
        "disclosures": "disclosure_id\n{0}1\n{0}2\n{0}3\n{0}4\n",
        "revenue": "disclosure_id,row_no,total\n{0}1,2,1.00\n{0}4,1,4.00\n{0}4,2,5.00\n",
    }
    zone = tmp_path / "zone"
    for table, text in tables.items():
        (zone / table).mkdir(parents=True)
        (zone / table / "generated-1.csv").write_text(text.format("g"), "utf-8")
        (zone / table / "others.csv").write_text(text.format("o"), "utf-8")
    before, now = in_batches(zone, tmp_path)
    read = {
        folder.name: {
            path.relative_to(folder).as_posix(): path.read_text("utf-8").split()[1:]
            for path in folder.glob("*/*.csv")
        }
        for folder in (before, now, zone)
    }
    assert read["first"] == read["zone"] | {
        "disclosures/generated-1.csv": ["g2", "g3", "g4"],
        "revenue/generated-1.csv": ["g4,1,4.00", "g4,2,7.77"],
    }
    assert read["now"] == read["zone"] | {"disclosures/generated-1.csv": ["g1", "g2", "g4"]}


def test_how_a_build_came_about_is_counted(tmp_path: Path) -> None:
    """Of seeds and models; a test has a message of its own."""
    messages = {"seed.a": "KEPT", "model.b": "MERGED", "model.c": "KEPT", "test.d": "Got 1 result"}
    results = [{"unique_id": name, "message": message} for name, message in messages.items()]
    (tmp_path / "run_results.json").write_text(json.dumps({"results": results}), "utf-8")
    assert ways(tmp_path) == {"KEPT": 2, "MERGED": 1}


class Sail:
    """An engine with one table that says what it was told."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.told: list[str] = []
        self.rows: list[Any] = []

    def sql(self, statement: str) -> Sail:
        """Take a statement."""
        self.told.append(statement)
        self.rows = {
            "show schemas": ["marts"],
            "show tables in `marts`": [
                {"tableName": "facts", "isTemporary": False},
                {"tableName": "file", "isTemporary": True},
            ],
            "describe extended `marts`.`facts`": [
                ("id", "string"),
                ("amount", "decimal(18,6)"),
                ("", ""),
                ("Location", "tables/facts-1"),
            ],
        }.get(statement, [])
        return self

    def collect(self) -> list[Any]:
        """Return the rows of the last statement."""
        return self.rows

    def toArrow(self) -> Sail:  # noqa: N802 (as PySpark names it)
        """Return the rows of the last statement, one column of them."""
        return self

    def column(self, _: int) -> Sail:
        """Return the one column."""
        return self

    def to_pylist(self) -> list[Any]:
        """Return the rows of the last statement."""
        return self.rows


def test_sail_finds_its_tables_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It forgets them when it ends. What a build that was stopped has left is thrown away."""
    facts, other = tmp_path / "tables" / "facts-1", tmp_path / "tables" / "other-1"
    facts.mkdir(parents=True)
    first, second, third = Sail(), Sail(), Sail()
    monkeypatch.setattr(spark, "session", lambda _: first)
    with catalogue(None):
        assert first.told == []
    with catalogue(tmp_path):
        assert not facts.exists()
        assert first.told == []
        facts.mkdir()
    other.mkdir()
    monkeypatch.setattr(spark, "session", lambda _: second)
    begun = catalogue(tmp_path)
    begun.__enter__()
    assert second.told == [
        "create schema if not exists `marts`",
        "create table `marts`.`facts` (`id` string, `amount` decimal(18,6))"
        f" using parquet location '{facts}'",
    ]
    assert facts.exists()
    assert not other.exists()
    # It never comes to its end.
    monkeypatch.setattr(spark, "session", lambda _: third)
    with catalogue(tmp_path):
        assert third.told == []
        assert not facts.exists()
