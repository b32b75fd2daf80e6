"""Who published a document, for which year, and at which stage.

The name stands in the title, on the cover, or after 部门名称 and the like; whichever print it must
agree. Never is it read from a sentence: a title is a line of its own in front of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import CHINESE, PART, Block, BlockKind, Document, bare
from ingest.errors import Problem
from ingest.language import say
from ingest.reader import CURRENCY_KEYS, FrameText, Tables, read_frame
from ingest.regions import Regions
from ingest.template import Kind
from ingest.text import is_blank, narrow, normalise_label, squeeze, trim

# Brackets in names stay as printed, so only digits and letters are narrowed.
_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
)
_LEVEL = r"(?P<{}>(?:[省市区县州旗镇乡本]|自治区)级)?(?P<{}>部门|单位)?"
_TITLE = re.compile(
    r"(?:关于)?[《〈]?(?:(?P<year_first>(?:19|20)\d\d)年度?)?"
    r"[(（\[【]?(?P<code>\d+)?[)）\]】]?[-—、.]?"
    rf"(?:(?!{_LEVEL.format('_1', '_2')}(?:预算|决算))"
    r"(?P<name>[^\d。，；：,;:!?！？][^。，；：,;:!?！？]*?))?"
    r"(?:(?P<year>(?:19|20)\d\d)年度?|年度)?"
    rf"{_LEVEL.format('tier', 'level')}(?P<stage>预算|决算)"
    r"(?:公开|信息|及|和|与|[“”\"]?三公[“”\"]?经费|预算|决算|编制|情况|说明|报告|报表|文本|草案"
    r"|公告|的|[》〉])*(?P<year_last>(?:19|20)\d\d)?",
    re.ASCII,
)
_STAGES: Mapping[str, str] = {"预算": "budget", "决算": "final"}
_LEVELS: Mapping[str, str] = {"部门": "department", "单位": "unit"}
_CODE_AND_NAME = re.compile(r"[(（\[]?(?P<code>\d+)?[)）\]]?[-—、.]?(?P<name>.*)", re.ASCII)
# One's own level, which one line names and another does not.
_OWN_LEVEL = re.compile(r"\((?:本级|机关|本部|本单位)\)$")
_OVERSEER = re.compile(r"主管部门$")
# What ends a cover, and what is no title: a list, a numbered section.
_LISTED = re.compile(
    rf"\s*[-*+]\s|[#\s*]*(?:[{CHINESE}]+[、.]|[(（][{CHINESE}\d]+[)）]|第[{CHINESE}]+部分)"
)
_CONTENTS = re.compile(r"目录|contents", re.IGNORECASE)
_LONGEST_TITLE = 80
_MOST_COVER_LINES = 12
# A name may be broken over so many lines less the words behind it.
_MOST_TITLE_LINES = 5


@dataclass(frozen=True)
class Identity:
    """Who published what, for which year, stage and level; ``title`` as printed."""

    department_code: str
    department_name: str
    fiscal_year: str
    stage: str
    level: str
    title: str


@dataclass(frozen=True)
class _Title:
    """Lines that may be the document's title, and how they read."""

    line: int
    text: str
    parts: re.Match[str]
    line_count: int

    @property
    def name(self) -> str:
        """Return the department's name, blank where the title has none."""
        return self.parts["name"] or ""

    @property
    def year(self) -> str:
        """Return the year, wherever in the title it stands."""
        return self.parts["year"] or self.parts["year_first"] or self.parts["year_last"] or ""


def read_identity(
    document: Document, tables: Tables, regions: Regions
) -> tuple[Identity | None, list[Problem]]:
    """Return who the document is from: its title, held against its cover and its tables."""
    blocks = document.blocks[: tables.before or None] if tables.printed else document.blocks
    cover = list(_cover(blocks))
    stated = [text for block in cover for text in read_frame(block)]
    stated = _departments([*stated, *tables.departments])
    title = _best_title(document, [*_titles(cover, blocks)], stated, regions)
    if title is None:
        expected = "before the tables a title such as 103柳州市人民政府办公室2024年部门预算公开说明"
        found = "none with a department, a year and 预算 or 决算"
        action = "Put the document's title on a line of its own."
        return None, [Problem(document.file, 1, expected, found, action)]
    parts = title.parts
    code, name = parts["code"] or "", title.name
    if stated and _names_region_only(title, stated[0], regions):
        name = _code_and_name(stated[0])[1]
    problems: list[Problem] = []
    for frame in stated:
        over_code, over_name = _code_and_name(frame)
        code = code or over_code
        if over_code not in ("", code) or _key(over_name) != _key(name):
            expected = say(
                '"{key}：{name}", as in the title (line {line})',
                key=frame.key,
                name=f"{code}{name}",
                line=title.line,
            )
            action = "Check whether the table belongs to another document, or correct the name."
            found = f'"{frame.text}"'
            problems.append(Problem(document.file, frame.line, expected, found, action))
    level = _level(title, stated)
    code = code or _code_in_tables(tables, _key(name), level) or regions.without_region(name)
    stage = _STAGES[parts["stage"]]
    return Identity(code, name, title.year, stage, level, title.text), problems


def _cover(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines before the contents, the first section and the first sentence."""
    for block in blocks[:_MOST_COVER_LINES]:
        text = squeeze(block.text)
        is_end = _LISTED.match(block.text) or _CONTENTS.search(text) or "。" in text
        if is_end or block.kind is BlockKind.ROW:
            return
        yield block


def _titles(cover: Sequence[Block], blocks: Sequence[Block]) -> Iterator[_Title]:
    """Yield what may be the title: lines of the cover, broken or not, and headings."""
    windows = [
        cover[start : start + length]
        for length in range(1, _MOST_TITLE_LINES + 1)
        for start in range(len(cover) - length + 1)
    ]
    headings = [[block] for block in blocks[len(cover) :] if block.kind is BlockKind.HEADING]
    for window in windows + headings:
        text = "".join(bare(block.text) for block in window)
        plain = "".join(text.translate(_FULL_WIDTH).split())
        if len(plain) > _LONGEST_TITLE or PART.match(plain) or _LISTED.match(window[0].text):
            continue
        parts = _TITLE.fullmatch(plain)
        if parts is not None:
            title = _Title(window[0].place.line, text, parts, len(window))
            if title.year:
                yield title


def _best_title(
    document: Document, titles: Sequence[_Title], stated: Sequence[FrameText], regions: Regions
) -> _Title | None:
    """Return the title that the rest of the document bears out.

    A site's banner may stand over the title, and a name may be broken over lines: the title that
    agrees with what is stated counts, then one with a code, then the longest name that the document
    prints elsewhere as well.
    """
    text = squeeze("".join(block.text for block in document.blocks)) if len(titles) > 1 else ""
    counts = {name: text.count(squeeze(name)) for name in {title.name for title in titles}}

    def rank(title: _Title) -> tuple[bool, bool, bool, bool, int]:
        agrees = any(
            _key(_code_and_name(frame)[1]) == _key(title.name)
            or _names_region_only(title, frame, regions)
            for frame in stated
        )
        is_department = bool(title.name) and not regions.is_region(title.name)
        again = is_department and counts[title.name] > 1
        length = len(title.name) if again and title.line_count > 1 else 0
        return agrees, bool(title.parts["code"]), is_department, again, length

    usable = [title for title in titles if stated or (title.name and rank(title)[2])]
    return max(usable, key=rank, default=None)


def _names_region_only(title: _Title, frame: FrameText, regions: Regions) -> bool:
    """Say whether a title names the region of the department alone (上海市静安区2026年区级预算)."""
    name = _code_and_name(frame)[1]
    if not title.name:
        return True
    is_start = name.startswith(title.name) and name != title.name
    return is_start and (bool(title.parts["tier"]) or regions.is_region(title.name))


def _departments(frames: Sequence[FrameText]) -> list[FrameText]:
    """Return the lines that name the department; of a unit, not the department over it."""
    named = [frame for frame in frames if frame.text and frame.key not in CURRENCY_KEYS]
    return [frame for frame in named if not _OVERSEER.search(frame.key)] or named


def _code_and_name(frame: FrameText) -> tuple[str, str]:
    """Return the code and the name that a line states."""
    parts = _CODE_AND_NAME.fullmatch(frame.text)
    return (parts["code"] or "", parts["name"]) if parts else ("", frame.text)


def _key(name: str) -> str:
    """Return a name as it is compared."""
    return _OWN_LEVEL.sub("", normalise_label(name))


def _level(title: _Title, stated: Sequence[FrameText]) -> str:
    """Return whose document it is: of a department with its units, or of one unit."""
    if title.parts["level"]:
        return _LEVELS[title.parts["level"]]
    keys = {frame.key for frame in stated}
    is_unit = bool(keys & {"编制单位", "预算单位"}) and "部门名称" not in keys
    return "unit" if is_unit else "department"


def _code_in_tables(tables: Tables, key: str, level: str) -> str:
    """Return the code that the first table with units prints beside the department's name.

    A unit may bear the department's name too; the department's code is what all codes begin with.
    """
    for printed in tables.printed.values():
        kinds = {column.kind: column.name for column in printed.table.columns}
        if not {Kind.UNIT_CODE, Kind.NAME} <= kinds.keys():
            continue
        rows = [
            (trim(narrow(row.cells[kinds[Kind.UNIT_CODE]])), _key(row.cells[kinds[Kind.NAME]]))
            for row in printed.rows
            if not is_blank(row.cells[kinds[Kind.UNIT_CODE]])
        ]
        shortest = min((code for code, label in rows if label == key), key=len, default="")
        others = [code for code, _ in rows if code != shortest]
        is_sure = bool(others) or level == "unit"
        return shortest if is_sure and all(code.startswith(shortest) for code in others) else ""
    return ""
