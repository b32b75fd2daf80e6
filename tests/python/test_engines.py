"""The comparison of two engines finds every kind of difference, and says what Spark lacks."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pages import spark
from pages.spark import NO_JAVA, files_of, main, relations_of
from tests.engines.__main__ import Build, compare, outcomes, review_all, verdicts

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
        tmp_path, {"test.a": ("fail", 2), "test.b": ("pass", 0), "model.c": ("success", 0)}, 1
    )
    there = Build(tmp_path, {"test.a": ("fail", 3), "test.b": ("pass", 0)}, 1)
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
