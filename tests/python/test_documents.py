"""Documents are printed as the seeds say, whatever the template."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import TABLES, TEMPLATE, add_template, made_up_document

from benchmarks.documents.families import as_printable
from benchmarks.documents.fiction import Document, Maker
from benchmarks.documents.templates import raw_columns, read_template
from benchmarks.mistakes import KINDS, plant
from documents import (
    PrintedTable,
    build_document,
    d,
    default_units,
    units_of_accounts,
    units_with_all_funds,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the project's seeds and one more template."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("statements", "templates", "reference"):
        shutil.copytree(ROOT / "seeds" / name, folder / "seeds" / name)
    add_template(folder)
    return folder


def made_up(project: Path, **how: object) -> dict[int | str, PrintedTable]:
    """Return the tables of a document in the made-up template."""
    found: dict[int | str, PrintedTable] = {}
    text = made_up_document(project, edit=found.update, **how)
    assert text.startswith("\n# 上海市静安区虚构司法局2024年单位决算公开说明\n")
    assert text.count("单位名称：上海市静安区虚构司法局\n") == 6
    assert (text.count("\n单位：元\n"), text.count("\n单位：万元\n")) == (5, 1)
    assert all(f"\n## {title}\n" in text for title in TABLES)
    assert "103" not in text
    return found


def test_tables_stand_as_the_template_prints_them(project: Path) -> None:
    """Order, numbers, titles and headers are the template's."""
    tables = made_up(project)
    assert {table.title: key for key, table in tables.items()} == {
        title: int(number) for title, (number, _) in TABLES.items()
    }
    assert tables[1].header == [
        ["项目", "", "", "", "其中", "", "", "支出合计"],
        ["功能科目", "", "", "科目", "基本", "项目", "结转", ""],
        ["类", "款", "项", "", "", "", "", ""],
        ["", "", "", "", "1", "2", "3", "4"],
    ]
    assert tables[2].labels == [
        ["接待", "出国", "车", "", "", "三项合计"],
        ["", "", "小计", "购置", "运行", ""],
    ]
    assert tables[4].labels[1] == ["事项", "金额", "事项", "金额"]
    assert made_up(project, numbered=False)[1].header == tables[1].labels


def test_rows_stand_as_the_template_prints_them(project: Path) -> None:
    """Codes in several cells, every level, no units, and amounts in the unit of their table."""
    tables = made_up(project)
    rows = tables[1].rows
    assert rows[0] == ["", "", "", "合计", "18,325,500.00", "3,187,400.00", "0.00", "21,512,900.00"]
    assert [row[:4] for row in rows[1:5]] == [
        ["201", "", "", "一般公共服务支出"],
        ["201", "03", "", "政府办公厅(室)及相关机构事务"],
        ["201", "03", "01", "行政运行"],
        ["201", "03", "02", "一般行政管理事务"],
    ]
    # Two units spend on the item.
    assert rows[3][4] == "12,036,800.00"
    assert tables[2].rows == [["3.4", "1.5", "8.0", "0.0", "8.0", "12.9"]]
    assert [row[:3] for row in tables[6].rows[:3]] == [
        ["", "", "合计"],
        ["301", "", "工资福利支出"],
        ["301", "01", "基本工资"],
    ]
    assert tables[5].rows[0][4:] == ["21,512,900.00"] * 2
    assert tables[4].rows[-1] == ["支出总计", "21,512,900.00", "收入总计", "21,512,900.00"]


def test_codes_of_several_cells_are_one_cell_of_a_raw_table(project: Path) -> None:
    """Raw tables have all columns of the statement, and codes as printed, one space between."""
    document = Maker(1, 5, TEMPLATE, project).document()
    assert document.disclosure[3] == document.department_code
    assert document.department_code in document.disclosure[4]
    assert document.disclosure_id.endswith("-final")
    rows = document.tables["general_budget_expenditure"]
    columns = raw_columns()["general_budget_expenditure"][-len(rows[0]) :]
    cells = [dict(zip(columns, row, strict=True)) for row in rows]
    assert {row["unit_code"] + row["personnel"] for row in cells} == {""}
    assert {len(row["function_code"]) for row in cells} <= {0, 3, 6, 9}
    assert all(row["function_code"].count(" ") == (len(row["function_code"]) - 3) // 3
               for row in cells[1:])  # fmt: skip


def test_unit_without_units_in_its_own_template() -> None:
    """The same template prints a department with its units, or one unit without any."""
    tables: dict[int | str, PrintedTable] = {}
    build_document(level="unit", units=units_with_all_funds(), edit=tables.update)
    assert {row[1] for row in tables[3].rows} == {""}
    assert [row[0] for row in tables[3].rows] == ["", *sorted(row[0] for row in tables[3].rows[1:])]
    assert tables[2].rows[0][1] == "合计"
    assert len(tables[2].rows) == 1


def test_misprints_are_those_of_the_seeds() -> None:
    """A misprinted header prints a known wrong label over a column."""
    tables: dict[int | str, PrintedTable] = {}
    build_document(misprinted_t10=True, edit=tables.update)
    first, second, third = tables[10].labels
    assert second[5:11].count("政府性基金预算") == 2
    assert third[-4:] == ["小计", "货物类", "服务类", "服务类"]
    assert first[0] == "科目编码"


def test_amounts_are_exact() -> None:
    """Amounts are whole fen; what is less is refused."""
    assert d("1000.505") == 1_000_505_000
    with pytest.raises(ValueError, match="no whole number of fen"):
        d("0.0000001")
    unit = default_units()[0]
    item = replace(unit.items[0], personnel=d("0.005"), operating=d("-0.005"))
    tables: dict[int | str, PrintedTable] = {}
    build_document(units=(replace(unit, items=(item,)),), negative="brackets", edit=tables.update)
    assert tables[5].rows[-1][5:7] == ["0.01", "（0.01）"]


def printed(template: str, **how: object) -> tuple[str, dict[str, PrintedTable]]:
    """Return a document of a family as text, and its tables by statement."""
    tables: dict[int | str, PrintedTable] = {}
    name = "上海市静安区虚构事务局"
    text = build_document(
        template=template,
        department_code=None,
        department_name=name,
        units=units_of_accounts("", name),
        edit=tables.update,
        **how,
    )
    return text, {table.statement: table for table in tables.values()}


@pytest.mark.parametrize(
    ("template", "kind", "who"),
    [("shanghai-department", "部门", "预算主管部门"), ("shanghai-unit", "单位", "预算单位")],
)
def test_shanghai_budget(template: str, kind: str, who: str) -> None:
    """Yuan with one table in 万元, every level, the total below, no total of the year."""
    text, tables = printed(template)
    assert text.startswith(
        f"\n# 上海市静安区2024年区级{kind}预算\n\n{who}：上海市静安区虚构事务局\n"
    )
    assert text.count(f"\n编制{kind}：上海市静安区虚构事务局 单位：元\n") == 8
    assert text.count(" 单位：万元\n") == 1
    revenue = tables["revenue"]
    assert revenue.header[1][:5] == ["功能分类科目编码", "", "", "功能分类科目名称", "合计"]
    assert [row[:3] for row in revenue.rows[:3]] == [
        ["201", "", ""],
        ["201", "03", ""],
        ["201", "03", "01"],
    ]
    assert revenue.rows[-1][3] == "合计"
    assert revenue.raw[2]["function_code"] == "201 03 01"
    summary = tables["revenue_expenditure_summary"].rows
    labels = [row[0] for row in summary if row[0]]
    assert labels == [
        *("一、财政拨款收入", "1、一般公共预算资金", "2、政府性基金预算资金"),
        *("3、国有资本经营预算资金", "二、事业收入", "三、事业单位经营收入", "四、其他收入"),
        "收入总计",
    ]
    assert [row[2] for row in summary][:2] == ["一、一般公共服务支出", "二、教育支出"]
    assert len(summary[0]) == (7 if kind == "单位" else 4)
    (expenses,) = tables["three_public_expenses"].rows
    assert expenses == ["33.16", "3.75", "3.81", "25.60", "17.60", "8.00", "142.18"]


def test_final_accounts() -> None:
    """Balances, two sides of codes, what was budgeted beside what was spent."""
    text, tables = printed("national-final")
    assert text.startswith("\n# 上海市静安区虚构事务局\n\n# 2024年度部门决算\n")
    last = [row[::2] for row in tables["revenue_expenditure_summary"].rows[-4:]]
    assert last == [
        ["本年收入合计", "本年支出合计"],
        ["使用非财政拨款结余（含专用结余）", "结余分配"],
        ["年初结转和结余", "年末结转和结余"],
        ["总计", "总计"],
    ]
    fiscal = [row[0] for row in tables["fiscal_appropriation_summary"].rows]
    assert fiscal.count("二、政府性基金预算财政拨款") == 2
    basic = tables["basic_expenditure"]
    assert basic.header == [["科目编码", "科目名称", "决算数"] * 2]
    assert [*basic.rows[-1][1::3], len(basic.raw)] == ["人员经费合计", "公用经费合计", 18]
    assert [row["economic_code"] for row in basic.raw[:3]] == ["301", "302", "30101"]
    expenses = tables["three_public_expenses"]
    assert [label for label in expenses.labels[1] if label] == [
        *("合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"),
    ]
    assert expenses.rows[0][:4] == ["37.01", "33.16", "4.55", "3.75"]
    fund = tables["government_fund_expenditure"]
    assert fund.header[0][2:5] == ["年初结转和结余", "本年收入", "本年支出"]
    assert fund.rows[0][:3] == ["", "合计", "20.05"]
    assert tables["general_budget_expenditure"].rows[-1][1] == "合计"
    assert tables["expenditure"].rows[0][1] == "合计"
    assert next(row[:5] for row in tables["expenditure"].rows if row[0] == "2010399") == [
        "2010399",
        "其他政府办公厅（室）及相关机构事务支出",
        "-3.20",
        "",
        "-3.20",
    ]


def test_forms_of_final_accounts() -> None:
    """Codes in three cells, lines and columns numbered, the header's last row with the total."""
    how = {"code_cells": True, "lines_numbered": True, "total_in_header": True}
    _, tables = printed("national-final", **how)
    summary = tables["revenue_expenditure_summary"]
    assert summary.header[1:] == [
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    assert summary.rows[0][1::3] == ["1", str(len(summary.rows) + 1)]
    assert tables["expenditure"].header[-1][:4] == ["类", "款", "项", "合计"]
    assert tables["expenditure"].rows[0][:3] == ["201", "", ""]
    assert tables["expenditure"].raw[0]["row_name"] == "合计"
    # Below it the total stands where it stands.
    assert tables["general_budget_expenditure"].header[-1] == ["类", "款", "项", "", "", "", ""]


def test_what_a_template_has_no_column_for() -> None:
    """Balances and other kinds of expenditure become part of what it prints."""
    template = read_template("shanghai-unit")
    items = as_printable(template, units_of_accounts())[0].items
    before = units_of_accounts()[0].items
    assert [item.spent for item in items] == [item.spent for item in before]
    assert {item.current for item in items} == {item.spent for item in items}
    assert not any(item.to_superior or item.business or item.to_affiliate for item in items)
    assert {item.source for item in items} == {"operations", "business", "other"}
    final = read_template("national-final")
    assert as_printable(final, units_of_accounts())[0].items == before


@pytest.mark.parametrize("number", range(0, 60, 3))
@pytest.mark.parametrize("template", ["shanghai-department", "shanghai-unit", "national-final"])
def test_made_up_documents_of_families_tie_out(template: str, number: int) -> None:
    """Totals are the same wherever they stand."""
    document = Maker(3, number, template).document()
    last = {
        side: hundredths(document, "revenue_expenditure_summary", f"{side}_amount", -1)
        for side in ("revenue", "expenditure")
    }
    assert last["revenue"] == last["expenditure"] > 0
    is_final = template == "national-final"
    place, row = (0, -4) if is_final else (-1, -1)
    for statement, side, column in (
        ("revenue", "revenue", "current_subtotal" if is_final else "total"),
        ("expenditure", "expenditure", "total"),
    ):
        total = hundredths(document, statement, column, place)
        summary = "revenue_expenditure_summary"
        assert total == hundredths(document, summary, f"{side}_amount", row)
    assert document.unit_of("revenue") == ("万元" if is_final else "元")
    assert document.unit_of("three_public_expenses") == "万元"
    assert document.disclosure_id.endswith("-unit") == (template == "shanghai-unit")


def hundredths(document: Document, statement: str, column: str, row: int = 0) -> int:
    """Return one printed amount of a document."""
    cells = document.tables[statement][row]
    place = raw_columns()[statement].index(column) - 5
    return int(cells[place].replace(",", "").replace(".", ""))


@pytest.mark.parametrize("number", range(0, 300, 3))
def test_made_up_documents_tie_out(number: int) -> None:
    """Totals that several tables print are the same in each."""
    document = Maker(1, number).document()
    total = hundredths(document, "expenditure", "total")
    assert total == hundredths(document, "revenue", "total")
    for side in ("revenue_amount", "expenditure_amount"):
        assert total == hundredths(document, "revenue_expenditure_summary", side, -1)
    for column in ("personnel", "operating"):
        basic = hundredths(document, "basic_expenditure", column)
        assert basic == hundredths(document, "general_budget_expenditure", column)
    parts = sum(
        hundredths(document, f"{fund}_expenditure", "total")
        for fund in ("general_budget", "government_fund", "state_capital")
    )
    fiscal = hundredths(document, "fiscal_appropriation_summary", "revenue_amount", -1)
    assert abs(fiscal - parts) <= 2
    lines = document.tables["procurement"]
    assert all(row[4] == row[11] for row in lines)


def test_a_mistake_changes_one_table_or_the_narrative() -> None:
    """A label says where it stands: the statement and the table's number in print, or the line."""
    seen = set()
    for number in range(3 * len(KINDS)):
        document, right = (Maker(2, number).document() for _ in range(2))
        label = plant(document, number, random.Random(number))  # noqa: S311
        changed = [n for n, rows in document.tables.items() if rows != right.tables[n]]
        changed += ["narrative"] if document.front != right.front else []
        assert changed == [label.statement]
        numbers = {table.statement: table.number for table in document.template.tables}
        assert label.table_no == numbers.get(label.statement, "")
        seen.add(label.kind)
    assert seen == set(KINDS)
