"""One file in, its findings out: the verdict, the files it writes, and the exit status."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from documents import build_document
from pages import check


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


def test_a_right_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is wrong, and the exit status says so."""
    file = tmp_path / "document.md"
    file.write_text(build_document(), encoding="utf-8")
    out = tmp_path / "out"
    assert check.main([str(file), "--out", str(out), "--language", "en"]) == check.NOTHING
    assert "0 do not tie" in capsys.readouterr().out


def test_a_file_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is refused is said, and nothing is written."""
    file = tmp_path / "document.md"
    file.write_text("没有表的文字。\n", encoding="utf-8")
    assert check.main([str(file), "--out", str(tmp_path / "out")]) == check.REFUSED
    assert "document.md" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
