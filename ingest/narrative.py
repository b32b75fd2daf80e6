"""Prose of a document → every figure it states, as a claim.

The prose is read by a small grammar, not by the sentences of one document: paragraphs with their
ordinals, sentences, clauses, and the words in front of each figure. The grammar is in
``ingest.prose``, its words are in ``seeds/lexicon``. A claim holds text as printed; nothing is
added, rounded or corrected. ``list_count`` and ``parent_relation`` alone are derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from ingest import document
from ingest.narrative_text import Block, BlockKind, read_blocks, read_title
from ingest.prose.claims import Claim
from ingest.prose.context import Paragraph, Section
from ingest.prose.lists import children_of
from ingest.prose.numbers import Number, find_numbers
from ingest.prose.paragraph import read_paragraph

# A document, or the lines of one.
Source = Iterable[document.Block] | Sequence[str]
# Columns of the seed after disclosure_id, row_no, source_page and source_line.
CLAIM_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Claim)[1:])


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


def claim_rows(source: Source) -> list[list[str]]:
    """Return the claims as rows: ``source_line``, then ``CLAIM_COLUMNS``."""
    return [[str(cell) for cell in astuple(claim)] for claim in read_claims(source)]


class _Reader:
    """Reads the blocks of a document in order."""

    def __init__(self, source: Source) -> None:
        self.claims: list[Claim] = []
        self.numbers: list[NumberSeen] = []
        self._title = read_title(source)
        self._blocks = read_blocks(source)
        section = Section()
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.HEADING:
                section = Section()
            if block.kind is BlockKind.PARAGRAPH:
                self._read_paragraph(index, block, section)
            else:
                self._see(block, find_numbers(block.text), {}, block.kind.value)
        # A page number stands inside the paragraph that its page breaks.
        self.numbers.sort(key=lambda number: number.source_line)

    def _read_paragraph(self, index: int, block: Block, section: Section) -> None:
        """Read one paragraph, and keep what it says for those below it."""
        numbers = find_numbers(block.text)
        style = block.ordinal_style
        paragraph = Paragraph.of(
            block.text, block.section, numbers, section, section.inherited(style), self._title
        )
        found = read_paragraph(
            paragraph, style, lambda: list(children_of(self._blocks, index))
        ).claims
        self.claims.extend(claim for _, claim in sorted(found, key=lambda pair: pair[0]))
        by_position = {position: claim for position, claim in found if claim.number_text}
        self._see(block, numbers, by_position, "")

    def _see(
        self, block: Block, numbers: Sequence[Number], claims: Mapping[int, Claim], reason: str
    ) -> None:
        """List the numbers of a block."""
        for number in numbers:
            text = block.text.printed[number.start : number.end]
            line = block.text.lines[number.start]
            claim = claims.get(number.start)
            self.numbers.append(NumberSeen(text, line, claim, reason or number.reason))
