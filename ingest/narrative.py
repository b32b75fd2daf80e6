"""Prose of a document → every figure it states, as a claim.

The prose is read by a small grammar, not by the sentences of one document: paragraphs with their
ordinals, sentences, clauses, and the words in front of each figure. The grammar is in
``ingest.prose``, its words are in ``seeds/lexicon``. A claim holds text as printed; nothing is
added, rounded or corrected. ``list_count`` and ``parent_relation`` alone are derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from ingest import document
from ingest.narrative_text import (
    Block,
    BlockKind,
    headings_before_tables,
    read_blocks,
    read_lines,
    read_title,
)
from ingest.prose import remarks
from ingest.prose.claims import Claim
from ingest.prose.context import Paragraph, Section
from ingest.prose.lists import children_of
from ingest.prose.numbers import Number, find_numbers
from ingest.prose.paragraph import read_paragraph
from ingest.prose.remarks import Remark

# A document, or the lines of one.
Source = Iterable[document.Block] | Sequence[str]
# Columns of the seed after disclosure_id, row_no, source_page and source_line.
CLAIM_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Claim)[1:])
REMARK_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Remark)[1:])
_cells_of_claim = attrgetter(*(field.name for field in fields(Claim)))
_cells_of_remark = attrgetter(*(field.name for field in fields(Remark)))


@dataclass(frozen=True)
class NumberSeen:
    """A number of the prose, as printed: what it states (``claim``) or why it states nothing."""

    number_text: str
    source_line: int
    claim: Claim | None
    reason: str


def read_claims(source: Source) -> list[Claim]:
    """Return every figure the prose states, in document order.

    ``source`` is the whole document, or its lines. Of these the organisation section and the part
    that explains the budget are read; a document in parts that has neither has no claims, and one
    without parts is read up to its tables. No wording is an
    error: a figure whose subject cannot be found takes the words in front of it.
    """
    return _Reader(source).claims


def list_numbers(source: Source) -> list[NumberSeen]:
    """Return every number of the same prose, headings included, with its claim or its reason."""
    return _Reader(source).numbers


def read_remarks(source: Source, fiscal_year: str = "") -> list[Remark]:
    """Return what the prose says without a figure, by line.

    ``fiscal_year`` is the document's; without it, that of the title over the prose.
    """
    return _Reader(source, fiscal_year).remarks


def narrative_rows(
    source: Source, fiscal_year: str = ""
) -> tuple[list[list[str]], list[list[str]]]:
    """Return the claims and the remarks as rows: ``source_line``, then the columns of each."""
    reader = _Reader(source, fiscal_year)
    claims = [list(map(str, _cells_of_claim(claim))) for claim in reader.claims]
    return claims, [list(map(str, _cells_of_remark(remark))) for remark in reader.remarks]


class _Reader:
    """Reads the blocks of a document in order."""

    def __init__(self, source: Source, fiscal_year: str = "") -> None:
        self.claims: list[Claim] = []
        self.numbers: list[NumberSeen] = []
        printed = document.as_blocks(source)
        lines = read_lines(printed)
        self._title = read_title(lines)
        if fiscal_year:
            self._title = replace(self._title, year=int(fiscal_year))
        self._blocks = read_blocks(lines)
        self.remarks: list[Remark] = [
            *remarks.blanks(printed),
            *remarks.years_of_headings(headings_before_tables(lines), self._title),
            *remarks.years_of_headings(self._blocks, self._title),
            *remarks.sections(self._blocks),
        ]
        section = Section()
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.HEADING:
                section = Section()
            if block.kind is BlockKind.PARAGRAPH:
                self._read_paragraph(index, block, section)
            else:
                self._see(block, find_numbers(block.text), {}, block.kind.value)
        self.remarks = sorted(dict.fromkeys(self.remarks), key=lambda remark: remark.source_line)
        # A page number stands inside the paragraph that its page breaks.
        self.numbers.sort(key=lambda number: number.source_line)

    def _read_paragraph(self, index: int, block: Block, section: Section) -> None:
        """Read one paragraph, and keep what it says for those below it."""
        numbers = find_numbers(block.text)
        style = block.ordinal_style
        paragraph = Paragraph.of(
            block.text, block.section, numbers, section, section.inherited(style), self._title
        )
        stated = read_paragraph(paragraph, style, lambda: list(children_of(self._blocks, index)))
        ordered = sorted(stated.claims, key=lambda pair: pair[0])
        numbered = [
            (position, number, claim)
            for number, (position, claim) in enumerate(ordered, len(self.claims) + 1)
        ]
        self.claims.extend(claim for _, claim in ordered)
        self._remark(block, paragraph, stated.years, numbered)
        by_position = {position: claim for position, claim in stated.claims if claim.number_text}
        self._see(block, numbers, by_position, "")

    def _remark(
        self,
        block: Block,
        paragraph: Paragraph,
        years: Mapping[int, str],
        numbered: Sequence[tuple[int, int, Claim]],
    ) -> None:
        """Keep what a paragraph says besides its figures."""
        found: list[Remark | None] = [
            *remarks.year_of_nothing(block, self._title),
            *remarks.spending_or_none(block, self._title),
        ]
        for position, number, claim in numbered:
            year = years.get(position, "")
            found.append(remarks.year_of_figure(claim, number, year, self._title))
            if not year:
                found.append(remarks.year_compared_with(claim, number, self._title))
        clauses = paragraph.clauses(0, len(block.text))
        found.extend(remarks.reasons(block.text, block.section, clauses, numbered))
        self.remarks.extend(remark for remark in found if remark is not None)

    def _see(
        self, block: Block, numbers: Sequence[Number], claims: Mapping[int, Claim], reason: str
    ) -> None:
        """List the numbers of a block."""
        for number in numbers:
            text = block.text.printed[number.start : number.end]
            line = block.text.lines[number.start]
            claim = claims.get(number.start)
            self.numbers.append(NumberSeen(text, line, claim, reason or number.reason))
