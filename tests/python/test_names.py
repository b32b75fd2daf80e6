"""Names, codes, notes and titles of the tables: right ones pass, each mistake is found."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from conftest import Project

from documents import build_document, default_units

NAME = "柳州市虚构局"
PENSION = "机关事业单位基本养老保险缴费支出"
LINE = "2010302\t\t一般行政管理事务\t办公设备购置费\t12.80"
SUMMARIES = ("## 部门收支总体情况表", "## 财政拨款收支总体情况表")
NOTHING = "没有国有资本经营预算支出"


@dataclass(frozen=True)
class Case:
    """A document with one thing printed otherwise, and the checks that find it: none if right."""

    what: str
    edit: Callable[[str], str]
    found_by: tuple[str, ...] = ()


def put(old: str, new: str, times: int = -1) -> Callable[[str], str]:
    """An edit that prints other text."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, times)

    return edit


def last(old: str, new: str) -> Callable[[str], str]:
    """An edit of the last place that prints a text."""

    def edit(text: str) -> str:
        before, found, after = text.rpartition(old)
        assert found
        return before + new + after

    return edit


def swapped(text: str) -> str:
    """The two summaries under each other's titles."""
    one, other = SUMMARIES
    return text.replace(one, "##").replace(other, one).replace("##\n", f"{other}\n")


CASES = [
    Case("as it is", lambda text: text),
    Case("a code merged over two lines", put(LINE, "\t\t\t办公设备购置费\t12.80")),
    Case(
        "a name in two rows",
        put(
            f"{PENSION}\t233.88\t233.88\t0.00\t0.00\n",
            f"{PENSION[:-4]}\t233.88\t233.88\t0.00\t0.00\n\t\t{PENSION[-4:]}\n",
            1,
        ),
    ),
    Case("units of one name", put("虚构局信息中心", "虚构局")),
    Case("the office itself in brackets", put(f"001\t{NAME}", f"001\t{NAME}（本级）")),
    Case("a name cut short", last(f"002\t{NAME}信息中心", f"002\t{NAME}信息")),
    Case(
        "a fund carried over in a row of its own",
        put("一般公共预算资金\t", "一般公共预算结转资金\t"),
    ),
    Case(
        "the name of another code",
        put("2101101\t\t行政单位医疗", "2101101\t\t事业单位医疗", 1),
        ("code_has_its_own_name",),
    ),
    Case(
        "another economic code beside a name",
        put("30201\t", "30202\t", 1),
        ("code_has_its_own_name",),
    ),
    Case(
        "a name on no list",
        put("2210201\t\t住房公积金", "2210201\t\t甲乙丙丁", 1),
        ("coded_name_is_like_the_listed",),
    ),
    Case("no name", put("2210201\t\t住房公积金", "2210201\t\t", 1), ("coded_row_has_a_name",)),
    Case(
        "a unit by the name of another",
        put(f"002\t{NAME}信息中心", "002\t柳州市虚构馆", 1),
        ("unit_has_one_name",),
    ),
    Case(
        "an item of the government fund in the general budget",
        put("2010302\t\t一般行政管理事务", "2120803\t\t城市建设支出"),
        ("function_code_is_of_its_fund",),
    ),
    Case(
        "an item that the unit does not spend on",
        put(LINE, LINE.replace("2010302\t\t一般行政管理事务", "2130101\t\t行政运行")),
        ("procurement_item_is_in_the_expenditure_table",),
    ),
    Case("no target", put("\t保证系统全年稳定运行。", "\t"), ("target_is_stated",)),
    Case(
        "the note of another table",
        put(NOTHING, "没有政府性基金预算支出"),
        ("state_capital_expenditure_note_agrees_with_table",),
    ),
    Case(
        "the note of another year",
        put(f"2024年{NOTHING}", f"2022年{NOTHING}"),
        ("note_is_of_its_year",),
    ),
    Case(
        "a note of another year below the right one",
        put(
            f"2024年{NOTHING}，故本表无数据。",
            f"2024年{NOTHING}，故本表无数据。\n\n注：本部门2022年{NOTHING}。",
        ),
        ("note_is_of_its_year",),
    ),
    Case(
        "a note that denies what the table prints",
        last(
            "\n## 项目绩效目标公开表",
            "\n注：本部门没有此项支出，此表为空。\n\n## 项目绩效目标公开表",
        ),
        ("service_purchases_note_agrees_with_blank_table",),
    ),
    Case(
        "a title of another year",
        last("## 部门支出总体情况表", "## 2023年部门支出总体情况表"),
        ("table_title_is_of_its_year",),
    ),
    Case("each other's titles", swapped, ("fiscal_summary_lists_fiscal_funds",)),
]


@pytest.fixture(scope="module")
def findings(
    warehouse: Project, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, ...]]:
    """The checks that do not hold in each of the documents, built once."""
    folder = tmp_path_factory.mktemp("names") / "copy"
    project = warehouse.copy(folder)
    paths = {}
    for number, case in enumerate(CASES, 201):
        code = str(number)
        text = build_document(
            department_code=code, department_name=NAME, units=default_units(code, NAME)
        )
        paths[case.what] = folder / f"{code}.md"
        paths[case.what].write_text(case.edit(text), encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", "zone", *map(str, paths.values())],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    result = project.build("--vars", "{landing_zone: zone}", "--exclude", "resource_type:test")
    assert result.returncode == 0, result.stdout
    found = dict(
        project.query(
            "select documents.source_file, list(distinct results.check_id)"
            " from marts.dim_disclosures as documents"
            " left join reconciliation.reconciliation_results as results"
            " on documents.disclosure_id = results.disclosure_id"
            " and results.status not in ('exact', 'rounding')"
            # The documents have no narrative, which is said of each.
            " and results.check_id <> 'required_section_is_there'"
            " group by documents.source_file"
        )
    )
    return {what: tuple(filter(None, found[path.name])) for what, path in paths.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_what_names_say(findings: dict[str, tuple[str, ...]], case: Case) -> None:
    """A right document has no finding; a wrong one has that of its mistake."""
    if case.found_by:
        assert set(case.found_by) <= set(findings[case.what])
    else:
        assert findings[case.what] == ()
