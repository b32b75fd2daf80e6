"""A DOCX file → ``Document``: its paragraphs and tables, as Word shows them.

The library opens the package; which text is shown, which cell is merged and which number stands in
front of a paragraph is read from the elements themselves.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.document import Document
from ingest.flow import Cells, Flow, raised
from ingest.language import say
from ingest.limits import USUAL, Limits, Meter
from ingest.numbering import Numbering
from ingest.zipped import unzip

_W = qn("w:t").removesuffix("t")
# Text, and that of a formula.
_TEXTS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_HEADING = re.compile(r"heading \d|title|标题(?: ?\d)?", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|目录 ?\d", re.IGNORECASE)
# Dots lead from a heading to its page, where a table of contents has a tab.
_LEADER = re.compile(r"\t+(?=\d{1,3}\s*\Z)", re.ASCII)
# What is crossed out by a tracked change, and what only tells a program what to print.
_NOT_SHOWN = {
    *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")),
    *(
        f"{_W}{name}"
        for name in ("tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "txbxContent")
    ),
    *(f"{_W}{name}" for name in ("annotationRef", "rt", "fldData")),
}
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_LEVELS = set("012345678")
_WHITE = {"FFFFFF", "white"}
_PLAIN = {None, "auto", "FFFFFF"}


def read_docx(path: Path, limits: Limits = USUAL) -> Document:
    """Read a DOCX file; raise ``IngestError`` where it cannot be read as it is shown."""
    meter = Meter(path, limits)
    content = meter.content()
    unzip(meter, content)
    try:
        package = docx.Document(BytesIO(content))
        body = package.element.body
    except Exception as error:
        # The library fails in as many ways as a file can be broken.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise meter.refused(
            "a DOCX file as Word or WPS save it",
            say("one that cannot be opened ({error})", error=reason),
            "Open it in Word or WPS and save it as a Word document (另存为 .docx).",
        ) from error
    flow = Flow(meter)
    _Reader(meter, flow, package).read(body)
    digest = hashlib.sha256(content).hexdigest()
    return Document(str(path), path.name, digest, flow.blocks(), meter.unseen)


class _Reader:
    """Reads the elements of one document in order."""

    def __init__(self, meter: Meter, flow: Flow, package: Any) -> None:
        self._meter = meter
        self._flow = flow
        self._part = package.part
        self._styles = _Styles(meter, package.styles.element)
        self._numbering = Numbering(_related(package.part, RELATIONSHIP_TYPE.NUMBERING))
        # Text boxes and footnotes met on the way, to come behind what they hang on.
        self._boxes: list[Any] = []
        self._notes: list[str] = []

    @cached_property
    def _footnotes(self) -> dict[str, Any]:
        """Return footnotes and endnotes by their kind and number."""
        found = {}
        for kind, related in (
            ("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
            ("endnote", RELATIONSHIP_TYPE.ENDNOTES),
        ):
            root = _related(self._part, related)
            for note in () if root is None else root.iterchildren(f"{_W}{kind}"):
                found[kind + note.get(f"{_W}id", "")] = note
        return found

    def read(self, parent: Any, depth: int = 0) -> None:
        """Take the paragraphs and tables that stand in an element."""
        self._meter.check("tables", depth, "tables in each other at most {most} deep", "{found}")
        for element in _content(parent):
            if element.tag == f"{_W}p":
                text = _LEADER.sub("……", self._paragraph(element))
                style = self._styles.of(element)
                is_heading = style.is_heading and not style.is_contents
                self._flow.text(text, is_heading=is_heading)
            elif element.tag == f"{_W}tbl":
                self._table(element, depth)
            elif element.tag == f"{_W}altChunk":
                raise self._meter.refused(
                    "a document whose text is its own",
                    "a part that is another file",
                    "Open it in Word or WPS and save it again, so that the part becomes text.",
                )
            self._take_hanging(depth)

    def _take_hanging(self, depth: int) -> None:
        """Take the text boxes and footnotes of what has just been read."""
        boxes, self._boxes = self._boxes, []
        notes, self._notes = self._notes, []
        for box in boxes:
            self.read(box, depth + 1)
        for key in notes:
            if key in self._footnotes:
                paragraphs = self._footnotes[key].iter(f"{_W}p")
                self._flow.note("\n".join(self._paragraph(found) for found in paragraphs))

    def _table(self, table: Any, depth: int) -> None:
        """Take a table; one that only places other tables is taken cell by cell."""
        if any(map(_is_grid, table.iterdescendants(f"{_W}tbl"))):
            for row in _rows(table):
                for cell in _children(row, "tc"):
                    self.read(cell, depth + 1)
            return
        rows: list[Cells] = []
        going_on: dict[int, int] = {}
        for row in _rows(table):
            rows.append(self._row(row, going_on))
            self._meter.count("cells", 0)
        self._flow.table(rows)

    def _row(self, row: Any, going_on: dict[int, int]) -> Cells:
        """Return the cells of a row.

        ``going_on`` has the cells that go on downwards from the row above: the column at which
        each starts, and how many it covers.
        """
        properties = row.find(f"{_W}trPr")
        cells: Cells = [""] * self._span(properties, "gridBefore", 0)
        for cell in _children(row, "tc"):
            about = cell.find(f"{_W}tcPr")
            start, span = len(cells), self._span(about, "gridSpan", 1)
            down, across = _merge(about, "vMerge"), _merge(about, "hMerge")
            if across == "continue" and cells:
                cells += [None] * span
                continue
            is_new = down != "continue" or going_on.get(start) != span
            for column in range(start, start + span):
                going_on.pop(column, None)
            if down:
                going_on[start] = span
            first = self._cell_text(cell) if is_new else None
            cells += [first, *[None] * (span - 1)]
        return [*cells, *[""] * self._span(properties, "gridAfter", 0)]

    def _span(self, properties: Any, name: str, usual: int) -> int:
        """Return how many columns a cell covers, or a row leaves out."""
        found = None if properties is None else properties.find(f"{_W}{name}")
        value = "" if found is None else found.get(f"{_W}val", "")
        span = int(value) if value.isdecimal() and len(value) < 10 else usual
        self._meter.check("span", span, "cells that cover at most {most:,} columns", "{found:,}")
        self._meter.count("cells", span)
        return span

    def _cell_text(self, cell: Any) -> str:
        """Return the text of a cell, its paragraphs as lines."""
        return "\n".join(self._paragraph(paragraph) for paragraph in _paragraphs(cell))

    def _paragraph(self, paragraph: Any) -> str:
        """Return the text of a paragraph as it is shown, with its number."""
        style = self._styles.of(paragraph)
        text = "".join(self._shown(paragraph, style.is_hidden))
        # An empty paragraph is counted, but has nothing to say.
        number = self._numbering.next(paragraph, style.numbering)
        return number + text if text.strip() else ""

    def _shown(self, parent: Any, is_hidden: bool) -> Iterator[str]:
        """Yield the text in an element that is shown, and keep what hangs on it."""
        for element in parent:
            tag = element.tag
            if tag == f"{_W}r":
                properties = element.find(f"{_W}rPr")
                if self._styles.hides(properties, is_hidden) or _is_white(element, properties):
                    self._meter.leave_out("".join(element.itertext(f"{_W}t")))
                    continue
                text = "".join(self._shown(element, is_hidden))
                position = _value(properties, "vertAlign")
                yield raised(text) if position == "superscript" else text
            elif tag in _TEXTS:
                yield element.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = tag.removeprefix(_W).removesuffix("Reference")
                self._notes.append(kind + element.get(f"{_W}id", ""))
            elif tag == f"{_W}txbxContent":
                self._boxes.append(element)
            elif tag == _ALTERNATIVES:
                yield from self._shown(_alternative(element), is_hidden)
            elif isinstance(tag, str) and tag not in _NOT_SHOWN:
                yield from self._shown(element, is_hidden)


class _Style(NamedTuple):
    """What a paragraph has from its style, and from the styles that this one is based on."""

    is_heading: bool
    is_contents: bool
    is_hidden: bool
    numbering: Any


class _Styles:
    """The styles of a document."""

    def __init__(self, meter: Meter, root: Any) -> None:
        """Find them; each is read once, since documents have many paragraphs and few styles."""
        self._meter = meter
        styles = list(root.iterchildren(f"{_W}style"))
        self._by_id = {style.get(f"{_W}styleId"): style for style in styles}
        self._read: dict[str | None, _Style] = {}
        self._usual = next(
            (
                style.get(f"{_W}styleId")
                for style in styles
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1"
            ),
            None,
        )

    def of(self, paragraph: Any) -> _Style:
        """Return the style of a paragraph, which may have a level of its own."""
        properties = paragraph.find(f"{_W}pPr")
        name = _value(properties, "pStyle")
        if name not in self._by_id:
            name = self._usual
        if name not in self._read:
            self._read[name] = self._style(list(self._chain(name)))
        style, level = self._read[name], _value(properties, "outlineLvl")
        return style._replace(is_heading=True) if level in _LEVELS else style

    def _style(self, chain: Sequence[Any]) -> _Style:
        """Return what a style says, and those it is based on, the nearest first."""
        names = [_value(style, "name") or "" for style in chain]
        levels = (_value(style.find(f"{_W}pPr"), "outlineLvl") for style in chain)
        hides = (_switch(style.find(f"{_W}rPr"), "vanish") for style in chain)
        numbered = (style.find(f"{_W}pPr/{_W}numPr") for style in chain)
        return _Style(
            any(map(_HEADING.fullmatch, names)) or _first(levels) in _LEVELS,
            any(map(_CONTENTS.fullmatch, names)),
            _first(hides) or False,
            _first(numbered),
        )

    def hides(self, properties: Any, usual: bool) -> bool:
        """Say whether a run with these properties is hidden."""
        own = _switch(properties, "vanish")
        if own is not None:
            return own
        for style in self._chain(_value(properties, "rStyle")):
            found = _switch(style.find(f"{_W}rPr"), "vanish")
            if found is not None:
                return found
        return usual

    def _chain(self, name: str | None) -> Iterator[Any]:
        """Yield a style and those it is based on."""
        seen = set()
        while name in self._by_id and name not in seen:
            seen.add(name)
            self._meter.check("styles", len(seen), "styles based on at most {most} others", "more")
            yield self._by_id[name]
            name = _value(self._by_id[name], "basedOn")


def _first(values: Iterable[Any]) -> Any:
    """Return the first value that is there, ``None`` of none."""
    return next((value for value in values if value is not None), None)


def _related(part: Any, kind: str) -> Any:
    """Return the root of a part that belongs to the document, or ``None``."""
    try:
        related = part.part_related_by(kind)
    except KeyError:
        return None
    element = getattr(related, "element", None)
    return parse_xml(related.blob) if element is None else element


def _content(parent: Any) -> Iterator[Any]:
    """Yield what stands in an element, whatever controls and changes stand around it."""
    around = {
        f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
    }
    for element in parent:
        if element.tag in around:
            yield from _content(element)
        elif element.tag == _ALTERNATIVES:
            yield from _content(_alternative(element))
        elif isinstance(element.tag, str):
            yield element


def _alternative(element: Any) -> Any:
    """Return one of two forms of the same thing, which are for newer and for older programs."""
    return next(iter(element), element)


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Yield the children of a name."""
    return (element for element in _content(parent) if element.tag == f"{_W}{name}")


def _paragraphs(cell: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell, those of a small table in it among them."""
    for element in _content(cell):
        if element.tag == f"{_W}p":
            yield element
        elif element.tag == f"{_W}tbl":
            for row in _rows(element):
                for inner in _children(row, "tc"):
                    yield from _paragraphs(inner)


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table that are shown."""
    for row in _children(table, "tr"):
        properties = row.find(f"{_W}trPr")
        is_deleted = properties is not None and properties.find(f"{_W}del") is not None
        if not (is_deleted or _switch(properties, "hidden")):
            yield row


def _is_grid(table: Any) -> bool:
    """Say whether a table has rows and columns."""
    counts = [sum(1 for _ in _children(row, "tc")) for row in _rows(table)]
    return len(counts) > 1 and max(counts, default=0) > 1


def _merge(properties: Any, name: str) -> str | None:
    """Return ``restart`` where merged cells begin, ``continue`` where they go on."""
    found = None if properties is None else properties.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val", "continue")


def _value(properties: Any, name: str) -> str | None:
    """Return the value of a property."""
    found = None if properties is None else properties.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _switch(properties: Any, name: str) -> bool | None:
    """Return whether a property is on, ``None`` where nothing is said of it."""
    found = None if properties is None else properties.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _is_white(run: Any, properties: Any) -> bool:
    """Say whether a run is white on white.

    Where anything around it may be coloured (a cell, a table with a style, a text box) it is not.
    """
    if _value(properties, "color") not in _WHITE:
        return False
    if properties.find(f"{_W}highlight") is not None or _fill(properties) not in _PLAIN:
        return False
    for element in run.iterancestors():
        if element.tag == f"{_W}txbxContent":
            return False
        about: Iterable[Any] = (element.find(f"{_W}{name}") for name in ("pPr", "tcPr", "tblPr"))
        for found in about:
            if found is not None and (
                _fill(found) not in _PLAIN or found.find(f"{_W}tblStyle") is not None
            ):
                return False
    return True


def _fill(properties: Any) -> str | None:
    """Return the colour behind something."""
    shading = properties.find(f"{_W}shd")
    return None if shading is None else shading.get(f"{_W}fill")
