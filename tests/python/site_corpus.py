"""A corpus for the pages: several documents, each unlike the first one in its own way."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from conftest import ROOT, Project

from benchmarks.documents.files import write_file
from benchmarks.documents.printing import PrintedTable
from documents import (
    Item,
    Unit,
    build_document,
    build_parts,
    d,
    default_units,
    units_with_all_funds,
)

FIRST = "450200-103-2024-budget"
MANY_UNITS = "450100-201-2025-budget"
ALL_FUNDS_IN_YUAN = "450300-305-2026-budget"
FINAL_ACCOUNTS = "450200-103-2023-final"
BARE = "450500-401-2025-budget"
# Two with a mistake in their expenditure table: a PDF file, and a text.
WRONG_PDF = "450600-601-2025-budget"
WRONG_TEXT = "450600-602-2025-budget"
# Final accounts compare with what was spent, and where nothing changed they say so in words.
AGAINST_SPENDING = """\
# 第二部分 2023年部门决算情况说明

一、收支总体情况说明

2023年支出总计2151.29万元，与2022年决算数相比，增加51.29万元，增长2.44%。

七、“三公”经费支出情况说明

“三公”经费支出12.86万元，比上年决算数减少3.14万元，下降19.63%，其中：公务接待费3.36万元，与上年预算数持平。
"""
# A name that would be markup on a page that does not escape it.
MARKUP = "<b id=injected>R&D</b>"


def _many_units() -> tuple[Unit, ...]:
    """Twelve units with long names that begin alike, one with nothing but a zero, one negative.

    The department has the same code as a functional class.
    """
    name = "广西壮族自治区南宁市人民政府驻外地办事机构管理与服务保障中心"
    units = []
    for number in range(1, 13):
        size = number * number * d("1")
        items = (
            Item("2010301", "行政运行", personnel=size * 100 + d("0.50"), operating=size * 11),
            Item("2010302", "一般行政管理事务", project=size * 37 + d("0.29")),
            Item("2080505", "机关事业单位基本养老保险缴费支出", personnel=size * 12),
            Item("2101101", "行政单位医疗", personnel=size * 5),
            Item("2130199", "其他农业农村支出", project=number * d("1")),
            Item("2210201", "住房公积金", personnel=size * 9),
        )
        if number == 1:
            items = (Item("2010301", "行政运行"),)
        if number == 2:
            # What is given back stands as a negative amount.
            items = (*items, Item("2060499", "其他技术研究与开发支出", project=d("-12.34")))
        units.append(Unit(f"201{number:03}", f"{name}第{number}分中心", items))
    return tuple(units)


def _documents() -> dict[str, str]:
    """The text of each document, by its id."""
    first, second = units_with_all_funds("305", "桂林市财政局")
    return {
        MANY_UNITS: build_document(
            department_code="201", department_name="南宁市商务局", year=2025, units=_many_units()
        ),
        ALL_FUNDS_IN_YUAN: build_document(
            department_code="305",
            department_name="桂林市财政局",
            year=2026,
            units=(first, replace(second, name=f"桂林市{MARKUP}中心", targets=((MARKUP, MARKUP),))),
            currency_unit="元",
        ),
        FINAL_ACCOUNTS: build_document(year=2023, stage="final", extra_text=AGAINST_SPENDING),
        BARE: build_document(
            department_code="401",
            department_name="北海市档案馆",
            year=2025,
            # Nothing is bought and nothing aimed at.
            without_rows=(10, 11, 12),
        ),
    }


def _wrong_basic_expenditure(tables: dict[int | str, PrintedTable]) -> None:
    """Print ten more than there is as the basic expenditure of the department."""
    row = next(row for row in tables[3].rows if row[1] == "601")
    assert row[4] == "1,832.55"
    row[4] = "1,842.55"


def _wrong_unit_total(tables: dict[int | str, PrintedTable]) -> None:
    """Print ten more than there is as the total of the second unit."""
    row = next(row for row in tables[3].rows if row[1] == "602002")
    assert row[3] == "148.91"
    row[3] = "158.91"


def _write_wrong_documents(folder: Path) -> None:
    """Write the documents with a mistake."""
    write_file(
        folder / f"{WRONG_PDF}.pdf",
        build_parts(
            department_code="601",
            department_name="防城港市水利局",
            year=2025,
            edit=_wrong_basic_expenditure,
        ),
    )
    first, second = default_units("602", "防城港市林业局")
    write_file(
        folder / f"{WRONG_TEXT}.md",
        build_parts(
            department_code="602",
            department_name="防城港市林业局",
            year=2025,
            units=(first, replace(second, name=f"防城港市{MARKUP}中心")),
            edit=_wrong_unit_total,
        ),
    )


def build_corpus(project: Project, folder: Path) -> None:
    """Build the warehouse of a copy of the project from these documents and the first one."""
    texts = folder / "texts"
    texts.mkdir(parents=True)
    for name, text in _documents().items():
        (texts / f"{name}.md").write_text(text, "utf-8")
    _write_wrong_documents(texts)
    zone = project.folder / "zone"
    read = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", str(zone), *sorted(map(str, texts.iterdir())),
         str(ROOT / "documents" / f"{FIRST}.md")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert read.returncode == 0, read.stderr
    built = project.dbt(
        "build", "--vars", "{landing_zone: zone}",
        "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test",
    )  # fmt: skip
    assert built.returncode == 0, built.stdout
