"""One document, whatever file it was: blocks with places, told apart once.

Tables and prose both start here. A format (text, PDF …) has one reader that gives a ``Document``;
what follows knows blocks only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.text import is_blank, narrow, squeeze, trim

Box = tuple[float, float, float, float]

CHINESE = "一二三四五六七八九十"
PART = re.compile(rf"第[{CHINESE}]+部分")
# The mark of a heading, or of an item of a list.
LINE_MARK = re.compile(r"\s*#+|\s*[-*+]\s+(?=\S)")
_HEADING_MARK = re.compile(r"\s*#")
_BOLD_LINE = re.compile(r"\s*\*\*[^*]+\*\*\s*")
_SECTION = re.compile(rf"(?:[{CHINESE}]+、|\([{CHINESE}]+\))[^,，。;:?!]{{2,40}}")
# A heading that states a figure or ends a sentence is prose that lost its shape on the way here.
_SENTENCE = re.compile(r"。|\d\s*(?:[万亿]?元|%)", re.ASCII)
# A line of a table of contents prints the heading, dots, and the page.
_CONTENTS = re.compile(r"(?:\.{3}|…|·{3}|-{3}|_{3})[.…·\-_]*\d{1,4}", re.ASCII)
_PAGE_NUMBER = re.compile(r"[-—–―·~]*\d{1,4}[-—–―·~]*|第\d+页(?:[,/、]?共\d+页)?|\d+/\d+", re.ASCII)
_NOTE = re.compile(r"注|(?:备注|说明|附注)\s*:")
_NOTE_ITEM = re.compile(r"\d{1,2}[.、]\s*[^\d\s]|\(\d{1,2}\)|[①-⑳]", re.ASCII)


class BlockKind(Enum):
    """What a block is, by how it is printed; what it means is for its readers to say.

    A page number is anything that pages print in their margins: the number, and what stands there
    on page after page. It is no part of the text, and does not end a paragraph.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row of a table"
    NOTE = "note under a table"
    PAGE_NUMBER = "page number"


@dataclass(frozen=True)
class Place:
    """Where a block is printed: its line, counted from 1 through the whole document.

    ``page`` is what a person looks for first: the page, or in a workbook the sheet and its row
    (``表3!12``); it is blank where the file has neither, and names the file too where several
    make one document. ``box`` is ``None`` where the file has no pages: left, top, right and bottom
    in points from the top left corner of the page. ``file`` is the file as messages name it, where
    several make one document. ``tells_tables`` says that the file itself tells tables from text,
    so that a line among rows is no row that lost its cells.
    """

    line: int
    page: str = ""
    box: Box | None = None
    file: str = ""
    tells_tables: bool = False


@dataclass(frozen=True)
class Block:
    """One printed line or paragraph of prose, or one row of a table.

    ``text`` is the line as printed, with its marks; ``cells`` are the cells of a row as printed,
    none for anything else. ``grid`` counts the tables of the file: rows with one number stand in
    one grid; 0 outside of grids. ``boxes`` has the box of each cell, where the file has pages:
    ``None`` where a merged cell goes on that is printed further left or further up.
    """

    kind: BlockKind
    text: str
    place: Place
    cells: tuple[str, ...] = ()
    grid: int = 0
    boxes: tuple[Box | None, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Say whether it is marked as a heading, or begins a part of the document."""
        return is_marked(self.text)

    @property
    def only_text(self) -> str | None:
        """Return the line, or the only cell that a row prints; ``None`` where it prints several.

        A merged cell over a whole table, with a title or a note, comes as a row with one cell.
        """
        if self.kind is not BlockKind.ROW:
            return self.text
        printed = [cell for cell in self.cells if not is_blank(cell)]
        return printed[0] if len(printed) == 1 else None


@dataclass(frozen=True)
class Document:
    """A file that was read: its name in messages, its own name, its digest, and its blocks.

    ``unseen`` is how many letters it holds that nobody sees; they are in no block.
    """

    file: str
    name: str
    sha256: str
    blocks: tuple[Block, ...]
    unseen: int = 0

    def __iter__(self) -> Iterator[Block]:
        """Iterate over the blocks, in the order they are printed."""
        return iter(self.blocks)


def bare(line: str) -> str:
    """Return a line without the marks of a heading or a list item, and of bold print."""
    mark = LINE_MARK.match(line)
    return trim(line[mark.end() if mark else 0 :].replace("**", ""))


def is_marked(line: str) -> bool:
    """Say whether a line is marked as a heading, or begins a part of the document."""
    return bool(
        _HEADING_MARK.match(line) or _BOLD_LINE.fullmatch(line) or PART.match(narrow(bare(line)))
    )


def kind_of_line(text: str, *, follows_note: bool = False) -> BlockKind:
    """Say what one printed line is, whatever file it stands in.

    ``follows_note`` says that the line before is a note: a numbered line then is its next item.
    Where a file shows more (ruled lines, say), the reader of its format decides.
    """
    form = narrow(bare(text))
    if "\t" in text.strip() and not _HEADING_MARK.match(text):
        return BlockKind.ROW
    if _NOTE.match(form) or (follows_note and _NOTE_ITEM.match(form)):
        return BlockKind.NOTE
    tight = squeeze(text)
    is_named = is_marked(text) or _SECTION.fullmatch(form)
    if is_named and not _SENTENCE.search(form) and not _CONTENTS.search(tight):
        return BlockKind.HEADING
    if _PAGE_NUMBER.fullmatch(tight):
        return BlockKind.PAGE_NUMBER
    return BlockKind.PARAGRAPH


def blocks_of_lines(lines: Iterable[str]) -> list[Block]:
    """Return the blocks of plain text, a row of a table being cells apart by tabs."""
    numbered = enumerate(lines, start=1)
    printed = [(number, line) for number, line in numbered if not is_blank(line)]
    kinds = [kind_of_line(line) for _, line in printed]
    # A line with tabs around its text is a row with one cell, where the line beside it is a row.
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        for index in order:
            if kinds[index - order.step] is BlockKind.ROW and "\t" in printed[index][1]:
                kinds[index] = BlockKind.ROW
    blocks: list[Block] = []
    grid = 0
    for (number, line), kind in zip(printed, kinds, strict=True):
        is_row = kind is BlockKind.ROW
        grid += is_row and not (blocks and blocks[-1].kind is BlockKind.ROW)
        cells = tuple(line.split("\t")) if is_row else ()
        blocks.append(Block(kind, line, Place(number), cells, grid if is_row else 0))
    return with_notes(blocks)


def with_notes(blocks: Iterable[Block], *, may_be_cut: bool = True) -> list[Block]:
    """Return blocks with the whole of every note known as one.

    A note may stand in a merged cell over a whole table; its items are numbered, and a page may cut
    its sentence in two. ``may_be_cut`` is no where the file tells its paragraphs apart.
    """
    told: list[Block] = []
    note = ""
    for block in blocks:
        text = block.only_text
        if text and block.kind in (BlockKind.ROW, BlockKind.PARAGRAPH):
            kind = kind_of_line(text, follows_note=bool(note))
            is_open = bool(note) and may_be_cut and not trim(note).endswith("。")
            goes_on = is_open and block.kind is BlockKind.PARAGRAPH
            if kind is BlockKind.NOTE or goes_on:
                block = Block(BlockKind.NOTE, text, block.place)
        if block.kind is BlockKind.NOTE:
            note = block.text
        elif block.kind is not BlockKind.PAGE_NUMBER:
            note = ""
        told.append(block)
    return told


def as_blocks(source: Iterable[Block] | Sequence[str]) -> list[Block]:
    """Return the blocks of a document, or of plain lines."""
    items = list(source)
    if all(isinstance(item, Block) for item in items):
        return items
    return blocks_of_lines(items)
