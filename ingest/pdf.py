"""A PDF file → ``Document``: its tables by their ruled lines, its prose line by line.

A PDF says where letters stand, not what belongs together. What a reader takes for granted is put
together here again: letters to lines, lines to paragraphs, cells to rows, and the pages of one
table to the same columns.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1

from ingest.document import Block, BlockKind, Box, Document, Place, kind_of_line, with_notes
from ingest.errors import IngestError, Problem
from ingest.language import say
from ingest.limits import USUAL, Limits
from ingest.narrative_text import ORDINAL
from ingest.pdf_bounds import streams_of_at_most
from ingest.pdf_grid import Grid, find_grids
from ingest.pdf_page import Budget, Canvas, Interpreter, Letter, Page, TooMuchError
from ingest.text import narrow, squeeze

# The messages of the library are about its own affairs; what matters becomes a problem here.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())

# Letters whose middles are closer than this, in sizes of the larger one, stand on one line.
_SAME_LINE = 0.45
# A gap wider than this, in sizes of a letter, is printed as white space.
_GAP = 0.6
_WIDEST_GAP = 4
# The same letter printed twice closer than this makes bold print.
_OVERPRINT = 0.2
# What a cell leaves blank at its left and right together, at most.
_CELL_PADDING = 12.0
# Columns of two pages are the same when their lines stand no further apart.
_SAME_COLUMN = 4.0
# Headers, footers and page numbers stand in the outer inch of a page.
_MARGIN = 72.0
_REPEATED = 3
# More letters than this share of unknown ones cannot be read as text.
_UNKNOWN_SHARE = 0.02
_NUMBER_END = re.compile(r"[\d,.]\Z", re.ASCII)
_NUMBER_START = re.compile(r"[\d,.]", re.ASCII)
_LATIN = re.compile(r"[A-Za-z]")
# What programs keep together at the start of a line: a number and its unit, a bracket and its word.
_TOKEN = re.compile(r"[0-9.,]+%?.{0,3}|[A-Za-z]+|[（(“《].{1,4}|.", re.ASCII)
_CLOSING = "，。、；：！？）》”’…,.;:!?)%"


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line outside of tables; ``token`` is how wide its first word is."""

    text: str
    box: Box
    size: float
    token: float


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a grid."""

    box: Box
    cells: tuple[str, ...]
    boxes: tuple[Box | None, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one grid that print something."""

    box: Box
    xs: tuple[float, ...]
    rows: tuple[_Row, ...]


@dataclass
class _Sheet:
    """What one page prints, from top to bottom; ``margins`` has its headers and footers."""

    number: int
    width: float
    height: float
    items: list[_Line | _Table]
    margins: set[int] = field(default_factory=set)
    left: float | None = None
    right: float | None = None

    def lines(self) -> list[tuple[int, _Line]]:
        """Return the lines of prose that are the page's own, with their places among the items."""
        return [
            (index, item)
            for index, item in enumerate(self.items)
            if isinstance(item, _Line) and index not in self.margins
        ]


def read_pdf(path: Path, limits: Limits = USUAL) -> Document:
    """Read a PDF file; raise ``IngestError`` where it cannot be read as it is printed."""
    file = str(path)
    try:
        size = path.stat().st_size
        if size > limits.bytes:
            raise _refused(
                file,
                say("a file of at most {most:,} bytes", most=limits.bytes),
                say("{found:,} bytes", found=size),
                "Leave out what is no budget document, or save it with smaller pictures.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise _refused(
            file, "a file that can be read", error.strerror or str(error), "Check the path."
        ) from error
    with streams_of_at_most(limits.streams):
        sheets, hidden = _read_sheets(file, content, limits)
    _find_margins(sheets)
    _find_text_edges(sheets)
    blocks = tuple(with_notes(_blocks(sheets)))
    return Document(file, path.name, hashlib.sha256(content).hexdigest(), blocks, hidden)


def _refused(file: str, expected: str, found: str, action: str) -> IngestError:
    """Return the error that refuses a whole file."""
    return IngestError([Problem(file, None, expected, found, action)])


def _read_sheets(file: str, content: bytes, limits: Limits) -> tuple[list[_Sheet], int]:
    """Read every page of a file; return the pages, and how many letters are hidden."""
    budget = Budget(limits.letters, limits.paths, time.monotonic() + limits.seconds)
    # Sent or saved in part, a file still opens, with fewer pages than it has.
    if b"%%EOF" not in content[-2048:]:
        raise _broken(file, "a file that breaks off before its end" if content else "an empty file")
    number = 0
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            pages = _pages(file, pdf, limits)
            sheets, pictures, seen, hidden, unknown = [], [], 0, 0, 0
            for number, page in enumerate(pages, start=1):
                printed = _read_page(file, pdf, page, budget)
                seen += len(printed.letters)
                hidden += printed.hidden
                unknown += printed.unknown
                # The first and the last page are covers, which may be pictures.
                if printed.is_picture and 1 < number < len(pages):
                    pictures.append(number)
                sheets.append(_sheet(number, printed))
                page.close()
                budget.check_time()
    except IngestError:
        raise
    except TooMuchError as error:
        raise _too_much(file, str(error), number, limits) from error
    except Exception as error:
        # The library fails in as many ways as a file can be broken.
        if isinstance(cause := _cause(error), TooMuchError):
            raise _too_much(file, str(cause), number, limits) from error
        if isinstance(_cause(error), PDFPasswordIncorrect):
            raise _refused(
                file,
                "a file that opens without a password",
                "an encrypted file",
                "Save a copy without a password.",
            ) from error
        where = "no structure of a PDF file"
        if number:
            where = say("page {page}, which cannot be read", page=number)
        raise _broken(file, where) from error
    if not seen:
        found = say("{count} pages without any", count=len(sheets))
        if hidden:
            found += say(", and {count} letters that are hidden", count=hidden)
        raise _refused(
            file,
            "text that can be seen and copied",
            found,
            "It is a scan: take the file that the department made it from, or type it as text.",
        )
    if pictures:
        # Their tables would be missing without a word.
        raise _refused(
            file,
            "text on every page",
            say("page {page}, which is a picture", page=pictures[0]),
            "Take the file that the scan was made from, or type the page as text.",
        )
    if unknown > seen * _UNKNOWN_SHARE:
        raise _refused(
            file,
            "letters that the file names",
            say("{count} of {all} letters with a shape only", count=unknown, all=seen),
            "Save the file again with its fonts, or type it as text.",
        )
    return sheets, hidden


def _broken(file: str, found: str) -> IngestError:
    """Return the error for a file that is no whole PDF file."""
    return _refused(file, "a whole PDF file", found, "Download or export the file again.")


def _too_much(file: str, what: str, page: int, limits: Limits) -> IngestError:
    """Return the error for a file that holds more than it may."""
    most = {
        "letters": say("at most {most:,} letters", most=limits.letters),
        "lines and boxes": say("at most {most:,} lines and boxes", most=limits.paths),
        "bytes in its streams": say(
            "a file that unfolds to at most {most:,} bytes", most=limits.streams
        ),
        "time": say("a file that is read within {seconds:g} seconds", seconds=limits.seconds),
    }
    found = "more by page {page}" if what in most else "too many {what} on page {page}"
    return _refused(
        file,
        most.get(what, "a page of text and tables"),
        say(found, page=page, what=say(what)),
        "Split the file, or leave out the pages that are no text.",
    )


def _cause(error: BaseException) -> BaseException:
    """Return the error of the inner library, which the outer one wraps in its own."""
    inner = error.args[0] if error.args else None
    return inner if isinstance(inner, BaseException) else error


def _pages(file: str, pdf: Any, limits: Limits) -> list[Any]:
    """Return the pages of a file, all that it says it has."""
    try:
        count = resolve1(resolve1(pdf.doc.catalog["Pages"]).get("Count"))
    except (KeyError, AttributeError):
        count = None
    if isinstance(count, int) and count > limits.pages:
        found = count
    else:
        found = len(pdf.pages)
        if found == 0 or (isinstance(count, int) and found != count):
            stated = "{count} pages, where the file says {stated}"
            raise _broken(file, say(stated, count=found, stated=count or say("nothing")))
    if found > limits.pages:
        raise _refused(
            file,
            say("at most {most} pages", most=limits.pages),
            say("{count} pages", count=found),
            "Split the file, or leave out what is no budget document.",
        )
    return pdf.pages


def _read_page(file: str, pdf: Any, page: Any, budget: Budget) -> Page:
    """Return what a page prints, upright even where it is printed sideways."""
    printed = _draw(pdf, page, budget)
    turned, count = max(printed.sideways.items(), key=lambda item: item[1], default=(0, 0))
    if turned > 0 and count > len(printed.letters):
        page.page_obj.rotate = (page.page_obj.rotate + 90 * turned) % 360
        printed = _draw(pdf, page, budget)
    return printed


def _draw(pdf: Any, page: Any, budget: Budget) -> Page:
    """Draw a page once."""
    canvas = Canvas(pdf.rsrcmgr, budget)
    Interpreter(pdf.rsrcmgr, canvas).process_page(page.page_obj)
    return canvas.page


def _sheet(number: int, page: Page) -> _Sheet:
    """Put the letters of a page together to tables and lines."""
    in_cells: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    prose: list[Letter] = []
    grids = find_grids(page.rules)
    for letter in page.letters:
        for index, grid in enumerate(grids):
            cell = grid.cell_at(letter.centre, letter.middle)
            if cell >= 0:
                in_cells[index, cell].append(letter)
                break
        else:
            prose.append(letter)
    items: list[_Line | _Table] = [_line(letters) for letters in _lines(prose)]
    for index, grid in enumerate(grids):
        texts = {
            cell: _cell_text(in_cells[index, cell], grid.boxes[cell])
            for cell in range(len(grid.boxes))
            if (index, cell) in in_cells
        }
        rows = tuple(_rows(grid, texts))
        if rows:
            items.append(_Table(grid.box, grid.xs, rows))
    items.sort(key=lambda item: (item.box[1], item.box[0]))
    return _Sheet(number, page.width, page.height, items)


def _rows(grid: Grid, texts: dict[int, str]) -> Iterator[_Row]:
    """Yield the rows of a grid; what only pads it, without any text, is left out."""
    for index, row in enumerate(grid.cells):
        cells, boxes = [], []
        for column, cell in enumerate(row):
            starts = grid.first[cell] == (index, column)
            cells.append(texts.get(cell, "") if starts else "")
            boxes.append(grid.boxes[cell] if starts else None)
        if any(cells):
            box = (grid.xs[0], grid.ys[index], grid.xs[-1], grid.ys[index + 1])
            yield _Row(box, tuple(cells), tuple(boxes))


def _lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Put letters to lines, from top to bottom, each from left to right.

    Digits and words of one line often differ in size, and then in height.
    """
    lines: list[list[Letter]] = []
    middle, size = 0.0, 0.0
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if lines and letter.middle - middle < _SAME_LINE * max(size, letter.size):
            lines[-1].append(letter)
            if letter.size > size:
                middle, size = letter.middle, letter.size
        else:
            lines.append([letter])
            middle, size = letter.middle, letter.size
    printed = (_without_overprint(sorted(line, key=lambda letter: letter.box[0])) for line in lines)
    return [line for line in printed if any(letter.text != " " for letter in line)]


def _without_overprint(line: list[Letter]) -> list[Letter]:
    """Leave out letters that are printed again a hair beside themselves, to look bold."""
    kept: list[Letter] = []
    for letter in line:
        near = _OVERPRINT * letter.size
        if not any(
            letter.text == other.text
            and abs(letter.box[0] - other.box[0]) < near
            and abs(letter.middle - other.middle) < near
            for other in kept[-4:]
        ):
            kept.append(letter)
    while kept and kept[0].text == " ":
        kept.pop(0)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _text(line: Sequence[Letter]) -> str:
    """Return the text of a line; a wide gap becomes white space, wider where it is wider."""
    parts: list[str] = []
    end: float | None = None
    for letter in line:
        gap = 0.0 if end is None else letter.box[0] - end
        if gap > _GAP * letter.size:
            parts.append(" " * min(_WIDEST_GAP, max(1, int(gap / letter.size))))
        parts.append(letter.text)
        end = letter.box[2] if end is None else max(end, letter.box[2])
    return "".join(parts)


def _box(letters: Sequence[Letter]) -> Box:
    """Return the box around letters."""
    return _around([letter.box for letter in letters])


def _around(boxes: Sequence[Box]) -> Box:
    """Return the box around boxes."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _line(letters: Sequence[Letter]) -> _Line:
    """Return a line of prose."""
    text = _text(letters)
    first = _TOKEN.match(text)
    count = len(first[0]) if first else 1
    token = letters[: max(1, count)]
    # A closing mark never starts a line: it takes the letter before it along.
    following = letters[len(token) : len(token) + 1]
    if following and following[0].text in _CLOSING:
        token = [*token, *following]
    box = _box(letters)
    size = Counter(round(letter.size, 1) for letter in letters).most_common(1)[0][0]
    return _Line(text, box, size, _box(token)[2] - box[0])


def _cell_text(letters: Sequence[Letter], box: Box) -> str:
    """Return the text of a cell as one line."""
    text = ""
    room = 0.0
    for line in _lines(letters):
        here = _box(line)
        first = line[0].box[2] - line[0].box[0]
        text = _joined(text, _text(line), room < first + _CELL_PADDING) if text else _text(line)
        room = (box[2] - box[0]) - (here[2] - here[0])
    return text


def _joined(upper: str, lower: str, is_full: bool) -> str:
    """Join two printed lines; ``is_full`` says that no more fitted into the upper one.

    A number goes on in the next line only where the line was full: else they are two numbers.
    """
    if _NUMBER_END.search(upper) and _NUMBER_START.match(lower):
        between = "" if is_full else " "
    else:
        between = " " if _LATIN.match(upper[-1]) and _LATIN.match(lower) else ""
    return upper + between + lower


def _find_margins(sheets: Sequence[_Sheet]) -> None:
    """Find what stands in the margins of pages: page numbers, and what pages repeat there."""
    for _ in range(2):
        found: dict[tuple[bool, str], list[tuple[_Sheet, int, float]]] = defaultdict(list)
        for sheet in sheets:
            for at_top in (True, False):
                index = _outermost(sheet, at_top)
                if index is None:
                    continue
                line = sheet.items[index]
                if kind_of_line(line.text) is BlockKind.PAGE_NUMBER:
                    sheet.margins.add(index)
                else:
                    key = re.sub(r"\d+", "0", squeeze(line.text))
                    found[at_top, key].append((sheet, index, line.box[1]))
        for places in found.values():
            heights = sorted(top for _, _, top in places)
            usual = heights[len(heights) // 2]
            same = [place for place in places if abs(place[2] - usual) < _SAME_COLUMN]
            if len(same) >= _REPEATED:
                for sheet, index, _ in same:
                    sheet.margins.add(index)


def _outermost(sheet: _Sheet, at_top: bool) -> int | None:
    """Return the first or last line of a page if it stands in the margin, away from a table."""
    order = range(len(sheet.items)) if at_top else range(len(sheet.items) - 1, -1, -1)
    rest = [index for index in order if index not in sheet.margins]
    if not rest or not isinstance(line := sheet.items[rest[0]], _Line):
        return None
    edge = line.box[3] if at_top else sheet.height - line.box[1]
    if edge > _MARGIN:
        return None
    if at_top and len(rest) > 1:
        below = sheet.items[rest[1]]
        # The unit of a table stands right over it, on page after page.
        if isinstance(below, _Table) and below.box[1] - line.box[3] < line.size:
            return None
    return rest[0]


def _find_text_edges(sheets: Sequence[_Sheet]) -> None:
    """Find where the lines of each page start and end; pages of one size help each other out."""
    usual: dict[tuple[int, int], list[tuple[float | None, float | None]]] = defaultdict(list)
    for sheet in sheets:
        lines = [line for _, line in sheet.lines()]
        sheet.left = _edge([(-line.box[0], line.size) for line in lines], lambda at: -at)
        sheet.right = _edge([(line.box[2], line.size) for line in lines], lambda at: at)
        usual[round(sheet.width), round(sheet.height)].append((sheet.left, sheet.right))
    for sheet in sheets:
        known = usual[round(sheet.width), round(sheet.height)]
        if sheet.left is None or sheet.right is None:
            lefts = [left for left, right in known if left is not None and right is not None]
            rights = [right for left, right in known if left is not None and right is not None]
            sheet.left = _middle(lefts)
            sheet.right = _middle(rights)


def _edge(places: Sequence[tuple[float, float]], signed: Callable[[float], float]) -> float | None:
    """Return the outermost place at which three lines end, within the width of a letter."""
    ordered = sorted(places, reverse=True)
    for index in range(len(ordered) - 2):
        at, size = ordered[index]
        if at - ordered[index + 2][0] <= size:
            return signed(at)
    return None


def _middle(values: Sequence[float]) -> float | None:
    """Return the value in the middle, or ``None`` of none."""
    return sorted(values)[len(values) // 2] if values else None


def _blocks(sheets: Sequence[_Sheet]) -> Iterator[Block]:
    """Yield the blocks of a document, numbering its printed lines and rows from 1."""
    number = 1
    grid = 0
    follows_note = False
    columns: tuple[float, ...] = ()
    for sheet in sheets:
        page = str(sheet.number)
        index = 0
        while index < len(sheet.items):
            item = sheet.items[index]
            if isinstance(item, _Table):
                grid += 1
                # A table goes on at the top of a page, with the columns it had on the page before.
                columns = _same_columns(item.xs, columns)
                for row in item.rows:
                    yield _row_block(row, item.xs, columns, _place(number, page, row.box), grid)
                    number += 1
                follows_note = False
                index += 1
                continue
            if index in sheet.margins:
                yield Block(BlockKind.PAGE_NUMBER, item.text, _place(number, page, item.box))
                number += 1
                index += 1
                continue
            text, boxes = item.text, [item.box]
            last = item
            index += 1
            while index < len(sheet.items) and index not in sheet.margins:
                following = sheet.items[index]
                if not isinstance(following, _Line) or not _goes_on(sheet, last, following):
                    break
                text = _joined(text, following.text, True)
                boxes.append(following.box)
                last = following
                index += 1
            kind = kind_of_line(text, follows_note=follows_note)
            if kind in {BlockKind.PAGE_NUMBER, BlockKind.ROW}:
                # A number among the words, as the year on a cover.
                kind = BlockKind.PARAGRAPH
            yield Block(kind, text, _place(number, page, _around(boxes)))
            number += len(boxes)
            follows_note = kind is BlockKind.NOTE
            columns = ()


def _place(line: int, page: str, box: Box) -> Place:
    """Return the place of a block."""
    return Place(line, page, box, tells_tables=True)


def _same_columns(xs: tuple[float, ...], before: tuple[float, ...]) -> tuple[float, ...]:
    """Return the columns of a grid: those of the grid before, if all its lines stand there."""
    if (
        before
        and abs(xs[0] - before[0]) <= _SAME_COLUMN
        and abs(xs[-1] - before[-1]) <= _SAME_COLUMN
        and all(min(abs(x - other) for other in before) <= _SAME_COLUMN for x in xs)
    ):
        return before
    return xs


def _row_block(
    row: _Row, xs: tuple[float, ...], columns: tuple[float, ...], place: Place, grid: int
) -> Block:
    """Return the block of a row, each cell under the column at which it starts."""
    cells = [""] * (len(columns) - 1)
    boxes: list[Box | None] = [None] * len(cells)
    for x, cell, box in zip(xs, row.cells, row.boxes, strict=False):
        column = min(range(len(cells)), key=lambda index: abs(columns[index] - x))
        cells[column], boxes[column] = cell, box
    return Block(BlockKind.ROW, "\t".join(cells), place, tuple(cells), grid, tuple(boxes))


def _goes_on(sheet: _Sheet, upper: _Line, lower: _Line) -> bool:
    """Say whether a paragraph that has the one line goes on with the next one.

    It does where the upper line was full, so that the next word did not fit, and the lower one
    starts at the left edge, without the indent or the number of a new paragraph.
    """
    if sheet.left is None or sheet.right is None:
        return False
    size = max(upper.size, lower.size)
    if abs(upper.size - lower.size) > size / 8 or lower.box[1] - upper.box[1] > 3 * size:
        return False
    starts = kind_of_line(lower.text) in {BlockKind.HEADING, BlockKind.NOTE}
    if starts or ORDINAL.match(narrow(lower.text)):
        return False
    fits = lower.token + size / 4
    room = sheet.right - upper.box[2]
    indent = upper.box[0] - sheet.left
    if _is_centred(sheet, lower):
        # A heading in the middle of the page goes on in the middle of the next line.
        shift = abs(sum(upper.box[::2]) - sum(lower.box[::2])) / 2
        is_heading = kind_of_line(upper.text) is BlockKind.HEADING or _is_centred(sheet, upper)
        return is_heading and shift < 2 * size and room + indent < fits + 2 * size
    at_left = abs(lower.box[0] - sheet.left) < size / 2
    return at_left and indent < 4 * size and room < fits


def _is_centred(sheet: _Sheet, line: _Line) -> bool:
    """Say whether a line stands in the middle between the edges, and at neither of them."""
    left, right = line.box[0] - sheet.left, sheet.right - line.box[2]
    return left > line.size / 2 and abs(left - right) < line.size
