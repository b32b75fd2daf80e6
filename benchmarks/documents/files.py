"""The parts of a made-up document → a file, in every format in which documents are published.

Header cells are merged as real documents merge them, a workbook has a sheet for each table with
its title and its currency unit over the grid, and amounts in it are numbers with a number format.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
from openpyxl.styles import Alignment
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import escapeOnce
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from benchmarks.documents.printing import Grid, Part, as_text

_FONT = "STSong-Light"
_SIZE = 9
_MARGIN = 90
_LINE = re.compile(r"(?P<mark>#+|-)?\s*(?P<text>.*)", re.DOTALL)
_AMOUNT = re.compile(r"-?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)\.(?P<decimals>\d+)", re.ASCII)
_CODE = re.compile(r"[1-9]\d{2,9}", re.ASCII)
_PAGE_NUMBER = re.compile(r"第 \d+ 页|[-—]? ?\d+ ?[-—]?")
_SPACE = 12


class Merged(NamedTuple):
    """A header cell: where it starts, and how many rows and columns it covers."""

    row: int
    column: int
    down: int
    across: int


def merged_cells(grid: Grid) -> list[Merged]:
    """Return the header cells of a table that cover more than one, as documents merge them.

    A label covers what is blank to its right where labels stand below, and what is blank below it
    where none do.
    """
    labels = [row for row in grid.header if not any(cell == "1" for cell in row)]
    found = []
    for row, cells in enumerate(labels):
        for column, cell in enumerate(cells):
            if not cell:
                continue
            below = [under[column:] for under in labels[row + 1 :]]
            across = 1
            while (
                column + across < len(cells)
                and not cells[column + across]
                and any(under[across] for under in below)
                and not any(upper[column + across] for upper in labels[:row])
            ):
                across += 1
            blank = [not any(under[:across]) for under in below]
            down = 1 + (blank.index(False) if False in blank else len(blank))
            if down * across > 1:
                found.append(Merged(row, column, down, across))
    return found


def write_file(path: Path, parts: Sequence[Part]) -> Path:
    """Write a document in the format that the ending of ``path`` names, and return the path."""
    _WRITERS[path.suffix](path, parts)
    return path


def _lines(parts: Sequence[Part]) -> Iterator[tuple[str, str] | Grid]:
    """Yield the mark and the text of every printed line, and the tables."""
    for part in parts:
        if isinstance(part, Grid):
            yield part
            continue
        for text in filter(None, part.split("\n")):
            line = _LINE.fullmatch(text)
            yield line["mark"] or "", line["text"]


def _write_text(path: Path, parts: Sequence[Part]) -> None:
    """Write text with tabs between cells."""
    path.write_text(as_text(parts), encoding="utf-8")


def _write_html(path: Path, parts: Sequence[Part]) -> None:
    """Write a web page."""
    lines = ['<!DOCTYPE html>\n<html><head><meta charset="gb2312"></head><body>']
    for part in _lines(parts):
        if isinstance(part, Grid):
            lines += _html_table(part)
        else:
            mark, text = part
            tag = f"h{len(mark)}" if "#" in mark else "li" if mark else "p"
            lines.append(f"<{tag}>{html.escape(text)}</{tag}>")
    path.write_bytes("\n".join([*lines, "</body></html>"]).encode("gb18030"))


def _html_table(grid: Grid) -> Iterator[str]:
    """Yield the lines of a table as a word processor writes them."""
    merged = {(cell.row, cell.column): cell for cell in merged_cells(grid)}
    covered = {
        (cell.row + down, cell.column + across)
        for cell in merged.values()
        for down in range(cell.down)
        for across in range(cell.across)
    }
    yield '<table border="1">'
    for row, cells in enumerate([*grid.header, *grid.rows]):
        line = "<tr>"
        for column, text in enumerate(cells):
            cell = merged.get((row, column), Merged(row, column, 1, 1))
            if (row, column) in covered and (row, column) not in merged:
                continue
            spans = f' rowspan="{cell.down}"' * (cell.down > 1)
            spans += f' colspan="{cell.across}"' * (cell.across > 1)
            line += f"<td{spans}><p><span>{html.escape(text) or '&nbsp;'}</span></p></td>"
        yield line + "</tr>"
    yield "</table>"


def _write_docx(path: Path, parts: Sequence[Part]) -> None:
    """Write a Word document."""
    document = docx.Document()
    for part in _lines(parts):
        if not isinstance(part, Grid):
            mark, text = part
            if "#" in mark:
                document.add_heading(text, len(mark))
            else:
                document.add_paragraph(text, "List Bullet" if mark else None)
            continue
        texts = [*part.header, *part.rows]
        table = document.add_table(len(texts), max(map(len, texts)), "Table Grid")
        rows = [row.cells for row in table.rows]
        for cells, row in zip(rows, texts, strict=True):
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
        for cell in merged_cells(part):
            first = rows[cell.row][cell.column]
            first.merge(rows[cell.row + cell.down - 1][cell.column + cell.across - 1])
            first.text = texts[cell.row][cell.column]
    document.save(str(path))


def _write_xlsx(path: Path, parts: Sequence[Part]) -> None:
    """Write a workbook: a sheet with the text, and one for each table."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "说明"
    # Pages of a workbook have their numbers in the footer, never in a cell.
    lines = [
        part
        for part in _lines(parts)
        if isinstance(part, Grid) or not _PAGE_NUMBER.fullmatch("".join(part))
    ]
    number = 1
    for place, part in enumerate(lines):
        if isinstance(part, Grid):
            for row, cells in enumerate([*part.header, *part.rows]):
                for column, text in enumerate(cells, 1):
                    _fill(sheet.cell(number + row, column), text)
            for cell in merged_cells(part):
                top, left = number + cell.row, cell.column + 1
                bottom, right = top + cell.down - 1, left + cell.across - 1
                sheet.merge_cells(
                    start_row=top, start_column=left, end_row=bottom, end_column=right
                )
            number += len(part.header) + len(part.rows)
            continue
        width = _width_of_table_under(lines[place:]) if "#" in part[0] else 0
        if width:
            sheet = workbook.create_sheet(f"表{len(workbook.sheetnames)}")
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
            number = 1
        is_unit = part[1].startswith("单位：") and sheet.title != "说明"
        column = max(1, sheet.max_column) if is_unit else 1
        # The unit stands at the right, beside the department where that has a line of its own.
        number -= is_unit and number > 2
        sheet.cell(number, column, part[1]).alignment = Alignment(wrap_text=True)
        number += 1
    workbook.save(path)


def _width_of_table_under(lines: Sequence[tuple[str, str] | Grid]) -> int:
    """Return how wide the table is that a title stands over, 0 where it stands over none."""
    for line in lines[1:4]:
        if isinstance(line, Grid):
            return max(map(len, [*line.header, *line.rows]))
        if "#" in line[0]:
            return 0
    return 0


def _fill(cell: openpyxl.cell.Cell, text: str) -> None:
    """Fill a cell; amounts and codes become numbers, shown as the text is printed."""
    amount = _AMOUNT.fullmatch(text)
    if amount:
        whole = "#,##0" if "," in text or len(amount["whole"]) < 4 else "0"
        cell.value = float(text.replace(",", ""))
        cell.number_format = f"{whole}.{'0' * len(amount['decimals'])}"
    elif _CODE.fullmatch(text):
        cell.value = int(text)
    elif text:
        cell.value = text


def _write_pdf(path: Path, parts: Sequence[Part]) -> None:
    """Write a PDF file with ruled tables, on pages as wide as the widest of them."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    style = ParagraphStyle(
        "",
        fontName=_FONT,
        fontSize=_SIZE,
        leading=2 * _SIZE,
        firstLineIndent=2 * _SIZE,
        wordWrap="CJK",
    )
    flow: list[object] = []
    width = 600.0
    for part in _lines(parts):
        if isinstance(part, Grid):
            rows = [*part.header, *part.rows]
            columns = [
                max(pdfmetrics.stringWidth(row[place], _FONT, _SIZE) for row in rows) + _SPACE
                for place in range(len(rows[0]))
            ]
            spans = [
                (
                    "SPAN",
                    (cell.column, cell.row),
                    (cell.column + cell.across - 1, cell.row + cell.down - 1),
                )
                for cell in merged_cells(part)
            ]
            look = [
                ("FONT", (0, 0), (-1, -1), _FONT, _SIZE),
                ("GRID", (0, 0), (-1, -1), 0.5, "black"),
                # No page ends within a header.
                ("NOSPLIT", (0, 0), (-1, min(len(part.header), len(rows) - 1))),
            ]
            flow.append(LongTable(rows, columns, style=[*look, *spans]))
            width = max(width, sum(columns))
        else:
            flow += [Paragraph(escapeOnce(part[1]), style), Spacer(0, 2 * _SIZE)]
    size = (width + 2 * _MARGIN + _SPACE, 800)
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    SimpleDocTemplate(str(path), pagesize=size, **margins).build(flow)


_WRITERS: Mapping[str, Callable[[Path, Sequence[Part]], None]] = {
    ".txt": _write_text,
    ".md": _write_text,
    ".html": _write_html,
    ".docx": _write_docx,
    ".xlsx": _write_xlsx,
    ".pdf": _write_pdf,
}
