"""The same results by one script in pandas, as an analyst would write it.

    python -m benchmarks.by_pandas LANDING_ZONE DATABASE

The landing zone has to be Parquet. DuckDB reads it and stores what comes out; everything between is
pandas. Amounts are whole millionths of 万元 in 64-bit integers and so exact; a blank is a missing
value, never zero. Columns, code lists and the catalogue of checks come from `lists.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks import lists
from benchmarks.by_hand import SETTINGS
from benchmarks.lists import CLASSIFICATIONS, DOCUMENT, ITEM, LEVELS, OF_ROW, ONE, RESULT, UNIT

Terms = tuple[str, pd.DataFrame]  # of a check
HALF_WIDTH = str.maketrans(lists.HALF_WIDTH)
# What the terms of a rule are summed by.
SUBJECTS: dict[str, Callable[[pd.DataFrame], pd.Series | str]] = {
    "document": lambda of: "document",
    "row": lambda of: of.row_key,
    "parent": lambda of: of.parent_key,
    "entry": lambda of: of.row_key,
    "parent_entry": lambda of: of.parent_key,
    "column": lambda of: of.column_name,
    "row_column": lambda of: of.row_key + "." + of.column_name,
    "parent_column": lambda of: of.parent_key + "." + of.column_name,
    "fund": lambda of: of.fund_code.fillna(of.row_label),
    "fund_column": lambda of: of.fund_code.fillna(of.row_label) + "." + of.column_name,
    "class": lambda of: of.function_code.str[:3].fillna(of.row_label),
    "fund_class": lambda of: SUBJECTS["fund"](of) + "/" + SUBJECTS["class"](of),
    "source": lambda of: of.row_label,
    "unit": lambda of: of.unit_code,
    "measure": lambda of: of.measure,
    "unit_item_measure": lambda of: of.unit_code + "/" + of.function_code + "." + of.measure,
}

# --------------------------------------------------------------------------------- text and lists


@cache
def listed(path: str) -> pd.DataFrame:
    """Return one of the project's lists, every cell as text."""
    file = lists.list_file(path)
    return pd.read_csv(file, dtype="str", keep_default_na=False, na_values=[""])


def codes(kind: str, names: pd.Series) -> pd.Series:
    """Return the codes that printed names stand for."""
    aliases = listed("reference/ref_name_aliases").query("name_kind == @kind")
    return names.map(aliases.set_index("printed_name").code).astype("str")


def half_width(printed: pd.Series) -> pd.Series:
    """Return text with digits and signs as in ASCII."""
    return printed.str.translate(HALF_WIDTH)


def clean(printed: pd.Series) -> pd.Series:
    """Return text without the blanks around it; what is blank is missing."""
    text = printed.str.strip(" 　")
    return text.where(text != "")


def name_key(printed: pd.Series) -> pd.Series:
    """Return names as they are compared: half-width, without blanks."""
    return clean(half_width(printed).str.replace("[ 　]", "", regex=True))


def is_total(label: pd.Series) -> pd.Series:
    """Return whether rows are labelled as the total of their table."""
    return name_key(label).str.replace("：", "").isin(lists.TOTALS)


def code(printed: pd.Series) -> pd.Series:
    """Return codes; one that is printed in three cells, 204 06 1, is 2040601."""
    first, *levels = clean(half_width(printed)).str.split(" ", expand=True).items()
    joined = first[1].astype("str")
    for _, part in levels:
        joined = joined + part.astype("str").str.zfill(2).fillna("")
    return joined


def case(*branches: tuple[pd.Series, object], default: object = None) -> pd.Series:
    """Return the value of the first condition that holds, like ``case`` in SQL."""
    conditions, values = zip(*branches, strict=True)
    chosen = np.select([one.to_numpy(bool) for one in conditions], values, default)
    return pd.Series(chosen, index=conditions[0].index, dtype="str")


def count(condition: pd.Series, *by: pd.Series) -> pd.Series:
    """Return for each row how many rows like it in ``by`` meet a condition."""
    return condition.astype("int64").groupby(list(by), dropna=False).transform("sum")


def money(printed: pd.Series, in_yuan: pd.Series) -> pd.Series:
    """Return printed amounts, of six decimals at most, in millionths of 万元."""
    places, spellings = pd.factorize(printed)  # each spelling is read once
    text = clean(half_width(pd.Series(spellings, dtype="str"))).str.replace(",", "")
    text = text.str.replace(r"^\((.*)\)$", r"-\1", regex=True)
    text = text.mask(text.isin(lists.DASHES), "0")
    is_number = text.str.fullmatch(lists.NUMBER)
    parts = text.where(is_number, "0").str.extract(r"([-+]?\d*)\.?(\d*)")
    millionths = (parts[0] + parts[1].str.ljust(6, "0")).astype("int64").astype("Int64")
    amounts = millionths.where(is_number).array.take(places, allow_fill=True)
    rounded = (abs(amounts) + 5_000) // 10_000
    rounded[amounts < 0] *= -1
    amounts[in_yuan] = rounded[in_yuan]
    return pd.Series(amounts, index=printed.index)


def half_steps(figures: pd.DataFrame) -> pd.Series:
    """Return half of the last digit of each figure in ten-millionths of 万元.

    A column that drops trailing zeros is rounded to the finest it prints; one that keeps them
    rounds each cell as it prints it, but for a whole number among cents.
    """
    places, spellings = pd.factorize(figures.published_text)
    text = half_width(pd.Series(spellings, dtype="str")).str.replace(")", "")
    decimals = text.str.extract(r"^[^.]*[.]([^.]*)")[0].str.len().fillna(0).astype("int64")
    own = pd.Series(decimals.to_numpy()[places], index=figures.index)
    keeps = pd.Series(text.str.contains(r"[.].*0$").to_numpy()[places], index=figures.index)
    column = figures.groupby([DOCUMENT, "statement", "column_name"], sort=False).ngroup()
    finest = own.groupby(column).transform("max")
    keeps = keeps.groupby(column).transform("any")
    cents = text.str.contains(r"[.].*[1-9]")
    cents = (
        pd.Series(cents.to_numpy()[places], index=figures.index).groupby(column).transform("any")
    )
    is_nothing = figures.amount.fillna(0) == 0
    own = own.mask(~keeps | ((own == 0) & (is_nothing | cents)), finest)
    steps = 5 * 10 ** (6 - own)
    return steps.mask(figures.in_yuan, (steps + 5_000) // 10_000)


def summed(frame: pd.DataFrame, by: list[str], names: Iterable[str]) -> pd.DataFrame:
    """Return sums of columns; missing where nothing is printed."""
    groups = frame.groupby(by, dropna=False, sort=False)
    return groups[list(names)].sum(min_count=1).reset_index()


# --------------------------------------------------------------------------------- rows by table


def unit_rows(rows: pd.DataFrame, *, prints_lines: bool = False) -> pd.DataFrame:
    """Units, and the items or lines below each; without units the rows are the department's."""
    label = clean(rows.row_name)
    if prints_lines:
        rows["project_name"] = clean(rows.project_name)
        label = label.fillna(rows.project_name)
    document, function = rows[DOCUMENT], code(rows.function_code)
    printed_code, level = clean(half_width(rows.unit_code)), function.str.len()
    kind = case(
        (printed_code.eq(rows.department_code) & function.isna(), "department"),
        (printed_code.notna() & function.isna(), "unit"),
        (level == 3, "class"),
        (level == 5, "section"),
        (level == 7, "line" if prints_lines else "item"),
        (function.isna() & is_total(label), "grand_total"),
        default="unrecognised",
    )
    is_coded = kind.isin(LEVELS)
    # Each printed unit code opens a block of rows.
    block = printed_code.groupby(document).ffill().fillna(rows.department_code)
    opened_by = kind.where(printed_code.notna()).groupby(document).ffill()
    unit = block.where(kind != "grand_total")
    prefix = (block + "/").where(count(printed_code.notna(), document) > 0, "")
    in_class, in_section = ((document, unit, function.str[:size]) for size in (3, 5))
    if prints_lines:
        # The lowest level that a unit prints is its lines.
        for name, size, group in (("class", 3, in_class), ("section", 5, in_section)):
            deeper = count(level > size, *group) > 0
            kind = kind.mask((kind == name) & ~deeper, "line")
    is_class, is_section, is_detail = kind == "class", kind == "section", kind.isin(LEVELS[2:])
    line_no = (kind == "line").astype("int64").groupby(document).cumsum()
    top_kind = case(
        ((opened_by == "unit") | (count(kind == "unit", document) > 0), "unit"),
        (opened_by == "department", "department"),
        default="grand_total",
    )
    parent_kind = case(
        (kind == "unit", "department"),
        (~is_coded, None),
        (is_detail & (count(is_section, *in_section) > 0), "section"),
        (~is_class & (count(is_class, *in_class) > 0), "class"),
        default=top_kind,
    )
    return rows.assign(
        unit_code=unit,
        function_code=function,
        row_label=label,
        row_kind=kind,
        line_no=line_no,
        parent_kind=parent_kind,
        row_key=case(
            (kind == "grand_total", "total"),
            (kind.isin(("department", "unit")), unit),
            (kind == "line", prefix + function + "#" + line_no.astype("str")),
            (is_coded, prefix + function),
            default="row " + rows.row_no.astype("str"),
        ),
        parent_key=case(
            (parent_kind == "department", rows.department_code),
            (parent_kind == "section", prefix + function.str[:5]),
            (parent_kind == "class", prefix + function.str[:3]),
            (parent_kind == "unit", unit),
            (parent_kind == "grand_total", "total"),
        ),
        has_children=(~is_coded & (kind != "unit"))
        | ((kind == "unit") & (count(is_coded, document, unit) > 0))
        | (is_class & (count(is_coded, *in_class) > 1))
        | (is_section & (count(is_coded, *in_section) > 1)),
    )


def line_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Units, and the lines below each."""
    return unit_rows(rows, prints_lines=True)


def economic_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Classes and sections of the economic classification."""
    document, economic = rows[DOCUMENT], code(rows.economic_code)
    level, class_code = economic.str.len(), economic.str[:3]
    kind = case(
        (level == 3, "class"),
        (level == 5, "section"),
        (economic.isna() & is_total(rows.economic_name), "grand_total"),
        default="unrecognised",
    )
    is_class, is_whole = kind == "class", kind == "grand_total"
    parent_kind = case(
        ((kind == "section") & (count(is_class, document) > 0), "class"),
        (kind.isin(LEVELS), "grand_total"),
    )
    return rows.assign(
        economic_code=economic,
        row_label=clean(rows.economic_name),
        row_kind=kind,
        row_key=economic.fillna("row " + rows.row_no.astype("str")).mask(is_whole, "total"),
        parent_kind=parent_kind,
        parent_key=case((parent_kind == "class", class_code), (parent_kind.notna(), "total")),
        has_children=is_whole | (is_class & (count(economic.notna(), document, class_code) > 1)),
    )


def expense_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Units, funds, and the funds of a unit."""
    document, unit = rows[DOCUMENT], clean(half_width(rows.unit_code))
    fund, label = clean(rows.fund_name), clean(rows.unit_name)
    label = label.fillna(fund)
    is_total_row = is_total(label)
    unit_size = count(rows.row_no > 0, document, unit)
    kind = case(
        (unit == rows.department_code, "department"),
        (unit.notna() & ((unit_size == 1) | fund.isna()), "unit"),
        (unit.notna(), "unit_fund"),
        (is_total_row, "grand_total"),
        (fund.notna(), "fund"),
        default="unrecognised",
    )
    parent_kind = case(
        (kind == "fund", "grand_total"),
        ((kind == "unit_fund") & (count(fund.isna(), document, unit) > 0), "unit"),
        (kind.isin(("unit", "unit_fund")), "department"),
    )
    return rows.assign(
        unit_code=unit,
        row_label=label,
        row_kind=kind,
        row_key=case(
            (kind == "grand_total", "total"),
            (kind == "fund", "total/" + fund),
            (kind == "unit_fund", unit + "/" + fund),
            default=unit.fillna("row " + rows.row_no.astype("str")),
        ),
        parent_kind=parent_kind,
        parent_key=case(
            (parent_kind == "grand_total", "total"),
            (parent_kind == "unit", unit),
            (parent_kind == "department", rows.department_code),
        ),
        has_children=kind.isin(("grand_total", "department"))
        | ((kind == "unit") & (unit_size > 1)),
        fund_code=codes("fund", name_key(fund)).mask(is_total_row & unit.isna()),
    )


def summary_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Headings and sub-headings, two lists side by side."""
    sides = []
    for side, other in (("revenue", "expenditure"), ("expenditure", "revenue")):
        entries = rows.assign(side=side, item=rows[f"{side}_item"])
        entries[f"{other}_amount"] = pd.Series(index=rows.index, dtype="str")
        is_entry = clean(entries["item"]).notna() | clean(entries[f"{side}_amount"]).notna()
        sides.append(entries[is_entry])
    rows = pd.concat(sides, ignore_index=True)
    document, side, name = rows[DOCUMENT], rows.side, name_key(rows["item"])
    entry = name.str.replace(f"^({'|'.join(lists.NUMERALS)})", "", regex=True)
    own_kind = case(
        (entry.str.endswith("总计"), "grand_total"),
        (entry.str.startswith(("本年收入", "本年支出")), "subtotal"),
        (entry.str.startswith("上年结") | entry.str.contains("结转下年"), "carry_over"),
    )
    # The heading of an entry is the last one above it that is less deep.
    depth = pd.Series(1, index=rows.index)
    for level, numeral in enumerate(lists.NUMERALS, 1):
        depth = depth.mask(name.str.match(numeral), level)
    place = pd.Series(rows.index, index=rows.index, dtype="float64")
    heading_place = place.where(depth < 1)
    for level in (2, 3, 4):
        above = place.where(depth < level).groupby([document, side]).ffill()
        heading_place = heading_place.mask(depth == level, above)
    heading_kind = own_kind.reindex(heading_place).set_axis(rows.index)
    heading = entry.reindex(heading_place).set_axis(rows.index).mask(heading_kind.notna())
    is_below = heading_place.notna() & heading_kind.isna()
    kind = case(
        (entry.isna(), "unrecognised"),
        (own_kind.notna(), own_kind),
        (heading_kind == "carry_over", "carry_over_fund"),
        ((side == "expenditure") & is_below, "section"),
        (side == "expenditure", "class"),
        (is_below, "fund_source"),
        default="fund",
    )
    function = codes("function_class", entry).where(kind == "class")
    fund = codes("fund", entry).where(kind.isin(("fund", "carry_over_fund")))
    heading_fund, heading_class = codes("fund", heading), codes("function_class", heading)
    source = codes("fund_source", heading_fund + "/" + entry).where(kind == "fund_source")
    parent_kind = kind.map(lists.SUMMARY_PARENTS).astype("str")
    heading_code = heading_fund.fillna(heading_class).fillna(heading)
    row_key = side + case(
        *((kind == known, ending) for known, ending in lists.SUMMARY_KEYS.items()),
        (kind == "carry_over_fund", "/carry_over/" + fund.fillna(entry)),
        (kind == "fund_source", "/" + source.fillna(heading_fund.fillna(heading) + "/" + entry)),
        (kind == "fund", "/" + fund.fillna(entry)),
        (kind == "class", "/" + function.fillna(entry)),
        (kind == "section", "/" + heading_class.fillna(heading) + "/" + entry),
        default="/row " + rows.row_no.astype("str"),
    )
    parent_key = side + parent_kind.map(lists.SUMMARY_KEYS).astype("str").fillna("/" + heading_code)
    return rows.assign(
        row_label=clean(rows["item"]),
        row_kind=kind,
        row_key=row_key,
        parent_kind=parent_kind,
        parent_key=parent_key,
        has_children=(document + "/" + row_key).isin(document + "/" + parent_key),
        function_code=function,
        fund_code=source.fillna(fund),
    )


def target_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Projects and their units; a merged cell prints a unit beside the first of its projects."""
    project, printed_code = clean(rows.project_name), clean(half_width(rows.unit_code))
    carried = printed_code.groupby(rows[DOCUMENT]).ffill().fillna(rows.department_code)
    unit = printed_code.fillna(carried.where(project.notna()))
    kind = case(
        (project.notna(), "project"),
        (unit == rows.department_code, "department"),
        (unit.notna(), "unit"),
        default="unrecognised",
    )
    label = clean(rows.unit_name)
    return rows.assign(project_name=project, unit_code=unit, row_label=label, row_kind=kind)


ROWS = {"items": unit_rows, "lines": line_rows, "entries": summary_rows, "targets": target_rows}
ROWS |= {"economic": economic_rows, "expenses": expense_rows}


class Budgets:
    """The documents of one landing zone: their rows, their figures, and what follows from them."""

    def __init__(self, landing: Path) -> None:
        """Read every table and every printed amount."""
        self.landing = landing
        documents = self.read("disclosures")
        self.documents = documents[[DOCUMENT, "department_code", "department_name", "template"]]
        self.printed = self.read("tables")[[DOCUMENT, "statement", "table_no", "currency_unit"]]
        self.printed["in_yuan"] = self.printed.currency_unit == "元"
        self.notes = self.read("table_notes")
        columns = listed("statements/statement_columns").query("kind == 'amount'")
        self.tables: dict[str, pd.DataFrame] = {}
        figures: list[pd.DataFrame] = []
        statements = listed("statements/statements")
        for name, layout in zip(statements.statement, statements.layout, strict=True):
            units = self.printed.loc[self.printed.statement == name, [DOCUMENT, "in_yuan"]]
            rows = self.read(name).merge(self.documents, on=DOCUMENT)
            rows = rows.merge(units, "left", on=DOCUMENT).fillna({"in_yuan": False})
            rows = ROWS[layout](rows.astype({"in_yuan": bool}))
            rows["statement"] = name
            for missing in set(OF_ROW).difference(rows.columns):
                rows[missing] = pd.Series(index=rows.index, dtype="str")
            for column in columns.column_name[columns.statement == name]:
                text = clean(rows[column])
                rows[column] = money(text, rows.in_yuan)
                figure = rows[OF_ROW].assign(
                    column_name=column, published_text=text, amount=rows[column]
                )
                figures.append(figure[text.notna()])
            self.tables[name] = rows
        place = ["statement", "column_name"]
        columns = columns[[*place, "measure", "fund_code", "basis"]]
        self.figures = pd.concat(figures).merge(columns, on=place, suffixes=("", "_of_column"))
        self.figures["fund_code"] = self.figures.fund_code.fillna(self.figures.fund_code_of_column)
        self.figures["half_step"] = half_steps(self.figures)
        self.items = self.functional_items()

    def read(self, name: str) -> pd.DataFrame:
        """Return one table of the landing zone as text, in the order printed."""
        files = str(self.landing / name / "*.parquet")
        with duckdb.connect(config=SETTINGS) as connection:
            query = "from read_parquet($files, union_by_name = true)"
            rows = connection.execute(query, {"files": files}).df().astype("str")
        if "row_no" in rows:
            rows = rows.astype({"row_no": "int64"})
            rows = rows.sort_values([DOCUMENT, "row_no"], ignore_index=True)
        return rows

    def figures_of(
        self, *statements: str, kinds: Iterable[str] = (), column: str = ""
    ) -> pd.DataFrame:
        """Return the figures of some statements, kinds of rows and a column."""
        of = self.figures[self.figures.statement.isin(statements)]
        if kinds:
            of = of[of.row_kind.isin(list(kinds))]
        return of[of.column_name == column] if column else of

    def unit_figures(self, statement: str) -> pd.DataFrame:
        """Return the figures of units; where there is none, its total is the department's."""
        of = self.figures_of(statement, kinds=["unit", "unit_fund", "grand_total", "department"])
        rank = of.row_kind.map({"grand_total": 2, "department": 3}).fillna(1)
        of = of[rank == rank.groupby(of[DOCUMENT]).transform("min")]
        return of.assign(unit_code=of.unit_code.fillna(of.department_code))

    # ----------------------------------------------------------------------------- what is queried

    def functional_items(self) -> pd.DataFrame:
        """Return the leaves of expenditure and of the general budget side by side."""

        def leaves(statement: str, *columns: str) -> pd.DataFrame:
            rows = self.tables[statement]
            rows = rows[rows.row_kind.isin(LEVELS) & ~rows.has_children]
            return summed(rows[rows[list(columns)].notna().any(axis=1)], ITEM, columns)

        all_funds = leaves("expenditure", "total", "basic", "project", "carried_forward")
        general = leaves("general_budget_expenditure", *lists.GENERAL)
        items = all_funds.merge(general, "outer", on=ITEM, suffixes=("", "_of_general"))
        for column in ("total", "basic", "project"):
            items[column] = items[column].fillna(items[f"{column}_of_general"])
        names = {name: f"{name}_amount" for name in (*lists.GENERAL, "carried_forward")}
        return items[[*ITEM, *names]].rename(columns=names)

    def functional_budget(self) -> pd.DataFrame:
        """Return expenditure by function, at every level."""
        printed = self.figures_of("revenue_expenditure_summary", kinds=["class"])
        printed = printed[printed.column_name == "expenditure_amount"]
        return budget_by("function", self.items, printed, sizes=(3, 5, 7))

    def economic_budget(self) -> pd.DataFrame:
        """Return basic expenditure by economic class and section."""
        rows = self.tables["basic_expenditure"]
        names = {name: f"{name}_amount" for name in ("total", "personnel", "operating")}
        items = rows[rows.row_kind.isin(LEVELS) & ~rows.has_children].rename(columns=names)
        items = items[[DOCUMENT, "economic_code", *names.values()]]
        printed = self.figures_of("basic_expenditure", kinds=LEVELS, column="total")
        return budget_by("economic", items, printed, sizes=(3, 5))

    def unit_budget(self) -> pd.DataFrame:
        """Return what each unit spends, buys and undertakes."""
        targets = self.tables["performance_targets"]
        numbers = listed("templates/template_tables")[["template", "statement", "table_no"]]
        named = [
            rows.loc[rows.row_kind.isin(("department", "unit", "unit_fund", "project"))]
            for rows in self.tables.values()
        ]
        place = ["statement", "row_no", *UNIT, "row_label"]
        units = pd.concat(named)[[*place, "template"]].dropna(subset="unit_code")
        units = units.merge(numbers.astype({"table_no": "int64"}), on=["template", "statement"])
        # The document's own department, printed or not.
        names = {"department_code": "unit_code", "department_name": "row_label"}
        units = pd.concat([units, self.documents.rename(columns=names)])
        units = units.sort_values(["table_no", "row_no"]).drop_duplicates(UNIT)
        units["unit_name"] = clean(units.row_label).str.replace("[ 　]", "", regex=True)
        units = units[[*UNIT, "unit_name"]].merge(self.documents[[DOCUMENT, "department_code"]])
        is_whole = units.unit_code == units.department_code
        is_whole &= count(is_whole.notna(), units[DOCUMENT]) > 1
        spending = self.items[UNIT].drop_duplicates().assign(spends=True)
        spends = units.merge(spending, "left", on=UNIT).spends.notna()
        units = units[~is_whole | spends].drop(columns="department_code")

        # Where the parts of a subtotal are printed, the subtotal is not counted again.
        printed = self.unit_figures("three_public_expenses")
        printed = printed[~((printed.row_kind == "unit") & printed.has_children)]
        printed = printed[printed.measure != "three_public_total"]
        of_row = [printed[DOCUMENT], printed.row_no, printed.basis]
        for name in ("vehicle", "training"):
            is_whole = printed.measure == f"{name}_subtotal"
            is_part = printed.measure.str.startswith(name) & ~is_whole
            printed = printed[~is_whole | (count(is_part, *of_row) == 0)]
            of_row = [one.loc[printed.index] for one in of_row]
        is_training = printed.measure.str.startswith("training")
        is_meeting = printed.measure == "meeting"
        totals = self.unit_figures("expenditure").query("column_name == 'total'")
        projects = targets[targets.row_kind == "project"].assign(amount=1)
        parts = [
            ("published_total_amount", totals, "amount"),
            ("three_public_amount", printed[~is_training & ~is_meeting], "amount"),
            ("meeting_amount", printed[is_meeting], "amount"),
            ("training_amount", printed[is_training], "amount"),
            ("procurement_amount", self.lines("procurement"), "fund_total"),
            ("service_purchase_amount", self.lines("service_purchases"), "total"),
            ("project_count", projects, "amount"),
        ]
        amounts = self.items.columns.drop([*ITEM, "carried_forward_amount"])
        units = units.merge(summed(self.items, UNIT, amounts), "left", on=UNIT)
        for name, rows, column in parts:
            part = summed(rows, UNIT, [column]).rename(columns={column: name})
            units = units.merge(part, "left", on=UNIT)
        return units.fillna({"project_count": 0}).astype({"project_count": "int64"})

    def lines(self, statement: str) -> pd.DataFrame:
        """Return what is bought, line by line."""
        rows = self.tables[statement]
        return rows[rows.row_kind == "line"]

    def procurement_budget(self) -> pd.DataFrame:
        """Return procurement line by line, by category."""
        lines = self.lines("procurement")
        names = lists.PROCUREMENT
        budget = lines[[*ITEM, "project_name", "line_no", *names]].rename(columns=names)
        for category in ("goods", "works", "services"):
            amount = lines[f"centralized_{category}"]
            other = lines[f"decentralized_{category}"]
            budget[f"{category}_amount"] = amount.add(other, fill_value=0)
        return budget

    # ------------------------------------------------------------------------------ what has to tie

    def terms_by_rule(self) -> Iterator[Terms]:
        """Give the figures that the listed rules name; ``*`` is any, ``|`` is or."""
        by_table = dict(iter(self.figures.groupby(["template", "statement"])))
        for rule in lists.rules_by_template():
            of = by_table.get((rule.template, rule.statement))
            if of is None:
                continue
            chosen = of.column_name.isin(rule.column_name)
            for column in ("row_kind", "parent_kind"):
                if (wanted := getattr(rule, column)) != "*":
                    chosen &= of[column].isin(wanted.split("|"))
            if rule.has_children != "*":
                chosen &= of.has_children == (rule.has_children == "yes")
            if rule.fund_code != "*":
                chosen &= of.fund_code.str.replace(r"[.].*", "", regex=True).isin(
                    rule.fund_code.split("|")
                )
            of = of[chosen]
            subject = SUBJECTS[rule.subject_kind](of)
            yield terms_of(of, rule.check_id, rule.side, subject, rule.sign)

    def terms_by_economic_code(self) -> Iterator[Terms]:
        """Give the figures that are held against each other by their economic codes."""
        basic = self.figures_of("basic_expenditure")
        check = "basic_expenditure_class_is_all_one_component"
        classes = listed(CLASSIFICATIONS["economic"]).set_index("economic_code")
        component = basic.economic_code.str[:3].map(classes.component).astype("str")
        for side, wanted in (("summary", "total"), ("detail", component)):
            of = basic[component.notna() & (basic.column_name == wanted)]
            yield terms_of(of, check, side, of.row_key)

        basic = basic[basic.column_name == "total"]
        check = "basic_expenditure_and_functions_of_contributions"
        links = listed("controls/economic_function_links")
        of = basic[basic.economic_code.isin(links.economic_code)]
        yield terms_of(of, check, "summary", of.economic_code)
        of = self.figures_of("general_budget_expenditure", column="basic")
        of = of[~of.has_children].drop(columns="economic_code").merge(links, on="function_code")
        yield terms_of(of, check, "detail", of.economic_code)

        check = "three_public_expenses_cover_basic_expenditure"
        links = listed("controls/expense_economic_links")
        of = self.figures_of("three_public_expenses", kinds=["grand_total"])
        of = of.merge(links, left_on="column_name", right_on="expense")
        yield terms_of(of, check, "summary", of.expense)
        of = basic.merge(links, on="economic_code")
        yield terms_of(of, check, "detail", of.expense)

    def terms_by_list(self) -> Iterator[Terms]:
        """Give what one list has and another has to have too."""
        figures = self.figures[~self.figures.statement.str.endswith("_summary")]
        figures = figures[figures.column_name.isin(("total", "fund_total"))]
        for kind, path in CLASSIFICATIONS.items():
            code = f"{kind}_code"
            of = figures[figures[code].notna()]
            yield presence_of(of, f"{code}_is_listed", "detail", of[code])
            of = of[of[code].isin(listed(path)[code])].drop_duplicates([DOCUMENT, code])
            yield presence_of(of, f"{code}_is_listed", "summary", of[code])

        check, targets = "performance_targets_unit_exists", self.tables["performance_targets"]
        named = targets[targets.row_kind.isin(("project", "unit"))]
        yield presence_of(named, check, "detail", named.unit_code)
        of = self.figures_of("expenditure", kinds=["unit"], column="total")
        of = of.merge(named[UNIT].drop_duplicates(), on=UNIT)
        yield presence_of(of, check, "summary", of.unit_code)

        check = "procurement_project_has_target"
        # What is bought from project expenditure alone is a project with a target.
        basic, project = (self.items[f"{name}_amount"].fillna(0) for name in ("basic", "project"))
        of = self.lines("procurement").merge(
            self.items.loc[(project != 0) & (basic == 0), ITEM], on=ITEM
        )
        of["project"] = name_key(of.project_name)
        aliases = listed("controls/project_aliases")
        aliases = aliases.assign(project=name_key(aliases.procured_project_name))
        of = of.merge(aliases, "left", on=[*UNIT, "project"])
        of["subject"] = of.unit_code + "/" + of.project_name
        yield presence_of(of, check, "detail", of.subject)
        of["project"] = name_key(of.target_project_name.fillna(of.project_name))
        targets = targets[targets.row_kind == "project"]
        targets = targets[UNIT].assign(project=name_key(targets.project_name)).drop_duplicates()
        of = of.merge(targets, on=[*UNIT, "project"]).drop_duplicates([DOCUMENT, "subject"])
        yield presence_of(of, check, "summary", of.subject)

    def terms_by_note(self) -> Iterator[Terms]:
        """Give what says that a table is empty: the note below it, and its figures."""
        checks = pd.DataFrame(lists.catalogue()).query("family == 'note_agrees_with_table'")
        says_so = self.notes[name_key(self.notes.note_text).str.contains(lists.NOTHING_SPENT)]
        spending = self.figures[self.figures.amount.fillna(0) != 0]
        for check, statement in zip(checks.check_id, checks.statements, strict=True):
            tables = self.printed[self.printed.statement == statement]
            tables = tables.assign(subject="table " + tables.table_no.astype("str"))
            of = says_so.loc[says_so.statement == statement, [DOCUMENT]].merge(tables, on=DOCUMENT)
            yield presence_of(of, check, "summary", of.subject)
            spent = spending[DOCUMENT][spending.statement == statement]
            of = tables.loc[~tables[DOCUMENT].isin(spent), [DOCUMENT, "subject"]]
            of = of.merge(self.figures_of(statement, kinds=["grand_total"]), "left", on=DOCUMENT)
            yield presence_of(of, check, "detail", of.subject)

    def reconciliation_results(self) -> pd.DataFrame:
        """Return each check of each subject: both sides, their difference, what it means."""
        makers = (self.terms_by_rule, self.terms_by_economic_code, self.terms_by_list)
        found = chain.from_iterable(make() for make in (*makers, self.terms_by_note))
        sides = pd.concat(
            sides_of(pd.concat([terms for _, terms in parts])).assign(check_id=check_id)
            for check_id, parts in groupby(found, key=itemgetter(0))
        ).merge(pd.DataFrame(lists.catalogue()), on="check_id")
        templates = self.documents[[DOCUMENT, "template"]].merge(listed("templates/templates"))
        sides = sides.merge(templates[[DOCUMENT, "rounds_each_table"]], "left", on=DOCUMENT)

        # What one side does not print is not asked for everywhere.
        for side, other in (("summary", "detail"), ("detail", "summary")):
            when, is_there = sides[f"missing_{side}"], sides[f"{side}_terms"] > 0
            is_zero = (sides[f"{other}_known"] > 0) & (sides[f"{other}_sum"] == 0)
            asked = ~when.isin(("not_asked", "only_of_zero"))
            sides = sides[is_there | asked | ((when == "only_of_zero") & is_zero)]
        sides = sides.reset_index(drop=True)

        is_presence = sides.kind == "presence"
        for side in ("summary", "detail"):
            amount = sides[f"{side}_sum"].astype("Int64").where(sides[f"{side}_known"] > 0)
            sides[f"{side}_amount"] = amount.mask(is_presence & amount.notna(), ONE)
        summary, detail = (sides[f"{side}_amount"].fillna(0) for side in ("summary", "detail"))
        difference = summary - detail
        # A zero on the detail side adds no rounding; the side summed against always does.
        whole = sides.summary_rounding.mask(sides.summary_count == 0, sides.half_step)
        is_same, is_apart = sides.kind == "same", sides.half_step > sides.finest
        each_by_itself = (sides.scope == "tables") & (sides.rounds_each_table == "yes")
        tolerance = sides.half_step.where(is_same & is_apart, 0)
        tolerance = tolerance.mask(is_same & each_by_itself, sides.half_step + sides.finest)
        is_sum = sides.kind.isin(("sum", "at_least"))
        tolerance = tolerance.mask(is_sum, sides.detail_rounding + whole)

        def is_missing(side: str, other_amount: pd.Series) -> pd.Series:
            when = sides[f"missing_{side}"]
            matters = (when == "always") | ((when == "unless_zero") & (other_amount != 0))
            return (sides[f"{side}_terms"] == 0) & matters

        results = sides.assign(
            difference=difference,
            tolerance=tolerance,
            term_count=sides.summary_count + sides.detail_count,
            status=case(
                (is_missing("summary", detail), "missing_summary"),
                (is_missing("detail", summary), "missing_detail"),
                ((difference == 0) | ((sides.kind == "at_least") & (difference > 0)), "exact"),
                (10 * difference.abs() <= tolerance, "rounding"),
                default="discrepancy",
            ),
        )[[*RESULT, *lists.RESULT_COLUMNS]]
        known = listed("controls/known_discrepancies")
        in_yuan = pd.Series(False, index=known.index)
        amounts = ["summary_amount", "detail_amount"]
        known = known.assign(**{name: money(known[name], in_yuan) for name in amounts})
        known = known[[*RESULT, *amounts]].assign(is_known=True)
        is_known = results.merge(known, "left", on=[*RESULT, *amounts]).is_known.notna()
        is_finding = ~results.status.isin(("exact", "rounding"))
        results["status"] = results.status.mask(is_finding & is_known, "known_discrepancy")
        return results


def budget_by(
    kind: str, items: pd.DataFrame, printed: pd.DataFrame, sizes: Iterable[int]
) -> pd.DataFrame:
    """Return items summed at every level of their code, beside what is printed of the code."""
    code = f"{kind}_code"
    amounts = [name for name in items if name.endswith("_amount")]
    levels = [items.assign(**{code: items[code].str[:size]}) for size in sizes]
    levels = [of[of[code].str.len() == size] for of, size in zip(levels, sizes, strict=True)]
    budget = summed(pd.concat(levels), [DOCUMENT, code], amounts)
    printed = summed(printed.dropna(subset=[code]), [DOCUMENT, code], ["amount"])
    budget = budget.merge(printed, "left", on=[DOCUMENT, code])
    whole = items.groupby(DOCUMENT).total_amount.sum().replace(0, pd.NA)
    budget["share_of_total"] = budget.total_amount / budget[DOCUMENT].map(whole)
    names = {"name_zh": f"{kind}_name", "name_en": f"{kind}_name_en"}
    classes = listed(CLASSIFICATIONS[kind]).rename(columns=names)
    classes = classes[[code, f"{kind}_level", "parent_code", *names.values()]]
    budget = budget.rename(columns={"amount": "published_total_amount"})
    return budget.merge(classes, "left", on=code)


def terms_of(
    of: pd.DataFrame, check_id: str, side: str, subject: pd.Series | str, sign: int = 1
) -> Terms:
    """Return figures as terms of a check."""
    columns = {DOCUMENT: of[DOCUMENT], "subject": subject, "is_summary": side == "summary"}
    return check_id, pd.DataFrame(columns | {"amount": sign * of.amount, "half_step": of.half_step})


def presence_of(of: pd.DataFrame, check_id: str, side: str, subject: pd.Series | str) -> Terms:
    """Return rows as terms of a check that asks only whether they are there."""
    return terms_of(of.assign(amount=ONE, half_step=0), check_id, side, subject)


def sides_of(terms: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of a check summed, side by side."""
    amount, is_summary = terms.pop("amount").astype("Int64"), terms.pop("is_summary")
    number = amount.fillna(0).astype("int64")
    for side, is_side in (("summary", is_summary), ("detail", ~is_summary)):
        terms[f"{side}_terms"] = is_side.astype("int64")
        terms[f"{side}_known"] = (is_side & amount.notna()).astype("int64")
        terms[f"{side}_count"] = (is_side & (number != 0)).astype("int64")
        terms[f"{side}_sum"] = number.where(is_side, 0)
        terms[f"{side}_rounding"] = terms.half_step.where(is_side & (number != 0), 0)
    groups = terms.groupby([DOCUMENT, "subject"], dropna=False, sort=False)
    largest, finest = groups.half_step.max(), groups.half_step.min()
    return groups.sum().assign(half_step=largest, finest=finest).reset_index()


def run_by_pandas(landing: Path, database: Path) -> None:
    """Build ``database`` from ``landing``."""
    budgets = Budgets(landing)
    lists.store(database, ((name, getattr(budgets, name)()) for name in lists.TABLES))


if __name__ == "__main__":
    run_by_pandas(Path(sys.argv[1]), Path(sys.argv[2]))
