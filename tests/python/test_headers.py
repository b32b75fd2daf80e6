"""How the tables of every family are read: headers, sides, numbered lines, pages, blank forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

import pytest

from benchmarks.documents.files import write_file
from documents import Grid, Part, PrintedTable, as_text, build_parts, units_of_accounts
from ingest.document import Document, blocks_of_lines
from ingest.errors import Problem
from ingest.formats import read_together
from ingest.reader import read_tables
from ingest.template import read_catalogue

CATALOGUE = read_catalogue(Path(__file__).resolve().parents[2])
NAME = "上海市静安区虚构事务局"
FINAL, UNIT = "national-final", "shanghai-unit"
Edit = Callable[[PrintedTable], object]
Rows = list[dict[str, str]]


def parts_of(
    template: str, statement: str, edit: Edit | None = None, **how: object
) -> tuple[list[Part], PrintedTable]:
    """Return a document, and the table of it that was edited before it was printed."""
    found: list[PrintedTable] = []

    def edit_one(tables: dict[int | str, PrintedTable]) -> None:
        found.extend(table for table in tables.values() if table.statement == statement)
        if edit is not None:
            edit(found[0])

    parts = build_parts(
        template=template,
        department_code=None,
        department_name=NAME,
        units=units_of_accounts("", NAME),
        edit=edit_one,
        **how,
    )
    return parts, found[0]


def read(parts: Sequence[Part], statement: str) -> tuple[Rows, list[Problem]]:
    """Return the rows that are read of a table, and what is wrong in the document."""
    blocks = tuple(blocks_of_lines(as_text(parts).split("\n")))
    tables, problems = read_tables(Document("a", "a", "", blocks), CATALOGUE)
    rows = [dict(row.cells) for row in tables.printed[statement].rows]
    return rows, problems


def rows_after(template: str, statement: str, edit: Edit, **how: object) -> tuple[Rows, Rows]:
    """Return the rows read after an edit, and those that the maker printed."""
    parts, table = parts_of(template, statement, edit, **how)
    rows, problems = read(parts, statement)
    assert problems == []
    assert rows
    return rows, [{name: row[name] for name in rows[0]} for row in table.raw]


def problem_after(template: str, statement: str, edit: Edit, **how: object) -> Problem:
    """Return the one problem after an edit."""
    parts, _ = parts_of(template, statement, edit, **how)
    (problem,) = read(parts, statement)[1]
    return problem


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("code_cells", [False, True])
def test_lists_side_by_side(count: int, code_cells: bool) -> None:
    """A list in several columns of a page is read row by row, whatever is blank at its end."""

    def edit(table: PrintedTable) -> None:
        width = len(table.header[0]) // 2
        rows = [row[:width] for row in table.rows] + [row[width:] for row in table.rows]
        rows = [row for row in rows if any(row)]
        rows += [[""] * width] * (-len(rows) % count)
        table.header = [row[:width] * count for row in table.header]
        table.rows = [
            list(chain(*rows[start : start + count])) for start in range(0, len(rows), count)
        ]

    found, printed = rows_after(FINAL, "basic_expenditure", edit, code_cells=code_cells)
    assert sorted(map(str, found)) == sorted(map(str, printed))
    assert len(found) > 12


def test_lines_and_columns_are_numbered() -> None:
    """What numbers a line is no amount; anything else in its place has moved there."""
    how = {"lines_numbered": True}
    found, printed = rows_after(FINAL, "revenue_expenditure_summary", lambda table: None, **how)
    assert found == printed

    def put(text: str) -> Edit:
        def edit(table: PrintedTable) -> None:
            assert table.rows[2][1] == "3"
            table.rows[2][1] = text

        return edit

    for text in ("", "—", "３"):
        found, _ = rows_after(FINAL, "revenue_expenditure_summary", put(text), **how)
        assert found == printed
    for text in ("0.5", "1,000", "甲"):
        problem = problem_after(FINAL, "revenue_expenditure_summary", put(text), **how)
        assert "the number of a line where the form prints it, or a blank" in problem.expected
        assert problem.found == f'"{text}"'


@pytest.mark.parametrize("label", ["栏次", ""])
def test_columns_are_numbered_under_any_header(label: str) -> None:
    """A row that numbers the columns is no row of data, whether it says so or not."""

    def edit(table: PrintedTable) -> None:
        width = len(table.header[0])
        table.header.append([label, "", *map(str, range(1, width - 1))])

    found, printed = rows_after(FINAL, "revenue", edit)
    assert found == printed


def test_numbering_is_no_column_elsewhere() -> None:
    """A template that knows no numbered lines has an unknown label there."""

    def edit(table: PrintedTable) -> None:
        for row in (*table.header, *table.rows):
            row.insert(1, "")
        table.header[-1][1] = "行次"

    problem = problem_after(UNIT, "fiscal_appropriation_summary", edit)
    assert 'the unknown header label "行次"' in problem.found


def test_header_nested_the_other_way_round() -> None:
    """预算数 may stand over 合计 or under it."""

    def edit(table: PrintedTable) -> None:
        order = [*range(0, 12, 2), *range(1, 12, 2)]
        names = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
        parts = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
        table.header = [["预算数", *[""] * 5, "决算数", *[""] * 5], names * 2, parts * 2]
        table.rows = [[row[place] for place in order] for row in table.rows]

    found, printed = rows_after(FINAL, "three_public_expenses", edit)
    assert found == printed
    assert found[0]["three_public_total"] != found[0]["three_public_total_budget"]


def test_header_that_begins_the_row_of_totals() -> None:
    """Labels and amounts may share a row: what stands under a complete header is an amount."""

    def edit(table: PrintedTable) -> None:
        first, second = table.header
        total = table.rows.pop(0)
        assert second[4:7] == ["合计", "基本支出", "项目支出"]
        table.header = [
            first,
            ["科目编码", "科目名称", *[""] * 6],
            ["合计", "", *total[2:4], *second[4:7], total[7]],
        ]

    found, printed = rows_after(FINAL, "government_fund_expenditure", edit)
    assert found[1:] == printed[1:]
    # The labels that stand in their place, as printed.
    instead = {"total": "合计", "basic": "基本支出", "project": "项目支出"}
    assert found[0] == {**printed[0], **instead}
    assert printed[0]["opening"]


def test_row_of_totals_without_amounts_in_the_header() -> None:
    """It is a row of its own without an amount."""

    def edit(table: PrintedTable) -> None:
        assert table.header[-1][:4] == ["类", "款", "项", "合计"]
        table.header[-1][4:] = [""] * len(table.header[-1][4:])

    found, printed = rows_after(FINAL, "revenue", edit, code_cells=True, total_in_header=True)
    assert found[1:] == printed[1:]
    assert {name: cell for name, cell in found[0].items() if cell} == {"row_name": "合计"}


@pytest.mark.parametrize("code_cells", [False, True])
def test_codes_in_one_cell_or_in_three(code_cells: bool) -> None:
    """Either is a header of the code, but one of them there must be."""
    how = {"code_cells": code_cells}
    found, printed = rows_after(FINAL, "revenue", lambda table: None, **how)
    assert found == printed
    codes = {row["function_code"] for row in found}
    assert ("201 03 01" if code_cells else "2010301") in codes

    def edit(table: PrintedTable) -> None:
        width = 3 if code_cells else 1
        table.header = [["", *row[width:]] for row in table.header]
        table.rows = [["", *row[width:]] for row in table.rows]

    problem = problem_after(FINAL, "revenue", edit, **how)
    assert 'a header "科目编码" (function_code)' in problem.expected


@pytest.mark.parametrize("label", ["2024年“三公”经费预算数", "2024年度“三公”经费预算数"])
def test_year_in_front_of_a_label(label: str) -> None:
    """It says no more than the label alone."""

    def edit(table: PrintedTable) -> None:
        assert table.header[0][0] == "“三公”经费预算数"
        table.header[0][0] = label

    found, printed = rows_after(UNIT, "three_public_expenses", edit)
    assert found == printed


@pytest.mark.parametrize("template", [FINAL, UNIT, "guangxi-budget"])
def test_blank_form(template: str) -> None:
    """A form that nobody has filled in is refused as one."""

    def edit(tables: dict[int | str, PrintedTable]) -> None:
        for table in tables.values():
            for row in table.rows:
                row[:] = [cell if not cell[-1:].isdigit() else "" for cell in row]

    parts = build_parts(template=template, edit=edit)
    blocks = tuple(blocks_of_lines(as_text(parts).split("\n")))
    (problem,) = read_tables(Document("a", "a", "", blocks), CATALOGUE)[1]
    assert f"a blank form: {len(CATALOGUE.templates[template].tables)} tables" in problem.found
    assert problem.action


@pytest.mark.parametrize("template", [FINAL, UNIT, "shanghai-department"])
def test_labels_over_groups_may_be_left_out(template: str) -> None:
    """A label that only spans columns is there or not."""

    def edit(table: PrintedTable) -> None:
        assert table.header[0][0] == "项目"
        del table.header[0]

    for statement in ("general_budget_expenditure", "government_fund_expenditure"):
        if (template, statement) == (FINAL, "government_fund_expenditure"):
            continue
        found, printed = rows_after(template, statement, edit if template != FINAL else first_gone)
        assert found == printed


def first_gone(table: PrintedTable) -> None:
    """Leave out the label over the code and the name alone."""
    assert table.header[0][0] == "项目"
    table.header[0][0] = ""


def test_class_of_the_name_of_a_group() -> None:
    """国有资本经营预算支出 is a class of expenditure, and a label over its amounts."""
    found, printed = rows_after(UNIT, "state_capital_expenditure", lambda table: None)
    assert found == printed
    assert (found[0]["function_code"], found[0]["row_name"]) == ("223", "国有资本经营预算支出")


@pytest.mark.parametrize(
    "how",
    [
        {"repeat_headers": False},
        {"repeat_headers": True},
        {"repeat_titles": True},
        {"repeat_titles": True, "repeat_headers": False, "page_numbers": True},
    ],
    ids=str,
)
@pytest.mark.parametrize("template", [FINAL, UNIT])
def test_tables_over_pages(template: str, how: dict[str, bool]) -> None:
    """The next page has the header again or not, and may hold nothing but the total."""
    printed = parts_of(template, "expenditure")[1].raw
    sizes = (7, len(printed) - 1)
    for size in sizes:
        parts, _ = parts_of(template, "expenditure", rows_per_page=size, **how)
        rows, problems = read(parts, "expenditure")
        assert problems == []
        assert rows == [{name: row[name] for name in rows[0]} for row in printed]


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".docx", ".xlsx", ".html"])
@pytest.mark.parametrize("template", [FINAL, UNIT])
def test_title_inside_the_grid(template: str, suffix: str, tmp_path: Path) -> None:
    """A grid may begin with blanks, the title and the frame line, and be padded with blanks."""
    statement = "fiscal_appropriation_summary"
    parts, table = parts_of(template, statement)
    start = parts.index(f"## {table.title}")
    end = next(n for n in range(start, len(parts)) if isinstance(parts[n], Grid))
    blank = [""] * len(table.header[0])
    over = [[table.title, *blank[1:]], blank, [f"编制单位：{NAME}", *blank[2:], "单位：元"]]
    rows = [row for row in table.rows for row in (row, blank)]
    # Something stands between two grids, if only the number of the page.
    parts[start : end + 1] = ["— 4 —", Grid([blank, *over, *table.header], rows)]
    document = read_together([write_file(tmp_path / f"document{suffix}", parts)])
    tables, problems = read_tables(document, CATALOGUE)
    assert problems == []
    printed = tables.printed[statement]
    assert [unit.text for unit in printed.units] == ["元"]
    found = [dict(row.cells) for row in printed.rows]
    assert found == [{name: row[name] for name in found[0]} for row in table.raw]


@pytest.mark.parametrize("template", [FINAL, UNIT])
def test_letter_spaced_headers(template: str) -> None:
    """White space within a label, a title or a code says nothing."""

    def edit(table: PrintedTable) -> None:
        table.title = " ".join(table.title)
        table.header = [[" ".join(cell) for cell in row] for row in table.header]

    for statement in ("three_public_expenses", "expenditure"):
        found, printed = rows_after(template, statement, edit)
        assert found == printed
