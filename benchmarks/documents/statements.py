"""The rows of every statement, computed from what a department plans.

A row has one cell for each column that the template prints, in printed order: texts, and amounts
as ``Printed.text`` gives them. What rows there are depends on the layout of the statement, and how
deep they go on the columns printed: without a column of unit codes there are no rows of units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, zip_longest
from operator import attrgetter, itemgetter

from benchmarks.documents.templates import Column, Table
from benchmarks.documents.values import FISCAL_FUNDS, FUNDS, Department, Item, Unit

Row = list[str | int]

# What the summaries list; the reference list has a few classes that no department prints.
CLASSES = (
    *("201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214"),
    *("215", "216", "217", "219", "220", "221", "222", "223", "224", "229", "231", "232", "233"),
)
FUND_TITLES = {
    "general_budget": "一般公共预算拨款",
    "government_fund": "政府性基金预算拨款",
    "state_capital": "国有资本经营预算拨款",
    "fiscal_account": "财政专户管理资金收入",
    "unit_funds": "单位资金",
}
EXPENSE_FUNDS = {"general_budget": "一般公共预算资金", "government_fund": "政府性基金预算资金"}
PERSONNEL_CLASSES = ("301", "303")
COMPONENT_TOTALS = ("人员经费合计", "公用经费合计")
METHODS = ("centralized", "decentralized")
CATEGORIES = ("goods", "works", "services")
TOTAL = "合计"


@dataclass
class Printed:
    """One table to print: of which department, with rows of units and of 类 and 款 or without.

    ``text`` says how an amount is printed. ``total_last``: the total stands below what it sums up.
    """

    table: Table
    department: Department
    names: Mapping[str, str]
    text: Callable[[int], str | int]
    unit_rows: bool = True
    levels: bool = False
    total_last: bool = False

    @property
    def by_unit(self) -> bool:
        """Say whether units have rows."""
        return self.unit_rows and "unit_code" in self.table.places

    def shape(self, *names: str) -> Callable[..., Row]:
        """Return what makes rows of amounts and of texts in these columns, if they are printed."""
        blank, text, runs = [""] * len(self.table.columns), self.text, self.table.runs
        places = self.table.places
        known = [(places[name], n) for n, name in enumerate(names) if name in places]

        def row(amounts: Sequence[int], *texts: str) -> Row:
            row: Row = blank.copy()
            left = map(text, amounts)
            for run, width in runs:
                row[run] = islice(left, width)
            for place, n in known:
                row[place] = texts[n]
            return row

        return row

    def row(self, amounts: Sequence[int], **texts: str) -> Row:
        """Return a row of texts and amounts."""
        return self.shape(*texts)(amounts, *texts.values())

    @cached_property
    def _unit_shape(self) -> Callable[..., Row]:
        return self.shape("unit_code", "row_name", "unit_name", "fund_name")

    def unit_row(self, of: Unit | Department, amounts: Sequence[int], fund_name: str = "") -> Row:
        """Return a row of a unit or the department."""
        return self._unit_shape(amounts, of.code, of.name, of.name, fund_name)

    def total(self, amounts: Sequence[int]) -> Row:
        """Return the row of the total."""
        return self.row(amounts, **{self.table.total_column: TOTAL})

    def under_total(self, amounts: Sequence[int], rows: list[Row]) -> list[Row]:
        """Return rows with the row of their total."""
        total = self.total(amounts)
        return [*rows, total] if self.total_last else [total, *rows]

    def sum(self, rows: Iterable[Sequence[int]]) -> list[int]:
        """Return the sum of rows, column by column."""
        return list(map(sum, zip(*rows, strict=True))) or [0] * len(self.table.amounts)


def rows_of(printed: Printed) -> list[Row]:
    """Return the rows of a table."""
    return LAYOUTS[printed.table.layout](printed)


@cache
def numeral(number: int) -> str:
    """Return 1 to 99 as a Chinese ordinal."""
    digits = "一二三四五六七八九十"
    tens, ones = divmod(number, 10)
    text = "" if tens == 0 else "十" if tens == 1 else digits[tens - 1] + "十"
    return text + (digits[ones - 1] if ones else "")


# Items and lines: functional codes below their units


# Code, name and project of a functional item or a line, and its amounts.
Entry = tuple[str, str, str, Sequence[int]]


def _items(printed: Printed) -> list[Row]:
    """Return units and their functional items."""
    table = printed.table
    fund, columns = table.fund, table.amounts

    @cache
    def measures(*paid: str) -> Callable[[Item], Sequence[int]]:
        # One more in any case, so that a single column gives a tuple, too.
        return attrgetter(
            *(_measure(table, c) if c.fund in ("", *paid) else "nothing" for c in columns),
            "nothing",
        )

    def entries(unit: Unit) -> list[Entry]:
        return [
            (item.code, item.name, "", measures(item.fund, item.paid_by)(item))
            for item in unit.items
            if fund in ("", item.fund)
        ]

    return _by_unit(printed, entries, merge=True)


def _measure(table: Table, column: Column) -> str:
    """Return what a column measures of an item: a total is that of what is printed beside it."""
    if column.measure != "total" or table.measures & {"carried", "carried_forward"}:
        return column.measure
    return "current" if table.statement == "revenue" else "spent"


def _lines(printed: Printed) -> list[Row]:
    """Return units and their lines of procurement or of purchased services."""
    columns = printed.table.amounts
    funds = {column.fund: place for place, column in enumerate(columns) if column.fund}
    # A method's subtotal, such as centralized_subtotal, and its categories.
    kinds: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        method, _, category = column.name.partition("_")
        if method in METHODS:
            for kind in CATEGORIES if category == "subtotal" else (category,):
                kinds.setdefault(f"{method}_{kind}", []).append(place)
    parts = {*funds.values(), *(place for places in kinds.values() for place in places)}
    wholes = [place for place in range(len(columns)) if place not in parts]

    def entries(unit: Unit) -> Iterator[Entry]:
        for line in unit.purchases if kinds else unit.services:
            # Whether by fund or by kind, amounts are parts of one amount.
            amounts = [0] * len(columns)
            for place in (*wholes, funds[line.fund]) if line.fund in funds else wholes:
                amounts[place] = line.amount
            for kind, part in line.by_kind.items() if kinds else ():
                for place in kinds[kind]:
                    amounts[place] += part
            yield line.code, line.name, line.project, amounts

    return _by_unit(printed, entries, merge=False)


def _by_unit(
    printed: Printed, entries: Callable[[Unit], Iterable[Entry]], *, merge: bool
) -> list[Row]:
    """Return the total, the department, and the units with their entries.

    Units without entries have a row only where the table prints nothing but units. ``merge``: one
    row for each code.
    """
    by_code, by_unit = "function_code" in printed.table.places, printed.by_unit
    department = printed.department
    blocks = [(unit, list(entries(unit))) for unit in department.units]
    if by_code:
        blocks = [block for block in blocks if block[1]]
    totals = [printed.sum([entry[-1] for entry in found]) for _, found in blocks]
    total = printed.sum(totals)
    rows: list[Row] = []
    if by_unit and blocks:
        rows.append(printed.unit_row(department, total))
    if by_code and not by_unit:
        # A stable order: lines of one code stay as they are.
        found = sorted((e for _, found in blocks for e in found), key=itemgetter(0))
        return printed.under_total(total, _coded_rows(printed, found, merge=merge))
    for (unit, found), amounts in zip(blocks, totals, strict=True):
        if by_unit:
            rows.append(printed.unit_row(unit, amounts))
        if by_code:
            rows += _coded_rows(printed, found, merge=merge)
    return printed.under_total(total, rows)


def _coded_rows(printed: Printed, entries: Sequence[Entry], *, merge: bool) -> list[Row]:
    """Return the rows of entries, above them those of 类 and 款 where they are printed."""
    if merge:
        by_code: dict[str, Entry] = {}
        for entry in entries:
            code, name, project, amounts = entry
            if code in by_code:
                amounts = printed.sum((by_code[code][-1], amounts))
                entry = code, name, project, amounts
            by_code[code] = entry
        entries = list(by_code.values())
    if printed.levels:
        entries = sorted(entries, key=itemgetter(0))
    return _with_levels(printed, entries, "function_code", "row_name", (3, 5)[: 2 * printed.levels])


def _with_levels(
    printed: Printed, entries: Sequence[Entry], code: str, name: str, levels: Sequence[int]
) -> list[Row]:
    """Return the rows of entries, above them those of the codes of so many digits."""
    row = printed.shape(code, name, "project_name")
    below: dict[str, list[Sequence[int]]] = {}
    for entry in entries:
        for level in levels:
            below.setdefault(entry[0][:level], []).append(entry[-1])
    rows = []
    for code, name, project, amounts in entries:
        for level in levels:
            if (above := code[:level]) in below:
                of_level = printed.sum(below.pop(above))
                rows.append(row(of_level, above, printed.names.get(above, ""), ""))
        rows.append(row(amounts, code, name, project))
    return rows


# The other layouts


def _economic(printed: Printed) -> list[Row]:
    """Return the general budget's basic expenditure by economic class and section."""
    sections: dict[str, int] = {}
    for unit in printed.department.units:
        for code, amount in unit.by_economic_class.items():
            sections[code] = sections.get(code, 0) + amount
    sections = {code: amount for code, amount in sorted(sections.items()) if amount}
    measures = [column.measure for column in printed.table.amounts]
    entries = []
    for code, amount in sections.items():
        kind = "personnel" if code[:3] in PERSONNEL_CLASSES else "operating"
        amounts = [amount * (measure in ("basic", kind)) for measure in measures]
        entries.append((code, printed.names.get(code, ""), "", amounts))

    def rows(entries: Sequence[Entry]) -> list[Row]:
        return _with_levels(printed, entries, "economic_code", "economic_name", (3,))

    def total(entries: Sequence[Entry]) -> list[int]:
        return printed.sum([entry[-1] for entry in entries])

    if printed.table.sides == 1:
        return printed.under_total(total(entries), rows(entries))
    # Side by side, each with its total below: what is printed in one row follows one another.
    kinds = (
        [e for e in entries if e[0][:3] in PERSONNEL_CLASSES],
        [e for e in entries if e[0][:3] not in PERSONNEL_CLASSES],
    )
    blank = [""] * len(printed.table.columns)
    pairs = [*zip_longest(*map(rows, kinds), fillvalue=blank)]
    totals = [
        printed.row(total(of), **{printed.table.total_column: label})
        for of, label in zip(kinds, COMPONENT_TOTALS, strict=True)
    ]
    return [list(row) for pair in (*pairs, totals) for row in pair]


def _expenses(printed: Printed) -> list[Row]:
    """Return travel, vehicles, reception, meetings and training; units paid from two funds sum up.

    A template that prints nothing in front of the amounts has one row.
    """
    columns = printed.table.amounts
    by_name = "fund_name" in printed.table.places
    by_fund: dict[str, list[list[int]]] = {}
    unit_rows: list[Row] = []
    for unit in printed.department.units:
        found = {}
        for fund in unit.expense_funds:
            spent = unit.expenses_of(fund)
            budgeted = unit.expenses_of(fund, budgeted=True)
            found[fund] = [(budgeted if c.basis else spent)[c.measure] for c in columns]
            by_fund.setdefault(fund, []).append(found[fund])
        if len(found) > 1 or not by_name:
            unit_rows.append(printed.unit_row(unit, printed.sum(found.values())))
        for fund, amounts in found.items() if by_name else ():
            unit_rows.append(printed.unit_row(unit, amounts, EXPENSE_FUNDS[fund]))
    total = printed.sum(row for found in by_fund.values() for row in found)
    rows = [printed.total(total)]
    for fund, amounts in by_fund.items() if by_name else ():
        rows.append(printed.row(printed.sum(amounts), fund_name=EXPENSE_FUNDS[fund]))
    if printed.by_unit:
        rows += [printed.unit_row(printed.department, total), *unit_rows]
    return rows


def _targets(printed: Printed) -> list[Row]:
    """Return projects and what they aim at."""
    row = printed.shape("unit_code", "unit_name", "project_name", "target")
    rows = [
        row((), of.code, of.name, project, target)
        for unit in printed.department.units
        for of in [unit if printed.by_unit else printed.department]
        for project, target in unit.targets
    ]
    return [printed.unit_row(printed.department, ()), *rows] if printed.by_unit else rows


# Summaries: entries of revenue and of expenditure side by side; amounts are by fund

Side = list[tuple[str, Mapping[str, int]]]
FISCAL_SOURCE = "fiscal_appropriation"


def _entries(printed: Printed) -> list[Row]:
    """Return revenue on one side, expenditure on the other; the shorter one ends in blanks."""
    ways = {
        ("fiscal_appropriation_summary", False): _appropriation,
        ("revenue_expenditure_summary", False): _summary,
        ("fiscal_appropriation_summary", True): _appropriation_by_source,
        ("revenue_expenditure_summary", True): _summary_by_source,
    }
    way = ways[printed.table.statement, bool(printed.table.sources)]
    columns = [
        (not column.name.startswith("revenue"), column.kind == "amount", column.fund)
        if column.fund or column.kind != "amount"
        else (not column.name.startswith("revenue"), True, column.measure)
        for column in printed.table.columns
    ]
    blank: tuple[None, dict[str, int]] = (None, {})
    rows = []
    for left, right in way(printed):
        for sides in zip_longest(left, right, fillvalue=blank):
            row: Row = []
            for side, is_amount, part in columns:
                label, parts = sides[side]
                if label is None or not is_amount:
                    row.append(label or "")
                else:
                    amounts = [parts.get(part, 0)] if part else map(parts.get, FUNDS)
                    row.append(printed.text(sum(filter(None, amounts))))
            rows.append(row)
    return rows


def _spent(printed: Printed, items: Iterable[Item]) -> dict[str, int]:
    """Return what items spend, by fund, and what else the table measures of it."""
    measures = printed.table.measures - {""}
    found: dict[str, int] = {}
    for item in items:
        found[item.fund] = found.get(item.fund, 0) + item.spent
        for measure in measures:
            found[measure] = found.get(measure, 0) + getattr(item, measure)
    return found


def _classes(
    printed: Printed, label: str, funds: Sequence[str], *, used_only: bool = False
) -> Side:
    """Return expenditure of every functional class, or of those in use, from some funds."""
    items: dict[str, list[Item]] = {code: [] for code in CLASSES}
    for item in printed.department.items:
        if item.fund in funds:
            items[item.code[:3]].append(item)
    found = [(code, of_class) for code, of_class in items.items() if of_class or not used_only]
    return [
        (label.format(numeral(number), printed.names[code]), _spent(printed, of_class))
        for number, (code, of_class) in enumerate(found, 1)
    ]


def _summary(printed: Printed) -> Iterator[tuple[Side, Side]]:
    """Yield revenue and expenditure of all funds, then their totals."""
    department = printed.department
    sums = department.sums
    current = sums["current"]
    left: Side = []
    for number, (fund, amount) in enumerate(current.items(), 1):
        left.append((f"{numeral(number)}、{FUND_TITLES[fund]}", {fund: amount}))
        left += [
            (f"({numeral(place)}) {name}", {fund: part})
            for place, (name, part) in enumerate(department.by_source(fund, amount), 1)
        ]
    yield left, _classes(printed, "{}、{}", FUNDS)
    yield (
        [("本年收入合计", current), ("上年结转结余", sums["carried"]), ("收入总计", sums["total"])],
        [
            ("本年支出合计", sums["spent"]),
            ("结转下年支出", sums["carried_forward"]),
            ("支出总计", sums["total"]),
        ],
    )


def _appropriation(printed: Printed) -> Iterator[tuple[Side, Side]]:
    """Yield revenue and expenditure of fiscal appropriations, then their totals."""
    department = printed.department

    def of(measure: str) -> dict[str, int]:
        return {fund: department.sums[measure][fund] for fund in FISCAL_FUNDS}

    def titles(amounts: Mapping[str, int]) -> list[tuple[str, str, dict[str, int]]]:
        return [
            (fund, f"（{numeral(number)}）{FUND_TITLES[fund]}", {fund: amount})
            for number, (fund, amount) in enumerate(amounts.items(), 1)
        ]

    current, carried = of("current"), of("carried")
    left: Side = [("一、本年收入", current)]
    for fund, title, amount in titles(current):
        left.append((title, amount))
        left += [
            (f"{place}、{name}", {fund: part})
            for place, (name, part) in enumerate(department.by_source(fund, amount[fund]), 1)
        ]
    left.append(("二、上年结转结余", carried))
    left += [(title, amount) for _, title, amount in titles(carried)]
    classes = _classes(printed, "（{}）{}", FISCAL_FUNDS)
    yield left, [("一、本年支出", of("spent")), *classes, ("二、结转下年支出", {})]
    yield [("收入总计", of("total"))], [("支出总计", of("spent"))]


def _summary_by_source(printed: Printed) -> Iterator[tuple[Side, Side]]:
    """Yield revenue by where it comes from and expenditure, then their totals.

    A form with a total of the year lists every class and what is left of one year for the next.
    """
    table, department = printed.table, printed.department
    sums = department.sums
    own = [
        (title, {"unit_funds": sum(i.current for i in department.items if i.paid_by == source)})
        for source, title in table.sources.items()
        if source != FISCAL_SOURCE
    ]
    budgets = [({fund: sums["current"][fund]}, title) for fund, title in table.budgets.items()]
    spent = _spent(printed, department.items)
    if table.has_year_total:
        entries = [*((f"{title}收入", amounts) for amounts, title in budgets), *own]
        yield _numbered(entries), _classes(printed, "{}、{}", FUNDS)
        yield (
            [
                ("本年收入合计", sums["current"]),
                ("使用非财政拨款结余（含专用结余）", sums["balance_used"]),
                ("年初结转和结余", sums["carried"]),
                ("总计", sums["total"]),
            ],
            [
                ("本年支出合计", spent),
                ("结余分配", sums["distributed"]),
                ("年末结转和结余", sums["carried_forward"]),
                ("总计", sums["total"]),
            ],
        )
        return
    fiscal = {fund: amount for amounts, _ in budgets for fund, amount in amounts.items()}
    left, *others = _numbered([(table.sources[FISCAL_SOURCE], fiscal), *own])
    parts = [(f"{place}、{name}资金", part) for place, (part, name) in enumerate(budgets, 1)]
    yield [left, *parts, *others], _classes(printed, "{}、{}", FUNDS, used_only=True)
    yield [("收入总计", sums["current"])], [("支出总计", spent)]


def _appropriation_by_source(printed: Printed) -> Iterator[tuple[Side, Side]]:
    """Yield revenue and expenditure of the budgets, then their totals, in the same two forms."""
    table, department = printed.table, printed.department

    def of(measure: str) -> dict[str, int]:
        return {fund: department.sums[measure][fund] for fund in table.budgets}

    def budgets(measure: str, end: str = "") -> Side:
        amounts = department.sums[measure]
        entries = [
            (f"{title}{end}", {fund: amounts[fund]}) for fund, title in table.budgets.items()
        ]
        return _numbered(entries)

    if table.has_year_total:
        yield budgets("current"), _classes(printed, "{}、{}", FISCAL_FUNDS)
        yield [("本年收入合计", of("current"))], [("本年支出合计", of("spent"))]
        yield (
            [("年初财政拨款结转和结余", of("carried")), *budgets("carried")],
            [("年末财政拨款结转和结余", of("carried_forward"))],
        )
        yield [("总计", of("total"))], [("总计", of("total"))]
        return
    yield budgets("current", "资金"), _classes(printed, "{}、{}", FISCAL_FUNDS, used_only=True)
    yield [("收入总计", of("current"))], [("支出总计", of("spent"))]


def _numbered(entries: Side) -> Side:
    """Return entries with numbers in front."""
    return [
        (f"{numeral(number)}、{title}", amounts)
        for number, (title, amounts) in enumerate(entries, 1)
    ]


LAYOUTS: Mapping[str, Callable[[Printed], list[Row]]] = {
    "entries": _entries,
    "items": _items,
    "lines": _lines,
    "economic": _economic,
    "expenses": _expenses,
    "targets": _targets,
}
