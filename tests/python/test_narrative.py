"""Every figure of the prose is a claim, and every number of it is a claim or has a reason."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import unicodedata
from dataclasses import astuple, replace
from pathlib import Path

import pytest

from ingest.narrative import (
    CLAIM_COLUMNS,
    Claim,
    NumberSeen,
    list_numbers,
    narrative_rows,
    read_claims,
)

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "documents" / "450200-103-2024-budget.md"
LINES = DOCUMENT.read_text(encoding="utf-8").split("\n")

OFFICE = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）"
PENSION = "社会保障和就业支出（类）行政事业单位养老支出（款）"
MEDICAL = "卫生健康支出（类）行政事业单位医疗（款）"
HOTLINE = "柳州市12345政务服务热线管理中心"
SHORT = {
    "@运行": f"{OFFICE}行政运行（项）支出",
    "@管理": f"{OFFICE}一般行政管理事务（项）支出",
    "@其他": f"{OFFICE}其他政府办公厅（室）及相关机构事务支出（项）支出",
    "@离退": f"{PENSION}行政单位离退休（项）支出",
    "@养老": f"{PENSION}机关事业单位基本养老保险缴费支出（项）支出",
    "@年金": f"{PENSION}机关事业单位职业年金缴费支出（项）支出",
    "@医疗": f"{MEDICAL}行政单位医疗（项）支出",
    "@补助": f"{MEDICAL}公务员医疗补助（项）支出",
    "@住房": "住房保障支出（类）住房改革支出（款）住房公积金（项）支出",
    "@聘用": f"{HOTLINE}实名控制数聘用人员",
    "@三公": "部门一般公共预算安排的“三公”经费支出预算",
    "@公车": "公务用车购置及运行维护费",
}

# A heading holds from its line on.
SECTIONS = {
    67: "二、机构设置情况",
    89: "一、部门收支预算情况说明",
    93: "二、部门收入预算情况说明",
    101: "三、部门支出预算情况说明",
    123: "四、财政拨款收支预算情况说明",
    127: "五、一般公共预算支出情况说明",
    149: "六、一般公共预算基本支出情况说明",
    157: "七、一般公共预算“三公”经费情况说明",
    179: "十、政府采购预算情况说明",
    187: "十一、政府购买服务预算情况说明",
    191: "十二、项目预算绩效目标情况说明",
    205: "（一）机关运行经费安排情况说明",
    209: "（二）国有资产占有使用情况说明",
}

# line | kind | subject | number unit | direction | base | parent | part | all of it is
# Where number and unit are blank the claim is the phrase in place of the direction.
EXPECTED = """
 69 | count | 机关本级内设科室 | 22 个
 71 | count | 部门所属参公事业单位 | 1 个
 71 | count | 部门对外联系单位 | 4 个
 75 | count | 内设科室 | 3 个
 91 | amount | 部门收支总预算 | 4,555.35 万元
 91 | change_amount | 部门收支总预算 | 182.38 万元 | 增加
 91 | change_percent | 部门收支总预算 | 4.17 % | 增长
 91 | amount | 一般公共预算拨款 | 4,555.35 万元 | | | 部门收支总预算
 91 | amount | 一般公共服务支出 | 3,487.74 万元 | | | 部门收支总预算
 91 | amount | 社会保障和就业支出 | 550.43 万元 | | | 部门收支总预算
 91 | amount | 卫生健康支出 | 297.59 万元 | | | 部门收支总预算
 91 | amount | 住房保障支出 | 219.59 万元 | | | 部门收支总预算
 95 | amount | 部门收入总预算 | 4,555.35 万元
 95 | change_amount | 部门收入总预算 | 182.38 万元 | 增加
 95 | change_percent | 部门收入总预算 | 4.17 % | 增长
 97 | amount | 一般公共预算拨款收入 | 4,555.35 万元 | | | 部门收入总预算
 97 | change_amount | 一般公共预算拨款收入 | 182.38 万元 | 增加
 97 | change_percent | 一般公共预算拨款收入 | 4.17 % | 增长
 99 | count | @聘用 | 16 人 | 增加
103 | amount | 部门支出总预算 | 4,555.35 万元
103 | amount | 基本支出预算 | 3,830.34 万元
103 | share_percent | 基本支出预算 | 84.08 % | | 支出总预算
103 | change_amount | 基本支出预算 | 166.71 万元 | 增加
103 | change_percent | 基本支出预算 | 4.55 % | 增长
103 | amount | 项目支出预算 | 725.01 万元
103 | share_percent | 项目支出预算 | 15.92 % | | 支出总预算
103 | change_amount | 项目支出预算 | 15.67 万元 | 增加
103 | change_percent | 项目支出预算 | 2.21 % | 增长
105 | count | 支出功能分类科目 | 4 类
107 | amount | 一般公共服务支出 | 3,487.74 万元 | | | 部门支出总预算
107 | share_percent | 一般公共服务支出 | 76.56 % | | 支出总预算
107 | change_amount | 一般公共服务支出 | 89.97 万元 | 增加
107 | change_percent | 一般公共服务支出 | 2.65 % | 增长
107 | count | @聘用 | 16 人 | 增加
109 | amount | 社会保障和就业支出 | 550.43 万元 | | | 部门支出总预算
109 | share_percent | 社会保障和就业支出 | 12.08 % | | 支出总预算
109 | change_amount | 社会保障和就业支出 | 63.28 万元 | 增加
109 | change_percent | 社会保障和就业支出 | 12.99 % | 增长
111 | amount | 卫生健康支出 | 297.59 万元 | | | 部门支出总预算
111 | share_percent | 卫生健康支出 | 6.53 % | | 支出总预算
111 | change_amount | 卫生健康支出 | 15.66 万元 | 增加
111 | change_percent | 卫生健康支出 | 5.55 % | 增长
113 | amount | 住房保障支出 | 219.59 万元 | | | 部门支出总预算
113 | share_percent | 住房保障支出 | 4.82 % | | 支出总预算
113 | change_amount | 住房保障支出 | 13.46 万元 | 增加
113 | change_percent | 住房保障支出 | 6.53 % | 增长
117 | amount | 基本支出预算 | 3,830.34 万元 | | | 部门支出总预算
117 | share_percent | 基本支出预算 | 84.08 % | | 支出总预算
117 | change_amount | 基本支出预算 | 166.71 万元 | 增加
117 | change_percent | 基本支出预算 | 4.55 % | 增长
119 | amount | 项目支出预算 | 725.01 万元 | | | 部门支出总预算
119 | share_percent | 项目支出预算 | 15.92 % | | 支出总预算
119 | change_amount | 项目支出预算 | 15.67 万元 | 增加
119 | change_percent | 项目支出预算 | 2.21 % | 增长
121 | count | @聘用 | 16 人 | 增加
125 | amount | 部门财政拨款收支总预算 | 4,555.35 万元
125 | amount | 一般公共预算拨款 | 4,555.35 万元 | | | 部门财政拨款收支总预算
125 | amount | 一般公共服务支出 | 3,487.74 万元 | | | 部门财政拨款收支总预算
125 | amount | 社会保障和就业支出 | 550.43 万元 | | | 部门财政拨款收支总预算
125 | amount | 卫生健康支出 | 297.59 万元 | | | 部门财政拨款收支总预算
125 | amount | 住房保障支出 | 219.59 万元 | | | 部门财政拨款收支总预算
129 | amount | 部门一般公共预算拨款支出 | 4,555.35 万元
129 | amount | 基本支出 | 3,830.34 万元 | | | 部门一般公共预算拨款支出
129 | amount | 项目支出 | 725.01 万元 | | | 部门一般公共预算拨款支出
131 | amount | @运行 | 2,154.41 万元 | | | 部门一般公共预算拨款支出
131 | amount | @运行 | 1,960.81 万元 | | | @运行 | 基本支出预算
131 | amount | @运行 | 193.60 万元 | | | @运行 | 项目支出预算
133 | amount | @管理 | 531.41 万元 | | | 部门一般公共预算拨款支出 | | 项目支出
135 | amount | @其他 | 801.93 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
137 | amount | @离退 | 111.25 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
139 | amount | @养老 | 292.78 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
141 | amount | @年金 | 146.39 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
143 | amount | @医疗 | 142.73 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
145 | amount | @补助 | 154.86 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
147 | amount | @住房 | 219.59 万元 | | | 部门一般公共预算拨款支出 | | 基本支出
151 | amount | 部门一般公共预算基本支出 | 3,830.34 万元
153 | amount | 人员经费 | 3,367.04 万元 | | | 部门一般公共预算基本支出
155 | amount | 公用经费 | 463.30 万元 | | | 部门一般公共预算基本支出
159 | amount | @三公 | 27.02 万元
159 | prior_amount | @三公 | 33.71 万元 | | 2023年预算
159 | change_amount | @三公 | 6.69 万元 | 减少
159 | change_percent | @三公 | 19.85 % | 下降
161 | amount | 因公出国（境）经费 | 0.00 万元 | | | @三公
161 | change_amount | 因公出国（境）经费 | | 与上年持平 | 上年
163 | amount | 公务接待费 | 9.42 万元 | | | @三公
163 | change_amount | 公务接待费 | 2.29 万元 | 减少
163 | change_percent | 公务接待费 | 19.56 % | 下降
165 | amount | @公车 | 17.60 万元 | | | @三公
165 | change_amount | @公车 | 4.40 万元 | 减少
165 | change_percent | @公车 | 20.00 % | 下降
167 | amount | 公务用车购置费 | 0.00 万元 | | | @公车
167 | change_amount | 公务用车购置费 | | 与上年持平 | 上年
169 | amount | 公务用车运行维护费 | 17.60 万元 | | | @公车
169 | change_amount | 公务用车运行维护费 | 4.40 万元 | 减少
169 | change_percent | 公务用车运行维护费 | 20.00 % | 下降
181 | amount | 政府采购预算 | 78.45 万元
181 | change_amount | 政府采购预算 | 21.28 万元 | 增加
181 | change_percent | 政府采购预算 | 37.22 % | 增长
181 | amount | 政府集中采购预算 | 52.25 万元 | | | 政府采购预算
181 | share_percent | 政府集中采购预算 | 66.60 % | | 政府采购预算
181 | change_amount | 政府集中采购预算 | 0.04 万元 | 增加
181 | change_percent | 政府集中采购预算 | 0.08 % | 增长
181 | amount | 分散采购预算 | 26.20 万元 | | | 政府采购预算
181 | share_percent | 分散采购预算 | 33.40 % | | 政府采购预算
181 | change_amount | 分散采购预算 | 21.24 万元 | 增加
181 | change_percent | 分散采购预算 | 428.23 % | 增长
183 | amount | 货物类采购预算 | 50.04 万元 | | | 政府采购预算
183 | amount | 工程类采购预算 | 0.00 万元 | | | 政府采购预算
183 | amount | 服务类采购预算 | 28.42 万元 | | | 政府采购预算
185 | amount | 一般公共预算安排采购支出预算 | 78.45 万元 | | | 政府采购预算
189 | amount | 纳入政府购买服务预算支出 | 42.80 万元
189 | amount | 通过一般公共预算安排购买服务支出预算 | 42.80 万元 | | | 纳入政府购买服务预算支出
193 | count | 柳州市本级项目 | 30 个
193 | amount | 柳州市本级项目 | 725.01 万元
197 | amount | 政府公报编制专项经费 | 46.28 万元
199 | count | 数量指标 | 2 条
201 | count | 质量指标 | 1 条
201 | count | 时效指标 | 1 条
201 | count | 成本指标 | 1 条
201 | count | 社会效益指标 | 1 条
201 | count | 满意度指标 | 1 条
207 | amount | 行政运行经费预算 | 463.30 万元
207 | change_amount | 行政运行经费预算 | 6.04 万元 | 减少
207 | change_percent | 行政运行经费预算 | 1.29 % | 下降
211 | count | 实有在编车辆 | 11 辆
211 | count | 公务保障用车 | 1 辆 | | | 实有在编车辆
211 | count | 应急机要通信用车 | 10 辆 | | | 实有在编车辆
211 | count | 机关本级核定公务用车编制 | 1 辆 | | | 实有在编车辆
"""

# What a count counts, as listed, and how many that are.
LISTS = {
    (69, "机关本级内设科室"): (
        "综合秘书科、第一秘书科、第二秘书科、第三秘书科、第四秘书科、第五秘书科、第六秘书科、"
        "第七秘书科、第八秘书科、综合一科、综合二科、人事科、行政科、信息科、督查科、督查一科、"
        "督查二科、值班室、综合协调科、机关党委、参事协调科",
        "21",
    ),
    (71, "部门所属参公事业单位"): (HOTLINE, "1"),
    (71, "部门对外联系单位"): (
        "柳州市人民政府驻北京联络处、柳州市人民政府驻上海联络处、"
        "柳州市人民政府驻广州（深圳）办事处、柳州市人民政府驻南宁办事处",
        "4",
    ),
    (75, "内设科室"): ("接待科、外联科和秘书科", "3"),
    (105, "支出功能分类科目"): (
        "一般公共服务支出、社会保障和就业支出、卫生健康支出、住房保障支出",
        "4",
    ),
    (199, "数量指标"): ("数量指标1印制柳州市政府公报，数量指标2赠阅县区数量", "2"),
    (201, "质量指标"): ("政府公报编报质量", "1"),
    (201, "时效指标"): ("时效指标1每期政府公报编制及印发", "1"),
    (201, "成本指标"): ("成本指标1政府公报印制费用，成本指标2政府公报调研相关差旅", "2"),
    (201, "社会效益指标"): ("《政府公报》完整展现政府工作", "1"),
    (201, "满意度指标"): ("全年服务对象满意度", "1"),
}

NOT_FIGURES = """
ordinal: 73 1, 75 2, 79 3, 81 4, 83 5, 107 1, 109 2, 111 3, 113 4, 117 1, 119 2, 167 1, 169 2
part of a name: 73 12345, 99 12345, 107 12345, 121 12345
heading: 87 103, 87 2024, 203 2024
year: 91 2024, 95 2024, 99 2024, 99 2024, 103 2024, 107 2024, 121 2024, 121 2024, 125 2024
year: 129 2024, 151 2024, 159 2024, 159 2023, 161 2024, 163 2024, 165 2024, 167 2024, 169 2024
year: 173 2024, 177 2024, 181 2024, 189 2024, 193 2024, 197 2024, 197 2024, 207 2024, 211 2024
date: 81 2022, 81 5, 99 2023, 107 2023, 121 2023, 197 2024
label of an indicator: 199 1, 201 2, 201 1, 201 1, 201 2
"""


def expected_claims() -> list[Claim]:
    """The claims of the first document, from the table above."""
    claims = []
    for row in EXPECTED.strip().splitlines():
        cells = [cell.strip() for cell in row.split("|")]
        cells = [SHORT.get(cell, cell) for cell in cells] + [""] * (9 - len(cells))
        line, kind, subject, figure, direction, base, parent, part, whole_of = cells
        number, _, unit = figure.partition(" ")
        listed, count = LISTS.get((int(line), subject), ("", ""))
        claims.append(
            Claim(
                source_line=int(line),
                section=[name for start, name in SECTIONS.items() if start <= int(line)][-1],
                subject_text=subject,
                part_text=part,
                figure_kind=kind,
                published_text=number + unit or direction,
                number_text=number,
                unit_text=unit,
                direction_word=direction.removeprefix("与上年"),
                base_text=base,
                listed_text=listed,
                list_count=count,
                parent_text=parent,
                whole_of_text=whole_of,
            )
        )
    return claims


def document(prose: str = "", organisation: str = "", year: int = 2024) -> list[str]:
    """A document of the template with the prose given, which begins at line 10."""
    return [
        "# 目 录",
        "## 第一部分 甲局概况",
        "- 二、机构设置情况",
        f"## 第二部分 甲局{year}年部门预算情况说明",
        "- 一、部门收支预算情况说明",
        "## 第一部分 甲局概况",
        "## 一、主要职责",
        "负责12345项工作。",
        "## 二、机构设置情况",
        *organisation.split("\n"),
        f"## 第二部分 甲局{year}年部门预算情况说明",
        "### 一、部门收支预算情况说明",
        *prose.split("\n"),
        "## 第三部分 甲局部门预算报表",
        "共12张表，合计100.00万元。",
    ]


def claims_of(prose: str = "", organisation: str = "") -> list[Claim]:
    """The claims of a made-up document."""
    return read_claims(document(prose, organisation))


def brief(claims: list[Claim], *columns: str) -> list[str]:
    """Some columns of claims, each claim as one string."""
    return [" | ".join(str(getattr(claim, column)) for column in columns) for claim in claims]


def kinds(prose: str) -> list[str]:
    """Subject, kind and figure of each claim of some prose."""
    return brief(claims_of(prose), "subject_text", "figure_kind", "published_text")


def digits(text: str) -> str:
    """The digits of a text, sorted, whatever their width."""
    return "".join(sorted(re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))))


# The first document


def test_first_document_is_read_whole() -> None:
    """Every figure of the first document is a claim with all that is printed about it."""
    expected = expected_claims()
    found = read_claims(LINES)
    for claim, wanted in zip(found, expected, strict=False):
        # How a part belongs to its whole, and by which measure a figure is, is derived; the next
        # tests are about it.
        assert replace(claim, parent_relation="", basis="") == wanted
    assert len(found) == len(expected) == 128


def test_first_document_is_a_budget_that_compares_with_a_budget() -> None:
    """Its amounts and shares are of the budget, its changes from that of the year before."""
    bases: dict[str, set[str]] = {}
    for claim in read_claims(LINES):
        bases.setdefault(claim.figure_kind, set()).add(claim.basis)
    assert bases == {
        "amount": {"budget"},
        "share_percent": {"budget"},
        "change_amount": {"prior_budget"},
        "change_percent": {"prior_budget"},
        "prior_amount": {"prior_budget"},
        "count": {""},
    }


def test_parts_that_divide_a_whole_are_told_from_parts_picked_out_of_it() -> None:
    """划分 gives all the vehicles, 其中 behind it picks some out; without a whole, neither."""
    claims = read_claims(LINES)
    assert {
        c.subject_text: c.parent_relation for c in claims if c.parent_text == "实有在编车辆"
    } == {
        "公务保障用车": "partition",
        "应急机要通信用车": "partition",
        "机关本级核定公务用车编制": "part",
    }
    assert {c.parent_relation for c in claims if not c.parent_text} == {""}
    assert {c.parent_relation for c in claims if c.parent_text} == {"partition", "part"}


def test_every_number_of_the_first_document_is_accounted_for() -> None:
    """Each number is a claim or has a reason, and none is left over or taken twice."""
    numbers = list_numbers(LINES)
    claims = [number.claim for number in numbers if number.claim]
    assert claims == [claim for claim in read_claims(LINES) if claim.number_text]
    assert all(number.claim.number_text == number.number_text for number in numbers if number.claim)

    wanted = [
        (int(entry.split()[0]), entry.split()[1], reason)
        for reason, _, entries in (row.partition(": ") for row in NOT_FIGURES.strip().splitlines())
        for entry in entries.split(", ")
    ]
    others = [(n.source_line, n.number_text, n.reason) for n in numbers if n.claim is None]
    assert sorted(others) == sorted(wanted)
    assert all(number.reason == "" for number in numbers if number.claim)

    # The ledger against the text itself, so that no number is missed by both.
    for line in (*range(68, 87), *range(87, 213)):
        on_line = "".join(n.number_text for n in numbers if n.source_line == line)
        assert digits(on_line) == digits(LINES[line - 1]), f"line {line}"
    assert {number.source_line for number in numbers} <= set(range(67, 213))


def test_a_changed_number_changes_its_claim_only() -> None:
    """Claims follow the text: another figure on line 181 is another claim there."""
    lines = list(LINES)
    lines[180] = lines[180].replace("428.23%", "428.24%")
    before, after = read_claims(LINES), read_claims(lines)
    changed = [(b, a) for b, a in zip(before, after, strict=True) if a != b]
    assert [(b.published_text, a.published_text) for b, a in changed] == [("428.23%", "428.24%")]


def test_rows_are_the_claims_in_the_columns_of_the_seed() -> None:
    """A row is the line and then the columns, all of it text."""
    assert CLAIM_COLUMNS == (
        "section",
        "subject_text",
        "part_text",
        "figure_kind",
        "published_text",
        "number_text",
        "unit_text",
        "direction_word",
        "base_text",
        "listed_text",
        "list_count",
        "parent_text",
        "whole_of_text",
        "parent_relation",
        "basis",
    )
    rows, _ = narrative_rows(LINES)
    assert rows == [[str(cell) for cell in astuple(claim)] for claim in read_claims(LINES)]
    assert {len(row) for row in rows} == {len(CLAIM_COLUMNS) + 1}
    assert rows[0][:3] == ["69", "二、机构设置情况", "机关本级内设科室"]


# Where prose is, and how lines make paragraphs


def test_only_the_organisation_section_and_the_explaining_part_are_read() -> None:
    """Duties, the table of contents and the parts behind state no claims."""
    claims = claims_of("收入总预算10.00万元。", "内设科室3个。")
    assert brief(claims, "source_line", "section", "published_text") == [
        "10 | 二、机构设置情况 | 3个",
        "13 | 一、部门收支预算情况说明 | 10.00万元",
    ]


@pytest.mark.parametrize(
    "lines", [[], ["# 甲局2024年部门预算公开说明", "第三部分 名词解释", "10元。"]]
)
def test_a_document_without_such_prose_has_no_claims(lines: list[str]) -> None:
    """Missing parts are no error here."""
    assert read_claims(lines) == []
    assert list_numbers(lines) == []


def test_a_document_without_parts_is_read_up_to_its_tables() -> None:
    """Nobody says there where the prose is, so all of it is."""
    lines = ["# 甲局2024年部门预算公开说明", "收入总预算10.00万元。", "表1", "合计11.00万元。"]
    assert brief(read_claims(lines), "published_text") == ["10.00万元"]
    lines[2:] = ["合计\t11.00", "注：收入12.00万元。"]
    assert brief(read_claims(lines), "published_text") == ["10.00万元"]


def test_a_document_without_the_organisation_section_is_read() -> None:
    """The explaining part does not depend on the first part."""
    lines = [line for line in document("政府采购预算5.00万元。") if "机构设置" not in line]
    assert brief(read_claims(lines), "subject_text") == ["政府采购预算"]


def test_the_last_part_ends_where_the_first_table_begins() -> None:
    """A document that does not print a heading over its tables still ends its prose there."""
    lines = [*document("甲费5.00万元。")[:-2], "表1", "乙费6.00万元。"]
    assert brief(read_claims(lines), "published_text") == ["5.00万元"]


def test_a_sentence_broken_by_a_page_is_joined() -> None:
    """A number stands at its own line, and one cut in two at the line it begins on."""
    claims = claims_of("甲费4,555.3\n\n- 3 -\n\n5万元，同比增\n\n加182.38万元。")
    assert brief(claims, "source_line", "subject_text", "published_text", "direction_word") == [
        "13 | 甲费 | 4,555.35万元 | ",
        "19 | 甲费 | 182.38万元 | 增加",
    ]


def test_page_numbers_headings_and_table_rows_state_nothing() -> None:
    """They are in the ledger all the same."""
    numbers = list_numbers(document("12\n\n甲费\t5.00\n\n**二、2024年其他情况说明**\n\n第 13 页"))
    assert [(n.number_text, n.reason) for n in numbers if n.source_line > 12] == [
        ("12", "page number"),
        ("5.00", "row of a table"),
        ("2024", "heading"),
        ("13", "page number"),
    ]


@pytest.mark.parametrize(
    "heading", ["#### **采购预算**", "### 采购预算", "**采购预算**", "二、采购情况说明"]
)
def test_headings_are_found_with_any_mark(heading: str) -> None:
    """The section is the heading's text without its marks."""
    claims = claims_of(f"{heading}\n\n采购预算5.00万元。")
    assert brief(claims, "section") == [heading.strip("#* ")]


def test_a_heading_that_states_a_figure_is_prose() -> None:
    """What was turned into a heading on the way is not lost."""
    assert kinds("# （一）甲收入5.00万元，同比增加1.00万元。") == [
        "甲收入 | amount | 5.00万元",
        "甲收入 | change_amount | 1.00万元",
    ]


def test_a_heading_forgets_what_was_spoken_of() -> None:
    """Nothing under one heading is a part of what stands under another."""
    claims = claims_of(
        "甲费5万元，其中：\n\n### 二、采购\n\n按来源分：乙3万元。\n\n同比增加1万元。"
    )
    assert brief(claims, "subject_text", "parent_text") == ["甲费 | ", "乙 | ", "同比增加 | "]


def test_only_a_sentence_without_an_end_goes_on_in_the_next_paragraph() -> None:
    """A ； or a colon is no end; a heading ends everything."""
    assert parts("甲10万元，其中：\n\n乙6万元；\n\n丙4万元。") == [
        "甲 | 10万元 | ",
        "乙 | 6万元 | 甲",
        "丙 | 4万元 | 甲",
    ]
    assert kinds("甲5万元，乙3万元。\n\n同比增加1万元。")[2] == "甲 | change_amount | 1万元"
    assert kinds("甲费\n\n### 二、采购\n\n5万元。") == [" | amount | 5万元"]


def test_the_year_is_that_of_the_heading() -> None:
    """Where the heading over the prose has none, the first heading that has one counts."""
    prose = "2024年采购预算5万元，2025年采购预算6万元，2026年采购预算7万元。"
    lines = [line.replace("2024年部门", "部门") for line in document()]
    lines[-2:-2] = [prose]
    lines[:0] = ["2026年2月公布", "# 甲局2025年部门预算公开说明"]
    claims = read_claims(lines)
    assert brief(claims, "figure_kind") == ["prior_amount", "amount", "amount"]


# Figures and the words around them


@pytest.mark.parametrize(
    ("clause", "kind", "number", "unit", "direction"),
    [
        ("同比增加1,182.38万元", "change_amount", "1,182.38", "万元", "增加"),
        ("比上年减少182元", "change_amount", "182", "元", "减少"),
        ("较2023年预算数下降4.17%", "change_percent", "4.17", "%", "下降"),
        ("与上年相比增加5.5亿元", "change_amount", "5.5", "亿元", "增加"),
        ("同比增加（减少）-6.69万元", "change_amount", "-6.69", "万元", "增加（减少）"),
        ("同比增加(减少)−6.69 万元", "change_amount", "−6.69", "万元", "增加(减少)"),
        ("同比减少（6.69）万元", "change_amount", "（6.69）", "万元", "减少"),
        ("同比增长１２．５％", "change_percent", "１２．５", "％", "增长"),
        ("同比增加3亿多元", "change_amount", "3", "亿多元", "增加"),
        ("同比增加5000余元", "change_amount", "5000", "余元", "增加"),
        ("增长率为4.17%", "change_percent", "4.17", "%", "增长"),
        ("降幅8.5%", "change_percent", "8.5", "%", "降幅"),
        ("比上年上升1.5个百分点", "change_percent", "1.5", "个百分点", "上升"),
        ("下降百分之4.17", "change_percent", "4.17", "百分之", "下降"),
        ("同比增加21.28", "change_amount", "21.28", "", "增加"),
        ("占支出总预算84.08%", "share_percent", "84.08", "%", ""),
        ("比2023年预算33.71万元", "prior_amount", "33.71", "万元", ""),
    ],
)
def test_what_follows_an_amount_belongs_to_it(
    clause: str, kind: str, number: str, unit: str, direction: str
) -> None:
    """Changes, shares and prior amounts take the subject of the amount before them."""
    _, claim = claims_of(f"政府采购预算10.00万元，{clause}。")
    assert (claim.subject_text, claim.figure_kind) == ("政府采购预算", kind)
    assert (claim.number_text, claim.unit_text, claim.direction_word) == (number, unit, direction)
    assert claim.published_text in clause


@pytest.mark.parametrize(
    ("clause", "base"),
    [
        ("占支出总预算84.08%", "支出总预算"),
        ("占“三公”经费支出预算的比重为34.86%", "“三公”经费支出预算"),
        ("占总支出的8%", "总支出"),
        ("占比5.2%", ""),
        ("比2023年预算33.71万元", "2023年预算"),
        ("与上年预算数33.71万元相比", "上年预算数"),
        ("2023年预算数为33.71万元", "2023年预算数"),
        ("较2023年“三公”经费预算33.71万元", "2023年“三公”经费预算"),
    ],
)
def test_shares_and_prior_amounts_say_of_what(clause: str, base: str) -> None:
    """The base is the phrase as printed, without the words that only join it."""
    _, claim = claims_of(f"政府采购预算10.00万元，{clause}。")
    assert claim.figure_kind in ("share_percent", "prior_amount")
    assert claim.base_text == base


def test_a_prior_amount_and_its_change_may_share_a_clause() -> None:
    """比…减少… states two figures."""
    assert kinds("运行经费预算463.30万元，比2023年预算469.34万元减少6.04万元，下降1.29%。") == [
        "运行经费预算 | amount | 463.30万元",
        "运行经费预算 | prior_amount | 469.34万元",
        "运行经费预算 | change_amount | 6.04万元",
        "运行经费预算 | change_percent | 1.29%",
    ]


def test_another_year_is_prior_only_if_it_is_earlier() -> None:
    """What counts is the year of the heading; carried-over money is of this year."""
    assert kinds("2023年采购预算57.17万元，2024年78.45万元，其中：上年结转资金5.00万元。") == [
        "采购预算 | prior_amount | 57.17万元",
        "采购预算 | amount | 78.45万元",
        "上年结转资金 | amount | 5.00万元",
    ]
    for subject in ("基本支出和2024年新增支出", "2025年结转支出", "根据2023年文件安排的支出"):
        (claim,) = claims_of(f"{subject}5.00万元。")
        assert claim.figure_kind == "amount", subject


@pytest.mark.parametrize(
    ("phrase", "word", "base"),
    [
        ("与上年持平", "持平", "上年"),
        ("与2023年预算持平", "持平", "2023年预算"),
        ("同比持平", "持平", ""),
        ("与上年基本持平", "基本持平", "上年"),
        ("与上年相比无变化", "无变化", "上年"),
        ("较上年预算数一致", "一致", "上年预算数"),
        ("与上年相同", "相同", "上年"),
        ("比上年执行数无增减变化", "无增减变化", "上年执行数"),
        ("保持不变", "保持不变", ""),
        ("无变化", "无变化", ""),
        ("同比无变化", "无变化", ""),
        ("较上年无增减", "无增减", "上年"),
        ("与2023年预算相比无增减变化", "无增减变化", "2023年预算"),
        ("比上年预算数不增不减", "不增不减", "上年预算数"),
    ],
)
def test_unchanged_is_a_change_without_a_number(phrase: str, word: str, base: str) -> None:
    """Nothing is invented: the number stays blank."""
    amount, change = claims_of(f"公务接待费2024年预算0.00万元，{phrase}。")
    assert (amount.subject_text, amount.figure_kind) == ("公务接待费", "amount")
    assert change == Claim(
        amount.source_line,
        amount.section,
        "公务接待费",
        "",
        "change_amount",
        phrase,
        "",
        "",
        direction_word=word,
        base_text=base,
        basis="prior_executed" if "执行" in base else "prior_budget",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "支出总计9万元，与2023年决算数相比，增加1万元，增长12.50%。",
            ["支出总计 | 增加 | 2023年决算数", "支出总计 | 增长 | "],
        ),
        (
            "收、支总计9万元。与2023年度相比，收、支总计各增加1万元。",
            ["收、支总计 | 增加 | 2023年度"],
        ),
        (
            "支出总计9万元。会议费与上年执行数比较，减少1万元。",
            ["会议费 | 减少 | 上年执行数"],
        ),
        ("会议费9万元，与上年预算数相比，基本持平。", ["会议费 | 基本持平 | 上年预算数"]),
        # What says itself with what it compares is not compared with anything else.
        (
            "会议费9万元，与上年执行数相比，较2023年预算减少1万元。",
            ["会议费 | 减少 | 2023年预算"],
        ),
    ],
)
def test_a_clause_may_say_with_what_the_next_compares(text: str, expected: list[str]) -> None:
    """与上年执行数相比, a comma, and then the change."""
    assert [
        f"{claim.subject_text} | {claim.direction_word} | {claim.base_text}"
        for claim in claims_of(text)
        if claim.direction_word
    ] == expected


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("2024年部门收支总预算", "部门收支总预算"),
        ("2024年度我部门政府采购预算为", "政府采购预算"),
        ("截至2023年12月31日，本单位国有资产共计", "国有资产"),
        ("（一）政府性基金预算拨款收入", "政府性基金预算拨款收入"),
        ("1.2024年财政专户管理资金收入", "财政专户管理资金收入"),
        ("2、单位资金收入：", "单位资金收入"),
        ("会议费2024年预算数", "会议费"),
        ("基本建设", "基本建设"),
        ("公共安全支出", "公共安全支出"),
        ("重点项目：道路养护经费，预算资金", "道路养护经费"),
        ("（二）重点项目名称：道路养护经费。预算资金：", "道路养护经费"),
        ("二是压缩后的办公费", "压缩后的办公费"),
        ("同时安排办公费", "办公费"),
        ("其中：\n\n办公费：", "办公费"),
        ("印刷费（不含税）", "印刷费（不含税）"),
        ("主要用于办公费", "办公费"),
        ("我会公用经费", "公用经费"),
        ("1.因公出国（境）费：2024年预算", "因公出国（境）费"),
        ("我局共安排政府采购预算", "政府采购预算"),
        ("收入来源为一般公共预算拨款", "一般公共预算拨款"),
        ("本年度机关运行经费预算", "机关运行经费预算"),
        ("本年收入", "本年收入"),
        ("支出由教育支出", "教育支出"),
        ("公用经费，主要包括办公费", "办公费"),
        ("本会计科目", "本会计科目"),
    ],
)
def test_subjects_lose_only_what_is_around_them(clause: str, subject: str) -> None:
    """Ordinals, years, the speaker and labels go; names stay as printed."""
    (claim,) = claims_of(f"{clause}10.00万元。")
    assert (claim.subject_text, claim.figure_kind) == (subject, "amount")


def test_a_figure_without_a_subject_keeps_the_words_before_it() -> None:
    """No figure is dropped."""
    assert kinds("同比增加5.00万元。") == ["同比增加 | change_amount | 5.00万元"]
    assert kinds("在10.00万元以内。") == ["在 | amount | 10.00万元"]
    assert kinds("根据有关规定，预算资金5万元。") == ["预算资金 | amount | 5万元"]


def test_labels_behind_the_first_words_name_figures() -> None:
    """A colon in front of a figure names it, also where something else was spoken of."""
    assert parts("总预算10万元，其中：甲费：6万元，乙费：4万元和丙费2万元。") == [
        "总预算 | 10万元 | ",
        "甲费 | 6万元 | 总预算",
        "乙费 | 4万元 | 总预算",
        "丙费 | 2万元 | 总预算",
    ]


def test_a_reason_has_figures_of_its_own() -> None:
    """They do not become what the sentence after the reason is about."""
    assert brief(
        claims_of(
            "其中：甲费10.00万元，同比减少4.00万元，主要原因：一是人员减少3人，公用经费减少2.50万元；"
            "二是压减会议费1.50万元。同比下降28.57%；乙费5.00万元。"
        ),
        "subject_text",
        "figure_kind",
        "published_text",
        "direction_word",
    ) == [
        "甲费 | amount | 10.00万元 | ",
        "甲费 | change_amount | 4.00万元 | 减少",
        "人员 | count | 3人 | 减少",
        "公用经费 | change_amount | 2.50万元 | 减少",
        "会议费 | change_amount | 1.50万元 | 压减",
        "甲费 | change_percent | 28.57% | 下降",
        "乙费 | amount | 5.00万元 | ",
    ]


def test_unchanged_behind_a_reason_is_about_what_was_explained() -> None:
    """But what the reason itself calls unchanged is no figure."""
    assert kinds("接待费0万元，主要原因是压减费用1万元，政策与上年一致，与上年持平。") == [
        "接待费 | amount | 0万元",
        "费用 | change_amount | 1万元",
        "接待费 | change_amount | 与上年持平",
    ]


def test_amounts_in_a_reason_are_no_wholes_and_no_parts() -> None:
    """What a reason mentions stands beside the parts, not among them."""
    assert parts(
        "总预算10万元，主要原因是安排甲经费5万元。其中：乙6万元，主要原因是新建丙1万元；丁4万元。"
    ) == [
        "总预算 | 10万元 | ",
        "甲经费 | 5万元 | ",
        "乙 | 6万元 | 总预算",
        "新建丙 | 1万元 | ",
        "丁 | 4万元 | 总预算",
    ]


def test_a_change_of_people_does_not_change_the_subject() -> None:
    """Amounts go on to speak of what they spoke of before."""
    assert kinds("甲费10万元，人员增加3人，同比增加2万元。乙费同比增加1万元，增长5%。") == [
        "甲费 | amount | 10万元",
        "人员 | count | 3人",
        "甲费 | change_amount | 2万元",
        "乙费 | change_amount | 1万元",
        "乙费 | change_percent | 5%",
    ]


def test_numbers_that_share_a_unit_are_all_claims() -> None:
    """The unit is given to the one it is printed with."""
    assert brief(claims_of("预算安排10至20万元。"), "subject_text", "published_text") == [
        "预算安排 | 10",
        "预算安排 | 20万元",
    ]


def test_all_of_an_amount() -> None:
    """全部为 and its like say what all of the amount before is."""
    claims = claims_of("甲支出5.00万元，同比增加1.00万元，全部为项目支出。乙支出2元均为基本支出。")
    assert brief(claims, "published_text", "whole_of_text") == [
        "5.00万元 | 项目支出",
        "1.00万元 | ",
        "2元 | 基本支出",
    ]


def test_figures_given_in_turn_belong_to_the_names_in_turn() -> None:
    """So do the changes and shares behind them; a name with 和 in it is one where that is clear."""
    assert kinds(
        "社会保障和就业支出、卫生健康支出分别为10万元和20万元，分别占总支出的33%和67%，分别比上年增加1万元、2万元。"
        "政策不变，丙费3万元，增长4%。"
    ) == [
        "社会保障和就业支出 | amount | 10万元",
        "卫生健康支出 | amount | 20万元",
        "社会保障和就业支出 | share_percent | 33%",
        "卫生健康支出 | share_percent | 67%",
        "社会保障和就业支出 | change_amount | 1万元",
        "卫生健康支出 | change_amount | 2万元",
        "丙费 | amount | 3万元",
        "丙费 | change_percent | 4%",
    ]
    assert parts("总预算9万元，其中：甲、乙和丙分别为2万元、3万元和4万元。") == [
        "总预算 | 9万元 | ",
        "甲 | 2万元 | 总预算",
        "乙 | 3万元 | 总预算",
        "丙 | 4万元 | 总预算",
    ]


def test_shares_in_turn_behind_the_parts_are_of_the_parts() -> None:
    """If there are as many parts as shares; else they are of nothing that is known."""
    prose = "采购预算9万元，其中：货物2万元，工程3万元，服务4万元，分别占22%、33%、45%。"
    assert kinds(prose)[4:] == [
        "货物 | share_percent | 22%",
        "工程 | share_percent | 33%",
        "服务 | share_percent | 45%",
    ]
    assert kinds("采购预算9万元，其中：货物2万元，服务7万元，增长22%、33%、45%。")[3:] == [
        "增长 | change_percent | 22%",
        "增长 | change_percent | 33%",
        "增长 | change_percent | 45%",
    ]


def test_a_percentage_in_a_reason_is_not_of_what_is_explained() -> None:
    """Unless it says that it compares with the year before."""
    assert kinds("甲费9万元，增长12.5%，原因是提高3%。乙费8万元，由于新增人员，同比增长14%。") == [
        "甲费 | amount | 9万元",
        "甲费 | change_percent | 12.5%",
        "原因是提高 | change_percent | 3%",
        "乙费 | amount | 8万元",
        "乙费 | change_percent | 14%",
    ]


def test_names_that_do_not_match_figures_in_turn_are_not_told_apart() -> None:
    """Two 和 could be taken two ways, and three names do not share two figures."""
    for names in ("社会保障和就业支出和卫生健康支出", "甲、乙、丙", "2023年和2024年"):
        claims = claims_of(f"{names}分别为10万元和20万元。")
        assert len({claim.subject_text for claim in claims}) == 1, names
        assert brief(claims, "published_text") == ["10万元", "20万元"]


@pytest.mark.parametrize(
    ("sentence", "subject", "published", "count"),
    [
        ("内设三个科室，分别为甲科、乙科和丙科。", "内设科室", "三个", "3"),
        ("下属五个单位。", "下属单位", "五个", ""),
        ("所属事业单位十二个。", "所属事业单位", "十二个", ""),
        ("核定编制一百零五名。", "核定编制", "一百零五名", ""),
        ("实有车辆两辆。", "实有车辆", "两辆", ""),
        ("国内公务接待二十批次。", "国内公务接待", "二十批次", ""),
        ("支出共分为四类。", "支出", "四类", ""),
        ("安排资金三百万元。", "资金", "三百万元", ""),
        ("甲费下降百分之五。", "甲费", "百分之五", ""),
    ],
)
def test_numbers_in_chinese_characters_are_figures(
    sentence: str, subject: str, published: str, count: str
) -> None:
    """They are, where what stands before them counts; the list behind them is counted as well."""
    (claim,) = claims_of(organisation=sentence)
    assert (claim.published_text, claim.list_count) == (published, count)
    assert claim.subject_text in (subject, sentence[: sentence.index(published)])


@pytest.mark.parametrize(
    "prose",
    [
        "负责一个号码管服务和“三大纠纷”调处，做到两个维护、四个意识。",
        "综合一科、第二秘书科为公益一类单位三级机构。",
        "十四五期间实施一批重大项目，每人一次，第一个百年。",
        "按照第三十二条规定，一家一策，一项一项落实。",
    ],
)
def test_numbers_in_words_are_no_figures(prose: str) -> None:
    """Most Chinese numerals are words."""
    assert claims_of(prose) == []


def test_an_amount_without_words_of_its_own_is_not_another_of_the_same() -> None:
    """But one given twice, to fewer digits, is."""
    assert kinds("采购预算21,512,900元，约2,151万元，2024年安排3万元，5万元用于培训。") == [
        "采购预算 | amount | 21,512,900元",
        "采购预算 | amount | 2,151万元",
        "2024年安排 | amount | 3万元",
        " | amount | 5万元",
    ]


def test_a_change_behind_a_count_is_of_the_money() -> None:
    """People and things counted on the way are not what became less."""
    assert kinds("接待费3万元，接待20批次、300人次，比上年减少1万元，下降25%。")[3:] == [
        "接待费 | change_amount | 1万元",
        "接待费 | change_percent | 25%",
    ]


def test_changes_say_what_they_compare_with() -> None:
    """The budget of the year before and what was spent are two things."""
    claims = claims_of("甲费9万元，较上年预算数减少1万元；较2023年执行数8万元增加1万元，同比持平。")
    assert brief(claims, "figure_kind", "base_text") == [
        "amount | ",
        "change_amount | 上年预算数",
        "prior_amount | 2023年执行数",
        "change_amount | ",
        "change_amount | ",
    ]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("三、关于部门支出总体情况的说明", True),
        ("七、“三公”经费预算", True),
        ("十一、2024年机关运行经费", True),
        ("一、甲费5万元", False),
        ("（一）人员经费", False),
    ],
)
def test_plain_lines_are_headings_where_they_look_like_one(heading: str, section: bool) -> None:
    """A line without marks is a heading by its ordinal and its last word."""
    claims = claims_of(f"{heading}\n\n2024年乙费9万元。")
    assert (claims[-1].section == heading) is section


# Wholes and parts


def parts(prose: str) -> list[str]:
    """Figure, subject and whole of each amount or count of some prose."""
    claims = [claim for claim in claims_of(prose) if claim.figure_kind in ("amount", "count")]
    return brief(claims, "subject_text", "published_text", "parent_text")


def test_several_funds_are_parts_of_both_sides_of_the_budget() -> None:
    """Any separator may stand between parts."""
    assert parts(
        "收支总预算10.00元。收入包括：一般公共预算拨款4.00元、政府性基金预算拨款3.00元，"
        "财政专户管理资金2.00元；单位资金1.00元。支出包括：教育支出10.00元。"
    ) == [
        "收支总预算 | 10.00元 | ",
        "一般公共预算拨款 | 4.00元 | 收支总预算",
        "政府性基金预算拨款 | 3.00元 | 收支总预算",
        "财政专户管理资金 | 2.00元 | 收支总预算",
        "单位资金 | 1.00元 | 收支总预算",
        "教育支出 | 10.00元 | 收支总预算",
    ]


def test_half_width_marks_read_as_full_width_ones() -> None:
    """A comma between digits separates thousands, elsewhere clauses."""
    assert parts(
        "收支总预算 4,555.35 万元, 同比增长 4.17%. "
        "收入包括: 甲 4,000 万元; 乙 555.35 万元. 丙 1 万元."
    ) == [
        "收支总预算 | 4,555.35 万元 | ",
        "甲 | 4,000 万元 | 收支总预算",
        "乙 | 555.35 万元 | 收支总预算",
        "丙 | 1 万元 | ",
    ]


def test_full_width_digits_are_kept_as_printed() -> None:
    """A full-width comma separates thousands between full-width digits only."""
    assert parts("甲费４，５５５．３５万元，乙费1万元，2024年丙费3万元。") == [
        "甲费 | ４，５５５．３５万元 | ",
        "乙费 | 1万元 | ",
        "丙费 | 3万元 | ",
    ]


def test_numbered_paragraphs_are_parts_of_what_announces_them() -> None:
    """Remarks between them change nothing; a list at the same level ends the one before."""
    assert parts(
        "收入总预算10.00万元，其中：\n\n(一)甲收入6.00万元。其中:\n\n1．丙4.00万元。\n\n"
        "减少的主要原因：压减支出。\n\n2．丁2.00万元。\n\n(二)乙收入4.00万元。"
    ) == [
        "收入总预算 | 10.00万元 | ",
        "甲收入 | 6.00万元 | 收入总预算",
        "丙 | 4.00万元 | 甲收入",
        "丁 | 2.00万元 | 甲收入",
        "乙收入 | 4.00万元 | 收入总预算",
    ]


def test_numbered_paragraphs_belong_to_the_nearest_announcement() -> None:
    """Another amount that announces parts ends the list before it."""
    assert parts(
        "收入5万元，其中：\n\n（一）甲5万元。\n\n支出4万元，其中：\n\n（一）乙4万元。"
    ) == ["收入 | 5万元 | ", "甲 | 5万元 | 收入", "支出 | 4万元 | ", "乙 | 4万元 | 支出"]


def test_parts_of_a_part() -> None:
    """A second 其中 speaks of the part before it, and ； goes back."""
    assert parts("总预算10万元，其中甲8万元，其中：丙6万元，丁2万元；乙2万元。戊1万元。") == [
        "总预算 | 10万元 | ",
        "甲 | 8万元 | 总预算",
        "丙 | 6万元 | 甲",
        "丁 | 2万元 | 甲",
        "乙 | 2万元 | 总预算",
        "戊 | 1万元 | ",
    ]


def test_a_bracket_holds_parts_of_the_figure_before_it() -> None:
    """Behind the bracket the sentence goes on as if it were not there."""
    claims = claims_of(
        "车辆费17.60万元（其中购置费0万元，运行费17.60万元），同比减少4.40万元（下降20%）。"
    )
    assert brief(claims, "subject_text", "published_text", "parent_text") == [
        "车辆费 | 17.60万元 | ",
        "购置费 | 0万元 | 车辆费",
        "运行费 | 17.60万元 | 车辆费",
        "车辆费 | 4.40万元 | ",
        "车辆费 | 20% | ",
    ]


def test_a_bracket_may_stand_by_itself_or_before_its_figure() -> None:
    """By itself it holds parts of what the sentence before stated."""
    assert parts("甲100万元，乙6万元。（其中：丙20万元，印刷费（含制版费3万元）5万元）") == [
        "甲 | 100万元 | ",
        "乙 | 6万元 | ",
        "丙 | 20万元 | 乙",
        "制版费 | 3万元 | ",
        "印刷费 | 5万元 | 乙",
    ]
    assert parts("总预算9万元，其中：甲5万元（原因是调整。另有丙1万元。），乙4万元。")[-1] == (
        "乙 | 4万元 | 总预算"
    )


def test_what_a_count_is_in_particular_are_its_parts() -> None:
    """具体为 and 分别为 name the parts of a count or an amount."""
    assert parts(
        "共有车辆3辆，具体为：轿车1辆，客车2辆；拟购置车辆5辆。支出3.00元，分别为：甲费1.00元，乙费2.00元。"
    ) == [
        "车辆 | 3辆 | ",
        "轿车 | 1辆 | 车辆",
        "客车 | 2辆 | 车辆",
        "拟购置车辆 | 5辆 | ",
        "支出 | 3.00元 | ",
        "甲费 | 1.00元 | 支出",
        "乙费 | 2.00元 | 支出",
    ]


def test_the_year_before_may_stand_in_a_bracket() -> None:
    """比上年预算（3.50万元）减少 states what it compares with."""
    assert brief(
        claims_of("接待费3.36万元，比2023年预算（3.50万元）减少0.14万元，下降4.00%。"),
        "subject_text",
        "figure_kind",
        "published_text",
        "base_text",
    ) == [
        "接待费 | amount | 3.36万元 | ",
        "接待费 | prior_amount | 3.50万元 | 2023年预算",
        "接待费 | change_amount | 0.14万元 | 2023年预算",
        "接待费 | change_percent | 4.00% | ",
    ]
    assert kinds("接待费3.36万元（3.50万元）。")[1] == " | amount | 3.50万元"


@pytest.mark.parametrize("phrase", ["（与上年持平）", "与上年持平"])
def test_unchanged_right_behind_a_figure_is_about_it(phrase: str) -> None:
    """In a bracket or without a comma."""
    assert kinds(f"甲费2.00万元、乙费1.00万元{phrase}。") == [
        "甲费 | amount | 2.00万元",
        "乙费 | amount | 1.00万元",
        "乙费 | change_amount | 与上年持平",
    ]


def test_a_percentage_in_characters_is_taken_whole_or_not_at_all() -> None:
    """百分之二十七点五 is not 二十."""
    assert kinds("甲费9.00元，下降百分之二十七点五。") == ["甲费 | amount | 9.00元"]
    assert kinds("甲费9.00元，下降百分之二十七。")[1:] == ["甲费 | change_percent | 百分之二十七"]


def test_a_list_may_stand_right_before_its_count() -> None:
    """内设A、B、C三个机构 and 内设A、B等3个机构 list what they count, in whatever digits."""
    assert brief(
        claims_of(
            "我单位共设办公室、人事科、督查室三个内设机构。内设综合科、秘书科、财务科4个职能科室，"
            "下设中心1个事业单位。强化四个意识。"
        ),
        "subject_text",
        "published_text",
        "listed_text",
        "list_count",
    ) == [
        "内设机构 | 三个 | 办公室、人事科、督查室 | 3",
        "内设职能科室 | 4个 | 综合科、秘书科、财务科 | 3",
        "下设中心事业单位 | 1个 |  | ",
    ]


def test_what_is_divided_may_stand_before_how() -> None:
    """支出预算按用途划分 and 分品目看 announce all parts; 分别占 is said of them."""
    assert brief(
        claims_of(
            "支出总预算3.00万元。\n\n支出预算按用途划分，基本支出1.00万元、项目支出2.00万元，"
            "分别占支出总预算的33.33%、66.67%；分品目看，货物0.50万元。"
        ),
        "subject_text",
        "published_text",
        "parent_text",
        "parent_relation",
    ) == [
        "支出总预算 | 3.00万元 |  | ",
        "基本支出 | 1.00万元 | 支出总预算 | partition",
        "项目支出 | 2.00万元 | 支出总预算 | partition",
        "基本支出 | 33.33% |  | ",
        "项目支出 | 66.67% |  | ",
        "货物 | 0.50万元 | 支出总预算 | partition",
    ]


def test_what_is_done_of_a_budget_is_its_completion() -> None:
    """完成预算的80.38% is no subject: 比上年减少 speaks of what was spent."""
    assert brief(
        claims_of("“三公”经费支出决算12.86万元，完成预算的80.38%，比上年减少3.14万元。"),
        "subject_text",
        "figure_kind",
        "base_text",
    ) == [
        "“三公”经费支出决算 | amount | ",
        "“三公”经费支出决算 | completion_percent | 预算",
        "“三公”经费支出决算 | change_amount | 上年",
    ]


def test_what_is_counted_may_have_the_money() -> None:
    """下属1家事业单位的机关运行经费 is 机关运行经费."""
    assert kinds("本级及下属1家参公管理事业单位的机关运行经费财政拨款预算3.00万元。") == [
        "本级及下属 | count | 1家",
        "机关运行经费财政拨款预算 | amount | 3.00万元",
    ]


def test_as_follows_behind_a_division_goes_on_dividing() -> None:
    """共有4大类，具体如下 announces parts of what is divided, and counts kinds."""
    assert brief(
        claims_of(
            "部门支出总预算3.00万元。\n\n（一）按支出功能分类科目划分，共有四大类，具体如下：\n\n"
            "1. 教育支出3.00万元。"
        ),
        "subject_text",
        "published_text",
        "parent_text",
    ) == [
        "部门支出总预算 | 3.00万元 | ",
        "支出功能分类科目 | 四大类 | ",
        "教育支出 | 3.00万元 | 部门支出总预算",
    ]


def test_words_without_figures_announce_no_paragraphs() -> None:
    """主要包括：… in the middle of a paragraph is over at the end of its sentence."""
    assert parts("人员费5万元，主要包括：工资。另有规定。\n\n1. 奖金2万元。") == [
        "人员费 | 5万元 | ",
        "奖金 | 2万元 | ",
    ]


def test_a_sentence_behind_the_parts_speaks_of_the_whole() -> None:
    """同比 behind 其中…。 does not belong to the last part."""
    claims = claims_of("采购预算9万元，其中：甲5万元，乙4万元。同比增加2万元。")
    assert brief(claims[-1:], "subject_text", "published_text") == ["采购预算 | 2万元"]


def test_components_of_a_functional_item_are_parts_of_its_row() -> None:
    """They keep the item as their subject, and so do shares and changes of them."""
    item = "城乡社区支出（类）土地收入安排的支出（款）其他支出（项）支出"
    claims = claims_of(
        f"政府性基金预算支出120万元。具体支出预算如下：\n\n（一）{item}120万元，其中：基本支出预算20万元"
        "（占16.67%），项目支出预算100万元，同比减少5万元。基本支出预算同比增加1万元。"
    )
    assert brief(claims[1:], "subject_text", "part_text", "published_text", "parent_text") == [
        f"{item} |  | 120万元 | 政府性基金预算支出",
        f"{item} | 基本支出预算 | 20万元 | {item}",
        f"{item} | 基本支出预算 | 16.67% | ",
        f"{item} | 项目支出预算 | 100万元 | {item}",
        f"{item} | 项目支出预算 | 5万元 | ",
        f"{item} | 基本支出预算 | 1万元 | ",
    ]


def test_counts_are_parts_of_counts_in_the_same_unit() -> None:
    """A partition is complete, so 其中 behind it speaks of the whole again."""
    assert parts(
        "我局共有车辆12辆，其中：轿车2辆、客车10辆；单价50万元以上设备3台（套）。"
        "实有车辆3辆，按用途划分：用途一甲车1辆，用途二乙车2辆，其中：丙车1辆。"
    ) == [
        "车辆 | 12辆 | ",
        "轿车 | 2辆 | 车辆",
        "客车 | 10辆 | 车辆",
        "单价50万元以上设备 | 3台（套） | ",
        "实有车辆 | 3辆 | ",
        "甲车 | 1辆 | 实有车辆",
        "乙车 | 2辆 | 实有车辆",
        "丙车 | 1辆 | 实有车辆",
    ]


# Counts and lists


@pytest.mark.parametrize(
    ("sentence", "subject", "listed", "count"),
    [
        ("内设3个科室，分别为：甲科、乙科和丙科。", "内设科室", "甲科、乙科和丙科", "3"),
        ("内设科室2个，分别是财务科、经济和信息化科。", "内设科室", "财务科、经济和信息化科", "2"),
        (
            "内设科室2个：甲科（含窗口、档案）、乙科。",
            "内设科室",
            "甲科（含窗口、档案）、乙科",
            "2",
        ),
        ("内设科室3个（甲科、乙科、丙科）。", "内设科室", "甲科、乙科、丙科", "3"),
        ("内设科室3个（不含甲科、乙科）。", "内设科室", "", ""),
        ("内设甲科、乙科、丙科等3个科室。", "内设科室", "甲科、乙科、丙科", "3"),
        ("内设科室2个，分别是：1.甲科；2.乙科。", "内设科室", "1.甲科；2.乙科", "2"),
        ("内设科室3个：甲科、办公室和人事科。", "内设科室", "甲科、办公室和人事科", "3"),
        ("内设科室2个：甲科、文化和旅游科。", "内设科室", "甲科、文化和旅游科", "2"),
        ("内设科室5个：甲科、文化和旅游科。", "内设科室", "甲科、文化和旅游科", "2"),
        ("内设科室9个，包括甲科、乙科等。", "内设科室", "甲科、乙科等", ""),
        ("内设甲科、乙科等9个科室。", "内设科室", "甲科、乙科", ""),
        ("内设甲科、乙科、丙科等2个科室。", "内设科室", "甲科、乙科、丙科", "3"),
        ("内设科室9个：办公室、业务一至八科。", "内设科室", "办公室、业务一至八科", ""),
        ("设1条质量指标：印刷、装订好，发放准。", "质量指标", "印刷、装订好，发放准", "1"),
        ("设5条质量指标：印刷、装订好，发放准。", "质量指标", "印刷、装订好，发放准", "2"),
        ("内设科室2个，为全市服务。", "内设科室", "", ""),
        ("内设科室2个，分别是甲科、乙科。丙科撤销。", "内设科室", "甲科、乙科", "2"),
        ("内设科室2个，分别是：甲科，乙科。", "内设科室", "甲科，乙科", "2"),
        ("内设科室2个，分别是：甲科；乙科。编制5名。", "内设科室", "甲科；乙科", "2"),
        ("内设科室1个，分别是：甲科；此外，乙科2个。", "内设科室", "甲科", "1"),
        ("设2条质量指标：质量指标1甲、质量指标2乙。", "质量指标", "质量指标1甲、质量指标2乙", "2"),
        ("车辆3辆，包括轿车2辆、客车1辆。", "车辆", "", ""),
        ("车辆3辆，包括轿车3辆。", "车辆", "", ""),
        ("内设科室2个，分别是甲科，乙科。", "内设科室", "甲科，乙科", "2"),
        ("车辆3辆，其中：\n\n1. 轿车2辆。\n\n2. 客车1辆。", "车辆", "", ""),
        ("单位2个。\n\n1. 甲站。\n\n2. 乙站。", "单位", "", ""),
        ("单位2个，具体如下：\n\n1.\n\n2. 乙站。", "单位", "乙站", "1"),
        ("单位2个，具体如下：见附件。", "单位", "", ""),
        ("设2条质量指标：印刷、装订质量，发放质量。", "质量指标", "印刷、装订质量，发放质量", "2"),
        ("设质量指标1条：质量指标1甲，质量指标2乙。", "质量指标", "质量指标1甲，质量指标2乙", "2"),
        ("车辆3辆，包括：轿车2辆、客车1辆。", "车辆", "", ""),
        ("涉及本级30个项目纳入绩效管理。", "本级项目", "", ""),
    ],
)
def test_lists_are_kept_and_counted(sentence: str, subject: str, listed: str, count: str) -> None:
    """A count has the list that explains it, and no other words."""
    claim = claims_of(organisation=sentence)[0]
    assert (claim.subject_text, claim.figure_kind) == (subject, "count")
    assert (claim.listed_text, claim.list_count) == (listed, count)


def test_a_list_ends_before_the_next_figure() -> None:
    """A ； ends a list where another count follows."""
    claims = claims_of(organisation="行政科室2个，分别是：甲科、乙科；事业科室1个，分别是：丙科。")
    assert brief(claims, "listed_text", "list_count") == ["甲科、乙科 | 2", "丙科 | 1"]


def test_units_are_listed_under_the_count_of_their_kind() -> None:
    """A unit that says its kind belongs there; the others to the count nobody names."""
    claims = claims_of(
        organisation="所属参公事业单位1个，公益一类事业单位2个，派出机构1个，具体如下：\n\n"
        "1. 甲中心为甲局所属公益一类事业单位，内设科室3个。\n\n2. 乙队是甲局参公事业单位。\n\n7\n\n"
        "3. 丙所为甲局公益一类事业\n\n单位。\n\n4. 驻丁办（东区）。"
    )
    assert brief(claims, "subject_text", "listed_text", "list_count", "parent_text") == [
        "所属参公事业单位 | 乙队 | 1 | ",
        "公益一类事业单位 | 甲中心、丙所 | 2 | ",
        "派出机构 | 驻丁办（东区） | 1 | ",
        "内设科室 |  |  | ",
    ]


def test_a_count_without_units_of_its_kind_lists_none() -> None:
    """Units of another kind are not taken for it."""
    claims = claims_of(
        organisation="参公事业单位1个，派出机构1个，具体如下：\n\n1. 乙队为甲局参公事业单位。"
    )
    assert brief(claims, "listed_text", "list_count") == ["乙队 | 1", " | "]


def test_only_the_paragraphs_of_one_list_are_counted() -> None:
    """Not those a level below, nor those of a list that begins again."""
    (claim,) = claims_of(
        organisation="单位2个，具体如下：\n\n7\n\n1. 甲站。\n\n(1) 负责养护。\n\n(2) 负责收费。\n\n"
        "2. 乙站。\n\n各站工作：\n\n1. 负责绿化。\n\n2. 负责巡查。"
    )
    assert (claim.listed_text, claim.list_count) == ("甲站、乙站", "2")
    (claim,) = claims_of(organisation="单位2个，具体如下：\n\n见附件。\n\n1. 负责绿化。")
    assert claim.listed_text == ""


def test_numbered_amounts_are_listed_under_a_count() -> None:
    """Classes are counted as the numbered paragraphs below, of that list only."""
    claims = claims_of(
        "（一）按功能分类划分，共分为2类，其中：\n\n1. 教育支出5万元。\n\n2. 卫生支出5万元。\n\n"
        "（二）按用途划分，分为3类：\n\n3. 甲5万元。\n\n4. 乙5万元。"
    )
    counts = [claim for claim in claims if claim.figure_kind == "count"]
    assert brief(counts, "subject_text", "published_text", "listed_text", "list_count") == [
        "功能分类 | 2类 | 教育支出、卫生支出 | 2",
        "用途 | 3类 | 甲、乙 | 2",
    ]


def test_people_are_counted_with_what_became_of_them() -> None:
    """A change of a count is a count with a direction."""
    assert brief(
        claims_of(
            "在编人员45人，比上年增加3人。主要原因：2023年底所属事业单位甲市乙中心聘用人员减少16人。"
        ),
        "subject_text",
        "figure_kind",
        "published_text",
        "direction_word",
    ) == [
        "在编人员 | count | 45人 | ",
        "在编人员 | count | 3人 | 增加",
        "甲市乙中心聘用人员 | count | 16人 | 减少",
    ]


# Numbers that are no figures


@pytest.mark.parametrize(
    ("prose", "number", "reason"),
    [
        ("2024年安排。", "2024", "year"),
        ("2024-2026年实施。", "2026", "year"),
        ("2023年底完成。", "2023", "date"),
        ("12月31日前完成。", "31", "date"),
        ("2024年1-5月完成。", "5", "date"),
        ("1、加强管理。", "1", "ordinal"),
        ("(1) 加强管理。", "1", "ordinal"),
        ("1.2024年加强管理。", "1", "ordinal"),
        ("要求：2.加强管理。", "2", "ordinal"),
        ("完成(1)编制(2)印发任务。", "2", "ordinal"),
        ("第3批项目。", "3", "ordinal"),
        ("办好12345热线。", "12345", "part of a name"),
        ("办好热线12345。", "12345", "part of a name"),
        ("项目代码12345（元）。", "12345", "part of a name"),
        ("升级2.0版系统。", "2.0", "part of a name"),
        ("实施211工程。", "211", "part of a name"),
        ("时效指标1按期完成。", "1", "label of an indicator"),
        ("详见附表12。", "12", "number of a table or an annex"),
        ("依据财办〔2023〕15号文件。", "15", "number of a document"),
        ("单位价值100万元以上设备未购置。", "100", "threshold in a name"),
        ("清理50万元（含）以上项目。", "50", "threshold in a name"),
        ("评审300万元以下的重点项目。", "300", "threshold in a name"),
        ("列一般公共服务支出（201类）。", "201", "code of a classification"),
        ("列行政运行（2010301项）。", "2010301", "code of a classification"),
        ("一般性支出压减5%以上。", "5", "bound to be kept to"),
        ("面向中小企业预留份额不低于30%。", "30", "bound to be kept to"),
        ("满意度≥90%。", "90", "bound to be kept to"),
        ("修缮面积≥500平方米。", "500", "bound to be kept to"),
        ("每人每天不超过450元。", "450", "bound to be kept to"),
        ("联系电话：0772-2825678。", "2825678", "part of a name"),
    ],
)
def test_numbers_that_state_nothing_say_why(prose: str, number: str, reason: str) -> None:
    """They are listed, and are no claims."""
    assert claims_of(prose) == []
    assert (number, reason) in [(n.number_text, n.reason) for n in list_numbers(document(prose))]


@pytest.mark.parametrize(
    "prose",
    [
        "质量指标2条，满意度指标95%。",
        "代表12人，报表3份。",
        "新增3万余人，其中：甲1.5万人。",
        "预算数0，同比0，共21.28。",
        "（注：甲费5.00万元（含乙费3.00万元，占60%）、丙费2.00万元；丁费（1.00）万元",
        "A、B两项分别为5万元、6万元，占比分别为45.45%和54.55%。",
        "项目3个、资金20万元；历时3年24小时。",
    ],
)
def test_whatever_looks_like_a_figure_is_a_claim(prose: str) -> None:
    """Odd sentences may be read poorly, but no number of them is lost."""
    numbers: list[NumberSeen] = [n for n in list_numbers(document(prose)) if n.source_line == 13]
    assert numbers
    assert all(number.claim for number in numbers)
    assert digits("".join(number.number_text for number in numbers)) == digits(prose)


# Words and time


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        (
            "direction,走低,decrease,,",
            "甲支出10万元，同比走低2万元，走低20%。",
            [
                "甲支出 | amount | ",
                "甲支出 | change_amount | 走低",
                "甲支出 | change_percent | 走低",
            ],
        ),
        ("counted_unit,艘,,,", "实有执法船3艘。", ["实有执法船 | count | "]),
        ("percent_unit,成,10,,", "甲费占总支出3成。", ["甲费 | share_percent | "]),
        (
            "even,相当,,,",
            "甲费5万元，与上年相当。",
            ["甲费 | amount | ", "甲费 | change_amount | 相当"],
        ),
        (
            "among,里面有,,,",
            "甲支出10万元，里面有乙支出2万元。",
            ["甲支出 | amount | ", "乙支出 | amount | "],
        ),
    ],
)
def test_a_new_wording_is_one_row(row: str, text: str, expected: list[str], tmp_path: Path) -> None:
    """What no row says is not understood; with its row in a copy of the seeds it is."""
    columns = ("subject_text", "figure_kind", "direction_word")
    assert brief(claims_of(text), *columns) != expected
    shutil.copytree(ROOT / "ingest", tmp_path / "ingest")
    shutil.copytree(ROOT / "seeds" / "lexicon", tmp_path / "seeds" / "lexicon")
    with (tmp_path / "seeds" / "lexicon" / "lexicon.csv").open("a", encoding="utf-8") as lexicon:
        lexicon.write(f"{row}\n")
    (tmp_path / "text.md").write_text("\n".join(document(text)), encoding="utf-8")
    script = (
        "from pathlib import Path; from ingest.narrative import read_claims\n"
        "for claim in read_claims(Path('text.md').read_text('utf-8').split('\\n')):\n"
        f"    print(*(getattr(claim, column) for column in {columns}), sep=' | ')"
    )
    command = [sys.executable, "-X", "utf8", "-c", script]
    read = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert read.stdout.splitlines() == expected


def test_every_class_of_words_is_read() -> None:
    """A class that neither the grammar nor a model asks for would teach nobody anything."""
    files = [*(ROOT / "ingest").rglob("*.py"), *(ROOT / "models").rglob("*.sql")]
    asked = set(re.findall(r"[\"'](\w+)[\"']", "".join(f.read_text("utf-8") for f in files)))
    lexicon = (ROOT / "seeds" / "lexicon" / "lexicon.csv").read_text("utf-8").splitlines()
    assert {row.split(",")[0] for row in lexicon[1:]} <= asked


def seconds(text: str) -> float:
    """The least time of three readings of a paragraph."""
    lines, times = document(text), []
    for _ in range(3):
        begun = time.process_time()
        read_claims(lines)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize(
    "clause",
    [
        "甲支出10万元，同比增加1万元，增长11%，",
        "其中：甲费5万元（乙费3万元），",
        "甲费和乙费分别为1万元、2万元；",
        "内设甲科、乙科、",
        "主要原因是人员增加3人，与上年持平，",
        "（",
        "有",
    ],
)
def test_a_paragraph_takes_time_by_its_length(clause: str) -> None:
    """Four times the clauses take about four times as long, not sixteen."""
    number = 6000 // len(clause)
    short, long = seconds(clause * number), seconds(clause * (4 * number))
    assert long < 8 * max(short, 0.005)
