"""One document, whatever file it was: blocks with places, told apart once.

Tables and prose both start here. A format (text, PDF …) has one reader that gives a ``Document``;
what follows knows blocks only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class BlockKind(Enum):
    """What a block is, by how it is printed; what it means is for its readers to say."""

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
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Block:
    """One printed line of prose, or one row of a table.

    ``text`` is the line as printed, with its marks; ``cells`` are the cells of a row as printed,
    none for anything else. ``grid`` counts the tables of the file: rows with one number stand in
    one grid; 0 outside of grids.
    """

    kind: BlockKind
    text: str
    place: Place
    cells: tuple[str, ...] = ()
    grid: int = 0


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
