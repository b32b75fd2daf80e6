"""One document → its identity, its units and the rows of its tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingest.errors import IngestError, Problem
from ingest.narrative import claim_rows
from ingest.reader import Tables, bare, is_heading, quote, read_tables
from ingest.regions import UNKNOWN_REGION_CODE, Regions
from ingest.template import DISCLOSURE_COLUMNS, TABLES, TEMPLATE_NAME
from ingest.text import is_blank, narrow, squeeze, trim

CURRENCY_UNITS = ("万元", "元")
_REVENUE_BY_UNIT = 2

# Brackets in names stay as printed, so only digits and letters are narrowed.
_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
)
_YEAR = r"(?P<{}>(?:19|20)\d\d)年度?"
_TITLE = re.compile(
    r"(?:关于)?[《〈]?"
    rf"(?:{_YEAR.format('year_first')})?"
    r"[(（\[【]?(?P<code>\d+)?[)）\]】]?[-—、.]?"
    r"(?!(?:部门|单位)(?:预算|决算))(?P<name>\D.*?)"
    rf"(?:{_YEAR.format('year')})?"
    r"(?:部门|单位)?(?P<stage>预算|决算)"
    r"[》〉]?(?:公开|信息|及|[“”\"]?三公[“”\"]?经费|情况|说明|报告|报表|文本|草案|的)*[》〉]?"
    r"(?:的)?(?:公开|情况|说明|公告|报告)*",
    re.ASCII,
)
_STAGES: Mapping[str, str] = {"预算": "budget", "决算": "final_accounts"}
_CODE_AND_NAME = re.compile(r"[(（\[]?(?P<code>\d+)?[)）\]]?[-—、.]?(?P<name>.*)", re.ASCII)

_ORDINAL = r"(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．])"
_UNITS_HEADING = re.compile(rf"{_ORDINAL}?机构设置(?:情况)?(?:说明)?")
_NEXT_SECTION = re.compile(r"[一二三四五六七八九十]+、")
_LISTED_UNIT = re.compile(rf"\s*{_ORDINAL}\s*(?P<label>.+?)(?:为|是)(?P<kind>[^,，。]+)", re.DOTALL)
_SENTENCE_END = ("。", "；", "：", "！", "？", ";", ":", ".", "!", "?")


@dataclass(frozen=True)
class Identity:
    """Who published what, for which year and at which stage; ``title`` as printed."""

    department_code: str
    department_name: str
    fiscal_year: str
    stage: str
    title: str


@dataclass(frozen=True)
class Disclosure:
    """One document, read: its id, and the rows of every output table by the table's name."""

    disclosure_id: str
    rows: Mapping[str, Sequence[Sequence[str]]]
    warnings: Sequence[str]


def read_disclosure(path: Path, regions: Regions, region_code: str | None) -> Disclosure:
    """Read one document.

    ``region_code`` overrides the region that the document's own words give.

    Raises ``IngestError`` with every problem found if the document cannot be loaded whole.
    """
    file = str(path)
    content, lines = _read_lines(path)
    tables, problems = read_tables(file, lines)
    identity, identity_problems = _identity(file, lines, tables)
    currency_unit, unit_problems = _currency_unit(file, tables)
    problems = [*identity_problems, *unit_problems, *problems]
    if problems or identity is None:
        raise IngestError(sorted(problems, key=lambda problem: problem.line or 0))

    warnings: list[str] = []
    if region_code is None:
        region = regions.find(identity.department_name, identity.fiscal_year, lines)
        region_code = region.code if region else UNKNOWN_REGION_CODE
        if region is None:
            warnings.append(
                f'{file}: warning: no region found for "{identity.department_name}", so the '
                f"region code is {UNKNOWN_REGION_CODE}; give it with --region-code CODE"
            )
    disclosure_id = (
        f"{region_code}-{identity.department_code}-{identity.fiscal_year}-{identity.stage}"
    )
    facts = {
        "disclosure_id": disclosure_id,
        "region_code": region_code,
        "region_name": regions.name_of(region_code),
        "department_code": identity.department_code,
        "department_name": identity.department_name,
        "fiscal_year": identity.fiscal_year,
        "stage": identity.stage,
        "currency_unit": currency_unit,
        "printed_step": _printed_step(tables.max_decimals),
        "template": TEMPLATE_NAME,
        "title": identity.title,
        "source_document": path.name,
        "source_sha256": hashlib.sha256(content).hexdigest(),
    }
    rows: dict[str, list[tuple[str, ...]]] = {
        "disclosures": [tuple(facts[column] for column in DISCLOSURE_COLUMNS)]
    }
    for name, body in _bodies(identity.department_name, lines, tables).items():
        # The source text has no pages, so source_page stays blank.
        rows[name] = [
            (disclosure_id, str(row_no), "", str(line), *cells)
            for row_no, (line, cells) in enumerate(body, start=1)
        ]
    return Disclosure(disclosure_id, rows, warnings)


def _read_lines(path: Path) -> tuple[bytes, list[str]]:
    """Return a document's bytes and its lines; raise ``IngestError`` if there is no text."""

    def refuse(line: int | None, expected: str, found: str, action: str) -> IngestError:
        return IngestError([Problem(str(path), line, expected, found, action)])

    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse(
            None,
            "a file that can be read",
            error.strerror or type(error).__name__,
            "Check the path and the permissions.",
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(
            content.count(b"\n", 0, error.start) + 1,
            "text in UTF-8",
            f"the byte 0x{content[error.start]:02x}, which is not UTF-8",
            "Convert the document to UTF-8, for instance from GB18030.",
        ) from error
    if is_blank(text):
        raise refuse(
            1, "the text of a document", "an empty file", "Extract the document's text again."
        )
    # Not splitlines(): it also breaks at characters that stand inside lines, such as form feeds.
    return content, [line.removesuffix("\r") for line in text.split("\n")]


def _identity(
    file: str, lines: Sequence[str], tables: Tables
) -> tuple[Identity | None, list[Problem]]:
    """Return who the document is from: its title line, held against the lines over its tables."""
    found = _title(lines[: (tables.first_title_line or len(lines) + 1) - 1])
    if found is None:
        return None, [
            Problem(
                file,
                1,
                "before the tables a title such as 103柳州市人民政府办公室2024年部门预算公开说明",
                "none with a department, a year and 预算 or 决算",
                "Put the document's title on a line of its own.",
            )
        ]
    number, title, match = found
    code, name = match["code"] or "", match["name"]
    problems: list[Problem] = []
    for frame in tables.departments:
        over = _CODE_AND_NAME.fullmatch(frame.text)
        over_code = (over["code"] if over else None) or ""
        over_name = over["name"] if over else frame.text
        code = code or over_code
        if over_code not in ("", code) or over_name != squeeze(name):
            problems.append(
                Problem(
                    file,
                    frame.line,
                    f'"部门名称：{code}{name}" over the table, as in the title (line {number})',
                    f'"{frame.text}"',
                    "Check whether the table belongs to another document, or correct the name.",
                )
            )
    code = code or _code_in_revenue(tables, squeeze(name))
    if not code:
        problems.append(
            Problem(
                file,
                number,
                "the department's code in front of its name, in the title or after 部门名称, or "
                "beside its name in T2 over the codes of its units",
                quote(title),
                "Add the code as the department publishes it.",
            )
        )
    year = match["year"] or match["year_first"]
    return Identity(code, name, year, _STAGES[match["stage"]], title), problems


def _code_in_revenue(tables: Tables, name: str) -> str:
    """Return the code that T2 prints beside the department's name, blank where it prints none.

    A unit may bear the department's name too; the department's code is what all codes begin with.
    """
    printed = [
        (trim(narrow(row.cells["unit_code"])), squeeze(row.cells["unit_name"]))
        for row in tables.rows.get(_REVENUE_BY_UNIT, ())
        if not is_blank(row.cells["unit_code"])
    ]
    shortest = min((code for code, label in printed if label == name), key=len, default="")
    units = [code for code, _ in printed if code != shortest]
    return shortest if units and all(code.startswith(shortest) for code in units) else ""


def _title(lines: Sequence[str]) -> tuple[int, str, re.Match[str]] | None:
    """Return the title's line, its text and its parts.

    The first title that gives a department code counts, else the first: a site's banner may stand
    above the document's own title. A title may also be printed on two lines.
    """
    printed = [(number, bare(line)) for number, line in enumerate(lines, start=1) if bare(line)]
    pairs = [(number, first + second) for (number, first), (_, second) in pairwise(printed)]
    found: list[tuple[int, str, re.Match[str]]] = []
    for number, title in (*printed, *pairs):
        match = _TITLE.fullmatch("".join(title.translate(_FULL_WIDTH).split()))
        if match is not None and (match["year"] or match["year_first"]):
            found.append((number, title, match))
    return next((title for title in found if title[2]["code"]), found[0] if found else None)


def _currency_unit(file: str, tables: Tables) -> tuple[str, list[Problem]]:
    """Return the unit (单位) that all tables state, and the problems of those that do not."""
    problems: list[Problem] = []
    stated = tables.currency_units
    for frame in stated:
        if frame.text.removeprefix("人民币") not in CURRENCY_UNITS:
            problems.append(
                Problem(
                    file,
                    frame.line,
                    "单位：万元 or 单位：元",
                    f'"{frame.text}"',
                    "Amounts in other units are not supported: the printed step would not be "
                    "known. Correct the line if it is a misprint.",
                )
            )
        elif frame.text.removeprefix("人民币") != stated[0].text.removeprefix("人民币"):
            problems.append(
                Problem(
                    file,
                    frame.line,
                    f'"单位：{stated[0].text}" over every table, as in line {stated[0].line}',
                    f'"{frame.text}"',
                    "A document is loaded in one unit; check the published tables.",
                )
            )
    stating = {frame.table_number for frame in stated}
    problems.extend(
        Problem(
            file,
            None,
            f"the currency unit (单位：万元 or 单位：元) over {table.label}",
            "none",
            "Add the line from the published document.",
        )
        for table in TABLES
        if table.states_unit and table.number in tables.rows and table.number not in stating
    )
    return (stated[0].text.removeprefix("人民币") if stated else ""), problems


def _printed_step(decimals: int | None) -> str:
    """Return the smallest printed step, such as 0.01; blank where no amount is printed."""
    if decimals is None:
        return ""
    return "0." + "0" * (decimals - 1) + "1" if decimals else "1"


Body = list[tuple[int, tuple[str, ...]]]


def _bodies(department_name: str, lines: Sequence[str], tables: Tables) -> dict[str, Body]:
    """Return line and own cells of every row, by output table."""
    bodies: dict[str, Body] = {}
    for table in TABLES:
        names = [column.name for column in table.columns]
        bodies[table.name] = [
            (row.line, tuple(row.cells[name] for name in names))
            for row in tables.rows[table.number]
        ]
    bodies["table_notes"] = [
        (note.line, (str(note.table_number), note.text)) for note in tables.notes
    ]
    before_tables = lines[: (tables.first_title_line or 1) - 1]
    bodies["narrative_claims"] = [(int(line), tuple(cells)) for line, *cells in claim_rows(lines)]
    bodies["budget_units"] = _budget_units(department_name, before_tables)
    return bodies


def _budget_units(department_name: str, lines: Sequence[str]) -> Body:
    """Return the department and its listed units, as the organisation section describes them."""
    department = re.compile(rf"(?P<label>{re.escape(department_name)})(?:是|为)(?P<kind>[^,，。]+)")
    body: Body = []
    for number, paragraph in _organisation_paragraphs(lines):
        match = _LISTED_UNIT.match(paragraph)
        if match is None and not body:
            match = department.match(paragraph.strip())
        if match is not None:
            body.append((number, (match["label"].strip(), match["kind"].strip(), paragraph)))
    return body


def _organisation_paragraphs(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return the paragraphs under the heading 机构设置情况, each with its first line's number.

    A paragraph that a page break cuts in two is put together again: its first part ends in the
    middle of a sentence.
    """
    paragraphs: list[tuple[int, str]] = []
    inside = False
    for number, line in enumerate(lines, start=1):
        if is_blank(line):
            continue
        text = bare(line)
        if _UNITS_HEADING.fullmatch(squeeze(text)):
            inside = True
        elif inside and (is_heading(line) or _NEXT_SECTION.match(text)):
            break
        elif inside:
            last = paragraphs[-1] if paragraphs else None
            if last and not last[1].rstrip().endswith(_SENTENCE_END):
                paragraphs[-1] = (last[0], last[1] + line)
            else:
                paragraphs.append((number, line))
    return paragraphs
