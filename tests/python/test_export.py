"""What is taken away: workbook, CSV, and the descriptor of the marts."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from conftest import Project

from pages import export, workbook
from pages.cells import write_csv
from pages.words import first_words
from pages.workbook import Sheet, write_workbook

FORMULAS = ("=1+1", "+cmd", "-2+3", "@sum", "\t=1")


def test_numbers_are_numbers_and_formulas_are_text(tmp_path: Path) -> None:
    """Codes stay text, text like a formula is no formula, and the same rows are the same bytes."""
    rows = [("0123", Decimal("-1.25"), text) for text in (*FORMULAS, "字\x01面", None)]
    sheets = [Sheet("表[1]", ("编码", "金额", "文字"), rows), Sheet("表[1]", ("空",), [])]
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, sheets)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert len(set(book.sheetnames)) == 2
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["编码", "金额", "文字"]
    for row, text in zip(sheet.iter_rows(min_row=2), (*FORMULAS, "字面", None), strict=True):
        assert [row[0].value, row[1].value, row[2].value] == ["0123", -1.25, text]
        assert row[0].data_type == "s"
        assert row[1].data_type == "n"
        assert row[2].data_type in "sn"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C8"


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    """It has the mark of UTF-8; text like a formula has an apostrophe, numbers have none."""
    write_csv(tmp_path / "x.csv", ["文字"], [[text] for text in (*FORMULAS, "-12.34", None, -1)])
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row[0] if row else "" for row in csv.reader(file)]
    assert found == ["文字", *(f"'{text}" for text in FORMULAS), "-12.34", "", "-1"]


def test_export_has_every_mart(warehouse: Project, tmp_path: Path) -> None:
    """Workbook, CSV and descriptor say the same of every mart, row by row."""
    out = tmp_path / "export"
    assert export.main(["--out", str(out), "--database", str(warehouse.database)]) == 0
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "fiscal-data-package"
    marts = warehouse.query(
        "select table_name from information_schema.tables where table_schema = 'marts' order by 1"
    )
    assert [one["name"] for one in package["resources"]] == [name for (name,) in marts]
    book = openpyxl.load_workbook(out / "workbook.xlsx")
    assert len(book.sheetnames) == len(marts) + 2
    for resource, title in zip(package["resources"], book.sheetnames[1:-1], strict=True):
        ((count,),) = warehouse.query(f"select count(*) from marts.{resource['name']}")
        fields = resource["schema"]["fields"]
        with (out / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == [field["name"] for field in fields]
        assert len(rows) - 1 == count == book[title].max_row - 1
        assert all(field["description"] for field in fields)
        heads = [str(cell) for cell in next(book[title].values)]
        assert len(set(heads)) == len(heads) == len(fields)
        assert sum(any(ord(sign) > 0x2E7F for sign in head) for head in heads) > len(heads) * 0.8
    kinds = {
        field["name"]: field.get("columnType")
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert kinds["total_amount"] == "value"
    assert kinds["function_code"].startswith("functional-classification")


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(
    warehouse: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every row is in the workbook; the sheets and the command say how many there are."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 100)
    out = tmp_path / "export"
    assert export.main(["--out", str(out), "--database", str(warehouse.database)]) == 0
    said = capsys.readouterr().out
    ((title,),) = warehouse.query(
        "select comment from duckdb_tables() where table_name = 'fct_expenditure'"
    )
    rows = warehouse.query("from marts.fct_expenditure order by all")
    assert len(rows) > 100
    count = (len(rows) + 99) // 100
    book = openpyxl.load_workbook(out / "workbook.xlsx")
    parts = [book[f"{first_words(title, '')} {n}（共{count}）"] for n in range(1, count + 1)]
    assert f"fct_expenditure: {len(rows)} rows in {count} sheets, {parts[0].title} to" in said
    found = [row for part in parts for row in list(part.values)[1:]]
    assert [row[0] for row in found] == [row[0] for row in rows]
    assert [row[-1] for row in found] == [float(row[-1]) for row in rows]
    assert all(part.max_row <= 101 for part in parts)
    assert len({next(iter(part.values)) for part in parts}) == 1


def test_descriptions_are_in_the_database(warehouse: Project) -> None:
    """A SQL client shows what each relation and column of the models is."""
    for kind in ("duckdb_tables()", "duckdb_views()", "duckdb_columns()"):
        ((without,),) = warehouse.query(
            f"select count(*) from {kind} where schema_name in"
            " ('staging', 'marts') and coalesce(comment, '') = '' and not internal"
        )
        assert without == 0, kind


def test_a_warehouse_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, and nothing is written."""
    out = tmp_path / "out"
    assert export.main(["--out", str(out), "--database", str(tmp_path / "no.duckdb")]) == 1
    assert "make build" in capsys.readouterr().err
    assert not out.exists()
