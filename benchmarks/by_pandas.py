"""The same results by one script in pandas, as an analyst would write it.

    python -m benchmarks.by_pandas LANDING_ZONE DATABASE

The landing zone has to be Parquet. DuckDB reads it and stores what comes out; everything between is
pandas. Amounts are whole millionths of 万元 in 64-bit integers and so exact; a blank is a missing
value, never zero. Columns, code lists and the rules of the checks come from the project's lists.
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

from benchmarks.by_hand import ROOT, SETTINGS

Terms = tuple[str, pd.DataFrame]  # of a check
ONE = 1_000_000  # 1.00 万元
DOCUMENT = "disclosure_id"
UNIT = [DOCUMENT, "unit_code"]
ITEM = [*UNIT, "function_code"]
RESULT = [DOCUMENT, "check_id", "subject"]
RESULT_COLUMNS = ["summary_amount", "detail_amount", "difference", "tolerance", "term_count"]
RESULT_COLUMNS += ["status", "severity"]
TOTALS = ("合计", "总计")
LEVELS = ("class", "section", "item", "line")
HALF_WIDTH = str.maketrans("０１２３４５６７８９（）．，＋－−–", "0123456789().,+---")
NUMERALS = (
    r"[一二三四五六七八九十百]+[、.]",
    r"[(][一二三四五六七八九十百]+[)]",
    r"[0-9]+[、.]",
    r"[(][0-9]+[)]",
)
# Kinds of rows in tables 1 and 4: what each is part of, and how some of their keys end.
SUMMARY_PARENTS = {"subtotal": "grand_total", "carry_over": "grand_total", "fund": "subtotal"}
SUMMARY_PARENTS |= {"class": "subtotal", "section": "class"}
SUMMARY_PARENTS |= {"carry_over_fund": "carry_over", "fund_source": "fund"}
SUMMARY_KEYS = {"grand_total": "", "subtotal": "/current_year", "carry_over": "/carry_over"}
CLASSIFICATIONS = {
    "function": "reference/ref_functional_classification",
    "economic": "reference/ref_economic_classification",
}
# What every figure has of its row.
OF_ROW = [
    *("table_no", DOCUMENT, "row_no", "row_kind", "parent_kind", "has_children", "row_key"),
    *("parent_key", "row_label", "unit_code", "function_code", "economic_code", "fund_code"),
    "half_step",
]
# What the terms of a rule are summed by.
SUBJECTS: dict[str, Callable[[pd.DataFrame], pd.Series | str]] = {
    "document": lambda of: "document",
    "row": lambda of: of.row_key,
    "parent": lambda of: of.parent_key,
    "column": lambda of: of.column_name,
    "row_column": lambda of: of.row_key + "." + of.column_name,
    "parent_column": lambda of: of.parent_key + "." + of.column_name,
    "fund": lambda of: of.fund_code.fillna(of.row_label),
    "fund_column": lambda of: of.fund_code.fillna(of.row_label) + "." + of.column_name,
    "class": lambda of: of.function_code.str[:3].fillna(of.row_label),
    "unit": lambda of: of.unit_code,
    "measure": lambda of: of.measure,
    "unit_item_measure": lambda of: of.unit_code + "/" + of.function_code + "." + of.measure,
}

# --------------------------------------------------------------------------------- text and lists


@cache
def listed(path: str) -> pd.DataFrame:
    """Return one of the project's lists, every cell as text."""
    file = ROOT / "seeds" / f"{path}.csv"
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
    is_number = text.str.fullmatch(r"[-+]?(\d+\.?\d{0,6}|\.\d{1,6})")
    parts = text.where(is_number, "0").str.extract(r"([-+]?\d*)\.?(\d*)")
    millionths = (parts[0] + parts[1].str.ljust(6, "0")).astype("int64").astype("Int64")
    amounts = millionths.where(is_number).array.take(places, allow_fill=True)
    rounded = (abs(amounts) + 5_000) // 10_000
    rounded[amounts < 0] *= -1
    amounts[in_yuan] = rounded[in_yuan]
    return pd.Series(amounts, index=printed.index)


def summed(frame: pd.DataFrame, by: list[str], names: Iterable[str]) -> pd.DataFrame:
    """Return sums of columns; missing where nothing is printed."""
    groups = frame.groupby(by, dropna=False, sort=False)
    return groups[list(names)].sum(min_count=1).reset_index()


# --------------------------------------------------------------------------------- rows by table


def unit_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Tables 3, 5, 8 to 11: units, and the items or lines below each."""
    detail_kind, label = "item", clean(rows.row_name)
    if "project_name" in rows:
        rows["project_name"] = clean(rows.project_name)
        detail_kind, label = "line", label.fillna(rows.project_name)
    document, function = rows[DOCUMENT], rows.function_code
    printed_code = clean(half_width(rows.unit_code))
    unit, level = printed_code.groupby(document).ffill(), function.str.len()
    kind = case(
        (printed_code.eq(rows.department_code) & function.isna(), "department"),
        (printed_code.notna() & function.isna(), "unit"),
        (level == 3, "class"),
        (level == 5, "section"),
        (level == 7, detail_kind),
        (function.isna() & name_key(label).isin(TOTALS), "grand_total"),
        default="unrecognised",
    )
    is_coded, is_unit, is_class = kind.isin(LEVELS), kind == "unit", kind == "class"
    is_section, is_detail = kind == "section", kind == detail_kind
    in_class, in_section = ((document, unit, function.str[:size]) for size in (3, 5))
    line_no = (kind == "line").astype("int64").groupby(document).cumsum()
    item_key = unit + "/" + function
    parent_kind = case(
        (is_unit, "department"),
        (~is_coded, None),
        (is_detail & (count(is_section, *in_section) > 0), "section"),
        (~is_class & (count(is_class, *in_class) > 0), "class"),
        default="unit",
    )
    return rows.assign(
        unit_code=unit,
        row_label=label,
        row_kind=kind,
        line_no=line_no,
        parent_kind=parent_kind,
        row_key=case(
            (kind == "grand_total", "total"),
            (kind.isin(("department", "unit")), unit),
            (kind == "line", item_key + "#" + line_no.astype("str")),
            (is_coded, item_key),
            default="row " + rows.row_no.astype("str"),
        ),
        parent_key=case(
            (parent_kind == "department", rows.department_code),
            (parent_kind == "section", unit + "/" + function.str[:5]),
            (parent_kind == "class", unit + "/" + function.str[:3]),
            (parent_kind == "unit", unit),
        ),
        has_children=~is_coded
        | (is_class & (count(is_coded, *in_class) > 1))
        | (is_section & (count(is_coded, *in_section) > 1)),
    )


def revenue_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Table 2: units."""
    unit = rows.unit_code
    kind = case(
        (unit == rows.department_code, "department"),
        (unit.notna(), "unit"),
        (name_key(rows.unit_name).isin(TOTALS), "grand_total"),
        default="unrecognised",
    )
    return rows.assign(
        row_label=clean(rows.unit_name),
        row_kind=kind,
        row_key=unit.fillna("row " + rows.row_no.astype("str")).mask(
            kind == "grand_total", "total"
        ),
        parent_kind=case((kind == "unit", "department")),
        parent_key=rows.department_code.where(kind == "unit"),
        has_children=kind != "unit",
    )


def economic_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Table 6: classes and sections of the economic classification."""
    document, code = rows[DOCUMENT], rows.economic_code
    level, class_code = code.str.len(), code.str[:3]
    kind = case(
        (level == 3, "class"),
        (level == 5, "section"),
        (code.isna() & name_key(rows.economic_name).isin(TOTALS), "grand_total"),
        default="unrecognised",
    )
    is_class, is_whole = kind == "class", kind == "grand_total"
    parent_kind = case(
        ((kind == "section") & (count(is_class, document) > 0), "class"),
        (kind.isin(LEVELS), "grand_total"),
    )
    return rows.assign(
        row_label=clean(rows.economic_name),
        row_kind=kind,
        row_key=code.fillna("row " + rows.row_no.astype("str")).mask(is_whole, "total"),
        parent_kind=parent_kind,
        parent_key=case((parent_kind == "class", class_code), (parent_kind.notna(), "total")),
        has_children=is_whole | (is_class & (count(code.notna(), document, class_code) > 1)),
    )


def expense_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Table 7: units, funds, and the funds of a unit."""
    document, unit, fund = rows[DOCUMENT], rows.unit_code, rows.fund_name
    is_total = name_key(rows.unit_name.fillna(fund)).isin(TOTALS)
    unit_size = count(rows.row_no > 0, document, unit)
    kind = case(
        (unit == rows.department_code, "department"),
        (unit.notna() & ((unit_size == 1) | fund.isna()), "unit"),
        (unit.notna(), "unit_fund"),
        (is_total, "grand_total"),
        (fund.notna(), "fund"),
        default="unrecognised",
    )
    parent_kind = case(
        (kind == "fund", "grand_total"),
        ((kind == "unit_fund") & (count(fund.isna(), document, unit) > 0), "unit"),
        (kind.isin(("unit", "unit_fund")), "department"),
    )
    return rows.assign(
        row_label=clean(rows.unit_name).fillna(clean(fund)),
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
        fund_code=codes("fund", name_key(fund)).mask(is_total & unit.isna()),
    )


def summary_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Tables 1 and 4: headings and sub-headings, two lists side by side."""
    sides = []
    for side, other in (("revenue", "expenditure"), ("expenditure", "revenue")):
        entries = rows.assign(side=side, item=rows[f"{side}_item"])
        entries[f"{other}_amount"] = pd.Series(index=rows.index, dtype="str")
        is_entry = clean(entries["item"]).notna() | clean(entries[f"{side}_amount"]).notna()
        sides.append(entries[is_entry])
    rows = pd.concat(sides, ignore_index=True)
    document, side, name = rows[DOCUMENT], rows.side, name_key(rows["item"])
    entry = name.str.replace(f"^({'|'.join(NUMERALS)})", "", regex=True)
    own_kind = case(
        (entry.str.endswith("总计"), "grand_total"),
        (entry.str.startswith(("本年收入", "本年支出")), "subtotal"),
        (entry.str.startswith("上年结") | entry.str.contains("结转下年"), "carry_over"),
    )
    # The heading of an entry is the last one above it that is less deep.
    depth = pd.Series(1, index=rows.index)
    for level, numeral in enumerate(NUMERALS, 1):
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
    parent_kind = kind.map(SUMMARY_PARENTS).astype("str")
    heading_code = heading_fund.fillna(heading_class).fillna(heading)
    row_key = side + case(
        *((kind == known, ending) for known, ending in SUMMARY_KEYS.items()),
        (kind == "carry_over_fund", "/carry_over/" + fund.fillna(entry)),
        (kind == "fund_source", "/" + source.fillna(heading_fund.fillna(heading) + "/" + entry)),
        (kind == "fund", "/" + fund.fillna(entry)),
        (kind == "class", "/" + function.fillna(entry)),
        (kind == "section", "/" + heading_class.fillna(heading) + "/" + entry),
        default="/row " + rows.row_no.astype("str"),
    )
    parent_key = side + parent_kind.map(SUMMARY_KEYS).astype("str").fillna("/" + heading_code)
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
    """Table 12: projects and their units."""
    kind = case(
        (clean(rows.project_name).notna(), "project"),
        (rows.unit_code == rows.department_code, "department"),
        (rows.unit_code.notna(), "unit"),
        default="unrecognised",
    )
    return rows.assign(row_kind=kind)


ROWS = {1: summary_rows, 2: revenue_rows, 4: summary_rows, 6: economic_rows, 7: expense_rows}
ROWS[12] = target_rows


class Budgets:
    """The documents of one landing zone: their rows, their figures, and what follows from them."""

    def __init__(self, landing: Path) -> None:
        """Read every table and every printed amount."""
        self.landing = landing
        documents = self.read("disclosures")
        documents["in_yuan"] = documents.currency_unit == "元"
        step = money(documents.printed_step, documents.in_yuan)
        documents["half_step"] = 5 * step.astype("int64")  # in ten-millionths
        self.documents = documents[[DOCUMENT, "department_code", "in_yuan", "half_step"]]
        self.notes = self.read("table_notes")
        columns = listed("controls/published_columns").astype({"table_no": "int64"})
        self.tables: dict[int, pd.DataFrame] = {}
        figures: list[pd.DataFrame] = []
        tables = listed("controls/published_tables")
        for number, name in zip(tables.table_no.astype("int64"), tables.table_name, strict=True):
            rows = ROWS.get(number, unit_rows)(self.read(name).merge(self.documents, on=DOCUMENT))
            rows["table_no"] = number
            for missing in set(OF_ROW).difference(rows.columns):
                rows[missing] = pd.Series(index=rows.index, dtype="str")
            for column in columns.column_name[columns.table_no == number]:
                is_printed = clean(rows[column]).notna()
                rows[column] = money(rows[column], rows.in_yuan)
                figure = rows[OF_ROW].assign(column_name=column, amount=rows[column])
                figures.append(figure[is_printed])
            self.tables[number] = rows
        place = ["table_no", "column_name"]
        columns = columns[[*place, "measure", "fund_code"]]
        self.figures = pd.concat(figures).merge(columns, on=place, suffixes=("", "_of_column"))
        self.figures["fund_code"] = self.figures.fund_code.fillna(self.figures.fund_code_of_column)
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

    def figures_of(self, *tables: int, kinds: Iterable[str] = (), column: str = "") -> pd.DataFrame:
        """Return the figures of some tables, kinds of rows and a column."""
        of = self.figures[self.figures.table_no.isin(tables)]
        if kinds:
            of = of[of.row_kind.isin(list(kinds))]
        return of[of.column_name == column] if column else of

    # ----------------------------------------------------------------------------- what is queried

    def functional_items(self) -> pd.DataFrame:
        """Return the leaves of tables 3 and 5 side by side."""

        def leaves(number: int, *columns: str) -> pd.DataFrame:
            rows = self.tables[number]
            return summed(rows[rows.row_kind.isin(LEVELS) & ~rows.has_children], ITEM, columns)

        all_funds = leaves(3, "total", "basic", "project", "carried_forward")
        general = leaves(5, "total", "basic", "personnel", "operating", "project")
        items = all_funds.merge(general, "outer", on=ITEM, suffixes=("", "_of_general"))
        for column in ("total", "basic", "project"):
            items[column] = items[column].fillna(items[f"{column}_of_general"])
        columns = ["total", "basic", "personnel", "operating", "project", "carried_forward"]
        return items[[*ITEM, *columns]].rename(columns={name: f"{name}_amount" for name in columns})

    def functional_budget(self) -> pd.DataFrame:
        """Return expenditure by function, at every level."""
        printed = self.figures_of(1, kinds=["class"])
        return budget_by("function", self.items, printed, sizes=(3, 5, 7))

    def economic_budget(self) -> pd.DataFrame:
        """Return basic expenditure by economic class and section."""
        rows = self.tables[6]
        names = {name: f"{name}_amount" for name in ("total", "personnel", "operating")}
        items = rows[rows.row_kind.isin(LEVELS) & ~rows.has_children].rename(columns=names)
        items = items[[DOCUMENT, "economic_code", *names.values()]]
        return budget_by("economic", items, self.figures_of(6, column="total"), sizes=(3, 5))

    def unit_budget(self) -> pd.DataFrame:
        """Return what each unit spends, buys and undertakes."""
        targets = self.tables[12]
        named = [self.figures_of(*range(2, 12), kinds=["department", "unit", "unit_fund"])]
        named.append(targets[targets.unit_code.notna()].assign(row_label=targets.unit_name))
        units = pd.concat(named).sort_values(["table_no", "row_no"])
        units = units.groupby(UNIT).row_label.first().reset_index(name="unit_name")
        units["unit_name"] = units.unit_name.str.replace("[ 　]", "", regex=True)
        units = units.merge(self.documents[[DOCUMENT, "department_code"]], on=DOCUMENT)
        units = units[units.unit_code != units.department_code].drop(columns="department_code")

        # Where the parts of a subtotal are printed, the subtotal is not counted again.
        printed = self.figures_of(7, kinds=["unit", "unit_fund"])
        printed = printed[~printed.has_children & (printed.column_name != "three_public_total")]
        for name in ("vehicle", "training"):
            is_whole = printed.column_name == f"{name}_subtotal"
            is_part = printed.column_name.str.startswith(name) & ~is_whole
            printed = printed[~is_whole | (count(is_part, printed[DOCUMENT], printed.row_no) == 0)]
        is_training = printed.column_name.str.startswith("training")
        is_meeting = printed.column_name == "meeting"
        totals = self.figures_of(3, kinds=["unit"], column="total")
        projects = targets[targets.row_kind == "project"].assign(amount=1)
        parts = [
            ("published_total_amount", totals, "amount"),
            ("three_public_amount", printed[~is_training & ~is_meeting], "amount"),
            ("meeting_amount", printed[is_meeting], "amount"),
            ("training_amount", printed[is_training], "amount"),
            ("procurement_amount", self.lines(10), "fund_total"),
            ("service_purchase_amount", self.lines(11), "total"),
            ("project_count", projects, "amount"),
        ]
        amounts = self.items.columns.drop([*ITEM, "carried_forward_amount"])
        units = units.merge(summed(self.items, UNIT, amounts), "left", on=UNIT)
        for name, rows, column in parts:
            part = summed(rows, UNIT, [column]).rename(columns={column: name})
            units = units.merge(part, "left", on=UNIT)
        return units.fillna({"project_count": 0}).astype({"project_count": "int64"})

    def lines(self, number: int) -> pd.DataFrame:
        """Return what is bought, line by line."""
        rows = self.tables[number]
        return rows[rows.row_kind == "line"]

    def procurement_budget(self) -> pd.DataFrame:
        """Return procurement line by line, by category."""
        lines = self.lines(10)
        names = {"fund_total": "total_amount"}
        names |= {f"{how}_subtotal": f"{how}_amount" for how in ("centralized", "decentralized")}
        budget = lines[[*ITEM, "project_name", "line_no", *names]].rename(columns=names)
        for category in ("goods", "works", "services"):
            amount = lines[f"centralized_{category}"]
            other = lines[f"decentralized_{category}"]
            budget[f"{category}_amount"] = amount.add(other, fill_value=0)
        return budget

    # ------------------------------------------------------------------------------ what has to tie

    def terms_by_rule(self) -> Iterator[Terms]:
        """Give the figures that the listed rules name; ``*`` is any, ``|`` is or."""
        by_table = {number: self.figures_of(number) for number in self.tables}
        rules = listed("controls/reconciliation_term_rules").sort_values("check_id")
        for rule in rules.itertuples():
            of = by_table[int(rule.table_no)]
            chosen = pd.Series(True, index=of.index)
            for column in ("row_kind", "parent_kind", "column_name"):
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
            yield terms_of(of, rule.check_id, rule.side, subject, int(rule.sign))

    def terms_by_economic_code(self) -> Iterator[Terms]:
        """Give the figures that are held against each other by their economic codes."""
        basic = self.figures_of(6)
        check = "t06_class_is_all_one_component"
        classes = listed(CLASSIFICATIONS["economic"]).set_index("economic_code")
        component = basic.economic_code.str[:3].map(classes.component).astype("str")
        for side, wanted in (("summary", "total"), ("detail", component)):
            of = basic[component.notna() & (basic.column_name == wanted)]
            yield terms_of(of, check, side, of.row_key)

        basic = basic[basic.column_name == "total"]
        check, links = "t06_t05_social_contributions", listed("controls/economic_function_links")
        of = basic[basic.economic_code.isin(links.economic_code)]
        yield terms_of(of, check, "summary", of.economic_code)
        of = self.figures_of(5, column="basic")
        of = of[~of.has_children].drop(columns="economic_code").merge(links, on="function_code")
        yield terms_of(of, check, "detail", of.economic_code)

        check, links = "t07_covers_t06", listed("controls/expense_economic_links")
        of = self.figures_of(7, kinds=["grand_total"])
        of = of.merge(links, left_on="column_name", right_on="expense")
        yield terms_of(of, check, "summary", of.expense)
        of = basic.merge(links, on="economic_code")
        yield terms_of(of, check, "detail", of.expense)

    def terms_by_list(self) -> Iterator[Terms]:
        """Give what one list has and another has to have too."""
        figures = self.figures_of(2, 3, *range(5, 12))
        figures = figures[figures.column_name.isin(("total", "fund_total"))]
        for kind, path in CLASSIFICATIONS.items():
            code = f"{kind}_code"
            of = figures[figures[code].notna()]
            yield presence_of(of, f"{code}_is_listed", "detail", of[code])
            of = of[of[code].isin(listed(path)[code])].drop_duplicates([DOCUMENT, code])
            yield presence_of(of, f"{code}_is_listed", "summary", of[code])

        targets = self.tables[12]
        named = targets[targets.row_kind.isin(("project", "unit"))]
        yield presence_of(named, "t12_unit_exists", "detail", named.unit_code)
        of = self.figures_of(3, kinds=["unit"], column="total")
        of = of.merge(named[UNIT].drop_duplicates(), on=UNIT)
        yield presence_of(of, "t12_unit_exists", "summary", of.unit_code)

        # What is bought from project expenditure alone is a project with a target.
        basic, project = (self.items[f"{name}_amount"].fillna(0) for name in ("basic", "project"))
        of = self.lines(10).merge(self.items.loc[(project != 0) & (basic == 0), ITEM], on=ITEM)
        of["project"] = name_key(of.project_name)
        aliases = listed("controls/project_aliases")
        aliases = aliases.assign(project=name_key(aliases.procured_project_name))
        of = of.merge(aliases, "left", on=[*UNIT, "project"])
        of["subject"] = of.unit_code + "/" + of.project_name
        yield presence_of(of, "t10_project_has_target", "detail", of.subject)
        of["project"] = name_key(of.target_project_name.fillna(of.project_name))
        targets = targets[targets.row_kind == "project"]
        targets = targets[UNIT].assign(project=name_key(targets.project_name)).drop_duplicates()
        of = of.merge(targets, on=[*UNIT, "project"]).drop_duplicates([DOCUMENT, "subject"])
        yield presence_of(of, "t10_project_has_target", "summary", of.subject)

    def terms_by_note(self) -> Iterator[Terms]:
        """Give what says that a table is empty: the note below it, and its figures."""
        says_so = self.notes.note_text.str.contains("没有|无数据|无此")
        for number in (8, 9):
            check, subject = f"t{number:02d}_note_agrees_with_table", f"table {number}"
            of = self.notes[says_so & (self.notes.table_no == str(number))]
            yield presence_of(of, check, "summary", subject)
            figures = self.figures_of(number)
            spending = figures[DOCUMENT][figures.amount.fillna(0) != 0]
            of = self.documents.loc[~self.documents[DOCUMENT].isin(spending), [DOCUMENT]]
            of = of.merge(self.figures_of(number, kinds=["grand_total"]), "left", on=DOCUMENT)
            yield presence_of(of, check, "detail", subject)

    def reconciliation_results(self) -> pd.DataFrame:
        """Return each check of each subject: both sides, their difference, what it means."""
        makers = (self.terms_by_rule, self.terms_by_economic_code, self.terms_by_list)
        found = chain.from_iterable(make() for make in (*makers, self.terms_by_note))
        sides = pd.concat(
            sides_of(pd.concat([terms for _, terms in parts])).assign(check_id=check_id)
            for check_id, parts in groupby(found, key=itemgetter(0))
        ).merge(listed("controls/reconciliation_checks"), on="check_id")

        is_presence = sides.kind == "presence"
        for side in ("summary", "detail"):
            amount = sides[f"{side}_sum"].astype("Int64").where(sides[f"{side}_known"] > 0)
            sides[f"{side}_amount"] = amount.mask(is_presence & amount.notna(), ONE)
        summary, detail = (sides[f"{side}_amount"].fillna(0) for side in ("summary", "detail"))
        difference = summary - detail
        steps = sides.detail_count + sides.summary_count.clip(lower=1)
        tolerance = (sides.half_step * steps).where(sides.kind.isin(("sum", "at_least")), 0)

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
        )[[*RESULT, *RESULT_COLUMNS]]
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
    groups = terms.groupby([DOCUMENT, "subject"], dropna=False, sort=False)
    return groups.sum().assign(half_step=groups.half_step.max()).reset_index()


def store(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """Write a table, sorted, with amounts as decimals of 万元."""
    frame = frame.sort_values(list(frame.columns[:3]), ignore_index=True)
    scales = {column: 6 for column in frame if column.endswith(("_amount", "difference"))}
    scales |= {column: 7 for column in frame if column == "tolerance"}
    decimals = [
        f"cast(cast({column} as decimal(18, 0)) * cast(1e-{scale} as decimal({scale}, {scale}))"
        f" as decimal(18, {scale})) as {column}"
        for column, scale in scales.items()
    ]
    replaced = f"replace ({', '.join(decimals)})"
    connection.register("frame", frame)
    connection.execute(f"create table {name} as select * {replaced} from frame")  # noqa: S608


def run_by_pandas(landing: Path, database: Path) -> None:
    """Build ``database`` from ``landing``."""
    budgets = Budgets(landing)
    tables = ("functional_budget", "economic_budget", "unit_budget", "procurement_budget")
    with duckdb.connect(str(database), config=SETTINGS) as connection:
        for name in (*tables, "reconciliation_results"):
            store(connection, name, getattr(budgets, name)())


if __name__ == "__main__":
    run_by_pandas(Path(sys.argv[1]), Path(sys.argv[2]))
