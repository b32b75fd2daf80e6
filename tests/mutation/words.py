"""The wrong copies whose figures are right: names, codes, notes and titles changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.mutation.document import Document, Rows
from tests.mutation.mutations import Mutation, put

WORD_KINDS = {
    "name_of_another_code": "a code beside the name of another",
    "code_of_another_name": "another code beside a name",
    "name_of_another_unit": "a unit's code beside the name of another",
    "invented_name": "a code beside a name that no list has",
    "blank_name": "a code without its name",
    "blank_target": "a project without its target",
    "line_of_an_unknown_item": "a line under an item that its unit does not spend on",
    "unit_of_no_other_table": "a unit's code that no other table has",
    "row_of_zeros": "a row of zeros for a unit that no other table has",
    "targets_of_another_unit": "the targets of one unit under another, which has them too",
    "note_of_another_year": "a note of another year below a table",
    "note_of_another_table": "the note of another table below a table",
    "note_denies": "a note that denies what the table prints",
}
# A name that nobody has, and a code of a unit.
INVENTED = "甲乙丙丁戊己庚辛"
UNKNOWN_UNIT = "998877"
NOTES = "table_notes"
TARGETS = "performance_targets"
LINES = ("procurement", "service_purchases")
ITEM_TABLES = (
    "revenue",
    "expenditure",
    "general_budget_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    *LINES,
)
NAMES_OF_FUNDS = ("政府性基金", "国有资本经营")


@dataclass(frozen=True)
class Coded:
    """The columns of a table that print a code, its name, and the code of a unit."""

    table: str
    code: str
    name: str


CODED = (
    *(Coded(table, "function_code", "row_name") for table in ITEM_TABLES),
    Coded("basic_expenditure", "economic_code", "economic_name"),
)
UNITS = (
    *(Coded(table, "unit_code", "row_name") for table in ITEM_TABLES),
    Coded("three_public_expenses", "unit_code", "unit_name"),
    Coded(TARGETS, "unit_code", "unit_name"),
)


def bare(text: str) -> str:
    """A name without blanks."""
    return "".join(text.split())


def coded_rows(document: Document, columns: Coded) -> Rows:
    """The rows of a table that print a code and a name."""
    return [
        row
        for row in document.rows.get(columns.table, [])
        if row[columns.code].strip() and row[columns.name].strip()
    ]


def changed(kind: str, table: str, row: dict[str, str], values: dict[str, str]) -> Mutation:
    """A copy with other words in some cells of a row."""
    number = int(row["row_no"])
    words = ", ".join(f"{row[column]} → {value or 'blank'}" for column, value in values.items())
    return Mutation(
        kind=kind, what=f"row {number}: {words}", table=table, change=put(number, values)
    )


def changed_names(document: Document) -> Iterator[Mutation]:
    """Every code with the name of another of its table, an invented name, and without one."""
    for columns in CODED:
        rows = coded_rows(document, columns)
        for place, row in enumerate(rows):
            others = (
                other
                for other in rows[place + 1 :] + rows[:place]
                if bare(other[columns.name]) != bare(row[columns.name])
                and len(other[columns.code]) == len(row[columns.code])
            )
            if other := next(others, None):
                name = {columns.name: other[columns.name]}
                code = {columns.code: other[columns.code]}
                yield changed("name_of_another_code", columns.table, row, name)
                yield changed("code_of_another_name", columns.table, row, code)
            yield changed("invented_name", columns.table, row, {columns.name: INVENTED})
            yield changed("blank_name", columns.table, row, {columns.name: ""})


def changed_units(document: Document) -> Iterator[Mutation]:
    """Every unit with the name of another, and with a code that no other table has."""
    for columns in UNITS:
        rows = coded_rows(document, columns)
        for row in rows:
            others = (one for one in rows if bare(one[columns.name]) != bare(row[columns.name]))
            if other := next(others, None):
                name = {columns.name: other[columns.name]}
                yield changed("name_of_another_unit", columns.table, row, name)
            code = {columns.code: UNKNOWN_UNIT}
            yield changed("unit_of_no_other_table", columns.table, row, code)
        if rows and columns.table != TARGETS:
            yield Mutation(
                kind="row_of_zeros",
                what=f"{columns.table}: a unit {UNKNOWN_UNIT}",
                table=columns.table,
                change=with_zeros(rows[-1], columns),
            )


def with_zeros(row: dict[str, str], columns: Coded) -> Callable[[Rows], Rows]:
    """A change that prints one more row at the end: a unit of zeros."""
    kept = {"disclosure_id", "table_no", "source_page", "source_line"}
    amounts = {
        column: "0.00" if any(map(str.isdigit, text)) and column not in kept else text
        for column, text in row.items()
    }

    def change(rows: Rows) -> Rows:
        number = str(max(int(one["row_no"]) for one in rows) + 1)
        unit = {columns.code: UNKNOWN_UNIT, columns.name: INVENTED, "function_code": ""}
        return [*rows, {**amounts, **{k: v for k, v in unit.items() if k in row}, "row_no": number}]

    return change


def changed_lines(document: Document) -> Iterator[Mutation]:
    """Every line of procurement and services under an item that its unit does not spend on."""
    items = {row["function_code"] for row in document.rows.get("expenditure", [])}
    for table in LINES:
        for row in document.rows.get(table, []):
            if row["function_code"].strip() and "2139999" not in items:
                item = {"function_code": "2139999", "row_name": "其他农林水支出"}
                yield changed("line_of_an_unknown_item", table, row, item)


def changed_targets(document: Document) -> Iterator[Mutation]:
    """Every target left blank, and the targets of each unit under the unit before."""
    rows = [row for row in document.rows.get(TARGETS, []) if row["project_name"].strip()]
    for row in rows:
        yield changed("blank_target", TARGETS, row, {"target": ""})
    units = list(dict.fromkeys((row["unit_code"], row["unit_name"]) for row in rows))
    for old, new in pairwise(units):
        yield Mutation(
            kind="targets_of_another_unit",
            what=f"{old[1]} → {new[1]}",
            table=TARGETS,
            change=moved_targets(old[0], *new),
        )


def moved_targets(old: str, code: str, name: str) -> Callable[[Rows], Rows]:
    """A change that prints the targets of one unit under another."""
    moved = {"unit_code": code, "unit_name": name}
    return lambda rows: [{**row, **moved} if row["unit_code"] == old else row for row in rows]


def changed_notes(document: Document) -> Iterator[Mutation]:
    """Every note that denies spending, of another year and of another table; a denial elsewhere."""
    one, other = NAMES_OF_FUNDS
    year = document.disclosure_id.split("-")[2]
    for row in document.rows.get(NOTES, []):
        text = row["note_text"]
        if year in text:
            note = {"note_text": text.replace(year, str(int(year) - 2))}
            yield changed("note_of_another_year", NOTES, row, note)
        if one in text or other in text:
            old, new = (one, other) if one in text else (other, one)
            yield changed(
                "note_of_another_table", NOTES, row, {"note_text": text.replace(old, new)}
            )
            for table in LINES:
                if document.rows.get(table):
                    yield Mutation(
                        kind="note_denies",
                        what=f"below {table}",
                        table=NOTES,
                        change=with_denial(table),
                    )


def with_denial(table: str) -> Callable[[Rows], Rows]:
    """A change that prints below a table that it has nothing to print."""
    note = {"statement": table, "note_text": "注：本部门没有此项支出，此表为空。"}
    return lambda rows: [*rows, {**rows[-1], **note, "row_no": str(len(rows) + 1)}]


def changed_words(document: Document) -> list[Mutation]:
    """Every copy with wrong words."""
    return [
        *changed_names(document),
        *changed_units(document),
        *changed_lines(document),
        *changed_targets(document),
        *changed_notes(document),
    ]
