"""What prose says of the tables is judged: right prose passes, and each wrong statement is found.

All documents are loaded into one landing zone and one warehouse.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, replace
from decimal import Decimal

import prose
import pytest
from conftest import ROOT, Project

from documents import Item, Unit, build_document, d, default_units, units_with_all_funds
from ingest.narrative import list_numbers

RIGHT = {
    "201": prose.TEMPLATE,
    "202": prose.PLAIN,
    "203": prose.WIDE,
    "204": prose.FUNDS,
    "205": prose.CODES,
    "206": prose.ALL_FUNDS,
}
PERCENT = "claim_change_percent_follows"
SHARE = "claim_share_follows"
REPEATS = "claim_repeats_a_printed_figure"
SUMS = "claim_sums_printed_figures"
ALIKE = "claim_is_said_alike"
PRIOR = "claim_prior_amount_follows"
PRIOR_SUM = "claim_prior_year_adds_up"
LIST = "claim_count_matches_list"
ROWS = "claim_count_matches_rows"
PARTS = "claim_count_is_sum_of_parts"
COVERED = "claim_is_covered_by_the_table"
COVERS = "claim_count_covers_part"
KIND = "claim_whole_is_of_one_kind"
YEAR = "year_is_that_of_the_document"
COMPARED = "compared_year_is_the_year_before"
REASON = "reason_goes_the_way_of_the_change"
BLANK = "blank_of_the_form_is_filled_in"
DEBT = "claim_change_leaves_no_debt"
ADDS_UP = "claim_list_adds_up"
SPENT = "spending_is_there_as_said"


@dataclass(frozen=True)
class Mistake:
    """One change of a right narrative, and the checks that have to find it."""

    text: str
    old: str
    new: str
    checks: tuple[str, ...]


MISTAKES = {
    # amounts
    "301": Mistake(prose.TEMPLATE, "3. 卫生健康支出119.80", "3. 卫生健康支出119.90", (REPEATS,)),
    "302": Mistake(
        prose.TEMPLATE, "（境）经费2024年预算1.50", "（境）经费2024年预算2.50", (REPEATS,)
    ),
    "303": Mistake(prose.TEMPLATE, "服务预算支出11.54", "服务预算支出11.64", (REPEATS,)),
    "304": Mistake(prose.TEMPLATE, "工程类采购预算20.00", "工程类采购预算21.00", (SUMS,)),
    "305": Mistake(prose.TEMPLATE, "公积金（项）支出184.30", "公积金（项）支出185.30", (SUMS,)),
    "306": Mistake(prose.TEMPLATE, "基本支出预算184.30", "基本支出预算184.40", (SUMS,)),
    "307": Mistake(prose.TEMPLATE, "全部为项目支出", "全部为基本支出", (KIND,)),
    "308": Mistake(prose.TEMPLATE, "集中采购预算21.30", "集中采购预算21.40", (REPEATS, SHARE)),
    "309": Mistake(prose.PLAIN, "21,512,900.00元", "21,522,900.00元", (REPEATS,)),
    "310": Mistake(prose.PLAIN, "总预算2，151.29万元", "总预算2，152.29万元", (REPEATS,)),
    "311": Mistake(prose.PLAIN, "（款）324.77万元", "（款）325.07万元", (SUMS,)),
    "312": Mistake(prose.PLAIN, "退休费76.48万元", "退休费76.58万元", (REPEATS,)),
    "313": Mistake(prose.PLAIN, "拨款收入0万元", "拨款收入5万元", (REPEATS,)),
    "314": Mistake(prose.PLAIN, "1832.55万元和318.74", "1832.55万元和318.84", (REPEATS,)),
    # The second unit is an institution, whose operating costs are not those of an office.
    "315": Mistake(prose.WIDE, "机关运行经费142.18", "机关运行经费152.18", (COVERED,)),
    "316": Mistake(prose.WIDE, "机关运行经费142.18", "机关运行经费132.18", ()),
    # changes
    "321": Mistake(prose.TEMPLATE, "同比增加4.30万元", "同比增加4.80万元", (PERCENT, PRIOR_SUM)),
    "322": Mistake(prose.TEMPLATE, "同比增长8.26%", "同比增长8.36%", (PERCENT,)),
    "323": Mistake(prose.TEMPLATE, "同比下降0.17%", "同比增长0.17%", (PERCENT,)),
    "324": Mistake(
        prose.TEMPLATE,
        "同比减少0.20万元，同比下降0.17%",
        "同比增加0.20万元，同比增长0.17%",
        (PRIOR_SUM,),
    ),
    "325": Mistake(prose.TEMPLATE, "同比增长0.00%", "同比增长100.00%", (PERCENT,)),
    "326": Mistake(prose.TEMPLATE, "比2023年预算16.00万元", "比2023年预算16.10万元", (PRIOR,)),
    "327": Mistake(prose.PLAIN, "增长1.81%、6.25%", "增长1.81%、6.52%", (PERCENT,)),
    "328": Mistake(prose.PLAIN, "执行数10.86万元", "执行数10.96万元", (PRIOR,)),
    "329": Mistake(prose.PLAIN, "增长18.42%", "增长19.42%", (PERCENT,)),
    "330": Mistake(
        prose.PLAIN, "减少3.14万元，下降19.63%", "增加3.14万元，下降19.63%", (PERCENT, PRIOR)
    ),
    "331": Mistake(prose.WIDE, "下降19.63%", "下降29.63%", (PERCENT,)),
    # shares
    "341": Mistake(prose.TEMPLATE, "占支出总预算5.57%", "占支出总预算5.75%", (SHARE,)),
    "342": Mistake(prose.PLAIN, "85.18%和14.82%", "85.18%和14.28%", (SHARE,)),
    "343": Mistake(prose.PLAIN, "占70.77%", "占71.77%", (SHARE,)),
    "344": Mistake(prose.PLAIN, "占三公经费的26.13%", "占三公经费的26.31%", (SHARE,)),
    # counts
    "351": Mistake(prose.TEMPLATE, "实有车辆3辆", "实有车辆4辆", (PARTS,)),
    "352": Mistake(prose.TEMPLATE, "机关本级1辆", "机关本级9辆", (COVERS,)),
    "353": Mistake(prose.TEMPLATE, "设2条数量指标", "设3条数量指标", (LIST,)),
    "354": Mistake(prose.TEMPLATE, "本级项目3个", "本级项目4个", (ROWS,)),
    "355": Mistake(prose.TEMPLATE, "共分为4类", "共分为5类", (LIST, ROWS)),
    "356": Mistake(prose.PLAIN, "项目共三个", "项目共四个", (ROWS,)),
    "357": Mistake(prose.PLAIN, "共有车辆三辆", "共有车辆一辆", (COVERS,)),
    "358": Mistake(prose.ORGANISATION, "内设科室3个", "内设科室5个", (LIST,)),
    # what is said twice
    "361": Mistake(
        prose.TEMPLATE,
        "2.39%，增加的主要原因是：柳州市人民政府办公室信息中心聘用人员增加6人",
        "2.39%，增加的主要原因是：柳州市人民政府办公室信息中心聘用人员增加7人",
        (ALIKE,),
    ),
    "362": Mistake(
        prose.TEMPLATE,
        "部门收入总预算2,151.29万元，同比增加51.29万元",
        "部门收入总预算2,151.29万元，同比增加51.39万元",
        (ALIKE,),
    ),
    "363": Mistake(
        prose.PLAIN,
        "与2023年预算数相比，收、支总计各增加",
        "与2023年预算数持平，收、支总计各增加",
        (ALIKE, PERCENT, PRIOR_SUM),
    ),
    # names
    "372": Mistake(
        prose.CODES, "运行（2010301）1,203.68", "运行（2010301）1,204.68", (SUMS, SHARE)
    ),
    "373": Mistake(prose.CODES, "运行（2010301）1,203.68", "运行（2010302）1,203.68", ()),
    "374": Mistake(prose.CODES, "（201类）：1,522.42", "（201类）：1,523.42", (REPEATS, SHARE)),
    "375": Mistake(
        prose.CODES,
        "支出总预算2,151.29万元，其中",
        "支出总预算2,153.29万元，其中",
        (REPEATS, SHARE),
    ),
    "376": Mistake(
        prose.CODES, "费：2024年预算1.50万元", "费：2024年预算1.60万元", (PRIOR, REPEATS)
    ),
    "377": Mistake(
        prose.CODES, "共安排政府采购预算50.05", "共安排政府采购预算51.05", (PERCENT, REPEATS)
    ),
    "378": Mistake(
        prose.CODES, "来源为一般公共预算拨款2,151.29", "来源为一般公共预算拨款2,152.29", (REPEATS,)
    ),
    "379": Mistake(
        prose.ALL_FUNDS,
        "资金32.20万元，上年结转结余32.59",
        "资金32.20万元，上年结转结余32.69",
        (REPEATS,),
    ),
    "380": Mistake(
        prose.ALL_FUNDS, "行政运行（项）1,203.68", "行政运行（项）1,205.68", (SUMS, PRIOR)
    ),
    "381": Mistake(prose.ALL_FUNDS, "基本工资1,064.05", "基本工资1,064.15", (REPEATS,)),
    "382": Mistake(prose.ALL_FUNDS, "其中退休费76.48", "其中退休费76.58", (REPEATS,)),
    "383": Mistake(prose.ALL_FUNDS, "支出预算19.88", "支出预算19.98", (SUMS,)),
    "384": Mistake(
        prose.ALL_FUNDS, "培训费4.64万元。\n\n（一）", "培训费4.74万元。\n\n（一）", (REPEATS,)
    ),
    "385": Mistake(prose.ALL_FUNDS, "，运行维护费8.00", "，运行维护费8.10", (REPEATS,)),
    "371": Mistake(prose.TEMPLATE, "（款）行政运行（项）", "（款）行政运作（项）", ()),
    # years
    "501": Mistake(prose.TEMPLATE, "2024年部门收支总预算", "2023年部门收支总预算", (YEAR,)),
    "502": Mistake(prose.TEMPLATE, "2024年部门收支总预算", "2025年部门收支总预算", (YEAR,)),
    "503": Mistake(prose.TEMPLATE, "2024年纳入政府购买", "2023年纳入政府购买", (YEAR,)),
    "504": Mistake(prose.TEMPLATE, "2024年政府采购预算", "2023年政府采购预算", (YEAR,)),
    "505": Mistake(prose.PLAIN, "2024年没有使用", "2023年没有使用", (YEAR,)),
    "506": Mistake(prose.PLAIN, "一、2024年部门收支", "一、2023年部门收支", (YEAR,)),
    "507": Mistake(prose.TEMPLATE, "2024年部门预算情况说明", "2023年部门预算情况说明", (YEAR,)),
    "508": Mistake(prose.PLAIN, "与2023年预算数相比", "与2022年预算数相比", (COMPARED,)),
    "509": Mistake(prose.TEMPLATE, "比2023年预算16.00", "比2022年预算16.00", (COMPARED,)),
    "510": Mistake(prose.TEMPLATE, "比2023年预算16.00", "比2024年预算16.00", (COMPARED,)),
    # What the year before really was may be told of any year, and so may its budget be.
    "511": Mistake(prose.PLAIN, "比2023年执行数增加9.30万元", "比2022年执行数增加9.30万元", ()),
    "512": Mistake(
        prose.PLAIN,
        "政府采购预算总额50.05万元，其中",
        "政府采购预算总额50.05万元，2023年政府采购预算总额50.05万元，其中",
        (),
    ),
    "513": Mistake(
        prose.PLAIN,
        "八、政府性基金",
        "八、2023年工作总结\n\n2023年没有发生事故。\n\n九、政府性基金",
        (),
    ),
    # reasons
    "521": Mistake(
        prose.TEMPLATE, "增长1.49%，增加的主要原因", "增长1.49%，减少的主要原因", (REASON,)
    ),
    "522": Mistake(prose.TEMPLATE, "增长1.49%，增加的主要原因", "增长1.49%，下降原因", (REASON,)),
    "523": Mistake(
        prose.TEMPLATE, "增长1.49%，增加的主要原因", "增长1.49%，增加（减少）的主要原因", ()
    ),
    # blanks
    "531": Mistake(
        prose.PLAIN, "2024年机关运行经费预算142.18万元", "2024年机关运行经费预算XX万元", (BLANK,)
    ),
    "532": Mistake(prose.PLAIN, "上升1.56%", "上升××%", (BLANK,)),
    "533": Mistake(prose.PLAIN, "0772-2825678", "待填写", (BLANK,)),
    "534": Mistake(prose.PLAIN, "本部门2024年没有", "20XX年没有", (BLANK,)),
    "535": Mistake(prose.PLAIN, "0772-2825678", "3×4", ()),
    # more than there is, and times
    "541": Mistake(prose.PLAIN, "增加2.18万元，上升1.56%", "增加142.20万元", (DEBT,)),
    "542": Mistake(prose.PLAIN, "增加2.18万元，上升1.56%", "增加142.18万元", ()),
    "543": Mistake(prose.PLAIN, "增加2.18万元，上升1.56%", "增加85.31万元，增长2.5倍", (PERCENT,)),
    "544": Mistake(prose.PLAIN, "增加2.18万元，上升1.56%", "增加85.31万元，增长1.5倍", ()),
    "545": Mistake(prose.PLAIN, "增加2.18万元，上升1.56%", "增加71.09万元，增长三倍", (PERCENT,)),
    # lists of projects, small firms, names with 预算 behind them, other headings
    "551": Mistake(
        prose.PLAIN,
        "，基本支出100.00万元。",
        "，基本支出100.00万元。\n\n项目支出318.74万元，其中：河道整治100.00万元、"
        "水库加固200.00万元、其他业务经费28.74万元。",
        (ADDS_UP,),
    ),
    "552": Mistake(
        prose.PLAIN,
        "，基本支出100.00万元。",
        "，基本支出100.00万元。\n\n项目支出318.74万元，其中：河道整治100.00万元、"
        "水库加固200.00万元、其他业务经费18.74万元。",
        (),
    ),
    "553": Mistake(
        prose.PLAIN,
        "，基本支出100.00万元。",
        "，基本支出100.00万元。\n\n项目支出318.74万元，其中：河道整治100.00万元、水库加固20.00万元。",
        (),
    ),
    "554": Mistake(prose.PLAIN, "合同金额40.04万元", "合同金额60.04万元", (COVERED, SHARE)),
    "555": Mistake(
        prose.TEMPLATE, "3. 卫生健康支出119.80", "3. 卫生健康支出预算119.90", (REPEATS,)
    ),
    "556": Mistake(prose.TEMPLATE, "3. 卫生健康支出119.80", "3. 卫生健康支出预算119.80", ()),
    "557": Mistake(
        prose.PLAIN,
        "七、“三公”经费预算情况说明\n\n“三公”经费预算为12.86",
        "七、本单位财政“三公”经费安排使用情况\n\n“三公”经费预算为12.96",
        (PRIOR, PERCENT, REPEATS, SHARE),
    ),
    # whether there is such spending
    "561": Mistake(
        prose.PLAIN, "没有使用政府性基金预算拨款安排的支出", "有政府性基金预算支出安排", (SPENT,)
    ),
    "562": Mistake(prose.PLAIN, "没有使用政府性基金预算", "没有政府性基金和国有资本经营预算", ()),
    "563": Mistake(
        prose.TEMPLATE,
        "通过一般公共预算安排购买服务支出预算11.54万元。",
        "通过一般公共预算安排购买服务支出预算11.54万元。\n\n我单位没有政府购买服务支出。",
        (SPENT,),
    ),
    "564": Mistake(
        prose.TEMPLATE,
        "通过一般公共预算安排购买服务支出预算11.54万元。",
        "通过一般公共预算安排购买服务支出预算11.54万元。\n\n我单位没有政府购买服务的公益性岗位。",
        (),
    ),
}


def mistaken(mistake: Mistake) -> str:
    """The narrative with its mistake."""
    assert mistake.text.count(mistake.old) == 1, mistake.old
    return mistake.text.replace(mistake.old, mistake.new)


def document(code: str, text: str) -> str:
    """The document of a department with a narrative, or with an organisation section."""
    if text.startswith("# "):
        return build_document(
            department_code=code,
            organisation=prose.ORGANISATION,
            extra_text=text,
            units=units_of(code, text),
        )
    return build_document(department_code=code, organisation=text, extra_text=prose.WIDE)


def units_of(code: str, text: str) -> tuple[Unit, ...] | None:
    """The units that a narrative is about, where they are not the usual ones."""
    if text == prose.FUNDS:
        return two_funds(code)
    # Right or mistaken, only this one speaks of the account of the treasury.
    return units_with_all_funds(code) if "财政专户管理资金30.50万元" in text else None


def two_funds(code: str) -> tuple[Unit, ...]:
    """Units of which the first spends on one functional class from two funds."""
    first, *others = default_units(code)
    items = (
        Item("2120101", "行政运行", project=d("40.00")),
        Item("2120803", "城市建设支出", project=d("150.00"), fund="government_fund"),
    )
    return replace(first, items=(*first.items, *items)), *others


@pytest.fixture(scope="module")
def judged(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A warehouse of all these documents."""
    folder = tmp_path_factory.mktemp("verdicts")
    project = warehouse.copy(folder / "copy")
    paths = []
    texts = {**RIGHT, **{code: mistaken(mistake) for code, mistake in MISTAKES.items()}}
    for code, text in texts.items():
        path = folder / f"{code}.md"
        path.write_text(document(code, text), encoding="utf-8")
        paths.append(str(path))
    subprocess.run(
        [sys.executable, "-m", "ingest", *paths, "--out", str(project.folder / "zone")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    result = project.dbt("run", "--vars", "{landing_zone: zone}")
    assert result.returncode == 0, result.stdout
    return project


def findings(project: Project, code: str, severity: str) -> list[str]:
    """The checks that do not hold in a document, each once."""
    return [
        check
        for (check,) in project.query(
            "select distinct check_id from reconciliation.reconciliation_results"
            f" where disclosure_id = '450200-{code}-2024-budget' and severity = '{severity}'"
            " and status not in ('exact', 'rounding') order by check_id"
        )
    ]


@pytest.mark.parametrize("code", RIGHT)
def test_right_prose_passes(judged: Project, code: str) -> None:
    """Whatever the wording, a document that says what its tables print has no failing check."""
    assert findings(judged, code, "error") == []


@pytest.mark.parametrize("code", MISTAKES)
def test_a_wrong_statement_is_found(judged: Project, code: str) -> None:
    """The check that is about it finds it, and no other complains."""
    assert findings(judged, code, "error") == sorted(MISTAKES[code].checks)


def test_a_name_that_no_table_has_is_reported(judged: Project) -> None:
    """It is a warning, with the claim in it; the amount is held against nothing."""
    assert judged.query(
        "select subject_text, is_resolved from marts.fct_narrative_claims"
        " where disclosure_id = '450200-371-2024-budget' and subject_text like '%行政运作%'"
        " and part_text is null and published_text = '1,203.68万元'"
    ) == [("一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运作（项）支出", False)]
    assert "claim_subject_is_resolved" in findings(judged, "371", "warn")


# Claims that nothing in the tables bears on, or whose subject the words leave open.
UNRESOLVED = {
    "201": ["基本支出 | 12.00万元", "@运行 | 1,000.00万元"],
    "202": [
        "基本支出 | 1203.68万元",
        "项目支出 | 318.74万元",
        "信息中心支出总计 | 150.00万元",
        "基本支出 | 100.00万元",
        "一般公共预算拨款 | 318.74万元",
    ],
    "203": ["基本支出预算 | 85.18%", " | 100余万元", "另有近 | 50万元"],
    "204": [],
    "205": [
        "修缮费 | 20万元",
        "办公设备购置费 | 18.10万元",
        "系统维护费 | 3.20万元",
        "覆盖率 | 100%",
        "重点项目 | 1个",
        "重点项目 | 20.00万元",
        "修缮费项目 | 20.00万元",
        "修缮费项目 | 25.00万元",
        "修缮费项目 | 5.00万元",
        "修缮费项目 | 20%",
        "办公费 | 30.00万元",
        "印刷费 | 5.00万元",
        "资产总额 | 5,432.10万元",
        "固定资产 | 3,210.98万元",
    ],
    "206": [
        "事业收入 | 32.20万元",
        "办公费、会议费 | 2.38万元",
        "平均每辆 | 2.67万元",
    ],
}


@pytest.mark.parametrize("code", RIGHT)
def test_what_is_not_understood_is_not_guessed(judged: Project, code: str) -> None:
    """基本支出 of a class, of a unit or of a reason is not that of the department."""
    found = judged.query(
        "select coalesce(subject_text, ''), published_text from marts.fct_narrative_claims"
        f" where disclosure_id = '450200-{code}-2024-budget' and not is_resolved"
        " and section not like '%机构设置%' order by claim_no"
    )
    item = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）支出"
    assert [f"{subject} | {text}".replace(item, "@运行") for subject, text in found] == UNRESOLVED[
        code
    ]


@pytest.mark.parametrize("code", RIGHT)
def test_no_figure_of_any_wording_is_lost(code: str) -> None:
    """Every digit of the narrative is part of a claim or of a number with a reason."""
    lines = document(code, RIGHT[code]).split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("# 第二部分"))
    end = next(i for i, line in enumerate(lines) if line.startswith("# 第五部分"))
    seen = list_numbers(lines)
    for number, line in enumerate(lines[start:end], start + 1):
        on_line = "".join(n.number_text for n in seen if n.source_line == number)
        assert re.sub(r"\D", "", on_line) == re.sub(r"\D", "", line), line
    assert all(n.claim or n.reason for n in seen)


def test_the_year_before_follows_from_whatever_is_said(judged: Project) -> None:
    """From the change, else as stated, else from the percentage; the budget before spending."""
    rows = judged.query(
        "select subject_kind, subject_code, prior_amount, prior_low, prior_high, prior_basis,"
        " compared_with from marts.prior_year_budget"
        " where disclosure_id = '450200-202-2024-budget'"
        " and subject_code in"
        " ('three_public', 'vehicle_operation', 'total', '2210201', 'reception')"
        " order by subject_code"
    )
    assert [(row[1], *map(str, row[2:5]), *row[5:]) for row in rows] == [
        ("2210201", "175.000000", "174.9900000", "175.0100000", "change", "actual"),
        ("reception", "3.500000", "3.4900000", "3.5100000", "change", "budget"),
        ("three_public", "16.000000", "15.9900000", "16.0100000", "change", "budget"),
        ("total", "2100.000000", "2099.9999990", "2100.0000010", "change", "budget"),
        # 8.00 / (1 - 27.27%), where 7.995 to 8.005 and 27.265% to 27.275% are printed alike.
        ("vehicle_operation", "10.999588", "10.9919571", "11.0072190", "percent", "budget"),
    ]


def test_one_class_of_two_funds_is_two_subjects(judged: Project) -> None:
    """Each has its own amount, its own change and its own year before."""
    assert judged.query(
        "select subject_kind, subject_code, current_amount, prior_amount"
        " from marts.prior_year_budget"
        " where disclosure_id = '450200-204-2024-budget' order by subject_kind"
    ) == [
        ("fund_function_class", "212", Decimal("40.00"), Decimal("36.00")),
        ("government_fund_function_class", "212", Decimal("150.00"), Decimal("200.00")),
    ]
