"""Rows of a statement → the table that a template prints, as text or as a raw table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from benchmarks.documents.statements import Printed, Row, numeral, rows_of
from benchmarks.documents.templates import (
    ROOT,
    Column,
    HeaderPath,
    Table,
    Template,
    read_reference,
    read_template,
)
from benchmarks.documents.values import WAN, Department, Unit

TEMPLATE = "guangxi-budget"
STAGES = {"budget": "预算", "final": "决算"}
LEVELS = {"department": "部门", "unit": "单位"}
ROUNDING_NOTE = "注：本套报表金额单位转换时可能存在四舍五入尾数误差。"
# Digits of 类, 款 and 项, where each has a cell of its own.
CODE_PARTS = ((0, 3), (3, 5), (5, None))
_TO_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_TO_HALF_BRACKETS = str.maketrans("（）", "()")
_TO_FULL_BRACKETS = str.maketrans("()", "（）")


@dataclass(frozen=True)
class Amounts:
    """How amounts are printed: in 元 or 万元, decimals, grouping, and how a minus looks."""

    currency_unit: str = "万元"
    decimals: int = 2
    grouped: bool = True
    negative: str = "-"

    def text(self, fen: int) -> str:
        """Return an amount as printed, rounded half away from zero."""
        step, one = (100 if self.currency_unit == "元" else WAN), 10**self.decimals
        whole, rest = divmod((2 * abs(fen) * one + step) // (2 * step), one)
        text = f"{whole:,}" if self.grouped else f"{whole}"
        if self.decimals:
            text = f"{text}.{rest:0{self.decimals}}"
        if fen >= 0:
            return text
        return f"（{text}）" if self.negative == "brackets" else f"{self.negative}{text}"


class Printer(dict[int, str]):
    """Amounts as printed, each worked out once."""

    def __init__(self, amounts: Amounts) -> None:
        """Print as ``amounts`` says."""
        super().__init__()
        self.amounts = amounts

    def __missing__(self, fen: int) -> str:
        """Work out an amount."""
        text = self[fen] = self.amounts.text(fen)
        return text

    def texts(self, row: Row) -> list[str]:
        """Return the cells of a row as printed."""
        return [cell if cell.__class__ is str else self[cell] for cell in row]


@dataclass
class PrintedTable:
    """One table as it will be printed: header rows (labels, then numbers), rows and notes."""

    number: int | str
    title: str
    header: list[list[str]]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)
    currency_unit: str = ""

    def reorder(self, order: Sequence[int]) -> None:
        """Print the columns in another order; the order must keep merged header cells together."""
        for cells in (*self.header, *self.rows):
            cells[:] = [cells[position] for position in order]

    @property
    def labels(self) -> list[list[str]]:
        """Return the header rows that print labels."""
        return [row for row in self.header if not any(cell == "1" for cell in row)]


def notes_of(
    table: Table, rows: Sequence[object], department: Department, level: str = "department"
) -> list[str]:
    """Return the note under a table of items that has none."""
    if table.layout != "items" or not table.may_be_empty or len(rows) > 1:
        return []
    subject = table.title.removesuffix("表").removesuffix("情况")
    return [f"注：本{LEVELS[level]}{department.year}年没有{subject}，故本表无数据。"]


# As raw tables have it


def raw_rows(table: Table, rows: Iterable[Row], printer: Printer) -> list[list[str]]:
    """Return rows as a raw table has them: every column of the statement, blank or as printed."""
    names = table.names
    pick = itemgetter(*(names.index(n) if n in names else -1 for n in table.raw_columns))
    split = [place for place, column in enumerate(table.columns) if len(column.paths) > 1]
    found = []
    for row in rows:
        texts = printer.texts(row)
        for place in split:
            parts = _parts(table.columns[place], texts[place])
            texts[place] = " ".join(part for part in parts if part)
        texts.append("")
        found.append(list(pick(texts)))
    return found


def _parts(column: Column, text: str) -> list[str]:
    """Return the printed cells of one cell: a code may be printed in several."""
    count = len(column.paths)
    if count == 1:
        return [text]
    if column.is_amount or not column.kind.endswith("_code"):
        raise ValueError(f"{column.name} is printed in {count} cells, but is no code")
    parts = [text[first:last] for first, last in CODE_PARTS[:count]]
    parts[-1] = text[CODE_PARTS[count - 1][0] :]
    return parts


# As a page has it


def print_table(
    table: Table, rows: Iterable[Row], printer: Printer, *, numbered: bool, misprinted: bool
) -> PrintedTable:
    """Return a table as printed.

    Optional columns that are blank are left out. ``numbered``: amounts have numbers under a header
    of several rows. ``misprinted``: the header is misprinted wherever this is known to happen, and
    optional columns are printed only where a misprint stands over them.
    """
    texts = [printer.texts(row) for row in rows]
    misprints = table.misprints if misprinted else {}
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.required
        or (column.name in misprints if misprints else any(row[place] for row in texts))
    ]
    columns = [table.columns[place] for place in places]
    header = _header(table, columns, misprints)
    if numbered and len(header) > 1:
        numbers = iter(range(1, len(columns) + 1))
        header.append([str(next(numbers)) if c.is_amount else "" for c in columns for _ in c.paths])
    return PrintedTable(
        int(table.number) if table.number.isdecimal() else table.number,
        table.title,
        header,
        [
            [
                part
                for place, column in zip(places, columns, strict=True)
                for part in _parts(column, row[place])
            ]
            for row in texts
        ],
        currency_unit=printer.amounts.currency_unit if table.states_unit else "",
    )


def _header(
    table: Table, columns: Sequence[Column], misprints: Mapping[str, HeaderPath]
) -> list[list[str]]:
    """Return header rows; a label over several columns stands over the first, then come blanks."""
    names = [column.name for column in columns]
    over: dict[str, str] = {}
    for label, first, last in table.groups:
        spanned = names[names.index(first) : names.index(last) + 1]
        # Of two labels known over the same columns, the first is printed.
        if not over.keys() & set(spanned):
            over |= dict.fromkeys(spanned, label)
    paths = [
        (over[column.name], *path) if column.name in over else path
        for column in columns
        for path in ([misprints[column.name]] if column.name in misprints else column.paths)
    ]
    rows = [[""] * len(paths) for _ in range(max(map(len, paths)))]
    before: HeaderPath = ()
    for place, path in enumerate(paths):
        for depth, label in enumerate(path, 1):
            if depth == len(path) or path[:depth] != before[:depth]:
                rows[depth - 1][place] = label.translate(_TO_FULL_BRACKETS)
        before = path
    return rows


def build_tables(
    template: Template,
    department: Department,
    printer_of: Callable[[Table], Printer],
    *,
    project: Path,
    level: str,
    unit_rows: bool,
    levels: bool,
    numbered: bool,
    misprinted: bool,
) -> dict[int | str, PrintedTable]:
    """Return the tables of a document, by number."""
    codes = read_reference(project)
    tables: dict[int | str, PrintedTable] = {}
    for table in template.tables:
        rows = rows_of(
            Printed(table, department, codes.functions, codes.economic, unit_rows, levels)
        )
        printed = print_table(
            table, rows, printer_of(table), numbered=numbered, misprinted=misprinted
        )
        printed.notes = [] if tables else [ROUNDING_NOTE]
        printed.notes += notes_of(table, rows, department, level)
        tables[printed.number] = printed
    return tables


def _lines(
    table: PrintedTable,
    frame: Sequence[str],
    rows_per_page: int | None,
    repeat_titles: bool,
    page_numbers: bool,
) -> list[str]:
    """Return the lines of one table; further pages repeat the header in half-width brackets."""
    header = ["\t".join(row) for row in table.header]
    lines = [f"## {table.title}", "", *frame, *header]
    for number, row in enumerate(table.rows):
        if rows_per_page and number and number % rows_per_page == 0:
            page = number // rows_per_page
            lines.append("")
            if page_numbers:
                lines += [("{}", "- {} -", "— {} —", "第 {} 页")[page % 4].format(page), ""]
            if repeat_titles:
                lines += [f"## {table.title}", "", *frame]
            lines += [line.translate(_TO_HALF_BRACKETS) for line in header]
        lines.append("\t".join(row))
    return [*lines, "", *table.notes, ""]


def build_document(
    *,
    units: Sequence[Unit],
    department_code: str | None = "103",
    department_name: str = "柳州市人民政府办公室",
    year: int = 2024,
    template: str = TEMPLATE,
    project: Path = ROOT,
    stage: str | None = None,
    level: str = "department",
    title: str | None = None,
    currency_unit: str = "万元",
    decimals: int = 2,
    grouped: bool = True,
    negative: str = "-",
    amounts: Mapping[int | str, Amounts] | None = None,
    unit_rows: bool | None = None,
    levels: bool = False,
    numbered: bool = True,
    misprinted: bool = False,
    rows_per_page: int | None = None,
    repeat_titles: bool = False,
    page_numbers: bool = False,
    full_width_digits: bool = False,
    half_width_brackets: bool = False,
    full_width_brackets: bool = False,
    without_rows: Sequence[int | str] = (),
    organisation: str = "",
    extra_text: str = "",
    edit: Callable[[dict[int | str, PrintedTable]], object] | None = None,
) -> str:
    """Return the text of a whole document whose amounts tie out.

    ``department_code``: nothing where no code is printed. ``project``: the folder whose seeds say
    what the template prints. ``stage`` and ``level``: as in ``raw_disclosures``. ``title``: the
    title line, with its mark, where it is not the usual one. ``negative``: the minus sign, or
    ``brackets``. ``amounts``: how single tables print them, by number. ``unit_rows``: whether units
    have rows where their codes have a column; a unit's own document has none. ``levels``: print
    rows of 类 and 款. ``numbered``, ``misprinted``: see ``print_table``. ``rows_per_page``: break
    every table after so many rows. ``full_width_digits``: print the tables' amounts and codes so.
    ``without_rows``: numbers of tables that print a header and nothing else. ``organisation``:
    prose at the head of the organisation section. ``extra_text``: prose before the tables.
    ``edit`` may change the printed tables.
    """
    known = read_template(template, project)
    printers = {
        number: Printer(way)
        for number, way in {
            "": Amounts(currency_unit, decimals, grouped, negative),
            **{str(number): way for number, way in (amounts or {}).items()},
        }.items()
    }
    tables = build_tables(
        known,
        Department(department_code or "", department_name, year, units),
        lambda table: printers.get(table.number, printers[""]),
        project=project,
        level=level,
        unit_rows=level == "department" if unit_rows is None else unit_rows,
        levels=levels,
        numbered=numbered,
        misprinted=misprinted,
    )
    for number in without_rows:
        tables[number].rows.clear()
    if full_width_digits:
        for table in tables.values():
            for row in table.rows:
                row[:] = [
                    cell.translate(_TO_FULL_WIDTH) if cell[-1:].isdigit() else cell for cell in row
                ]
    if edit is not None:
        edit(tables)

    who = f"{department_code or ''}{department_name}"
    kind = f"{LEVELS[level]}{STAGES[stage or known.stage]}"
    listed = [
        f"({number}) {unit.name}为{department_name}下属事业单位，负责有关服务工作。"
        for number, unit in enumerate(units[1:], 1)
    ]
    lines = [
        "",
        title or f"# {who}{year}年{kind}公开说明",
        "",
        "# 目 录",
        "",
        *(
            f"- {numeral(place)}、{table.title}（表{table.number}）"
            for place, table in enumerate(tables.values(), 1)
        ),
        "",
        f"# 第一部分 {who}概况",
        "",
        "## 一、主要职责",
        "",
        f"{department_name}负责有关工作。",
        "",
        "## 二、机构设置情况",
        "",
        f"{department_name}是本级政府的组成部门，负责有关工作。",
        "",
        *([organisation, ""] if organisation else []),
        *(line for text in listed for line in (text, "")),
        *([extra_text, ""] if extra_text else []),
        "# 第五部分 附件",
        "",
        "表1",
        "",
    ]
    for table in tables.values():
        frame = [f"{LEVELS[level]}名称：{who}", ""]
        if table.currency_unit:
            frame += [f"单位：{table.currency_unit}", ""]
        lines += _lines(table, frame, rows_per_page, repeat_titles, page_numbers)
    text = "\n".join(lines).rstrip("\n") + "\n"
    if half_width_brackets:
        text = text.translate(_TO_HALF_BRACKETS)
    if full_width_brackets:
        text = text.translate(_TO_FULL_BRACKETS)
    return text
