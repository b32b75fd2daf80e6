"""The documents as they were published, where whoever builds the pages has them.

A file is the document that was loaded if its bytes are, whatever it is called. Of a PDF the pages
show the printed rows themselves, cut from the rendered page; of other formats their cells.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ingest.document import Block, BlockKind, Document
from ingest.errors import IngestError
from ingest.formats import PDF, read_together, recognise
from ingest.language import say
from ingest.limits import USUAL
from ingest.text import squeeze
from pages.cutting import Cutter, Piece
from pages.warehouse import Row
from pages.words import Words

# Rows of one table that are shown at once, of its header, and letters of a paragraph.
MOST_ROWS = 16
MOST_HEADER_ROWS = 4
MOST_LETTERS = 360
BETWEEN_FILES = " + "


class Wanted(NamedTuple):
    """A figure to be shown: the line it is printed in, its column, and its text."""

    line: int
    column: str | None
    text: str


class Cell(NamedTuple):
    """A cell of a row, or a stretch of a paragraph; marked where it is the figure."""

    text: str
    is_marked: bool = False
    is_header: bool = False


class TextRow(NamedTuple):
    """A printed row as text, with its place."""

    place: Words
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shown:
    """Printed rows as the page shows them: an image of them, or their text."""

    title: Words
    place: Words
    href: str
    alt: Words
    image: str = ""
    width: int = 0
    height: int = 0
    # How far from the left the first mark stands.
    mark: int = 0
    rows: tuple[TextRow, ...] = ()
    is_prose: bool = False


class Original:
    """A published document: the file or files it was, and what is printed where."""

    def __init__(self, paths: Sequence[Path], printed: Iterable[Row], folder: str) -> None:
        """Take the files, the figures of each row from left to right, and where it is to stand."""
        self._paths = paths
        self._folder = folder
        self._printed: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in printed:
            self._printed[row["statement"], row["source_line"]].append(row)
        self._figure_lines = {line for _, line in self._printed}
        self._is_pdf = len(paths) == 1 and recognise(paths[0]) == PDF
        # A page is made of it; a problem shows now, and the other pages go on without it.
        self._block(1)
        self._cutters: dict[Path, Cutter] = {}
        self.cuts = 0
        self.bytes = 0
        self.seconds = 0.0
        self.problem = ""

    @cached_property
    def _document(self) -> Document:
        """The document, read as it was when it was loaded."""
        return read_together(self._paths)

    @cached_property
    def _lines(self) -> list[int]:
        """The lines at which its blocks begin."""
        return [block.place.line for block in self._document]

    @cached_property
    def _grids(self) -> dict[int, list[Block]]:
        """The rows of each grid."""
        grids: dict[int, list[Block]] = defaultdict(list)
        for block in self._document:
            if block.kind is BlockKind.ROW:
                grids[block.grid].append(block)
        return grids

    # ---- beside the pages ----------------------------------------------------------------------
    @property
    def name(self) -> str:
        """What its lines are called beside the pages; never by a name from outside."""
        return "original.html"

    @property
    def file_name(self) -> str | None:
        """What the file itself is called beside the pages, if a browser shows such a file."""
        return "original.pdf" if self._is_pdf else None

    @property
    def where(self) -> str:
        """What a page of a document links to."""
        return self._folder + self.name

    def href(self, line: int | None, text: str = "") -> str:
        """Where a figure stands in it, as a page of a document links to it; its cell is marked."""
        block = self._block(line)
        if block is None:
            return self.where
        mark = f"?mark={quote(text)}" if text else ""
        return f"{self.where}{mark}#l{block.place.line}"

    def copy_to(self, folder: Path) -> None:
        """Put a PDF beside the pages as it is, besides its lines."""
        if self.file_name:
            shutil.copyfile(self._paths[0], folder / self.file_name)

    def lines(self) -> Iterator[tuple[int, Words, tuple[str, ...], int | None]]:
        """Every printed line: its number, its place, its cells or its text as one.

        Last stands the page of the file that begins with it, if one does and a browser opens it.
        """
        before = ""
        for block in self._document:
            cells = block.cells if block.kind is BlockKind.ROW else (block.text,)
            page = block.place.page
            begins = self._is_pdf and page != before and page.isdecimal()
            before = page
            yield block.place.line, _place_of(block), cells, int(page) if begins else None

    # ---- rows as printed -----------------------------------------------------------------------
    def show(
        self, statement: str | None, wanted: Sequence[Wanted], title: Words, *, most: int
    ) -> tuple[list[Shown], int]:
        """Show the rows of figures; returns also how many of them were left out."""
        started = time.monotonic()
        try:
            return self._shown(statement, wanted, title, most)
        except IngestError as problem:
            self.problem = str(problem)
            return [], 0
        finally:
            self.seconds += time.monotonic() - started

    def _shown(
        self, statement: str | None, wanted: Sequence[Wanted], title: Words, most: int
    ) -> tuple[list[Shown], int]:
        """Show the rows of figures, those of one grid of one page together."""
        by_part: dict[tuple[str, str, int], dict[int, list[Wanted]]] = defaultdict(dict)
        for one in wanted:
            block = self._block(one.line)
            if block is None:
                continue
            page = block.place.page if block.place.box else ""
            part = (block.place.file, page, block.grid or -block.place.line)
            by_part[part].setdefault(block.place.line, []).append(one)
        shown: list[Shown] = []
        left_out = 0
        for number, rows in enumerate(sorted(by_part.values(), key=min)):
            if number >= most:
                left_out += len(rows)
                continue
            lines = sorted(rows)
            left_out += max(0, len(lines) - MOST_ROWS)
            kept = {line: rows[line] for line in lines[:MOST_ROWS]}
            shown.append(self._show(statement, kept, title))
        return shown, left_out

    def _show(self, statement: str | None, rows: dict[int, list[Wanted]], title: Words) -> Shown:
        """Show rows of one grid of one page, or a paragraph."""
        blocks = [self._block(line) for line in rows]
        first = blocks[0]
        marked = {
            line: [self._cell_of(statement, self._block(line), one) for one in wanted]
            for line, wanted in rows.items()
        }
        header = self._header(statement, first) if first.kind is BlockKind.ROW else []
        place = _place_of(first)
        alt = _alt(title, place, blocks, [one.text for row in rows.values() for one in row])
        common = {
            "title": title,
            "place": place,
            "href": self.href(first.place.line, next(iter(rows.values()))[0].text),
            "alt": alt,
        }
        pieces = [_piece(block, [], []) for block in header]
        pieces += [
            _piece(block, marked[block.place.line], rows[block.place.line]) for block in blocks
        ]
        cutter = self._cutter(first)
        cut = cutter.cut(pieces) if cutter and all(pieces) else None
        if cut is not None:
            self.cuts += 1
            self.bytes += cut.bytes
            return Shown(**common, image=cut.uri, width=cut.width, height=cut.height, mark=cut.mark)
        if first.kind is not BlockKind.ROW:
            stretches = _stretches(first.text, [one.text for one in rows[first.place.line]])
            return Shown(**common, rows=(TextRow(place, stretches),), is_prose=True)
        texts = [
            TextRow(_place_of(block), tuple(Cell(cell, is_header=True) for cell in block.cells))
            for block in header
        ]
        texts += [
            TextRow(
                _place_of(block),
                tuple(
                    Cell(cell, is_marked=number in marked[block.place.line])
                    for number, cell in enumerate(block.cells)
                ),
            )
            for block in blocks
        ]
        return Shown(**common, rows=tuple(texts))

    def _block(self, line: int | None) -> Block | None:
        """The block that a line stands in."""
        if line is None:
            return None
        place = bisect_right(self._lines, line) - 1
        return self._document.blocks[place] if place >= 0 else None

    def _cell_of(self, statement: str | None, block: Block, wanted: Wanted) -> int | None:
        """Which cell of a row a figure is, where it can be told.

        The same text may stand in several cells: the figures of the row that print it are counted
        from the left, and so are the cells.
        """
        text = squeeze(wanted.text)
        cells = [place for place, cell in enumerate(block.cells) if squeeze(cell) == text]
        columns = [
            row["column_name"]
            for row in self._printed.get((statement, block.place.line), [])
            if squeeze(row["published_text"] or "") == text
        ]
        if wanted.column in columns and len(columns) == len(cells):
            return cells[columns.index(wanted.column)]
        return cells[0] if len(cells) == 1 else None

    def _header(self, statement: str | None, block: Block) -> list[Block]:
        """The header rows of the grid of a row, or of the page on which its table begins."""
        for grid in range(block.grid, 0, -1):
            rows = self._grids[grid]
            if grid != block.grid and not any(
                (statement, row.place.line) in self._printed for row in rows
            ):
                return []
            header: list[Block] = []
            for row in rows:
                if row.place.line in self._figure_lines:
                    break
                header.append(row)
            if header and len(header) < len(rows):
                return header[:MOST_HEADER_ROWS]
        return []

    def _cutter(self, block: Block) -> Cutter | None:
        """What cuts from the file that a block is printed in, if it is a PDF."""
        if block.place.box is None:
            return None
        path = self._paths[0]
        for one in self._paths:
            if str(one) == block.place.file:
                path = one
        if path not in self._cutters:
            self._cutters[path] = Cutter(path)
        return self._cutters[path]

    def close(self) -> None:
        """Close the files; what was read goes."""
        for cutter in self._cutters.values():
            cutter.close()
        self._cutters.clear()


def _piece(block: Block, cells: Sequence[int | None], wanted: Sequence[Wanted]) -> Piece | None:
    """A row or a paragraph to be cut, with the boxes to be marked in it."""
    if block.place.box is None:
        return None
    boxes = [block.boxes[cell] for cell in cells if cell is not None and cell < len(block.boxes)]
    number = block.place.page.rsplit(" ", 1)[-1]
    if not number.isdecimal():
        return None
    return Piece(
        page=int(number),
        box=block.place.box,
        marks=tuple(box for box in boxes if box is not None),
        texts=tuple(squeeze(one.text) for one in wanted),
        is_prose=block.kind is not BlockKind.ROW,
    )


def _place_of(block: Block) -> Words:
    """The page of a block, its sheet and row, or its line."""
    page = block.place.page
    number = page.rsplit(" ", 1)[-1]
    if page and number.isdecimal():
        name = page.removesuffix(number)
        return Words(f"{name}第{number}页", f"{name}page {number}")
    if page:
        return Words(page, page)
    return Words(f"第{block.place.line}行", f"line {block.place.line}")


def _alt(title: Words, place: Words, blocks: Sequence[Block], texts: Sequence[str]) -> Words:
    """What an image of rows shows, for who cannot see it."""
    rows = []
    for block in blocks:
        if block.kind is BlockKind.ROW:
            # The first cell with words in it is what the row is called.
            said = [cell for cell in block.cells if any(sign.isalpha() for sign in cell)]
            rows.append(said[0] if said else next(filter(None, block.cells), ""))
    figures = list(dict.fromkeys(filter(None, texts)))
    zh = f"{place.zh}，{title.zh}" + (f"：{'、'.join(rows)}行" if rows else "")
    en = f"{place.en}, {title.en}" + (f": rows {', '.join(rows)}" if rows else "")
    if figures:
        zh += f"；数字 {'、'.join(figures)}"
        en += f"; figures {', '.join(figures)}"
    return Words(zh, en)


def _stretches(text: str, figures: Sequence[str]) -> tuple[Cell, ...]:
    """A paragraph with its figures marked; long ones around them only."""
    places = sorted({(at, at + len(one)) for one in figures if one and (at := text.find(one)) >= 0})
    start, end = 0, len(text)
    if len(text) > MOST_LETTERS:
        middle = places[0][0] if places else 0
        start = max(0, middle - MOST_LETTERS // 2)
        end = start + MOST_LETTERS
    cells = [Cell("…")] if start else []
    at = start
    for first, last in places:
        if first >= at and last <= end:
            cells += [Cell(text[at:first]), Cell(text[first:last], is_marked=True)]
            at = last
    cells.append(Cell(text[at:end] + ("…" if end < len(text) else "")))
    return tuple(cell for cell in cells if cell.text)


class Originals:
    """The files that whoever builds the pages has, known by their bytes."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Take files, and folders with all that is in them."""
        for path in paths:
            if not path.exists():
                raise FileNotFoundError(
                    say("{file} is not there: --documents names the originals", file=path)
                )
        self._files = [
            file
            for path in paths
            for file in ([path] if path.is_file() else sorted(path.rglob("*")))
            if file.is_file() and file.stat().st_size <= USUAL.bytes
        ]
        self.problems: list[str] = []

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self._files)

    @cached_property
    def _by_digest(self) -> dict[str, Path]:
        """The files by what is in them."""
        digests: dict[str, Path] = {}
        for file in self._files:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            digests.setdefault(digest, file)
        return digests

    def find(self, document: Row, printed: Iterable[Row], folder: str) -> Original | None:
        """The original of a document, if it is among the files and can be read."""
        paths = self._paths_of(document)
        if not paths:
            return None
        try:
            return Original(paths, printed, folder)
        except IngestError as problem:
            self.problems.append(str(problem))
            return None

    def _paths_of(self, document: Row) -> list[Path]:
        """The files that make a document: one by its digest, or several by theirs together."""
        if document["source_sha256"] in self._by_digest:
            return [self._by_digest[document["source_sha256"]]]
        names = (document["source_file"] or "").split(BETWEEN_FILES)
        if len(names) < 2:
            return []
        digests = {file.name: digest for digest, file in self._by_digest.items()}
        together = "".join(digests.get(name, "") for name in names)
        if hashlib.sha256(together.encode()).hexdigest() != document["source_sha256"]:
            return []
        return [self._by_digest[digests[name]] for name in names]
