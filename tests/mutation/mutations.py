"""The wrong copies: each takes the document and changes one thing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tests.mutation.document import (
    CLAIM_COLUMN,
    CLAIM_TABLE,
    Cell,
    Document,
    Rows,
    Table,
    decimals_of,
    parse_figure,
    print_figure,
)
from tests.mutation.unchanged import Reconciliation

UNCHANGED = "unchanged"
FIGURE = "figure"
FIGURE_FURTHER = "figure_further"
CLAIM = "claim"
CLAIM_FURTHER = "claim_further"
CLAIM_DIRECTION = "claim_direction"
KINDS = {
    FIGURE: "a figure changed by a little more than its tolerance",
    FIGURE_FURTHER: "a figure changed further, where the rounding leans the other way",
    CLAIM: "a number of the narrative changed by a little more than its tolerance",
    CLAIM_FURTHER: "a number of the narrative changed further",
    CLAIM_DIRECTION: "more said to be less, or less to be more",
    "drop_row": "a row left out",
    "duplicate_row": "a row printed twice",
    "blank_cell": "a figure blanked",
    "blank_zero_cell": "a zero blanked",
    "times_ten": "a decimal point one place to the right",
    "by_ten": "a decimal point one place to the left",
    "swap_columns": "two neighbouring columns of a row changed places",
    "table_times_10000": "a table printed in yuan where it says 万元",
    "drop_table": "a table left out",
}
TEN = Decimal(10)
YUAN_IN_WAN = 10_000
OPPOSITES = {"增加": "减少", "增长": "下降", "减少": "增加", "下降": "增长"}


@dataclass(frozen=True)
class Mutation:
    """A copy with one thing changed.

    `new` are the places in the copy where a finding has to point, `old` the places in the unchanged
    document: what is no longer printed can only be missed there. `values` are the figures printed
    at either; `steps` says by how many printed steps a single figure changes, `coarser` how many
    times coarser its last digit is afterwards.
    """

    kind: str
    what: str
    table: str = ""
    change: Callable[[Rows], Rows] = lambda rows: rows
    new: frozenset[Cell] = frozenset()
    old: frozenset[Cell] = frozenset()
    values: tuple[Decimal, ...] = ()
    steps: Decimal = Decimal(0)
    coarser: Decimal = Decimal(1)

    @property
    def only_zeros(self) -> bool:
        """Whether nothing but zeros was printed where the copy differs."""
        return not any(self.values)


def put(row_no: int, values: dict[str, str]) -> Callable[[Rows], Rows]:
    """A change that prints other text in some cells of a row."""

    def change(rows: Rows) -> Rows:
        return [{**row, **values} if int(row["row_no"]) == row_no else row for row in rows]

    return change


def drop(row_no: int) -> Callable[[Rows], Rows]:
    """A change that leaves a row out."""
    return lambda rows: [row for row in rows if int(row["row_no"]) != row_no]


def duplicate(row_no: int) -> Callable[[Rows], Rows]:
    """A change that prints a row twice; the rows below it move down by one."""

    def change(rows: Rows) -> Rows:
        changed: Rows = []
        for row in rows:
            number = int(row["row_no"])
            if number <= row_no:
                changed.append(row)
            if number >= row_no:
                changed.append({**row, "row_no": str(number + 1)})
        return changed

    return change


def moved(text: str, steps: int, step: Decimal) -> str:
    """A figure changed by some printed steps, printed as it was."""
    number = parse_figure(text) or Decimal(0)
    decimals = max(decimals_of(number), decimals_of(step))
    return print_figure(number + steps * step, decimals)


def changed_figures(document: Document, unchanged: Reconciliation) -> Iterator[Mutation]:
    """Every figure, up and down, by a little more than its tolerance.

    Where the document's rounding leans the other way, one more copy goes as far as must be seen.
    """
    for cell, text in document.cells():
        step, least = document.step(cell), unchanged.least_change(cell)
        for direction in (1, -1):
            further = unchanged.noticed_from(cell, direction)
            for kind, steps in ((FIGURE, least), (FIGURE_FURTHER, further)):
                if steps is None or (kind == FIGURE_FURTHER and steps <= least):
                    continue
                printed = moved(text, direction * steps, step)
                yield Mutation(
                    kind=kind,
                    what=f"{text} → {printed}",
                    table=cell.statement,
                    change=put(cell.row_no, {cell.column_name: printed}),
                    new=frozenset({cell}),
                    values=numbers([text, printed]),
                    steps=Decimal(direction * steps),
                )


def changed_claims(document: Document, unchanged: Reconciliation) -> Iterator[Mutation]:
    """Every number of the narrative, up and down, by a little more than its tolerance."""
    rows = {int(row["row_no"]): row for row in document.rows.get(CLAIM_TABLE, [])}
    for cell, number in document.claims():
        row = rows[cell.row_no]
        text, sentence = row[CLAIM_COLUMN], row["published_text"]
        least = unchanged.least_change(cell)
        for direction in (1, -1):
            further = unchanged.noticed_from(cell, direction)
            for kind, steps in ((CLAIM, least), (CLAIM_FURTHER, further)):
                if steps is None or (kind == CLAIM_FURTHER and steps <= least):
                    continue
                # The words say more or less, so a decrease is printed as a positive number.
                step = Decimal(10) ** -decimals_of(number)
                printed = moved(text, direction * steps, step)
                yield Mutation(
                    kind=kind,
                    what=f"{row['subject_text']} {row['figure_kind']}: {text} → {printed}",
                    table=CLAIM_TABLE,
                    change=put(
                        cell.row_no,
                        {
                            CLAIM_COLUMN: printed,
                            "published_text": sentence.replace(text, printed, 1),
                        },
                    ),
                    new=frozenset({cell}),
                    values=numbers([text, printed]),
                    steps=Decimal(direction * steps),
                )


def turned_claims(document: Document) -> Iterator[Mutation]:
    """Every change of the narrative with the opposite word of direction."""
    rows = {int(row["row_no"]): row for row in document.rows.get(CLAIM_TABLE, [])}
    for cell, number in document.claims():
        row = rows[cell.row_no]
        opposite = OPPOSITES.get(row["direction_word"].strip())
        # People who became more are a count that the word does not change.
        if not opposite or not number or not row["figure_kind"].startswith("change"):
            continue
        yield Mutation(
            kind=CLAIM_DIRECTION,
            what=f"{row['subject_text']}: {row['direction_word']}{number} → {opposite}{number}",
            table=CLAIM_TABLE,
            change=put(cell.row_no, {"direction_word": opposite}),
            new=frozenset({cell}),
            values=(number,),
        )


def printed_cells(table: Table, row: dict[str, str]) -> dict[Cell, str]:
    """The figures of a row."""
    return {
        Cell(table.statement, int(row["row_no"]), column): row[column]
        for column in table.columns
        if row[column].strip()
    }


def numbers(texts: list[str] | dict[Cell, str]) -> tuple[Decimal, ...]:
    """The numbers printed in some cells."""
    found = texts.values() if isinstance(texts, dict) else texts
    return tuple(number for text in found if (number := parse_figure(text)) is not None)


def changed_rows(document: Document) -> Iterator[Mutation]:
    """Every row of figures left out, and every one printed twice."""
    for table in document.tables:
        for row in document.rows[table.statement]:
            cells = printed_cells(table, row)
            if not cells:
                continue
            row_no = int(row["row_no"])
            below = {cell._replace(row_no=row_no + 1) for cell in cells}
            common = {
                "what": f"row {row_no}",
                "table": table.statement,
                "old": frozenset(cells),
                "values": numbers(cells),
            }
            yield Mutation(kind="drop_row", change=drop(row_no), **common)
            yield Mutation(
                kind="duplicate_row",
                change=duplicate(row_no),
                new=frozenset(cells.keys() | below),
                **common,
            )


def changed_cells(document: Document) -> Iterator[Mutation]:
    """Every figure blanked, and every one with its decimal point in another place."""
    for cell, text in document.cells():
        number = parse_figure(text) or Decimal(0)
        row_no, column = cell.row_no, cell.column_name
        common = {"table": cell.statement, "values": (number,)}
        yield Mutation(
            kind="blank_cell" if number else "blank_zero_cell",
            what=f"{text} → blank",
            change=put(row_no, {column: ""}),
            old=frozenset({cell}),
            **common,
        )
        if not number:
            continue
        decimals, step = decimals_of(number), document.step(cell)
        for kind, shifted, shown in (
            ("times_ten", number * TEN, max(decimals - 1, 0)),
            ("by_ten", number / TEN, decimals + 1),
        ):
            printed = print_figure(shifted, shown)
            yield Mutation(
                kind=kind,
                what=f"{text} → {printed}",
                change=put(row_no, {column: printed}),
                new=frozenset({cell}),
                steps=(shifted - number) / step,
                coarser=document.step(cell, printed) / step,
                **common,
            )


def swapped_columns(document: Document) -> Iterator[Mutation]:
    """Every two neighbouring columns of every row changed places, where they differ."""
    for table in document.tables:
        for row in document.rows[table.statement]:
            row_no = int(row["row_no"])
            for left, right in pairwise(table.columns):
                if row[left] == row[right]:
                    continue
                cells = frozenset(
                    {Cell(table.statement, row_no, left), Cell(table.statement, row_no, right)}
                )
                yield Mutation(
                    kind="swap_columns",
                    what=f"{left} {row[left] or 'blank'} ↔ {right} {row[right] or 'blank'}",
                    table=table.statement,
                    change=put(row_no, {left: row[right], right: row[left]}),
                    new=cells,
                    old=cells,
                    values=numbers([row[left], row[right]]),
                )


def changed_tables(document: Document) -> Iterator[Mutation]:
    """Every table printed in yuan where it says 万元, and every table left out."""
    for table in document.tables:
        cells: dict[Cell, str] = {}
        for row in document.rows[table.statement]:
            cells |= printed_cells(table, row)
        common = {"table": table.statement, "values": numbers(cells)}
        if not cells:
            continue
        yield Mutation(
            kind="drop_table",
            what=table.statement,
            change=lambda rows: [],
            old=frozenset(cells),
            **common,
        )
        if any(numbers(cells)):
            yield Mutation(
                kind="table_times_10000",
                what=table.statement,
                change=lambda rows, columns=table.columns: [in_yuan(row, columns) for row in rows],
                new=frozenset(cells),
                **common,
            )


def in_yuan(row: dict[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """A row with every amount times 10,000."""
    changed = dict(row)
    for column in columns:
        number = parse_figure(row[column])
        if number is not None:
            changed[column] = print_figure(number * YUAN_IN_WAN, decimals_of(number))
    return changed


def all_mutations(document: Document, unchanged: Reconciliation) -> list[Mutation]:
    """Every wrong copy of a document, and first of all one that is right."""
    return [
        Mutation(kind=UNCHANGED, what="nothing"),
        *changed_figures(document, unchanged),
        *changed_claims(document, unchanged),
        *turned_claims(document),
        *changed_rows(document),
        *changed_cells(document),
        *swapped_columns(document),
        *changed_tables(document),
    ]


def sample(mutations: list[Mutation], every: int) -> list[Mutation]:
    """The unchanged copy and of each kind every n-th place, in both directions."""
    places: dict[str, dict[object, list[Mutation]]] = {}
    for mutation in mutations:
        place = mutation.new | mutation.old or mutation.what
        places.setdefault(mutation.kind, {}).setdefault(place, []).append(mutation)
    return [
        mutation
        for of_kind in places.values()
        for at_place in list(of_kind.values())[::every]
        for mutation in at_place
    ]
