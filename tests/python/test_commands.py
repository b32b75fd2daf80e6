"""What the commands print, what they build again, and what a question costs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import LEFT_OUT, ROOT, Project

from pages import ask
from pages.questions import questions, sql_of


def make(folder: Path, *arguments: str) -> str:
    """What make would run."""
    environment = {name: value for name, value in os.environ.items() if name[:3] != "DBT"}
    environment.pop("BUDGET_DB", None)
    result = subprocess.run(
        [
            str(shutil.which("make")),
            "-n",
            "-o",
            ".venv/.ready",
            "-o",
            "pages/node_modules/.ready",
            *arguments,
        ],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout


def test_only_what_changed_is_built_again(tmp_path: Path) -> None:
    """Pages, docs and lineage of a warehouse that is up to date do not build it again."""
    folder = tmp_path / "copy"
    shutil.copytree(ROOT, folder, symlinks=True, ignore=LEFT_OUT)
    building = "pages.dbt build"
    assert building in make(folder, "site")
    (folder / "target").mkdir()
    for made in ("budget.duckdb", "target/built-budget.duckdb", "target/catalog.json"):
        (folder / made).touch()
    assert building not in make(folder, "site")
    assert "-m pages " in make(folder, "site")
    assert "pages.dbt docs" not in make(folder, "site")
    assert building not in make(folder, "docs")
    assert building not in make(folder, "lineage")
    assert building in make(folder, "build")
    # Another place, a landing zone, a database that is gone, and a changed model.
    assert building in make(folder, "site", "BUDGET_DB=other.duckdb")
    assert "--landing zone" in make(folder, "site", "LANDING=zone")
    (folder / "models" / "marts" / "new.sql").touch()
    os.utime(folder / "models" / "marts" / "new.sql", (4e9, 4e9))
    assert building in make(folder, "site")
    (folder / "models" / "marts" / "new.sql").unlink()
    (folder / "budget.duckdb").unlink()
    assert building in make(folder, "docs")


def test_a_build_prints_a_summary_and_it_comes_last(project: Project) -> None:
    """At most thirty lines, what failed by name, and the summary of the warehouse at the end."""
    path = project.folder / "seeds" / "controls" / "reviewed_documents.csv"
    path.write_text(path.read_text("utf-8").replace("450200-103-2024-budget", ""), "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "pages.dbt", "build", "--select", "reviewed_documents",
         "known_discrepancies"],
        cwd=project.folder,
        env={name: value for name, value in os.environ.items() if name[:4] not in ("DBT_", "BUDG")},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    assert result.returncode == 1, result.stderr
    assert len(lines) <= 30
    failed = "document_of_a_known_discrepancy_relates_to_the_reviewed_ones"
    assert any(line.startswith("  fail") and failed in line for line in lines)
    assert lines[-6].startswith("部门预算公开")
    assert lines[-5] == "  documents  1, 0 reviewed"
    assert "database" in lines[-2]


def test_a_landing_zone_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, with what was expected."""
    from pages import dbt

    assert dbt.main(["build", "--landing", "nowhere"]) == 1
    assert "nowhere is not there: expected a landing zone" in capsys.readouterr().err


def test_questions_are_answered_without_dbt(
    warehouse: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Chinese as it is, no column cut, a parameter given by its name."""
    database = ["--database", str(warehouse.database)]
    assert ask.main(["where_is_this_figure_printed", "figure_amount=725.01", *database]) == 0
    said = capsys.readouterr().out
    assert "合计" in said
    assert "725.01" in said
    assert "\\u" not in said
    heads = [head.strip() for head in said.splitlines()[0].split("|")]
    assert heads[0] == "disclosure_id"
    assert heads[-1] == "finding_count"
    assert ask.main([]) == 0
    listed = capsys.readouterr().out
    assert all(one.name in listed and one.words.zh in listed for one in questions())
    assert ask.main(["no_such_question", *database]) == 1
    assert "no_such_question" in capsys.readouterr().err
    assert ask.main(["who_buys_what_and_how", "wrong=1", *database]) == 1
    assert "takes no parameter wrong" in capsys.readouterr().err
    assert ask.main(["select 1 / 0 as x, '预算' as y", *database]) == 0
    assert "预算" in capsys.readouterr().out
    # CSV is for a spreadsheet, which computes nothing of it.
    answer = tmp_path / "answer.csv"
    sql = "select 1.5 as x, '=1+1' as y, null as z"
    assert ask.main([sql, "--csv", str(answer), *database]) == 0
    assert answer.read_text("utf-8-sig").splitlines() == ["x,y,z", "1.5,'=1+1,"]


def test_a_parameter_stays_inside_its_quotes() -> None:
    """A value from outside is a value, whatever it says."""
    sql = sql_of("where_is_this_figure_printed", {"figure_disclosure": "x' or 1 = 1 --"})
    assert "'x'' or 1 = 1 --'" in sql


def test_questions_are_what_dbt_compiles(warehouse: Project) -> None:
    """Rendered without dbt, a question gives the rows that dbt's SQL gives."""
    compiled = warehouse.dbt("compile", "--select", "path:analyses", "--target-path", "asked")
    assert compiled.returncode == 0, compiled.stdout
    folder = warehouse.folder / "asked" / "compiled" / "department_budgets" / "analyses"
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        for one in questions():
            ours = sql_of(one.name, {}, lambda name: ask.relation_of(connection, name))
            theirs = (folder / f"{one.name}.sql").read_text("utf-8")
            rows = connection.execute(ours).fetchall()
            assert rows
            assert rows == connection.execute(theirs).fetchall(), one.name
