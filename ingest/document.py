"""One document, whatever file it was: blocks with places, told apart once.

Tables and prose both start here. A format (text, PDF …) has one reader that gives a ``Document``;
what follows knows blocks only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ingest.text import narrow, squeeze

Box = tuple[float, float, float, float]

_CHINESE = "一二三四五六七八九十"
# What is marked as a heading (markdown), or names a part or a section in one short phrase.
_MARKED = re.compile(r"\s*#|\s*\*\*[^*]+\*\*\s*$")
_MARKS = re.compile(r"^[#*\s]+|[*\s]+$")
_PART = re.compile(rf"第[{_CHINESE}]+部分")
_SECTION = re.compile(rf"(?:[{_CHINESE}]+、|\([{_CHINESE}]+\))[^,，。;:?!]{{2,40}}")
# A heading states no figure and ends no sentence: what does is prose that starts like one.
_SENTENCE = re.compile(r"。|\d\s*(?:[万亿]?元|%)", re.ASCII)
# A line of a table of contents prints the heading, dots, and the page.
_CONTENTS = re.compile(r"(?:\.{3}|…|·{3}|-{3}|_{3})[.…·\-_]*\d{1,4}", re.ASCII)
_PAGE_NUMBER = re.compile(r"[-—–―·~]*\d{1,4}[-—–―·~]*|第\d+页(?:[,/、]?共\d+页)?|\d+/\d+", re.ASCII)
_NOTE = re.compile(r"注|(?:备注|说明|附注)\s*:")
_NOTE_ITEM = re.compile(r"\d{1,2}[.、．]\s*[^\d\s]|\(\d{1,2}\)|[①-⑳]", re.ASCII)


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

    ``page`` is blank and ``box`` is ``None`` where the file has no pages. A box is left, top,
    right and bottom in points from the top left corner of the page.
    """

    line: int
    page: str = ""
    box: Box | None = None


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


@dataclass(frozen=True)
class Document:
    """A file that was read: its name in messages, its own name, its digest, and its blocks."""

    file: str
    name: str
    sha256: str
    blocks: tuple[Block, ...]

    def __iter__(self) -> Iterator[Block]:
        """Iterate over the blocks, in the order they are printed."""
        return iter(self.blocks)


def kind_of_line(text: str, *, follows_note: bool = False) -> BlockKind:
    """Say what one printed line is, whatever file it stands in.

    ``follows_note`` says that the line before is a note: a numbered line then is its next item.
    Where the page shows more (a number that stands among the words is no page number), the reader
    of the format decides.
    """
    if "\t" in text.strip():
        return BlockKind.ROW
    form = narrow(_MARKS.sub("", text))
    tight = squeeze(form)
    if _PAGE_NUMBER.fullmatch(tight):
        return BlockKind.PAGE_NUMBER
    if _NOTE.match(form) or (follows_note and _NOTE_ITEM.match(form)):
        return BlockKind.NOTE
    is_named = _MARKED.match(text) or _PART.match(tight) or _SECTION.fullmatch(form)
    if is_named and not _SENTENCE.search(form) and not _CONTENTS.search(tight):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH
