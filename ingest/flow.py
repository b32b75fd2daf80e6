"""Lines and tables → blocks, for the formats that tell one from the other themselves.

A word processor, a workbook and a web page say which text stands in which cell and which cells are
merged; what they have in common from there on is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.document import Block, BlockKind, Place, kind_of_line, with_notes
from ingest.errors import no_steering
from ingest.limits import Meter
from ingest.text import as_printed, is_blank, steering, trim

# ``None``: a merged cell goes on here that is printed further left or further up.
Cells = list[str | None]

_BREAK = re.compile(r"[\r\n]+")
_TABS = re.compile(r"\t+")
_DIGITS = re.compile(r"\d+", re.ASCII)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LATIN_OR_NUMBER = re.compile(r"[A-Za-z\d,.]", re.ASCII)


def raised(text: str) -> str:
    """Return text that is printed raised: a footnote mark must not become a digit of a figure."""
    return text.translate(_RAISED)


def lines_of(text: str) -> list[str]:
    """Return the printed lines of a text, without what nobody sees."""
    return [trim(line) for line in _BREAK.split(as_printed(text)) if not is_blank(line)]


def cell_text(text: str) -> str:
    """Return the text of a cell as one line.

    Words go on in the next line without a blank, but two numbers stay two.
    """
    joined = ""
    for line in lines_of(text):
        apart = joined and all(map(_LATIN_OR_NUMBER.match, (joined[-1], line[0])))
        joined += (" " if apart else "") + _TABS.sub(" ", line)
    return joined


class Flow:
    """Takes what a file prints, in its order, and makes numbered blocks of it."""

    def __init__(self, meter: Meter) -> None:
        """Count with ``meter``."""
        self._meter = meter
        self._blocks: list[Block] = []
        self._grid = 0

    def blocks(self) -> tuple[Block, ...]:
        """Return all blocks; refuse a file that prints nothing."""
        if not self._blocks:
            raise self._meter.refused(
                "text that can be seen and copied",
                "none",
                "If it holds pictures, take the file that they were made from.",
            )
        return tuple(with_notes(self._blocks, may_be_cut=False))

    def text(self, text: str, *, page: str = "", is_heading: bool = False) -> None:
        """Take text outside of tables, each of its lines by itself.

        A heading gets the mark that it has in a text file: its look says what a mark says there.
        """
        for line in lines_of(text):
            line = _TABS.sub("  ", line)
            kind = kind_of_line(f"# {line}" if is_heading else line)
            if kind is BlockKind.PAGE_NUMBER and _DIGITS.fullmatch(line):
                # A number among the words, as the year on a cover.
                kind = BlockKind.PARAGRAPH
            is_styled = is_heading and kind is BlockKind.HEADING
            self._add(kind, f"# {line}" if is_styled else line, page)

    def note(self, text: str) -> None:
        """Take a footnote."""
        if note := cell_text(text):
            self._add(BlockKind.NOTE, note, "")

    def table(
        self, rows: Iterable[Cells], pages: Sequence[str] = (), *, starts_page: bool = False
    ) -> None:
        """Take a table. ``pages`` has what the place of each row is called, where it has a name.

        Rows over the header that print one merged cell alone are lines: a title or a currency unit
        in the frame of the table. ``starts_page``: nothing can go on here from a page before, so
        that the cell need not be merged (the first rows of a sheet).
        """
        kept = [
            (cells, pages[number] if pages else "")
            for number, cells in enumerate(rows)
            if any(cell and not is_blank(cell) for cell in cells)
        ]
        width = max((len(_rstrip(cells)) for cells, _ in kept), default=0)
        self._grid += 1
        is_frame = True
        for cells, page in kept:
            self._meter.count("cells", len(cells))
            printed = [cell for cell in cells if cell and not is_blank(cell)]
            is_whole = len(cells) >= width > 1 and cells.count(None) == len(cells) - 1
            is_frame = is_frame and len(printed) == 1 and (is_whole or starts_page or width == 1)
            if is_frame:
                self.text(printed[0], page=page)
                continue
            texts = tuple(cell_text(cell or "") for cell in [*cells, *[""] * (width - len(cells))])
            self._add(BlockKind.ROW, "\t".join(texts), page, texts)

    def _add(self, kind: BlockKind, text: str, page: str, cells: tuple[str, ...] = ()) -> None:
        """Add a block at the next line."""
        self._meter.count("lines")
        place = Place(len(self._blocks) + 1, page, tells_tables=True)
        if found := steering(text.replace("\t", " ")):
            raise no_steering(self._meter.file, place.line, found[0], page)
        self._blocks.append(Block(kind, text, place, cells, self._grid if cells else 0))


def _rstrip(cells: Cells) -> Cells:
    """Return cells without blank ones at the end; where a merged cell goes on is not blank."""
    count = len(cells)
    while count and cells[count - 1] is not None and is_blank(cells[count - 1] or ""):
        count -= 1
    return cells[:count]
