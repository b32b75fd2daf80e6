"""What does not tie in each document of a warehouse, and how its checks came out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pages import reconciliation
from pages.cells import write_csv
from pages.findings import Cause, Finding
from pages.glance import STATUSES, masthead, title_of
from pages.warehouse import Row, Warehouse
from pages.words import Words
from pages.workbook import Sheet

# The columns of a finding as CSV and JSON, with their heads in a workbook.
FINDING_HEADS = {
    "disclosure_id": "文件标识",
    "document": "文件",
    "check_id": "检查标识",
    "subject": "对象标识",
    "status": "结论",
    "severity": "严重程度",
    "check_zh": "检查",
    "check_en": "检查（英文）",
    "sentence_zh": "不符之处",
    "sentence_en": "不符之处（英文）",
    "difference": "相差（万元）",
}
RESULT_HEADS = ("检查", "对象", "汇总一边", "明细一边", "差额", "容差", "项数", "结论")
FIGURE_HEADS = ("表号", "报表", "页", "行号", "行", "栏", "照印", "金额（万元）")


class Checked(NamedTuple):
    """A document, what it is called, what does not tie in it, and how its checks came out."""

    document: Row
    title: Words
    findings: list[Finding]
    counts: dict[str, int]


def checked_documents(warehouse: Warehouse) -> list[Checked]:
    """Return every document with its findings, errors first."""
    documents = warehouse.rows("documents")
    titles = {document["disclosure_id"]: title_of(document) for document in documents}
    statuses = warehouse.by_document("statuses")
    found = []
    for document in documents:
        key = document["disclosure_id"]
        seen = reconciliation.context(warehouse, document, statuses[key], titles, {})
        found.append(checked(document, titles[key], seen))
    return found


def checked(document: Row, title: Words, seen: dict[str, Any]) -> Checked:
    """Return what the reconciliation of a document came to, from what its page shows."""
    return Checked(document, title, open_findings(seen["causes"]), seen["counts"])


def open_findings(causes: Iterable[Cause]) -> list[Finding]:
    """Return the findings that nobody has explained yet, errors first."""
    found = [one for cause in causes if not cause.is_known for one in cause.findings]
    return sorted(found, key=lambda one: one.severity != "error")


def finding_rows(found: Iterable[Checked]) -> list[dict[str, Any]]:
    """Return the findings as rows, with the columns of FINDING_HEADS."""
    return [
        {
            "disclosure_id": checked.document["disclosure_id"],
            "document": checked.title.zh,
            "check_id": one.check_id,
            "subject": one.subject,
            "status": one.status,
            "severity": one.severity,
            "check_zh": one.check.zh,
            "check_en": one.check.en,
            "sentence_zh": one.sentence.zh,
            "sentence_en": one.sentence.en,
            "difference": one.difference,
        }
        for checked in found
        for one in checked.findings
    ]


def findings_sheet(rows: Iterable[dict[str, Any]]) -> Sheet:
    """Return the sheet of findings."""
    return Sheet("不符之处", list(FINDING_HEADS.values()), [list(row.values()) for row in rows])


def write_findings(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write findings as CSV."""
    write_csv(path, list(FINDING_HEADS), [list(row.values()) for row in rows])


def sheets_of(warehouse: Warehouse, document: Row, found: Sequence[dict[str, Any]]) -> list[Sheet]:
    """Return the sheets of a document: its findings, all its results, and its printed figures."""
    key = document["disclosure_id"]
    names = {row["check_id"]: row["name_zh"] for row in warehouse.rows("checks")}
    results = [
        (
            names.get(row["check_id"], row["check_id"]),
            row["subject"],
            *(row[name] for name in ("summary_amount", "detail_amount", "difference")),
            row["tolerance"],
            row["term_count"],
            STATUSES[row["status"]].zh if row["status"] in STATUSES else row["status"],
        )
        for row in warehouse.rows("results", key)
    ]
    figures = [tuple(row.values()) for row in warehouse.rows("figures", key)]
    shown = masthead(document)
    about = [
        ("部门", shown["department"]),
        ("地区", shown["region"].zh),
        ("年度", shown["year"]),
        ("环节", shown["stage"].zh),
        ("标识", key),
        ("来源文件", shown["source_file"]),
        ("SHA-256", shown["source_sha256"]),
        ("金额单位", "万元；“照印”一栏为文件所印的文字"),
    ]
    return [
        findings_sheet(found),
        Sheet("核对结果", RESULT_HEADS, results),
        Sheet("印出的数字", FIGURE_HEADS, figures),
        Sheet("说明", ("项", "内容"), about),
    ]
