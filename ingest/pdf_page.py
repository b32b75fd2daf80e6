"""One page of a PDF file → what a reader sees of it: letters, and the lines that are ruled.

A file may hold text that nobody sees: white on white, outside of the page, without size, or set to
be invisible (the text layer of a scan). None of it is published, so none of it may become a figure.
"""

from __future__ import annotations

import itertools
import time
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pdfminer.layout import LTChar
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from ingest.text import as_printed, without_steering

Box = tuple[float, float, float, float]

# How text is painted: invisibly; with its outline only.
_INVISIBLE_MODES = frozenset({3, 7})
_OUTLINE_MODES = frozenset({1, 5})
# Two colours that differ less than this in each of red, green and blue cannot be told apart.
_SAME_COLOUR = 0.04
_SMALLEST_LETTER = 1.0
# A rule is a line, or a filled box as thin as one.
_RULE_THICKNESS = 3.0
# Letters turned less than this are upright, or lie on their side.
_SLANT = 0.05
# Some programs write a letter as its radical, which looks the same but is another character.
_LOOKALIKES = {
    code: normal
    for block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
    for code in block
    if len(normal := unicodedata.normalize("NFKC", chr(code))) == 1 and normal != chr(code)
}
UNKNOWN_LETTER = "\ufffd"


class TooMuchError(Exception):
    """A page holds more than a document of this kind can; says what there is too much of."""


@dataclass
class Budget:
    """What may still be read of one file, however it is made."""

    letters: int
    paths: int
    deadline: float
    figures: int = 10_000

    def take_figure(self) -> None:
        """Count one figure, which may hold others that hold others."""
        self.figures -= 1
        if self.figures < 0:
            raise TooMuchError("figures in figures")
        self.check_time()

    def take_letter(self) -> None:
        """Count one letter."""
        self.letters -= 1
        if self.letters < 0:
            raise TooMuchError("letters")
        if self.letters % 256 == 0:
            self.check_time()

    def take_path(self, pieces: int) -> None:
        """Count the pieces of one drawn path."""
        self.paths -= pieces
        if self.paths < 0:
            raise TooMuchError("lines and boxes")
        if self.paths % 64 == 0:
            self.check_time()

    def check_time(self) -> None:
        """Stop where reading takes too long."""
        if time.monotonic() > self.deadline:
            raise TooMuchError("time")


@dataclass(frozen=True, slots=True)
class Letter:
    """One visible character and its box; the box goes from left, top to right, bottom."""

    text: str
    box: Box
    size: float

    @property
    def middle(self) -> float:
        """Return the height at which the letter stands, as the middle of its box."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def centre(self) -> float:
        """Return the place of the letter on its line, as the middle of its box."""
        return (self.box[0] + self.box[2]) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruled line: where it stands (x of a vertical, y of a horizontal), from, to."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass
class Page:
    """What is printed on one page."""

    width: float = 0.0
    height: float = 0.0
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    hidden: int = 0
    sideways: dict[int, int] = field(default_factory=dict)

    @property
    def unknown(self) -> int:
        """Return how many letters have a shape, but no character that the file tells."""
        return sum(letter.text == UNKNOWN_LETTER for letter in self.letters)

    @property
    def is_picture(self) -> bool:
        """Say whether a picture takes the place of text: most of the page, and no letter."""
        return not self.letters and any(
            (right - left) * (bottom - top) > self.width * self.height / 2
            for left, top, right, bottom in self.pictures
        )


class Interpreter(PDFPageInterpreter):
    """Reads how a page is drawn; tells the canvas also which part of it is cut off."""

    def do_q(self) -> None:
        """Keep the state of the drawing."""
        super().do_q()
        self.device.save_crop()

    def do_Q(self) -> None:  # noqa: N802 (the operator's own name)
        """Return to the state that was kept."""
        super().do_Q()
        self.device.restore_crop()

    def do_gs(self, name: object) -> None:
        """Take how much shows through, which the library leaves out."""
        states = dict_value(self.resources.get("ExtGState", {}))
        state = dict_value(states.get(literal_name(name), {}))
        self.device.set_state({key: resolve1(value) for key, value in state.items()})

    def do_W(self) -> None:  # noqa: N802
        """Cut off what lies outside of the current path."""
        super().do_W()
        self.device.crop(self.curpath)

    def do_W_a(self) -> None:  # noqa: N802
        """Cut off what lies outside of the current path, by the other rule for its inside."""
        super().do_W_a()
        self.device.crop(self.curpath)


class Canvas(PDFTextDevice):
    """Takes what an interpreter draws on one page, in the order in which it is drawn."""

    def __init__(self, rsrcmgr: object, budget: Budget) -> None:
        """Start an empty page; ``budget`` runs out over the whole file."""
        super().__init__(rsrcmgr)
        self.page = Page()
        self._budget = budget
        self._mode = 0
        # What lies outside is cut off: first by the page, then by what the page sets.
        self._crop: Box = (0.0, 0.0, 0.0, 0.0)
        # How opaque areas and outlines are, and whether what is painted covers what is under it.
        self._opaque = self._opaque_outline = 1.0
        self._covers = True
        self._outer: list[tuple[Box, float, float, bool]] = []
        # Boxes that were filled over letters, and how many letters stood there then.
        self._covered: list[tuple[int, Box]] = []
        # Filled areas and pictures so far; a picture has no one colour.
        self._areas: list[tuple[Box, tuple[float, ...] | None]] = []

    def begin_page(self, page: object, ctm: tuple) -> None:
        """Take the size of the page as it is shown, and the part of it that is shown."""
        left, bottom, right, top = apply_matrix_rect(ctm, page.mediabox)
        self.page.width, self.page.height = right - left, top - bottom
        shown = self._flip(apply_matrix_rect(ctm, page.cropbox))
        self._crop = _common(shown, (0.0, 0.0, self.page.width, self.page.height))

    def begin_figure(self, name: str, bbox: object, matrix: object) -> None:
        """Count it: figures may hold figures that hold figures."""
        self._budget.take_figure()
        self.save_crop()

    def end_figure(self, name: str) -> None:
        """Show again what the figure did not."""
        self.restore_crop()

    def save_crop(self) -> None:
        """Keep what is shown now, and how, for later."""
        self._budget.take_path(1)
        self._outer.append((self._crop, self._opaque, self._opaque_outline, self._covers))

    def restore_crop(self) -> None:
        """Show again what was shown before."""
        if self._outer:
            self._crop, self._opaque, self._opaque_outline, self._covers = self._outer.pop()

    def set_state(self, state: Mapping[str, object]) -> None:
        """Take how opaque areas (``ca``) and outlines (``CA``) are from here on."""
        for key, value in state.items():
            if key == "ca" and isinstance(value, (int, float)):
                self._opaque = float(value)
            elif key == "CA" and isinstance(value, (int, float)):
                self._opaque_outline = float(value)
            elif key == "BM":
                self._covers = getattr(value, "name", "") in {"Normal", "Compatible"}
            elif key == "SMask":
                self._covers = getattr(value, "name", "") == "None"

    def end_page(self, page: object) -> None:
        """Take away the letters that were painted over later."""
        letters = self.page.letters
        # By height, since a box covers few of the lines.
        order = sorted(range(len(letters)), key=lambda index: letters[index].middle)
        heights = [letters[index].middle for index in order]
        gone: set[int] = set()
        for count, (left, top, right, bottom) in self._covered:
            self._budget.check_time()
            level = order[bisect_left(heights, top) : bisect_right(heights, bottom)]
            gone.update(
                index for index in level if index < count and left <= letters[index].centre <= right
            )
        self.page.hidden += sum(letters[index].text != " " for index in gone)
        self.page.letters = [one for index, one in enumerate(letters) if index not in gone]

    def crop(self, path: Sequence[tuple]) -> None:
        """From here on, show only what lies within a path (or in the box around it)."""
        points = [
            apply_matrix_pt(self.ctm, operands[place : place + 2])
            for _, *operands in path
            for place in range(0, len(operands) - 1, 2)
        ]
        if points:
            self._crop = _common(self._crop, _bounds([self._flip_point(at) for at in points]))

    def render_image(self, name: str, stream: object) -> None:
        """Keep where a picture stands, which fills the unit square of its own plane."""
        box = self._flip(apply_matrix_rect(self.ctm, (0, 0, 1, 1)))
        self._budget.take_path(1)
        self.page.pictures.append(box)
        self._areas.append((box, None))

    def render_string(
        self, textstate: object, seq: object, ncs: object, graphicstate: object
    ) -> None:
        """Remember how the letters of a string are painted."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: tuple,
        font: object,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: object,
        graphicstate: object,
    ) -> float:
        """Keep one character if it can be seen; return how far it moves the next one."""
        self._budget.take_letter()
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN_LETTER
        width, displacement = font.char_width(cid), font.char_disp(cid)
        shape = LTChar(
            matrix,
            font,
            fontsize,
            scaling,
            rise,
            text,
            width,
            displacement,
            ncs,
            graphicstate,
        )
        self._keep(text.translate(_LOOKALIKES), shape, matrix)
        return shape.adv

    def paint_path(
        self,
        graphicstate: object,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[tuple],
    ) -> None:
        """Keep the straight parts of a path that is seen, and the areas that it fills."""
        self._budget.take_path(len(path))
        colour = _colour(graphicstate.ncolor, graphicstate.ncs) if fill else None
        for points in _polygons(path):
            corners = [self._flip_point(apply_matrix_pt(self.ctm, point)) for point in points]
            box = _bounds(corners)
            is_thin = min(box[2] - box[0], box[3] - box[1]) <= _RULE_THICKNESS
            if fill and not is_thin:
                self._areas.append((box, colour))
                is_box = len(corners) in (4, 5) and len(set(corners)) == 4
                if is_box and self.page.letters and self._covers and self._opaque == 1.0:
                    self._covered.append((len(self.page.letters), _common(box, self._crop)))
            if is_thin:
                self._add_rule(box)
            elif stroke or not _is_white(colour):
                closed = [*corners, corners[0]] if fill else corners
                for start, end in itertools.pairwise(closed):
                    self._add_rule(_bounds([start, end]))

    def _keep(self, text: str, shape: LTChar, matrix: tuple) -> None:
        """Add a letter to the page, or count why it is none."""
        box = self._flip(shape.bbox)
        # A letter stands where it is painted: what steers text turns nothing around here.
        text = " " if text.isspace() else without_steering(as_printed(text))
        if not text:
            return
        turned = _quarter_turns(matrix)
        if turned:
            # A mark across the page, or a page that is printed sideways.
            self.page.sideways[turned] = self.page.sideways.get(turned, 0) + 1
        elif self._is_visible(box, shape):
            self.page.letters.append(Letter(text, box, shape.size))
        elif text != " ":
            self.page.hidden += 1

    def _is_visible(self, box: Box, shape: LTChar) -> bool:
        """Say whether a letter can be seen on the page."""
        left, top, right, bottom = box
        x, y = (left + right) / 2, (top + bottom) / 2
        if self._mode in _INVISIBLE_MODES or bottom - top < _SMALLEST_LETTER:
            return False
        if not (self._crop[0] <= x <= self._crop[2] and self._crop[1] <= y <= self._crop[3]):
            return False
        state = shape.graphicstate
        outline = self._mode in _OUTLINE_MODES
        if (self._opaque_outline if outline else self._opaque) < _SAME_COLOUR:
            return False
        colour = _colour(state.scolor, state.scs) if outline else _colour(state.ncolor, state.ncs)
        if colour is None:
            return True
        behind: tuple[float, ...] | None = (1.0, 1.0, 1.0)
        for area, painted in reversed(self._areas):
            if area[0] <= x <= area[2] and area[1] <= y <= area[3]:
                behind = painted
                break
        return behind is None or not _are_alike(colour, behind)

    def _add_rule(self, box: Box) -> None:
        """Add a rule if the box of a line is upright or level."""
        left, top, right, bottom = box
        if right - left > _RULE_THICKNESS >= bottom - top:
            self.page.rules.append(Rule(False, (top + bottom) / 2, left, right))
        elif bottom - top > _RULE_THICKNESS >= right - left:
            self.page.rules.append(Rule(True, (left + right) / 2, top, bottom))

    def _flip(self, box: Box) -> Box:
        """Return a box counted from the top, where the file counts from the bottom."""
        left, bottom, right, top = box
        return (left, self.page.height - top, right, self.page.height - bottom)

    def _flip_point(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return a point counted from the top."""
        return (point[0], self.page.height - point[1])


def _quarter_turns(matrix: tuple) -> int:
    """Return by how many quarters letters are turned, 0 if upright, -1 for anything between."""
    a, b, _, d = matrix[:4]
    if abs(b) <= abs(a) * _SLANT:
        return 0 if a > 0 and d > 0 else 2
    if abs(a) <= abs(b) * _SLANT:
        return 1 if b > 0 else 3
    return -1


def _polygons(path: Sequence[tuple]) -> Iterable[list[tuple[float, float]]]:
    """Yield the corners of each part of a path that is made of straight lines only."""
    points: list[tuple[float, float]] = []
    straight = True
    for operator, *operands in path:
        if operator == "m":
            if straight and len(points) > 1:
                yield points
            points, straight = [tuple(operands)], True
        elif operator == "l":
            points.append(tuple(operands))
        elif operator == "h":
            if points:
                points.append(points[0])
        else:
            straight = False
    if straight and len(points) > 1:
        yield points


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    """Return the box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _common(one: Box, other: Box) -> Box:
    """Return what two boxes have in common, which may be nothing."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _colour(value: object, space: object) -> tuple[float, ...] | None:
    """Return a colour as red, green and blue, or ``None`` where the file does not say it so."""
    parts = value if isinstance(value, (tuple, list)) else (value,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    name = getattr(space, "name", "")
    if name in {"Separation", "DeviceN"}:
        # The amount of an ink: none leaves the paper as it is.
        return None if any(parts) else (1.0, 1.0, 1.0)
    if name in {"Indexed", "Pattern", "Lab"}:
        return None
    if len(parts) == 1:
        return (parts[0],) * 3
    if len(parts) == 3:
        return tuple(parts)
    if len(parts) == 4:
        return tuple(1 - min(1.0, ink + parts[3]) for ink in parts[:3])
    return None


def _are_alike(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether nobody could tell two colours apart."""
    return all(abs(a - b) < _SAME_COLOUR for a, b in zip(one, other, strict=True))


def _is_white(colour: tuple[float, ...] | None) -> bool:
    """Say whether a colour is that of paper."""
    return colour is not None and _are_alike(colour, (1.0, 1.0, 1.0))
