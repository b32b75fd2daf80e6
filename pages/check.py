"""The command line: ``python -m pages.check FILE…``, a published file in and its findings out.

The file is read and built in a warehouse of its own; no other one is touched. What does not tie is
said in the terminal, one sentence each with page, table and row; the folder has the pages, and the
findings as workbook, CSV and JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from ingest.__main__ import main as ingest
from ingest.language import LANGUAGES, language, speaking
from ingest.storage import Store
from pages.answers import (
    Checked,
    checked_documents,
    finding_rows,
    sheets_of,
    write_findings,
)
from pages.build import build
from pages.drawing import ECHARTS
from pages.folder import empty
from pages.own_warehouse import BuildError, fill
from pages.warehouse import Warehouse
from pages.words import Words
from pages.workbook import Sheet, write_workbook

ROOT = Path(__file__).resolve().parent.parent
# Kept from run to run, so that dbt need not read the project anew.
WORK = ROOT / "target" / "check"
NOTHING, FINDINGS, REFUSED = 0, 1, 2
SAID = {
    "held": Words(
        "核对 {all} 项：相符 {exact}，在舍入之内 {rounding}，不符 {errors}，提示 {warnings}",
        "{all} checks: {exact} exact, {rounding} within rounding, {errors} do not tie, "
        "{warnings} warnings",
    ),
    "error": Words("不符", "does not tie"),
    "warn": Words("提示", "warning"),
    "none": Words("没有不符之处。", "Nothing that does not tie."),
    "files": Words(
        "页面 {out}/index.html，工作簿 findings.xlsx，另有 findings.csv、findings.json",
        "Pages in {out}/index.html; findings.xlsx, findings.csv, findings.json beside them",
    ),
    "without_pages": Words(
        "工作簿 {out}/findings.xlsx，另有 findings.csv、findings.json；"
        "没有页面：运行 make check 装上画图所需",
        "Workbook {out}/findings.xlsx, and findings.csv, findings.json; without pages: `make check`"
        " brings what draws them",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files and return 0 where nothing is wrong, 1 for errors, 2 where one is refused."""
    options = _parser().parse_args(arguments)
    # The warehouse of the command is one: a second command waits for it.
    with speaking(options.language), Store(WORK / "turn"):
        return _check(options)


def _check(options: argparse.Namespace) -> int:
    """Check the files; returns what ``main`` does."""
    landing = WORK / "landing"
    files = [str(file) for file in options.documents]
    region = ["--region-code", options.region_code] if options.region_code else []
    try:
        # Nothing of an earlier run may be left, of the files read or of what was found.
        shutil.rmtree(landing, ignore_errors=True)
        refused = ingest([*files, "--out", str(landing), *region])
        if not any((landing / "disclosures").glob("*.csv")):
            return REFUSED
        database = fill(WORK, landing)
        found = _write(options.out, options.documents, database)
    except (BuildError, FileExistsError) as problem:
        print(problem, file=sys.stderr)
        return REFUSED
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
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=language(),
        help="of what is said (default: BUDGET_LANGUAGE, else that of the terminal, Chinese if it"
        " has none of the two)",
    )
    return parser


def _write(out: Path, files: Sequence[Path], database: Path) -> list[Checked]:
    """Write the pages, and all findings as workbook, CSV and JSON; returns the findings.

    Raises FileExistsError where the folder holds something else.
    """
    if ECHARTS.is_file():
        found = build(database, None, out, files)
    else:
        empty(out)
        with Warehouse(database) as warehouse:
            found = checked_documents(warehouse)
    rows = finding_rows(found)
    write_findings(out / "findings.csv", rows)
    texts = [row | {"difference": text_of(row["difference"])} for row in rows]
    text = json.dumps(texts, ensure_ascii=False, indent=1)
    (out / "findings.json").write_text(text + "\n", encoding="utf-8")
    workbook, of_one = out / "findings.xlsx", out / "workbook.xlsx"
    if of_one.is_file():
        # The pages of a single document have it.
        shutil.copyfile(of_one, workbook)
        return found
    sheets = []
    with Warehouse(database) as warehouse:
        for number, checked in enumerate(found, 1):
            for sheet in sheets_of(warehouse, checked.document, finding_rows([checked])):
                title = sheet.title if len(found) == 1 else f"{sheet.title} {number}"
                sheets.append(Sheet(title, sheet.heads, sheet.rows))
    write_workbook(workbook, sheets)
    return found


def text_of(value: Decimal | None) -> str:
    """An amount as JSON has it, exact."""
    return "" if value is None else str(value)


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
    yield say(SAID["files" if (out / "index.html").is_file() else "without_pages"], out=out)


if __name__ == "__main__":
    sys.exit(main())
