"""One file in, its findings out: the verdict, the files it writes, and the exit status."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest

from documents import build_document
from pages import check, own_warehouse
from pages.answers import FINDING_HEADS


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for the warehouse of the command, kept between the tests."""
    return tmp_path_factory.mktemp("check")


@pytest.fixture(autouse=True)
def in_its_own_place(monkeypatch: pytest.MonkeyPatch, work: Path) -> None:
    """Leave the project's own folder alone."""
    monkeypatch.setattr(check, "WORK", work)


def one_fen_more(tables: dict) -> None:
    """Change the total of the expenditure table."""
    row = tables[3].rows[0]
    place = next(n for n, cell in enumerate(row) if cell[-1:].isdigit() and "." in cell)
    whole, cents = row[place].split(".")
    row[place] = f"{whole}.{(int(cents) + 1) % 100:02}"


def test_a_file_with_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict names the table and both amounts; all of it is in CSV and JSON as well."""
    file = tmp_path / "document.md"
    file.write_text(build_document(edit=one_fen_more), encoding="utf-8")
    out = tmp_path / "out"
    assert check.main([str(file), "--out", str(out), "--language", "zh"]) == check.FINDINGS
    said = capsys.readouterr().out
    assert "[不符] " in said
    assert "表3" in said
    with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert rows == json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert "expenditure_total_equals_department" in {row["check_id"] for row in rows}
    assert all(row["sentence_zh"] in said for row in rows)
    # The pages, the original beside them, and a workbook whose numbers are numbers.
    assert 'id="finding-1"' in (out / "reconciliation.html").read_text("utf-8")
    assert (out / "original.html").is_file()
    book = openpyxl.load_workbook(out / "findings.xlsx")
    assert book.sheetnames == ["不符之处", "核对结果", "印出的数字", "说明"]
    found = list(book["不符之处"].values)
    assert found[0] == tuple(FINDING_HEADS.values())
    assert [row[8] for row in found[1:]] == [row["sentence_zh"] for row in rows]
    assert all(isinstance(row[10], int | float) for row in found[1:])
    figures = list(book["印出的数字"].values)
    assert figures[0][-1] == "金额（万元）"
    assert len(figures) > 500
    assert all(isinstance(row[-1], int | float) for row in figures[1:])
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_a_folder_of_someone_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was not made by the command stays, and nothing is said to be right."""
    file = tmp_path / "document.md"
    file.write_text(build_document(), encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("mine", "utf-8")
    assert check.main([str(file), "--out", str(out)]) == check.REFUSED
    assert "did not make" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_a_right_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is wrong, and the exit status says so."""
    file = tmp_path / "document.md"
    file.write_text(build_document(), encoding="utf-8")
    out = tmp_path / "out"
    assert check.main([str(file), "--out", str(out), "--language", "en"]) == check.NOTHING
    assert "0 do not tie" in capsys.readouterr().out


def tables_of(work: Path) -> dict[str, list[tuple]]:
    """Every row of every table and view of the command's warehouse."""
    with duckdb.connect(str(work / "budget.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables order by all"
        ).fetchall()
        return {
            name: connection.execute(f"from {name} order by all").fetchall() for (name,) in names
        }


def test_later_checks_fill_the_warehouse_as_the_first_built_it(tmp_path: Path, work: Path) -> None:
    """Another file between, and the tables are row by row what dbt made of the first one."""
    mistaken, right = tmp_path / "mistaken.md", tmp_path / "right.md"
    mistaken.write_text(build_document(edit=one_fen_more), encoding="utf-8")
    right.write_text(build_document(department_code="104"), encoding="utf-8")
    out = ["--out", str(tmp_path / "out")]
    (work / "plan.json").unlink(missing_ok=True)
    assert check.main([str(mistaken), *out]) == check.FINDINGS
    built = tables_of(work)
    assert check.main([str(right), *out]) == check.NOTHING
    assert tables_of(work) != built
    assert check.main([str(mistaken), *out]) == check.FINDINGS
    assert tables_of(work) == built


def test_a_statement_that_fails_leaves_the_warehouse_as_it_was(work: Path, tmp_path: Path) -> None:
    """All tables or none; what the engine says is said."""
    file = tmp_path / "document.md"
    file.write_text(build_document(), encoding="utf-8")
    assert check.main([str(file), "--out", str(tmp_path / "out")]) == check.NOTHING
    before = tables_of(work)
    steps = [
        own_warehouse.Step('"marts"."dim_funds"', "select * from marts.dim_funds where 1 = 0"),
        own_warehouse.Step('"marts"."unit_budget"', "select nothing"),
    ]
    with pytest.raises(own_warehouse.BuildError, match="unit_budget"):
        own_warehouse._refill(work / "budget.duckdb", steps)
    assert tables_of(work) == before


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is refused is said, and nothing is written."""
    file = tmp_path / "document.md"
    file.write_text("没有表的文字。\n", encoding="utf-8")
    out = ["--out", str(tmp_path / "out")]
    for language, word in (("zh", "应为"), ("en", "expected")):
        assert check.main([str(file), *out, "--language", language]) == check.REFUSED
        said = capsys.readouterr().err
        assert f"{file}" in said
        assert word in said
    assert not (tmp_path / "out").exists()
