"""Lines of a document → the paragraphs of its prose, each character with the line it stands on.

Two parts of a document state figures in prose: the organisation section of the first part and the
whole part that explains the budget. A page break may cut a sentence in two, so lines are joined to
paragraphs before they are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest import document
from ingest.document import CHINESE, LINE_MARK, PART, BlockKind
from ingest.lexicon import meanings, spellings, words

# Each character is matched in one form of the same length, so that what a pattern finds can be
# cut out of the text as printed. NFKC would change the length of some characters.
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
_FORM = str.maketrans({**_FULL_WIDTH, 0x3000: " ", 0xA0: " ", 0x2212: "-", 0x2013: "-"})
# A full-width comma separates thousands where the digits around it are full-width as well, and
# between half-width digits where money follows: 4，555.35万元.
_WIDE_THOUSANDS = re.compile(
    r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))"
    r"|(?<=[0-9])，(?=[0-9]{3}(?:[,，][0-9]{3})*(?:\.[0-9]+)?\s*[万亿]?元)"
)

ORDINAL = re.compile(
    rf"\s*(?:\([{CHINESE}]+\)|[{CHINESE}]+、|\(\d{{1,2}}\)|\d{{1,2}}\)"
    r"|\d{1,2}\s*(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d\s*年))|[①-⑳⒈-⒛⑴-⒇])\s*",
    re.ASCII,
)
_ORDINAL_STYLES = (
    re.compile(rf"\([{CHINESE}]"),
    re.compile(rf"[{CHINESE}]"),
    re.compile(r"\(\d"),
    re.compile(r"\d{1,2}\)"),
    re.compile(r"\d"),
    re.compile(r"[①-⑳]"),
    re.compile(r"[⒈-⒛⑴-⒇]"),
)

_FIRST_TABLE = re.compile(r"附?表\s*[1一]")
_ORGANISATION = re.compile(r"机构|编制|人员")
_SECTION = re.compile(rf"[{CHINESE}]+、")
# （一）公务接待费 in a line by itself names what the next line states; these open a section.
_LABEL = re.compile(
    rf"\([{CHINESE}]+\)(?!(?:机关运行|行政运行|政府采购|政府购买|国有资产|预算绩效|绩效目标)|.*情况)"
)
BUDGET, FINAL = "budget", "final"
_PROJECT_TITLE = re.compile(rf".+{words('project_title')}")
_TITLE_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)", re.ASCII)
# A title goes on for no more lines than this, each without a mark of a sentence.
_TITLE_LINES = 3
_TITLE_LENGTH = 60
# No shorter heading fills a line.
_BROKEN_LENGTH = 12
# No shorter line of a paragraph does.
_OPEN_LENGTH = 20
_SENTENCE_MARK = re.compile(r"[,，。;:!?]")
# A paragraph that ends with ； or ： is continued by the next, unless that is numbered.
_ENDS = ("。", "!", "?", ".")


@dataclass(frozen=True)
class Text:
    """Printed text, the form in which it is matched, and the line of every character.

    The three have the same length. ``form`` has half-width digits, letters and marks, except that
    a full-width comma stays one where it separates clauses.
    """

    printed: str
    form: str
    lines: tuple[int, ...]

    @classmethod
    def of(cls, printed: str, line: int = 0) -> Text:
        """Return the text of one line."""
        marked = _WIDE_THOUSANDS.sub(",", printed)
        return cls(printed, marked.translate(_FORM), (line,) * len(printed))

    def part(self, start: int, end: int) -> Text:
        """Return the text from ``start`` to ``end``, without white space at either end."""
        while start < end and self.form[start].isspace():
            start += 1
        while end > start and self.form[end - 1].isspace():
            end -= 1
        return Text(self.printed[start:end], self.form[start:end], self.lines[start:end])

    def after(self, start: int) -> Text:
        """Return the text from ``start`` on, trimmed."""
        return self.part(start, len(self))

    @classmethod
    def joined(cls, parts: Sequence[Text]) -> Text:
        """Return one text of several, in their order."""
        return cls(
            "".join(part.printed for part in parts),
            "".join(part.form for part in parts),
            tuple(line for part in parts for line in part.lines),
        )

    def __add__(self, other: Text) -> Text:
        """Return this text followed by another."""
        return Text(self.printed + other.printed, self.form + other.form, self.lines + other.lines)

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.form)


NO_TEXT = Text("", "", ())


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph …, and ``section``: the text of the heading it stands under."""

    kind: BlockKind
    section: str
    text: Text

    @property
    def ordinal_style(self) -> str:
        """Return which kind of ordinal the block starts with, or a blank."""
        match = ORDINAL.match(self.text.form)
        if match is None:
            return ""
        found = match[0].strip()
        return next(style.pattern for style in _ORDINAL_STYLES if style.match(found))

    @property
    def ordinal_value(self) -> int:
        """Return the number that the block's ordinal stands for, or 0."""
        match = ORDINAL.match(self.text.form)
        return _ordinal_value(match[0]) if match else 0


@dataclass(frozen=True)
class Line:
    """A block of the document, and its text without marks."""

    kind: BlockKind
    is_marked: bool
    text: Text

    @property
    def is_heading(self) -> bool:
        """Say whether it is a heading."""
        return self.kind is BlockKind.HEADING

    @property
    def is_part(self) -> bool:
        """Say whether it begins a part of the document."""
        return PART.match(self.text.form) is not None

    @property
    def may_be_title(self) -> bool:
        """Say whether it is short, and no sentence."""
        return (
            self.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and len(self.text) <= _TITLE_LENGTH
            and _SENTENCE_MARK.search(self.text.form) is None
        )

    @property
    def is_section(self) -> bool:
        """Say whether it is the heading of a section (一、…), not of a part of one."""
        return self.is_heading and _SECTION.match(self.text.form) is not None


def read_lines(blocks: Iterable[document.Block]) -> list[Line]:
    """Return the blocks of a document as the prose reads them."""
    return [
        Line(block.kind, block.is_marked, _bare(block.text, block.place.line)) for block in blocks
    ]


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of the prose that states figures, in document order.

    Empty where a document has parts, but neither an organisation section nor one that explains the
    budget.
    """
    return [
        block
        for first, last in _ranges(lines)
        for block in _join(_blocks_of_lines(lines[first:last]))
    ]


def headings_before_tables(lines: Sequence[Line]) -> list[Block]:
    """Return the lines before the first table that are headings or may be: titles, contents."""
    rows = (index for index, line in enumerate(lines) if line.kind is BlockKind.ROW)
    before = lines[: next(rows, len(lines))]
    return [
        Block(BlockKind.HEADING, "", line.text)
        for line in before
        if line.text and (line.is_heading or line.may_be_title)
    ]


@dataclass(frozen=True)
class Title:
    """What the titles of a document say of all its prose: its year, and budget or final accounts.

    ``year`` is ``None`` where no title has one; ``stage`` is ``budget`` or ``final``.
    """

    year: int | None
    stage: str

    @property
    def is_final(self) -> bool:
        """Say whether it is of final accounts."""
        return self.stage == FINAL


def read_title(lines: Sequence[Line]) -> Title:
    """Return what the heading over the prose says, or the first title that says it.

    What is marked as a heading goes before lines that only look like a title.
    """
    starts = [first for first, _ in _ranges(lines)]
    order = [*reversed(starts), *range(len(lines))]
    marked = [index for index in order if lines[index].is_marked]
    texts = [
        *(lines[index].text.form for index in marked),
        *(_title_at(lines, index) for index in marked),
        *(_title_at(lines, index) for index in order if lines[index].may_be_title),
    ]
    year = next((int(match[0]) for match in map(_TITLE_YEAR.search, texts) if match), None)
    return Title(year, next(filter(None, map(_stage, texts)), BUDGET))


def _stage(form: str) -> str:
    """Return whose title a text can be, that of a budget or of final accounts, or a blank."""
    found = [stage for word, stage in meanings("stage").items() if word in form]
    return FINAL if FINAL in found else next(iter(found), "")


def _ends_as_title(form: str) -> bool:
    """Say whether a line ends as titles over prose do."""
    return form.rstrip().endswith(spellings("title_ending"))


def _title_at(lines: Sequence[Line], start: int) -> str:
    """Return the title that begins at a line, which may be broken over several."""
    form = lines[start].text.form
    for index in range(start + 1, min(start + _TITLE_LINES, len(lines))):
        if not lines[index].may_be_title or lines[index].is_section or lines[index].is_part:
            break
        form += lines[index].text.form
    return re.sub(r"\s", "", form)


def _ranges(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where the organisation sections and the explaining part begin and end (0-based).

    A table of contents prints the same headings before them, so the last of each counts. Where a
    document has no parts, all that is not its tables is read.
    """
    parts = [(index, _title_at(lines, index)) for index, line in enumerate(lines) if line.is_part]
    if not parts:
        return _ranges_around_tables(lines)
    explains = spellings("explaining")
    explaining = [index for index, form in parts if any(word in form for word in explains)]
    second = [index for index, form in parts if form.startswith("第二部分")]
    prose = (explaining or second or [len(lines)])[-1]
    before = [index for index, form in parts if form.startswith("第一部分") and index < prose]

    ranges = []
    start = None
    for index in range(before[-1] if before else 0, prose + 1):
        line = lines[index] if index < prose else None
        if start is not None and (line is None or line.is_part or line.is_section):
            ranges.append((start, index))
            start = None
        if line is not None and line.is_section and _ORGANISATION.search(line.text.form):
            start = index
    if prose < len(lines):
        ranges.append((prose, _end_of_part(lines, prose)))
    return ranges


def _ranges_around_tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where the prose of a document without parts stands: before its tables, and behind.

    Behind a table the prose begins with a title: what stands there before one, or between two
    tables, belongs to the tables.
    """
    first = next(
        (
            index
            for index, line in enumerate(lines)
            if line.kind is BlockKind.ROW or _FIRST_TABLE.fullmatch(line.text.form)
        ),
        len(lines),
    )
    ranges = [(0, first)] if lines else []
    start = None
    for index in range(first, len(lines) + 1):
        line = lines[index] if index < len(lines) else None
        if line is None or line.kind is BlockKind.ROW:
            if start is not None:
                ranges.append((start, index))
            start = None
        elif start is None and line.may_be_title and _ends_as_title(line.text.form):
            start = index
    return ranges


def _ordinal_value(ordinal: str) -> int:
    """Return the number that an ordinal stands for: 3 of (3), 三、 and ③, 12 of (十二)."""
    normal = unicodedata.normalize("NFKC", ordinal)
    if digits := re.search(r"\d+", normal):
        return int(digits[0])
    tens, ten, ones = re.sub(r"[^一-龥]", "", normal).rpartition("十")
    value = CHINESE.index(ones) + 1 if ones in tuple(CHINESE) else 0
    return value + (10 * (CHINESE.index(tens) + 1 if tens in tuple(CHINESE) else 1) if ten else 0)


def _end_of_part(lines: Sequence[Line], start: int) -> int:
    """Return the line before which the part that starts at ``start`` ends."""
    for index in range(start + 1, len(lines)):
        if lines[index].is_part or _FIRST_TABLE.fullmatch(lines[index].text.form):
            return index
    return len(lines)


def _bare(line: str, number: int) -> Text:
    """Return a line without markdown: heading marks, bold print, bullets."""
    text = Text.of(line, number)
    match = LINE_MARK.match(text.form)
    start = match.end() if match else 0
    kept = []
    for match in re.finditer(r"\*\*", text.form):
        span = slice(start, match.start())
        kept.append(Text(text.printed[span], text.form[span], text.lines[span]))
        start = match.end()
    kept.append(text.part(start, len(text)))
    bare = Text.joined(kept)
    return bare.part(0, len(bare))


def _blocks_of_lines(lines: Sequence[Line]) -> Iterator[Block]:
    """Give each line the section it stands in; a note and a label are prose where no table is.

    A title between paragraphs is a heading. That of a project is part of the section of all that
    stands under it: the same headings stand under each.
    """
    section = project = ""
    is_open = is_broken = False
    for line in lines:
        is_label = line.is_heading and not line.is_marked and _LABEL.match(line.text.form)
        kind = BlockKind.PARAGRAPH if is_label or line.kind is BlockKind.NOTE else line.kind
        ordinal = ORDINAL.match(line.text.form)
        if kind is BlockKind.PARAGRAPH and not is_open and not ordinal and line.may_be_title:
            kind = BlockKind.HEADING if _ends_as_title(line.text.form) else kind
        if kind is BlockKind.HEADING:
            goes_on = is_broken and not ordinal and not _TITLE_YEAR.search(line.text.form)
            if not (ordinal or goes_on):
                project = ""
            before = section if goes_on else f"{project} " if project else ""
            section = before + line.text.printed
            if not ordinal and _PROJECT_TITLE.fullmatch(line.text.form):
                project = section
            is_broken = bool(ordinal) and _is_broken(line)
        elif kind is not BlockKind.PAGE_NUMBER:
            is_broken = False
        if kind is not BlockKind.PAGE_NUMBER:
            is_open = kind is BlockKind.PARAGRAPH and _is_open(line)
        if line.text:
            yield Block(kind, section, line.text)


def _is_open(line: Line) -> bool:
    """Say whether a paragraph may go on in the next line: it fills its own, without an end."""
    return len(line.text) >= _OPEN_LENGTH and not line.text.form.endswith(_ENDS)


def _is_broken(line: Line) -> bool:
    """Say whether a heading may go on in the next line: it is long, and does not end as titles do.

    六、一般公共预算财政拨款基本 + 支出决算情况说明
    """
    return len(line.text) >= _BROKEN_LENGTH and not _ends_as_title(line.text.form)


def _join(blocks: Iterator[Block]) -> list[Block]:
    """Join what a page break has cut: a paragraph without an end, and the next without an ordinal.

    A page number between the two does not keep them apart.
    """
    joined: list[Block] = []
    # The paragraph that may go on, in pieces; it is put together once, at its end.
    pieces: list[Text] = []
    place = 0

    def close() -> None:
        if pieces:
            begun = joined[place]
            joined[place] = Block(begun.kind, begun.section, Text.joined(pieces))
            pieces.clear()

    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            if block.kind is not BlockKind.PAGE_NUMBER:
                close()
            joined.append(block)
            continue
        if not pieces or block.ordinal_style:
            close()
            place = len(joined)
            joined.append(block)
        pieces.append(block.text)
        if block.text.form.endswith(_ENDS):
            close()
    close()
    return joined
