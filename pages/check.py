"""The command line: ``python -m pages.check FILE…``, a published file in and its findings out.

The file is read and built in a warehouse of its own; no other one is touched. What does not tie is
said in the terminal, one sentence each with page, table and row, and written as CSV and JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ingest.__main__ import main as ingest
from ingest.storage import Store
from pages import reconciliation
from pages.cells import as_text
from pages.findings import Cause, Finding
from pages.glance import title_of
from pages.warehouse import Row, Warehouse
from pages.words import Words

ROOT = Path(__file__).resolve().parent.parent
# Kept from run to run, so that dbt need not read the project anew.
WORK = ROOT / "target" / "check"
NOTHING, FINDINGS, REFUSED = 0, 1, 2
COLUMNS = (
    *("disclosure_id", "check_id", "subject", "status", "severity", "check_zh", "check_en"),
    *("sentence_zh", "sentence_en", "difference"),
)
SAID = {
    "held": Words(
        "核对 {all} 项：相符 {exact}，在舍入之内 {rounding}，不符 {errors}，提示 {warnings}",
        "{all} checks: {exact} exact, {rounding} within rounding, {errors} do not tie, "
        "{warnings} warnings",
    ),
    "error": Words("不符", "does not tie"),
    "warn": Words("提示", "warning"),
    "none": Words("没有不符之处。", "Nothing that does not tie."),
    "files": Words("全部不符与提示见 {out}", "All findings are in {out}"),
}


class Checked(NamedTuple):
    """A document, what it is called, what does not tie in it, and how its checks came out."""

    document: Row
    title: Words
    findings: list[Finding]
    counts: dict[str, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files and return 0 where nothing is wrong, 1 for errors, 2 where one is refused."""
    options = _parser().parse_args(arguments)
    # The warehouse of the command is one: a second command waits for it.
    with Store(WORK / "turn"):
        return _check(options)


def _check(options: argparse.Namespace) -> int:
    """Check the files; returns what ``main`` does."""
    landing = WORK / "landing"
    files = [str(file) for file in options.documents]
    region = ["--region-code", options.region_code] if options.region_code else []
    # Of an earlier run nothing may be left.
    shutil.rmtree(landing, ignore_errors=True)
    refused = ingest([*files, "--out", str(landing), *region])
    if not any((landing / "disclosures").glob("*.csv")):
        return REFUSED
    database = WORK / "budget.duckdb"
    problem = _build(landing, database)
    if problem:
        print(problem, file=sys.stderr)
        return REFUSED
    with Warehouse(database) as warehouse:
        documents = warehouse.rows("documents")
        titles = {document["disclosure_id"]: title_of(document) for document in documents}
        statuses: dict[str, list[Row]] = defaultdict(list)
        for row in warehouse.rows("statuses"):
            statuses[row["disclosure_id"]].append(row)
        found = [
            Checked(document, title, *_findings_of(warehouse, document, statuses, titles))
            for document, title in zip(documents, titles.values(), strict=True)
        ]
    options.out.mkdir(parents=True, exist_ok=True)
    _write(options.out, found)
    for line in _verdict(found, options.language == "zh", options.out):
        print(line)
    if refused:
        return REFUSED
    is_wrong = any(one.severity == "error" for checked in found for one in checked.findings)
    return FINDINGS if is_wrong else NOTHING


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m pages.check", description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--out", type=Path, default=Path("findings"), help="the folder to write (default: findings)"
    )
    parser.add_argument("--region-code", metavar="CODE", help="as for python -m ingest")
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    parser.add_argument(
        "--language",
        choices=("zh", "en"),
        default="en" if spoken.startswith("en") else "zh",
        help="of the verdict (default: that of the terminal, Chinese if it has none of the two)",
    )
    return parser


def _build(landing: Path, database: Path) -> str:
    """Build the models from a landing zone; return what went wrong, or nothing."""
    variables = {"landing_zone": str(landing), "finding_severity": "warn"}
    result = subprocess.run(  # noqa: S603
        [
            *(str(Path(sys.executable).with_name("dbt")), "--quiet", "--no-use-colors", "build"),
            *("--vars", json.dumps(variables)),
            *("--exclude", "resource_type:test", "resource_type:unit_test"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "BUDGET_DB": str(database),
            "DBT_TARGET_PATH": str(WORK / "dbt"),
            "DBT_LOG_PATH": str(WORK / "logs"),
            "DBT_PROFILES_DIR": str(ROOT / "profiles"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout[-2000:] + result.stderr[-2000:] if result.returncode else ""


def _findings_of(
    warehouse: Warehouse,
    document: Row,
    statuses: dict[str, list[Row]],
    titles: dict[str, Words],
) -> tuple[list[Finding], dict[str, int]]:
    """Return the findings of a document, errors first, and how many results have each status."""
    own = statuses[document["disclosure_id"]]
    seen: dict[str, Any] = reconciliation.context(warehouse, document, own, titles, {})
    causes: list[Cause] = seen["causes"]
    found = [one for cause in causes if not cause.is_known for one in cause.findings]
    found.sort(key=lambda one: one.severity != "error")
    return found, seen["counts"]


def _write(out: Path, found: Iterable[Checked]) -> None:
    """Write all findings as CSV, with the mark that spreadsheets look for, and as JSON."""
    rows = [
        {
            "disclosure_id": checked.document["disclosure_id"],
            "check_id": one.check_id,
            "subject": one.subject,
            "status": one.status,
            "severity": one.severity,
            "check_zh": one.check.zh,
            "check_en": one.check.en,
            "sentence_zh": one.sentence.zh,
            "sentence_en": one.sentence.en,
            "difference": "" if one.difference is None else str(one.difference),
        }
        for checked in found
        for one in checked.findings
    ]
    with (out / "findings.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        # Names come from the document; the JSON has them as they are.
        writer.writerows({key: as_text(cell) for key, cell in row.items()} for row in rows)
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (out / "findings.json").write_text(text + "\n", encoding="utf-8")


def _verdict(found: Iterable[Checked], is_chinese: bool, out: Path) -> Iterator[str]:
    """Yield the lines of the verdict."""

    def say(words: Words, **values: object) -> str:
        return (words.zh if is_chinese else words.en).format(**values)

    for checked in found:
        errors = sum(one.severity == "error" for one in checked.findings)
        yield say(checked.title)
        yield "  " + say(
            SAID["held"],
            all=sum(checked.counts.values()),
            exact=checked.counts["exact"],
            rounding=checked.counts["rounding"],
            errors=errors,
            warnings=len(checked.findings) - errors,
        )
        for one in checked.findings:
            mark = say(SAID["error" if one.severity == "error" else "warn"])
            yield f"  [{mark}] {one.sentence.zh if is_chinese else one.sentence.en}"
        if not checked.findings:
            yield "  " + say(SAID["none"])
    yield say(SAID["files"], out=out)


if __name__ == "__main__":
    sys.exit(main())
