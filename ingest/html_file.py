"""A web page → ``Document``: its paragraphs and tables, as a browser shows them."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.document import Document
from ingest.flow import Cells, Flow, raised
from ingest.language import say
from ingest.limits import USUAL, Limits, Meter
from ingest.text_file import decode

_START = re.compile(r"<(?P<tag>!doctype\s+html|[a-z]\w*)", re.IGNORECASE)
# What may stand in front of a page, by how it begins and ends.
_BEFORE = (("<?xml", ">"), ("<!--", "-->"))
_TAGS = re.compile(
    r"html|head|body|meta|title|style|div|p|table|h[1-6]|span|font|center|section|article|script|link"
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
# Encodings that the bytes tell apart by themselves.
_TOLD_BY_BYTES = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb2312", "gbk", "gb18030", "ascii"}
_LATIN = {"iso8859-1", "cp1252"}
_SKIPPED = {
    *("script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed"),
    *("svg", "math", "canvas", "audio", "video", "select", "datalist", "textarea", "button"),
    *("nav", "footer", "rp", "rt"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4"),
    *("h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre"),
    *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SECTIONS = ("thead", "tbody", "tfoot")
_HIDDEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|color:transparent"
    r"|(?:font-size|opacity):0*\.?0+(?:px|pt|r?em|%)?(?=;|!|$)"
    r"|(?:text-indent|left|top|margin-left|margin-top):-\d{4})"
)
_WHITE = re.compile(r"(?:^|;)color:(?:white|#fff(?:fff)?|rgb\(255,255,255\))(?:;|$|!)")
_BRACE = re.compile(r"[{}]")
_CSS_COMMENT = "*/"
_SIMPLE_SELECTOR = re.compile(r"[a-z][a-z0-9]*|[a-z0-9]*(?:\.[\w-]+|#[\w-]+)", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPAN = re.compile(r"\s*(\d+)", re.ASCII)
_TOO_DEEP = "depth"


def is_html(text: str) -> bool:
    """Say whether text is that of a web page, or a piece of one."""
    start = _START.match(_without_comments(text[:4096]))
    if start is None:
        return False
    tag = start["tag"].lower()
    return tag.startswith("!doctype") or _TAGS.fullmatch(tag) is not None


def _without_comments(text: str) -> str:
    """Return the start of a page without what may stand in front of it."""
    place = 0
    while True:
        while text[place : place + 1].isspace():
            place += 1
        for begins, ends in _BEFORE:
            if text.startswith(begins, place):
                end = text.find(ends, place + len(begins))
                if end < 0:
                    return ""
                place = end + len(ends)
                break
        else:
            return text[place:]


def read_html(path: Path, limits: Limits = USUAL) -> Document:
    """Read a web page; raise ``IngestError`` where it cannot be read as it is shown."""
    meter = Meter(path, limits)
    content = meter.content()
    text = _XML_ENCODING.sub("", _decode(meter, content))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        root = None
        _check_depth(meter, str(error))
    for entry in parser.error_log:
        _check_depth(meter, entry.message)
    flow = Flow(meter)
    if root is not None:
        _Reader(meter, flow, root).read(root)
    digest = hashlib.sha256(content).hexdigest()
    return Document(str(path), path.name, digest, flow.blocks(), meter.unseen)


def _decode(meter: Meter, content: bytes) -> str:
    """Return the text of a page: by its bytes where they tell, else by what the page says."""
    declared = _CHARSET.search(content[:8192])
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        name = ""
    if name and name not in _TOLD_BY_BYTES and name not in _LATIN:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            pass
    return decode(Path(meter.file), content)


def _check_depth(meter: Meter, message: str) -> None:
    """Refuse a page of which the parser left out what stands too deep."""
    if _TOO_DEEP in message.lower():
        raise meter.refused(
            say("elements in each other at most {most} deep", most=meter.limits.depth),
            "more",
            "Save the text and the tables of the page alone.",
        )


class _Reader:
    """Reads the elements of a page in order."""

    def __init__(self, meter: Meter, flow: Flow, root: Any) -> None:
        self._meter = meter
        self._flow = flow
        self._hidden = _hidden_selectors(root)
        self._line: list[str] = []
        # The lines of the cell that is being read, if any.
        self._cell: list[str] | None = None
        # How far each numbered list has come.
        self._numbers: dict[Any, int] = {}

    def read(self, root: Any) -> None:
        """Take a whole page."""
        self._take(root, 0, False, 0)
        self._end_line(False)

    def _take(self, element: Any, depth: int, is_heading: bool, tables: int) -> None:
        """Take what an element shows."""
        self._meter.check("depth", depth, "elements in each other at most {most} deep", "more")
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if self._is_hidden(element):
            self._meter.leave_out("".join(element.itertext()))
            return
        if tag == "table":
            self._end_line(is_heading)
            self._table(element, depth, tables + 1)
            return
        if tag == "br":
            self._line.append("\n")
            return
        is_block = tag in _BLOCKS
        if is_block:
            self._end_line(is_heading)
        is_heading = is_heading or tag in _HEADINGS
        self._line.append(self._number_of(element) if tag == "li" else "")
        self._line.append(_text(element, element.text, tag == "sup"))
        for child in element:
            self._take(child, depth + 1, is_heading, tables)
            self._line.append(_text(element, child.tail, tag == "sup"))
        if is_block:
            self._end_line(is_heading)

    def _end_line(self, is_heading: bool) -> None:
        """Hand on the line that ends here."""
        line = _collapsed("".join(self._line))
        self._line.clear()
        if not line:
            return
        if self._cell is None:
            self._flow.text(line, is_heading=is_heading)
        else:
            self._cell.append(line)

    def _table(self, table: Any, depth: int, tables: int) -> None:
        """Take a table; one that only places other tables, or text, is taken cell by cell."""
        self._meter.check("tables", tables, "tables in each other at most {most} deep", "more")
        for caption in table.iterchildren("caption"):
            self._take(caption, depth + 1, False, tables)
        sections = [
            [row for row in self._seen(section) if row.tag == "tr"] for section in _sections(table)
        ]
        cells = [[list(row.iterchildren("td", "th")) for row in rows] for rows in sections]
        widest = max((len(row) for rows in cells for row in rows), default=0)
        places_only = widest < 2 or any(map(_is_grid, table.iterdescendants("table")))
        if places_only or self._cell is not None:
            for row in (row for rows in cells for row in rows):
                for cell in row:
                    self._take(cell, depth + 2, False, tables)
            return
        self._flow.table([line for rows in cells for line in self._grid(rows, depth)])

    def _seen(self, elements: Iterable[Any]) -> Iterator[Any]:
        """Yield the elements that are shown."""
        for element in elements:
            if self._is_hidden(element):
                self._meter.leave_out("".join(element.itertext()))
            else:
                yield element

    def _grid(self, rows: list[list[Any]], depth: int) -> Iterator[Cells]:
        """Yield the rows of one section; what a cell covers goes on in them."""
        going_on: dict[int, int] = {}
        for number, row in enumerate(rows):
            line: Cells = []
            below: dict[int, int] = {}
            waiting = deque(self._seen(row))
            while waiting or len(line) in going_on:
                if len(line) in going_on:
                    if going_on[len(line)] > 1:
                        below[len(line)] = going_on[len(line)] - 1
                    line.append(None)
                    continue
                cell = waiting.popleft()
                across = self._span(cell, "colspan") or 1
                # None means: down to the end.
                down = min(self._span(cell, "rowspan") or len(rows), len(rows) - number)
                start = len(line)
                line += [self._cell_text(cell, depth), *[None] * (across - 1)]
                if down > 1:
                    below.update(dict.fromkeys(range(start, start + across), down - 1))
            # A cell from above may stand behind the last cell of the row.
            for column in sorted(going_on):
                if column >= len(line):
                    line += [""] * (column - len(line))
                    line.append(None)
                    if going_on[column] > 1:
                        below[column] = going_on[column] - 1
            going_on = below
            self._meter.count("cells", len(line))
            yield line

    def _span(self, cell: Any, name: str) -> int:
        """Return how many rows or columns a cell covers; 1 where it says nothing usable."""
        found = _SPAN.match(cell.get(name, ""))
        span = int(found[1]) if found and len(found[1]) < 10 else 1
        # No cell covers more rows than there are.
        if name == "colspan":
            self._meter.check(
                "span", span, "cells that cover at most {most:,} columns", "{found:,}"
            )
        return span

    def _cell_text(self, cell: Any, depth: int) -> str:
        """Return the text of a cell, its paragraphs as lines."""
        lines: list[str] = []
        outside, self._cell = self._cell, lines
        self._take(cell, depth + 2, False, 0)
        self._cell = outside
        return "\n".join(lines)

    def _number_of(self, item: Any) -> str:
        """Return the number that a browser prints in front of an item of a list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or "list-style" in parent.get("style", ""):
            return ""
        start = parent.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 7 else 1
        self._numbers[parent] = self._numbers.get(parent, first - 1) + 1
        return f"{self._numbers[parent]}. "

    def _is_hidden(self, element: Any) -> bool:
        """Say whether an element is not shown."""
        if element.tag in self._hidden:
            return True
        if not element.attrib:
            return False
        if element.get("hidden") is not None:
            return True
        if self._hidden:
            names = {f".{name}" for name in element.get("class", "").split()}
            names.add(f"#{element.get('id', '')}")
            if names & self._hidden:
                return True
        style = "".join(element.get("style", "").lower().split())
        if colour := element.get("color"):
            # An old way to say the same.
            style += f";color:{colour.lower()}"
        return bool(_HIDDEN.search(style) or (_WHITE.search(style) and not _is_coloured(element)))


def _hidden_selectors(root: Any) -> set[str]:
    """Return the classes and names that the page's own styles hide."""
    hidden: set[str] = set()
    for style in root.iter("style"):
        for selectors, rules in _rules(style.text or ""):
            if _HIDDEN.search("".join(rules.lower().split())):
                for selector in map(str.strip, selectors.split(",")):
                    if _SIMPLE_SELECTOR.fullmatch(selector):
                        hidden.add(re.sub(r"^\w+(?=[.#])", "", selector))
    return hidden


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the declarations of a style sheet, but for those of print alone."""
    # A comment ends at the first mark behind its start; what stands behind it is the sheet.
    first, *others = css.split("/*")
    css = first + "".join(part.partition(_CSS_COMMENT)[2] for part in others)
    around: list[str] = []
    start = 0
    for brace in _BRACE.finditer(css):
        text = css[start : brace.start()].strip()
        start = brace.end()
        if brace[0] == "{":
            around.append(text)
        elif around:
            selectors = around.pop()
            if len(around) < 2 and not any("print" in outer for outer in around):
                yield selectors, text


def _is_coloured(element: Any) -> bool:
    """Say whether anything behind an element may be coloured."""
    return any(
        "background" in around.get("style", "") or around.get("bgcolor") or around.get("class")
        for around in (element, *element.iterancestors())
    )


def _sections(table: Any) -> Iterator[list[Any]]:
    """Yield the rows of each section of a table, in the order in which they are shown."""
    loose = list(table.iterchildren("tr"))
    by_name = {name: list(table.iterchildren(name)) for name in _SECTIONS}
    for section in by_name["thead"]:
        yield list(section)
    if loose:
        yield loose
    for section in (*by_name["tbody"], *by_name["tfoot"]):
        yield list(section)


def _is_grid(table: Any) -> bool:
    """Say whether a table has rows and columns."""
    rows = [len(list(row.iterchildren("td", "th"))) for part in _sections(table) for row in part]
    return len(rows) > 1 and max(rows, default=0) > 1


def _text(parent: Any, text: str | None, is_raised: bool) -> str:
    """Return text as it stands in an element, line breaks being white space outside of ``pre``."""
    if not text:
        return ""
    if parent.tag != "pre":
        text = _WHITE_SPACE.sub(" ", text)
    return raised(text) if is_raised else text


def _collapsed(text: str) -> str:
    """Return a line with one blank for several, as browsers show them."""
    return re.sub(r" {2,}", " ", text)
