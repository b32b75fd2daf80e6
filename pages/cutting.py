"""Cuts printed rows from the pages of a PDF file, as small images.

Places come from the reader of the file, in points from the upper left corner of the page as it
shows it. A cut is made only where the page there prints the figures that it is to show: an image
of something else would be worse than none.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from ingest.text import squeeze

Box = tuple[float, float, float, float]

# Pixels for a point of the page, and how wide a point is shown.
SCALE = 2.0
SHOWN = 1.3
# The largest page side that is rendered, in pixels, and the largest cut.
MOST_PIXELS = 4000
MOST_HEIGHT = 1600
PADDING = 2.0
GAP = 5
# Fifteen greys and the colour of the marks make four bits a pixel.
GREYS = 15
MARK = (156, 63, 49)
BAND = 12
PALETTE = [value for grey in range(GREYS) for value in [grey * 255 // (GREYS - 1)] * 3] + [*MARK]
PAGES_KEPT = 4


@dataclass(frozen=True)
class Piece:
    """A row or a paragraph: its page and box, cells to mark, and texts that must be there."""

    page: int
    box: Box
    marks: tuple[Box, ...]
    texts: tuple[str, ...]
    is_prose: bool = False


@dataclass(frozen=True)
class Cut:
    """An image of rows, as a page takes it; sizes are those it is shown at."""

    uri: str
    width: int
    height: int
    bytes: int
    mark: int


class Cutter:
    """A PDF file that rows are cut from."""

    def __init__(self, path: Path) -> None:
        """Open the file; where it does not open, nothing is cut."""
        self._pdf: pypdfium2.PdfDocument | list[pypdfium2.PdfPage] = []
        with suppress(pypdfium2.PdfiumError):
            self._pdf = pypdfium2.PdfDocument(path)
        self._rendered = lru_cache(maxsize=PAGES_KEPT)(self._render)
        self._turns: dict[int, int] = {}

    def close(self) -> None:
        """Close the file."""
        self._rendered.cache_clear()
        if isinstance(self._pdf, pypdfium2.PdfDocument):
            self._pdf.close()

    def cut(self, pieces: Sequence[Piece]) -> Cut | None:
        """One image of rows under each other, or nothing where the file does not print them."""
        with suppress(pypdfium2.PdfiumError):
            turns = {}
            for page in {piece.page for piece in pieces}:
                turn = self._turn_of(page, [piece for piece in pieces if piece.page == page])
                if turn is None:
                    return None
                turns[page] = turn
            return self._compose(pieces, turns)
        return None

    def _turn_of(self, page: int, pieces: Sequence[Piece]) -> int | None:
        """How far a page is turned to be read as its reader read it."""
        if not 1 <= page <= len(self._pdf):
            return None
        asked = [(piece.box, text) for piece in pieces for text in piece.texts if text]
        likely = self._turns.get(page, 0)
        for turn in dict.fromkeys((likely, 0, 90, 270, 180)):
            sheet = _Sheet(self._pdf[page - 1], turn)
            if all(squeeze(text) in squeeze(sheet.text(box)) for box, text in asked):
                if asked:
                    self._turns[page] = turn
                return turn
        return None

    def _render(self, page: int, turn: int) -> tuple[Image.Image, float]:
        """A page in grey, and how many pixels a point is."""
        sheet = _Sheet(self._pdf[page - 1], turn)
        scale = min(SCALE, MOST_PIXELS / max(1.0, sheet.width, sheet.height))
        return sheet.image(scale), scale

    def _compose(self, pieces: Sequence[Piece], turns: dict[int, int]) -> Cut:
        """Put strips under each other; rows that follow each other stay together."""
        strips: list[list[Piece]] = []
        for piece in pieces:
            before = strips[-1][-1] if strips else None
            if before and before.page == piece.page and abs(before.box[3] - piece.box[1]) < 1:
                strips[-1].append(piece)
            else:
                strips.append([piece])
        images = [self._strip(strip, turns[strip[0].page]) for strip in strips]
        width = max(image.width for image in images)
        height = sum(image.height for image in images) + GAP * (len(images) - 1)
        whole = Image.new("P", (width, min(height, MOST_HEIGHT)), BAND)
        whole.putpalette(PALETTE)
        top = 0
        for image in images:
            whole.paste(image, (0, top))
            top += image.height + GAP
        file = BytesIO()
        whole.save(file, "PNG", bits=4, optimize=True)
        content = file.getvalue()
        return Cut(
            "data:image/png;base64," + base64.b64encode(content).decode(),
            round(whole.width / SCALE * SHOWN),
            round(whole.height / SCALE * SHOWN),
            len(content),
            self._first_mark(strips),
        )

    @staticmethod
    def _first_mark(strips: Sequence[Sequence[Piece]]) -> int:
        """How far from the left of the image the first mark ends, as it is shown."""
        for strip in strips:
            for piece in strip:
                for box in piece.marks:
                    left = min(one.box[0] for one in strip) - PADDING
                    return round((box[2] - left) * SHOWN)
        return 0

    def _strip(self, pieces: Sequence[Piece], turn: int) -> Image.Image:
        """Rows that follow each other, with their figures outlined."""
        page, scale = self._rendered(pieces[0].page, turn)
        left = min(piece.box[0] for piece in pieces) - PADDING
        right = max(piece.box[2] for piece in pieces) + PADDING
        top, bottom = pieces[0].box[1] - PADDING, pieces[-1].box[3] + PADDING
        frame = [
            max(0, round(left * scale)),
            max(0, round(top * scale)),
            min(page.width, round(right * scale)),
            min(page.height, round(bottom * scale)),
        ]
        frame[2], frame[3] = max(frame[2], frame[0] + 1), max(frame[3], frame[1] + 1)
        part = page.crop(tuple(frame)).point([value * (GREYS - 1) // 255 for value in range(256)])
        strip = Image.frombytes("P", part.size, part.tobytes())
        strip.putpalette(PALETTE)
        pen = ImageDraw.Draw(strip)
        for piece in pieces:
            marks = piece.marks
            if piece.is_prose:
                sheet = _Sheet(self._pdf[piece.page - 1], turn)
                # Each text is marked as often as it is asked for, never where it might be another.
                marks = tuple(
                    box
                    for text, count in Counter(piece.texts).items()
                    for box in sheet.find(text, piece.box, count)
                )
            for box in marks:
                place = [value * scale - frame[index % 2] for index, value in enumerate(box)]
                pen.rectangle(place, outline=GREYS, width=3)
        return strip


class _Sheet:
    """A page as its reader sees it: the whole sheet, upright."""

    def __init__(self, page: pypdfium2.PdfPage, turn: int) -> None:
        """Take a page, and how far it is to be turned beyond what it says of itself."""
        self._page = page
        self._media = page.get_mediabox()
        left, bottom, right, top = self._media
        self._own = page.get_rotation()
        self._rotation = (self._own + turn) % 360
        is_upright = self._rotation % 180 == 0
        sides = (right - left, top - bottom)
        self.width, self.height = sides if is_upright else sides[::-1]

    def image(self, scale: float) -> Image.Image:
        """The sheet in grey."""
        crop = self._page.get_cropbox()
        self._page.set_cropbox(*self._media)
        self._page.set_rotation(self._rotation)
        try:
            drawn = self._page.render(scale=scale, grayscale=True)
            return drawn.to_pil().convert("L")
        finally:
            self._page.set_rotation(self._own)
            self._page.set_cropbox(*crop)

    def text(self, box: Box) -> str:
        """What is printed in a box."""
        return self._page.get_textpage().get_text_bounded(*self._on_page(box))

    def find(self, text: str, box: Box, most: int) -> list[Box]:
        """Where a text is printed in a box, if not more often than it may be."""
        texts = self._page.get_textpage()
        search = texts.search(text, match_case=True)
        found: list[list[Box]] = []
        while (place := search.get_next()) is not None:
            rects = [texts.get_rect(number) for number in range(texts.count_rects(*place))]
            seen = [self._on_sheet(rect) for rect in rects]
            if seen and all(_overlap(one, box) for one in seen):
                found.append(_by_line(seen))
        return [one for boxes in found for one in boxes] if len(found) <= most else []

    def _on_page(self, box: Box) -> Box:
        """A box of the sheet in the page's own coordinates: left, bottom, right, top."""
        corners = [self._point(box[0], box[1]), self._point(box[2], box[3])]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the sheet in the page's own coordinates."""
        left, bottom, right, top = self._media
        return {
            0: (left + x, top - y),
            90: (left + y, bottom + x),
            180: (right - x, bottom + y),
            270: (right - y, top - x),
        }[self._rotation]

    def _on_sheet(self, rect: Box) -> Box:
        """A box of the page (left, bottom, right, top) on the sheet."""
        left, bottom, right, top = self._media
        corners = [
            {
                0: (x - left, top - y),
                90: (y - bottom, x - left),
                180: (right - x, y - bottom),
                270: (top - y, right - x),
            }[self._rotation]
            for x, y in ((rect[0], rect[1]), (rect[2], rect[3]))
        ]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have something in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _by_line(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of letters as one box for each line."""
    lines: list[Box] = []
    for left, top, right, bottom in boxes:
        last = lines[-1] if lines else None
        if last and top < last[3] and last[1] < bottom and left >= last[0]:
            lines[-1] = (last[0], min(last[1], top), max(last[2], right), max(last[3], bottom))
        else:
            lines.append((left, top, right, bottom))
    return [(left - 2, top - 1, right + 2, bottom + 1) for left, top, right, bottom in lines]
