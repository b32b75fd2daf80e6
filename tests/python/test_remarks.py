"""What the prose says without a figure: years, reasons, blanks of the form, sections."""

from __future__ import annotations

import pytest

from ingest.narrative import REMARK_COLUMNS, narrative_rows, read_remarks

HEADING = "# 第二部分 2024年部门预算情况说明"
FINAL = "# 第二部分 2024年度部门决算情况说明"


def remarks_of(kind: str, *lines: str, heading: str = HEADING) -> list[tuple[str, str, str]]:
    """The remarks of a kind: words, meaning, number of the claim."""
    found = read_remarks([heading, *lines], "2024")
    return [
        (remark.remark_text, remark.meaning, remark.claim_no)
        for remark in found
        if remark.remark_kind == kind and remark.source_line > 1
    ]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("2023年部门收支总预算10.00万元，同比增加1.00万元。", "2023"),
        ("2023年度收入预算10.00万元。", "2023"),
        ("2025年收入预算10.00万元。", "2025"),
        ("某某局2023年收入预算10.00万元。", "2023"),
        ("2023年，收入预算10.00万元。", "2023"),
        ("（一）公务接待费2023年预算3.00万元，与上年持平。", "2023"),
    ],
)
def test_another_year_of_an_amount_is_said(sentence: str, year: str) -> None:
    """The figures decide later whether the sentence is last year's."""
    found = remarks_of("year", "## 一、收支情况", sentence)
    assert [(meaning, claim) for _, meaning, claim in found] == [(year, "1")]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年收入预算10.00万元。",
        "收入预算10.00万元，比2023年预算9.00万元增加1.00万元。",
        "截至2023年12月31日，账面资产10.00万元。",
        "2022年—2025年总投资10.00万元。",
        "2023年预算执行数10.00万元。",
        "2023年实际支出10.00万元。",
    ],
)
def test_years_that_are_no_amounts_own_are_left_out(sentence: str) -> None:
    """A year that is compared with, a date, a span, and what was really spent."""
    assert [row for row in remarks_of("year", "## 一、收支情况", sentence) if row[2]] == []


def test_a_section_of_another_year_speaks_of_that_year() -> None:
    """2023年预算情况 may say what was budgeted in 2023; its heading says that it does."""
    lines = ("## 二、2023年预算情况", "2023年收入预算10.00万元。", "2023年没有政府性基金预算支出。")
    assert remarks_of("year", *lines) == [("二、2023年预算情况", "2023", "")]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("2023年我部门无政府性基金预算支出安排，故无数据情况说明。", ["2023"]),
        ("本单位2023年没有国有资本经营预算支出。", ["2023"]),
        ("2024年我部门无政府性基金预算支出安排。", ["2024"]),
        ("2023年没有安排，2024年也没有安排。", []),
        ("我局自2023年起没有下属单位。", []),
        ("2023年开展了检查。", []),
    ],
)
def test_the_year_in_which_there_is_nothing(sentence: str, years: list[str]) -> None:
    """A sentence without a figure is of the year that opens it."""
    found = remarks_of("year", "## 八、政府性基金预算支出情况说明", sentence)
    assert [meaning for _, meaning, _ in found] == years


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("## 一、2023年部门收支预算情况说明", "2023"),
        ("## 一、2025年“三公”经费情况说明", "2025"),
        ("## 一、2024年部门收支预算情况说明", "2024"),
        ("## 一、2023年预算执行情况", ""),
        ("## 一、2023年部门决算情况", ""),
        ("## 一、2023年工作总结", ""),
        ("## 一、2023—2025年支出规划", ""),
    ],
)
def test_years_of_headings(heading: str, year: str) -> None:
    """A heading over the budget has its year; over what the year before was, another."""
    found = remarks_of("year", heading)
    assert [meaning for _, meaning, _ in found] == ([year] if year else [])


def test_headings_of_final_accounts_have_their_year() -> None:
    """There 决算 is what the document itself is of."""
    found = remarks_of("year", "## 一、2023年度收入支出决算情况说明", heading=FINAL)
    assert [meaning for _, meaning, _ in found] == ["2023"]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("支出预算10.00万元，比2022年预算增加1.00万元，增长11.11%。", ["2022"]),
        ("支出预算10.00万元，比2023年预算9.00万元增加1.00万元。", ["2023"]),
        ("支出预算10.00万元，与2022年预算持平。", ["2022"]),
        ("支出预算10.00万元，比上年增加1.00万元。", []),
        ("支出预算10.00万元，比2022年决算数增加1.00万元。", []),
    ],
)
def test_the_year_that_is_compared_with(sentence: str, years: list[str]) -> None:
    """A budget may compare with what any year really spent; else the year is one to be held."""
    found = remarks_of("compared_year", "## 三、支出情况", sentence)
    assert [meaning for _, meaning, _ in found] == years


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "支出预算10万元，比上年增加1万元，增长11.11%，减少的主要原因是：人员调出。",
            [("decrease", "3")],
        ),
        (
            "支出预算10万元，比上年增加1万元，增长11.11%，增加的主要原因是：人员调入。",
            [("increase", "2")],
        ),
        ("支出预算10万元，比上年减少1万元，下降原因：人员调出。", [("decrease", "2")]),
        # The whole grew, one of its parts did not: either may be explained.
        (
            "支出预算10万元，比上年增加1万元，其中差旅费2万元，比上年减少1万元，增加的原因是采购。",
            [("increase", "2")],
        ),
        ("支出预算10万元，比上年减少0万元，增加的主要原因是：无。", []),
        ("支出预算10万元，增加（减少）的主要原因是：无。", []),
        ("支出预算10万元，比上年增加1万元，主要原因是人员减少。", []),
    ],
)
def test_the_direction_of_a_reason(sentence: str, found: list[tuple[str, str]]) -> None:
    """It is held against a change in front of it that has its direction, else against the last."""
    remarks = remarks_of("reason", "## 三、支出情况", sentence)
    assert [(meaning, claim) for _, meaning, claim in remarks] == found


def test_a_reason_for_less_than_budgeted_is_held_against_the_completion() -> None:
    """决算数小于预算数 explains 完成…95%."""
    sentence = (
        "支出年初预算为100.00万元，支出决算为95.00万元，完成年初预算的95.00%，"
        "决算数大于预算数的主要原因是：增资。"
    )
    found = remarks_of("reason", "## 三、支出决算情况", sentence, heading=FINAL)
    assert [(meaning, claim) for _, meaning, claim in found] == [("increase", "3")]


@pytest.mark.parametrize(
    "text",
    [
        "支出预算XX万元。",
        "支出预算×万元。",
        "增长××%。",
        "增长X.XX%。",
        "20XX年部门预算",
        "甲市××局概况",
        "联系人：＿＿＿＿",
        "支出预算……万元。",
        "重点工作：待填写。",
        "联系电话：（此处填写）",
        "某某局负责有关工作。",
    ],
)
def test_blanks_of_the_form(text: str) -> None:
    """Whatever stands for what somebody forgot to fill in, once for a line."""
    assert len(remarks_of("blank", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "房屋3×4米。",
        "型号X-12与XL号。",
        "一、收支情况……3",
        "注*：含税。",
        "主要包括：基本工资、津贴……",
        "单价50万元以上设备。",
    ],
)
def test_what_is_no_blank(text: str) -> None:
    """A product, a model, dots to a page, and so on."""
    assert remarks_of("blank", text) == []


def test_blanks_in_tables_are_found() -> None:
    """A cell of a table, too."""
    assert len(remarks_of("blank", "单位编码\t单位名称", "301001\tXX中心")) == 1


def test_sections_are_told_by_their_words() -> None:
    """By the heading, or by a paragraph that states something of it; each once."""
    lines = (
        "## 一、收支情况",
        "收支总预算10.00万元。",
        "## 二、其他重要事项",
        "2024年机关运行经费预算10.00万元。",
        "本部门没有政府采购预算。",
        "各单位应加强绩效管理。",
    )
    assert [meaning for _, meaning, _ in remarks_of("section", *lines)] == [
        "overview",
        "agency_operation",
        "procurement",
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("我部门没有使用政府性基金预算拨款安排的支出。", [("nothing", "government_fund")]),
        ("本年度无国有资本经营预算财政拨款支出。", [("nothing", "state_capital")]),
        ("我单位有政府采购预算，详见附表。", [("something", "procurement")]),
        ("2023年没有政府采购预算。", []),
        ("没有政府采购预算中的工程项目。", []),
        ("国有资产管理情况。", []),
    ],
)
def test_whether_there_is_such_spending(sentence: str, found: list[tuple[str, str]]) -> None:
    """Only what is said of all of it, and of this year."""
    remarks = read_remarks([HEADING, "## 八、其他情况", sentence], "2024")
    kinds = ("nothing", "something")
    assert [(r.remark_kind, r.meaning) for r in remarks if r.remark_kind in kinds] == found


def test_remarks_are_rows() -> None:
    """Source line, then the columns."""
    claims, remarks = narrative_rows([HEADING, "2023年收入预算10.00万元。"], "2024")
    assert len(claims) == 1
    assert remarks[-1][0] == "2"
    assert {len(row) for row in remarks} == {len(REMARK_COLUMNS) + 1}
