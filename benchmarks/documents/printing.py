"""Rows of a statement → the table that a template prints, as text or as a raw table.

A document is made of parts, lines and grids, which ``benchmarks.documents.files`` writes as a file
of any format.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from benchmarks.documents.families import as_printable, family_of, region_of
from benchmarks.documents.statements import Printed, Row, numeral, rows_of
from benchmarks.documents.templates import (
    ROOT,
    Column,
    HeaderPath,
    Table,
    read_names,
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


class Amounts(NamedTuple):
    """How amounts are printed: in 元 or 万元, decimals, grouping, how a minus and zeros look."""

    currency_unit: str = "万元"
    decimals: int = 2
    grouped: bool = True
    negative: str = "-"
    blank_zeros: bool = False


class Printer(dict[int, str]):
    """Amounts as printed, each worked out once and rounded half away from zero."""

    def __init__(self, way: Amounts) -> None:
        """Print in this way."""
        super().__init__()
        self.fen = 100 if way.currency_unit == "元" else WAN
        self.half = self.fen // 2
        self.one = 10**way.decimals
        whole, rest = "{:,}" if way.grouped else "{}", f".{{:0{way.decimals}}}"
        self.form = (f"{whole}{rest}" if way.decimals else whole).format
        self.zero = "" if way.blank_zeros else self.form(0, 0)
        self.minus = "（{}）" if way.negative == "brackets" else f"{way.negative}{{}}"

    def __missing__(self, fen: int) -> str:
        """Work out an amount."""
        if fen < 0:
            text = self.minus.format(self[-fen])
        elif fen == 0:
            text = self.zero
        else:
            text = self.form(*divmod((fen * self.one + self.half) // self.fen, self.one))
        self[fen] = text
        return text


@dataclass(frozen=True)
class Grid:
    """A table on a page: the rows of its header, with labels and numbers, and its data."""

    header: list[list[str]]
    rows: list[list[str]]


# A line with its mark (a heading, an item of a list), blank between paragraphs; or a table.
Part = str | Grid


@dataclass
class PrintedTable:
    """One table as it will be printed: header rows (labels, then numbers), rows and notes.

    ``raw`` are its rows as a raw table has them, by column.
    """

    number: str
    statement: str
    title: str
    header: list[list[str]]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)
    currency_unit: str = ""
    raw: list[dict[str, str]] = field(default_factory=list)

    def reorder(self, order: Sequence[int]) -> None:
        """Print the columns in another order; the order must keep merged header cells together."""
        for cells in (*self.header, *self.rows):
            cells[:] = [cells[position] for position in order]

    @property
    def labels(self) -> list[list[str]]:
        """Return the header rows that print labels."""
        return [row for row in self.header if not any(cell == "1" for cell in row)]


def notes_of(
    place: int, table: Table, rows: Sequence[Row], department: Department, level: str = "department"
) -> list[str]:
    """Return the notes under a table: on rounding under the first, on items where it has none."""
    notes = [] if place else [ROUNDING_NOTE]
    if table.layout == "items" and table.may_be_empty and len(rows) == 1:
        subject = table.title.removesuffix("表").removesuffix("情况")
        notes.append(f"注：本{LEVELS[level]}{department.year}年没有{subject}，故本表无数据。")
    return notes


# As raw tables have it


def raw_rows(table: Table, rows: Sequence[Row]) -> list[list[str]]:
    """Return rows as a raw table has them: every column of the statement, blank or as printed."""
    if table.sides > 1:
        rows = [row for row in rows if any(row)]
    several = [column for column in table.columns if len(column.paths) > 1]
    rows = [list(row) for row in rows] if several else rows
    for column in several:
        place = table.places[column.name]
        for row in rows:
            row[place] = " ".join(part for part in _parts(column, row[place]) if part)
    if table.raw_places == tuple(range(len(table.columns))):
        return list(rows)
    pick = itemgetter(*table.raw_places)
    return [list(pick([*row, ""])) for row in rows]


def _parts(column: Column, text: str) -> list[str]:
    """Return the printed cells of one cell: a code may be printed in several."""
    count = len(column.paths)
    if count == 1:
        return [text]
    if not column.kind.endswith("_code"):
        raise ValueError(f"{column.name} is printed in {count} cells, but is no code")
    parts = [text[first:last] for first, last in CODE_PARTS[:count]]
    parts[-1] = text[CODE_PARTS[count - 1][0] :]
    return parts


# As a page has it


def print_table(
    table: Table,
    rows: Sequence[Row],
    *,
    numbered: bool = False,
    misprinted: bool = False,
    lines_numbered: bool = False,
    total_in_header: bool = False,
    omitted: Container[str] = (),
) -> PrintedTable:
    """Return a table as printed.

    Optional columns that are blank or ``omitted`` are left out. ``numbered``: amounts have numbers
    under a header of several rows. ``misprinted``: the header is misprinted wherever this is known
    to happen, and optional columns are printed only where a misprint stands over them.
    ``lines_numbered``: a summary counts its lines and its columns. ``total_in_header``: the last
    row of the header begins the first row.
    """
    misprints = table.misprints if misprinted else {}
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.required
        or (
            column.name not in omitted
            and (column.name in misprints if misprints else any(row[place] for row in rows))
        )
    ]
    columns = [table.columns[place] for place in places]
    header = _header(table, columns, misprints)
    if numbered and len(header) > 1:
        numbers = iter(range(1, len(columns) + 1))
        header.append(
            [str(next(numbers)) if c.kind == "amount" else "" for c in columns for _ in c.paths]
        )
    cells = [
        [
            part
            for place, column in zip(places, columns, strict=True)
            for part in _parts(column, row[place])
        ]
        for row in rows
    ]
    if table.sides > 1:
        header = [row * table.sides for row in header]
        sides = [cells[side :: table.sides] for side in range(table.sides)]
        cells = [list(chain(*parts)) for parts in zip(*sides, strict=True)]
    if lines_numbered and table.layout == "entries":
        _number_lines(table, header, cells)
    # Nothing of the header stands over an amount of the last row.
    if total_in_header and not any(map(all, zip(header[-1], cells[0], strict=True))):
        header[-1] = [label or cell for label, cell in zip(header[-1], cells.pop(0), strict=True)]
    raw = [dict(zip(table.raw_columns, row, strict=True)) for row in raw_rows(table, rows)]
    for row in raw:
        row.update(dict.fromkeys((c.name for c in table.columns if c not in columns), ""))
    return PrintedTable(table.number, table.statement, table.title, header, cells, raw=raw)


def _number_lines(table: Table, header: list[list[str]], rows: Sequence[list[str]]) -> None:
    """Number the lines of every side of a summary, and its columns of amounts."""
    by_line, by_column, *_ = table.numberings
    kinds = [column.kind for column in table.columns]
    names = [place for place, kind in enumerate(kinds) if kind == "name"]
    for count, place in reversed(list(enumerate(names))):
        for row in header:
            row.insert(place + 1, "")
        header[-1][place + 1] = by_line
        for number, row in enumerate(rows, 1 + count * len(rows)):
            row.insert(place + 1, str(number))
    numbers = iter(range(1, len(kinds)))
    header.append([])
    for kind in kinds:
        header[-1] += [str(next(numbers))] if kind == "amount" else [by_column, ""]


def _header(
    table: Table, columns: Sequence[Column], misprints: Mapping[str, HeaderPath]
) -> list[list[str]]:
    """Return header rows; a label over several columns stands over the first, then come blanks."""
    names = list(table.places)
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


def _parts_of_table(
    table: PrintedTable,
    frame: Sequence[str],
    rows_per_page: int | None,
    repeat_titles: bool,
    repeat_headers: bool,
    page_numbers: bool,
) -> list[Part]:
    """Return the parts of one table; further pages repeat the header in half-width brackets."""
    rows, size = table.rows, rows_per_page or len(table.rows) or 1
    parts: list[Part] = [f"## {table.title}", "", *frame, Grid(table.header, rows[:size])]
    for page, start in enumerate(range(size, len(rows), size), 1):
        parts.append("")
        if page_numbers:
            parts += [("{}", "- {} -", "— {} —", "第 {} 页")[page % 4].format(page), ""]
        if repeat_titles:
            parts += [f"## {table.title}", "", *frame]
        header = [[cell.translate(_TO_HALF_BRACKETS) for cell in row] for row in table.header]
        parts.append(Grid(header if repeat_headers else [], rows[start : start + size]))
    return [*parts, "", *table.notes, ""]


def as_text(parts: Sequence[Part]) -> str:
    """Return a document as text, the cells of its tables apart by tabs."""
    lines: list[str] = []
    for part in parts:
        rows = [*part.header, *part.rows] if isinstance(part, Grid) else [[part]]
        lines += ["\t".join(row) for row in rows]
    return "\n".join(lines).rstrip("\n") + "\n"


def _translated(part: Part, characters: Mapping[int, int]) -> Part:
    """Return a part with other characters for some."""
    if isinstance(part, str):
        return part.translate(characters)
    header, rows = (
        [[cell.translate(characters) for cell in row] for row in grid]
        for grid in (part.header, part.rows)
    )
    return Grid(header, rows)


def words_of(department: Department, level: str, stage: str) -> dict[str, object]:
    """Return what stands for the department in the lines of a cover and over tables."""
    name, region = department.name, region_of(department.name)
    return {
        **{"who": f"{department.code}{name}", "name": name, "year": department.year},
        **{"level": LEVELS[level], "kind": f"{LEVELS[level]}{STAGES[stage]}"},
        **{"region": region, "tier": region[-1:]},
    }


def front(
    department: Department,
    words: Mapping[str, object],
    title: Sequence[str],
    tables: Sequence[tuple[str, str]],
    *,
    organisation: str = "",
    extra_text: str = "",
) -> list[str]:
    """Return the lines in front of the tables: cover, contents, organisation and ``extra_text``.

    ``words``: see ``words_of``; ``tables`` are their numbers and titles.
    """
    name = department.name
    listed = [
        f"({number}) {unit.name}为{name}下属事业单位，负责有关服务工作。"
        for number, unit in enumerate(department.units[1:], 1)
    ]
    text = [
        "",
        *(line for text in title for line in (text.format(**words), "")),
        "# 目 录",
        "",
        *(
            f"- {numeral(place)}、{of}（表{number}）"
            for place, (number, of) in enumerate(tables, 1)
        ),
        "",
        f"# 第一部分 {words['who']}概况",
        "",
        "## 一、主要职责",
        "",
        f"{name}负责有关工作。",
        "",
        "## 二、机构设置情况",
        "",
        f"{name}是本级政府的组成部门，负责有关工作。",
        "",
        *([organisation, ""] if organisation else []),
        *(line for text in listed for line in (text, "")),
        *([extra_text, ""] if extra_text else []),
        "# 第五部分 附件",
        "",
        "表1",
        "",
    ]
    return "\n".join(text).split("\n")


def build_document(**how: object) -> str:
    """Return the text of a whole document whose amounts tie out; see ``build_parts``."""
    return as_text(build_parts(**how))


def build_parts(
    *,
    units: Sequence[Unit],
    department_code: str | None = "103",
    department_name: str = "柳州市人民政府办公室",
    year: int = 2024,
    sources: Mapping[str, Sequence[int]] | None = None,
    template: str = TEMPLATE,
    project: Path = ROOT,
    stage: str | None = None,
    level: str | None = None,
    title: str | None = None,
    currency_unit: str | None = None,
    decimals: int = 2,
    grouped: bool = True,
    negative: str = "-",
    amounts: Mapping[int | str, Amounts] | None = None,
    unit_rows: bool | None = None,
    levels: bool | None = None,
    numbered: bool | None = None,
    misprinted: bool = False,
    code_cells: bool = False,
    lines_numbered: bool = False,
    total_in_header: bool = False,
    blank_zeros: bool | None = None,
    omitted: Container[str] | None = None,
    rows_per_page: int | None = None,
    repeat_titles: bool = False,
    repeat_headers: bool = True,
    page_numbers: bool = False,
    full_width_digits: bool = False,
    half_width_brackets: bool = False,
    full_width_brackets: bool = False,
    without_rows: Sequence[int | str] = (),
    organisation: str = "",
    extra_text: str = "",
    edit: Callable[[dict[int | str, PrintedTable]], object] | None = None,
) -> list[Part]:
    """Return the parts of a whole document whose amounts tie out.

    ``department_code``: nothing where no code is printed. ``sources``: see ``Department``.
    ``project``: the folder whose seeds say what the template prints. ``stage`` and ``level``: as in
    ``raw_disclosures``. ``title``: the title line, with its mark, where it is not the usual one.
    ``negative``: the minus sign, or ``brackets``. ``amounts``: how single tables print them, by
    number. ``unit_rows``: whether units have rows where their codes have a column; a unit's own
    document has none. ``levels``: print rows of 类 and 款. ``numbered``, ``misprinted``,
    ``lines_numbered``, ``total_in_header`` (where codes have several cells), ``omitted``: see
    ``print_table``. ``code_cells``: see ``read_template``. ``rows_per_page``: break every table
    after so many rows; ``repeat_titles`` and ``repeat_headers``: print those again.
    ``full_width_digits``: print amounts and codes so. ``without_rows``: numbers of tables that
    print a header and nothing else. ``organisation``: prose at the head of the organisation
    section. ``extra_text``: prose before the tables. ``edit`` may change the printed tables. What
    is ``None`` is as the template's family has it.
    """
    known = read_template(template, project, code_cells=code_cells)
    family, names = family_of(template), read_names(project)
    department = Department(
        *(department_code or "", department_name, year, as_printable(known, units)),
        sources=dict(sources or {}),
    )
    level = level or family.level
    unit_rows = level == "department" if unit_rows is None else unit_rows
    usual = Amounts(
        *(currency_unit or family.currency_unit, decimals, grouped, negative),
        blank_zeros=family.blank_zeros if blank_zeros is None else blank_zeros,
    )
    tables: dict[int | str, PrintedTable] = {}
    for table in known.tables:
        number = int(table.number) if table.number.isdecimal() else table.number
        way = usual._replace(currency_unit="万元") if table.statement in family.in_wan else usual
        way = (amounts or {}).get(number, way)
        rows = rows_of(
            Printed(
                *(table, department, names, Printer(way).__getitem__, unit_rows),
                levels=family.levels if levels is None else levels,
                total_last=table.statement in family.totals_last,
            )
        )
        printed = print_table(
            table,
            rows,
            numbered=family.numbered if numbered is None else numbered,
            misprinted=misprinted,
            lines_numbered=lines_numbered and bool(table.numberings),
            total_in_header=total_in_header,
            omitted=family.omitted if omitted is None else omitted,
        )
        printed.currency_unit = way.currency_unit if table.states_unit else ""
        printed.notes += notes_of(len(tables), table, rows, department, level)
        tables[number] = printed
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

    words = words_of(department, level, stage or known.stage)
    parts: list[Part] = [
        *front(
            *(department, words, [title] if title else family.title),
            [(table.number, table.title) for table in tables.values()],
            organisation=organisation,
            extra_text=extra_text,
        )
    ]
    for table in tables.values():
        frame = [
            line
            for text in family.frame
            if table.currency_unit or "{unit}" not in text
            for line in (text.format(**words, unit=table.currency_unit), "")
        ]
        parts += _parts_of_table(
            table, frame, rows_per_page, repeat_titles, repeat_headers, page_numbers
        )
    if half_width_brackets:
        parts = [_translated(part, _TO_HALF_BRACKETS) for part in parts]
    if full_width_brackets:
        parts = [_translated(part, _TO_FULL_BRACKETS) for part in parts]
    return parts
