"""The same results by one script in polars, as a user of polars would write it.

    python -m benchmarks.by_polars LANDING_ZONE DATABASE

The landing zone has to be Parquet. Amounts are whole millionths of 万元 in 64-bit integers and so
exact; a blank is missing, never zero. DuckDB stores what comes out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import polars as pl
from polars import col

from benchmarks import lists
from benchmarks.lists import CLASSIFICATIONS, DOCUMENT, ITEM, LEVELS, OF_ROW, ONE, UNIT

Frame = pl.LazyFrame
Told = str | bool | pl.Expr  # of a term
AT_ONCE = 500  # documents that are in memory together
IN_TABLE = [DOCUMENT, "statement"]
# What rules tell figures apart by.
KIND = ["template", "statement", "column_name", "row_kind", "parent_kind", "has_children"]
KIND += ["fund_code"]
document, row_no, label = col(DOCUMENT), col("row_no"), col("row_label")
unit, department = col("unit_code"), col("department_code")
function, economic, fund = col("function_code"), col("economic_code"), col("fund_code")
kind, parent_kind, statement = col("row_kind"), col("parent_kind"), col("statement")
row_key, parent_key, column_name = col("row_key"), col("parent_key"), col("column_name")
amount, half_step, measure = col("amount"), col("half_step"), col("measure")
printed = col("printed")
NOTHING, NUMBERED = pl.lit(None, pl.String), pl.format("row {}", row_no)
in_class, in_section = ([*UNIT, function.str.head(size)] for size in (3, 5))
# What the terms of a rule are summed by.
SUBJECTS = {
    "document": pl.lit("document"),
    "row": row_key,
    "parent": parent_key,
    "entry": row_key,
    "parent_entry": parent_key,
    "column": column_name,
    "row_column": row_key + "." + column_name,
    "parent_column": parent_key + "." + column_name,
    "fund": fund.fill_null(label),
    "fund_column": fund.fill_null(label) + "." + column_name,
    "class": function.str.head(3).fill_null(label),
    "fund_class": fund.fill_null(label) + "/" + function.str.head(3).fill_null(label),
    "source": label,
    "unit": unit,
    "measure": measure,
    "unit_item_measure": unit + "/" + function + "." + measure,
}

# --------------------------------------------------------------------------------- text and lists


def listed(path: str) -> Frame:
    """Return one of the project's lists, every cell as text."""
    types = {DOCUMENT: pl.Categorical}
    file = lists.list_file(path)
    return pl.read_csv(file, infer_schema=False, schema_overrides=types).lazy()


def codes(name_kind: str, names: pl.Expr) -> pl.Expr:
    """Return the codes that printed names stand for."""
    aliases = lists.rows_of("reference/ref_name_aliases")
    of = {row["printed_name"]: row["code"] for row in aliases if row["name_kind"] == name_kind}
    return names.replace_strict(of, default=None)


def half_width(printed: pl.Expr) -> pl.Expr:
    """Return text with digits and signs as in ASCII."""
    return printed.str.replace_many(lists.HALF_WIDTH)


def clean(printed: pl.Expr) -> pl.Expr:
    """Return text without the blanks around it; what is blank is missing."""
    text = printed.str.strip_chars(" 　")
    return pl.when(text != "").then(text)


def name_key(printed: pl.Expr) -> pl.Expr:
    """Return names as they are compared: half-width, without blanks."""
    return clean(half_width(printed).str.replace_all("[ 　]", ""))


def is_total(named: pl.Expr) -> pl.Expr:
    """Return whether rows are labelled as the total of their table."""
    return name_key(named).str.replace_all("：", "").is_in(lists.TOTALS).fill_null(value=False)


def code(printed: pl.Expr) -> pl.Expr:
    """Return codes; one that is printed in three cells, 204 06 1, is 2040601."""
    text = clean(half_width(printed))
    return text.str.replace_all(r" (\w)\b", " 0$1").str.replace_all(" ", "")


def value(of: object) -> pl.Expr:
    """Return an expression as it is, anything else as a literal."""
    return of if isinstance(of, pl.Expr) else pl.lit(of)


def case(*branches: tuple[pl.Expr, object], default: object = None) -> pl.Expr:
    """Return the value of the first condition that holds, like ``case`` in SQL."""
    chosen = pl
    for condition, of in branches:
        chosen = chosen.when(condition).then(value(of))
    return chosen.otherwise(value(default))


def any_of(condition: pl.Expr, *by: str | pl.Expr, more_than: int = 0) -> pl.Expr:
    """Return for each row whether rows like it in ``by`` meet a condition."""
    return condition.sum().over(*by) > more_than


def total(amounts: pl.Expr) -> pl.Expr:
    """Return a sum; missing where nothing is printed."""
    return pl.when(amounts.count() > 0).then(amounts.sum())


def money(printed: pl.Expr) -> pl.Expr:
    """Return printed amounts, of six decimals at most, in millionths of 万元."""
    text = clean(half_width(printed)).str.replace_all(",", "", literal=True)
    text = text.str.replace(r"^\((.*)\)$", "-$1")
    text = text.replace(dict.fromkeys(lists.DASHES, "0"))
    number = pl.when(text.str.contains(lists.NUMBER)).then(text).str.to_decimal(scale=6)
    exact = (number * ONE).cast(pl.Int64)
    rounded = (exact.abs() + 5_000) // 10_000 * exact.sign()
    return pl.when("in_yuan").then(rounded).otherwise(exact)


def half_steps(printed: pl.Expr) -> pl.Expr:
    """Return half of the last digit of each figure in ten-millionths of 万元.

    A column that drops trailing zeros is rounded to the finest it prints; one that keeps them
    rounds each cell as it prints it, but for a whole number among cents.
    """
    column = [DOCUMENT, "column_name"]
    fraction = half_width(printed).str.replace_all(")", "", literal=True)
    fraction = fraction.str.extract(r"[.]([^.]*)").fill_null("")
    own = fraction.str.len_chars().cast(pl.Int64)
    keeps = any_of(fraction.str.ends_with("0"), *column)
    cents = any_of(fraction.str.contains("[1-9]"), *column)
    is_nothing = amount.fill_null(0) == 0
    is_own = keeps & ~((own == 0) & (is_nothing | cents))
    places = pl.when(is_own).then(own).otherwise(own.max().over(*column))
    steps = 5 * pl.lit(10, pl.Int64).pow(6 - places)
    return pl.when("in_yuan").then((steps + 5_000) // 10_000).otherwise(steps)


# --------------------------------------------------------------------------------- rows by table


def keyed(rows: Frame, keys: dict[str, object], others: pl.Expr = NUMBERED) -> Frame:
    """Key rows and their parents by what each kind of row is known by."""
    own, parents = ([(of == name, key) for name, key in keys.items()] for of in (kind, parent_kind))
    return rows.with_columns(row_key=case(*own, default=others), parent_key=case(*parents))


def unit_rows(rows: Frame, *, prints_lines: bool = False) -> Frame:
    """Units, and the items or lines below each; without units the rows are the department's."""
    named, printed, level = clean(col("row_name")), col("printed_code"), function.str.len_chars()
    if prints_lines:
        rows = rows.with_columns(clean(col("project_name")))
        named = named.fill_null(col("project_name"))
    printed_code = clean(half_width(unit))
    rows = rows.with_columns(code(function), row_label=named, printed_code=printed_code)
    block, is_coded, prefix = col("block"), col("is_coded"), col("prefix")
    rows = rows.with_columns(
        row_kind=case(
            ((printed == department) & function.is_null(), "department"),
            (printed.is_not_null() & function.is_null(), "unit"),
            (level == 3, "class"),
            (level == 5, "section"),
            (level == 7, "line" if prints_lines else "item"),
            (function.is_null() & is_total(label), "grand_total"),
            default="unrecognised",
        ),
        # Each printed unit code opens a block of rows.
        block=printed.forward_fill().over(DOCUMENT).fill_null(department),
    ).with_columns(
        is_coded=kind.is_in(LEVELS),
        unit_code=pl.when(kind != "grand_total").then(block),
        opened_by=pl.when(printed.is_not_null()).then(kind).forward_fill().over(DOCUMENT),
        prefix=case((any_of(printed.is_not_null(), DOCUMENT), block + "/"), default=""),
    )
    if prints_lines:
        # The lowest level that a unit prints is its lines.
        is_lowest = [
            (kind == name) & ~any_of(level > size, *group)
            for name, size, group in (("class", 3, in_class), ("section", 5, in_section))
        ]
        is_line = pl.any_horizontal(is_lowest)
        rows = rows.with_columns(row_kind=case((is_line, "line"), default=kind))
    is_unit, is_class, is_section = kind == "unit", kind == "class", kind == "section"
    rows = rows.with_columns(
        line_no=(kind == "line").cast(pl.Int64).cum_sum().over(DOCUMENT),
        parent_kind=case(
            (is_unit, "department"),
            (~is_coded, None),
            (kind.is_in(LEVELS[2:]) & any_of(is_section, *in_section), "section"),
            (~is_class & any_of(is_class, *in_class), "class"),
            ((col("opened_by") == "unit") | any_of(is_unit, DOCUMENT), "unit"),
            (col("opened_by") == "department", "department"),
            default="grand_total",
        ),
        has_children=case(
            (is_unit, any_of(is_coded, *UNIT)),
            (is_class, any_of(is_coded, *in_class, more_than=1)),
            (is_section, any_of(is_coded, *in_section, more_than=1)),
            default=~is_coded,
        ),
    )
    keys = {"grand_total": "total", "department": department, "unit": unit}
    keys |= {"class": prefix + function.str.head(3), "section": prefix + function.str.head(5)}
    keys |= {"item": prefix + function, "line": pl.format("{}{}#{}", prefix, function, "line_no")}
    return keyed(rows, keys)


def economic_rows(rows: Frame) -> Frame:
    """Classes and sections of the economic classification."""
    is_class, level, in_class = kind == "class", economic.str.len_chars(), economic.str.head(3)
    rows = rows.with_columns(code(economic), row_label=clean(col("economic_name")))
    rows = rows.with_columns(
        row_kind=case(
            (level == 3, "class"),
            (level == 5, "section"),
            (economic.is_null() & is_total(label), "grand_total"),
            default="unrecognised",
        )
    ).with_columns(
        parent_kind=case(
            ((kind == "section") & any_of(is_class, DOCUMENT), "class"),
            (kind.is_in(LEVELS), "grand_total"),
        ),
        has_children=case(
            (is_class, any_of(economic.is_not_null(), DOCUMENT, in_class, more_than=1)),
            default=kind == "grand_total",
        ),
    )
    keys = {"grand_total": "total", "class": in_class}
    return keyed(rows, keys, others=economic.fill_null(NUMBERED))


def expense_rows(rows: Frame) -> Frame:
    """Units, funds, and the funds of a unit."""
    rows = rows.with_columns(clean(half_width(unit)), clean(col("fund_name", "unit_name")))
    name, is_single, has_unit = col("fund_name"), pl.len().over(UNIT) == 1, unit.is_not_null()
    rows = rows.with_columns(row_label=col("unit_name").fill_null(name))
    has_fund = ~is_total(label) | has_unit
    rows = rows.with_columns(
        row_kind=case(
            (unit == department, "department"),
            (has_unit & (is_single | name.is_null()), "unit"),
            (has_unit, "unit_fund"),
            (is_total(label), "grand_total"),
            (name.is_not_null(), "fund"),
            default="unrecognised",
        ),
        fund_code=pl.when(has_fund).then(codes("fund", name_key(name))),
    ).with_columns(
        parent_kind=case(
            (kind == "fund", "grand_total"),
            ((kind == "unit_fund") & any_of(name.is_null(), *UNIT), "unit"),
            (kind.is_in(("unit", "unit_fund")), "department"),
        ),
        has_children=kind.is_in(("grand_total", "department")) | ((kind == "unit") & ~is_single),
    )
    keys = {"grand_total": "total", "department": department, "unit": unit}
    return keyed(rows, keys | {"fund": "total/" + name, "unit_fund": unit + "/" + name})


def summary_rows(rows: Frame) -> Frame:
    """Headings and sub-headings, two lists side by side."""
    sides = []
    for side, other in (("revenue", "expenditure"), ("expenditure", "revenue")):
        item = clean(col(f"{side}_item"))
        entries = rows.filter(item.is_not_null() | clean(col(f"{side}_amount")).is_not_null())
        left_out = {f"{other}_amount": NOTHING}
        sides.append(entries.with_columns(side=pl.lit(side), row_label=item, **left_out))
    side, name, entry, own, depth = map(col, ("side", "name", "entry", "own_kind", "depth"))
    depths = [(name.str.contains("^" + numeral), n) for n, numeral in enumerate(lists.NUMERALS, 1)]
    rows = pl.concat(sides).with_columns(name=name_key(label)).with_row_index("place")
    rows = rows.with_columns(
        entry=name.str.replace(f"^({'|'.join(lists.NUMERALS)})", ""),
        depth=case(*reversed(depths), default=1),
    ).with_columns(
        own_kind=case(
            (entry.str.contains("总计$"), "grand_total"),
            (entry.str.contains("^(本年收入|本年支出)"), "subtotal"),
            (entry.str.contains("^上年结|结转下年"), "carry_over"),
        )
    )
    # The heading of an entry is the last one above it that is less deep.
    above = [
        (depth == level, pl.when(depth < level).then("place").forward_fill().over(DOCUMENT, "side"))
        for level in (2, 3, 4)
    ]
    place, heading, heading_kind = map(col, ("heading_place", "heading", "heading_kind"))
    rows = rows.with_columns(heading_place=case(*above))
    rows = rows.with_columns(heading=entry.gather(place), heading_kind=own.gather(place))
    is_below, is_spent = place.is_not_null() & heading_kind.is_null(), side == "expenditure"
    rows = rows.with_columns(
        heading=pl.when(is_below).then(heading),
        row_kind=case(
            (entry.is_null(), "unrecognised"),
            (own.is_not_null(), own),
            (heading_kind == "carry_over", "carry_over_fund"),
            (is_spent & is_below, "section"),
            (is_spent, "class"),
            (is_below, "fund_source"),
            default="fund",
        ),
    )
    heading_fund, heading_class = (codes(of, heading) for of in ("fund", "function_class"))
    source = codes("fund_source", heading_fund + "/" + entry)
    is_fund = kind.is_in(("fund", "carry_over_fund"))
    heading_code = pl.coalesce(heading_fund, heading_class, heading)
    parent_ending = parent_kind.replace_strict(lists.SUMMARY_KEYS, default=None)
    keys = {
        **lists.SUMMARY_KEYS,
        "carry_over_fund": "/carry_over/" + fund.fill_null(entry),
        "fund_source": "/" + fund.fill_null(heading_fund.fill_null(heading) + "/" + entry),
        "fund": "/" + fund.fill_null(entry),
        "class": "/" + function.fill_null(entry),
        "section": "/" + heading_class.fill_null(heading) + "/" + entry,
    }
    rows = rows.with_columns(
        function_code=pl.when(kind == "class").then(codes("function_class", entry)),
        fund_code=case((kind == "fund_source", source), (is_fund, codes("fund", entry))),
        parent_kind=kind.replace_strict(lists.SUMMARY_PARENTS, default=None),
    )
    rows = keyed(rows, keys, others="/" + NUMBERED)
    parent_key = side + parent_ending.fill_null("/" + heading_code)
    rows = rows.with_columns(row_key=side + row_key, parent_key=parent_key)
    parents = rows.select(DOCUMENT, row_key="parent_key", has_children=True).unique()
    rows = rows.join(parents, how="left", on=[DOCUMENT, "row_key"], maintain_order="left")
    return rows.with_columns(col("has_children").fill_null(value=False))


def target_rows(rows: Frame) -> Frame:
    """Projects and their units; a merged cell prints a unit beside the first of its projects."""
    project = col("project_name")
    rows = rows.with_columns(
        clean(project), clean(half_width(unit)), row_label=clean(col("unit_name"))
    )
    carried = unit.forward_fill().over(DOCUMENT).fill_null(department)
    rows = rows.with_columns(unit_code=pl.when(project.is_not_null()).then(carried).otherwise(unit))
    return rows.with_columns(
        row_kind=case(
            (project.is_not_null(), "project"),
            (unit == department, "department"),
            (unit.is_not_null(), "unit"),
            default="unrecognised",
        )
    )


ROWS = {"items": unit_rows, "lines": partial(unit_rows, prints_lines=True)}
ROWS |= {"economic": economic_rows, "expenses": expense_rows}
ROWS |= {"entries": summary_rows, "targets": target_rows}


class Budgets:
    """The documents of one landing zone: their rows, their figures, and what follows from them."""

    def __init__(self, landing: Path, documents: pl.Series) -> None:
        """Read every table and every printed amount of some documents."""
        self.landing, self.ids = landing, documents.implode()
        names = (DOCUMENT, "department_code", "department_name", "template")
        self.documents = self.read("disclosures").select(names).collect().lazy()
        in_yuan = col("currency_unit") == "元"
        self.printed = self.read("tables").select(*IN_TABLE, "table_no", in_yuan=in_yuan)
        columns = listed("statements/statement_columns").filter(kind="amount").collect()
        columns = columns.rename({"fund_code": "fund_of_column"}).drop("name_zh", "name_en")
        self.tables: dict[str, Frame] = {}
        figures: list[pl.DataFrame] = []
        for listing in lists.rows_of("statements/statements"):
            name = listing["statement"]
            rows = self.read(name).with_columns(row_no.cast(pl.Int64), statement=pl.lit(name))
            rows = rows.join(self.documents, on=DOCUMENT).sort(DOCUMENT, row_no)
            tables = self.printed.drop("table_no")
            rows = rows.join(tables, on=IN_TABLE, how="left", maintain_order="left")
            rows = ROWS[listing["layout"]](rows.with_columns(col("in_yuan").fill_null(value=False)))
            missing = set(OF_ROW).difference(rows.collect_schema())
            rows = rows.with_columns(**dict.fromkeys(missing, NOTHING)).collect().lazy()
            self.tables[name] = rows
            if not (of := columns.filter(statement=name)).is_empty():
                names = {"variable_name": "column_name", "value_name": "printed"}
                cells = rows.unpivot(of["column_name"], index=OF_ROW, **names)
                cells = cells.with_columns(clean(printed)).drop_nulls("printed")
                cells = cells.with_columns(amount=money(printed))
                cells = cells.with_columns(half_step=half_steps(printed))
                cells = cells.join(of.lazy(), on=["statement", "column_name"])
                cells = cells.with_columns(fund.fill_null(col("fund_of_column")))
                figures.append(cells.drop("printed", "in_yuan", "fund_of_column").collect())
        self.figures = pl.concat(figures).lazy()
        self.items = self.functional_items().collect().lazy()

    def read(self, name: str) -> Frame:
        """Return one table of the landing zone."""
        rows = pl.scan_parquet(self.landing / name / "*.parquet").filter(document.is_in(self.ids))
        return rows.with_columns(document.cast(pl.Categorical))

    def figures_of(self, name: str, **of: str) -> Frame:
        """Return the figures of a statement, of a kind of rows and a column."""
        return self.figures.filter(statement=name, **of)

    def unit_figures(self, name: str) -> Frame:
        """Return the figures of units; where there is none, its total is the department's."""
        ranks = {"unit": 1, "unit_fund": 1, "grand_total": 2, "department": 3}
        rank = kind.replace_strict(ranks, default=None)
        of = self.figures_of(name).filter(rank == rank.min().over(DOCUMENT))
        return of.with_columns(unit.fill_null(department))

    # ----------------------------------------------------------------------------- what is queried

    def functional_items(self) -> Frame:
        """Return the leaves of expenditure, and what only the general budget tells of them."""

        def leaves(name: str, *columns: str) -> Frame:
            of = self.figures_of(name, has_children=False).filter(kind.is_in(LEVELS))
            of = of.filter(amount.is_not_null(), column_name.is_in(columns))
            sums = {f"{of}_amount": total(amount.filter(column_name == of)) for of in columns}
            return of.group_by(ITEM).agg(**sums)

        all_funds = leaves("expenditure", "total", "basic", "project", "carried_forward")
        general = leaves("general_budget_expenditure", *lists.GENERAL)
        items = pl.concat([all_funds, general], how="diagonal")
        return items.group_by(ITEM).agg(pl.all().drop_nulls().first())

    def functional_budget(self) -> Frame:
        """Return expenditure by function, at every level."""
        printed = self.figures_of("revenue_expenditure_summary", row_kind="class")
        printed = printed.filter(column_name="expenditure_amount")
        return budget_by("function", self.items, printed, sizes=(3, 5, 7))

    def economic_budget(self) -> Frame:
        """Return basic expenditure by economic class and section."""
        rows = self.tables["basic_expenditure"].filter(kind.is_in(LEVELS), ~col("has_children"))
        names = ("total", "personnel", "operating")
        amounts = {f"{name}_amount": money(col(name)) for name in names}
        items = rows.select(DOCUMENT, "economic_code", **amounts)
        printed = self.figures_of("basic_expenditure", column_name="total")
        return budget_by("economic", items, printed.filter(kind.is_in(LEVELS)), sizes=(3, 5))

    def unit_budget(self) -> Frame:
        """Return what each unit spends, buys and undertakes."""
        kinds = ("department", "unit", "unit_fund", "project")
        place = ["statement", "row_no", *UNIT, "row_label", "template"]
        named = [rows.filter(kind.is_in(kinds)).select(place) for rows in self.tables.values()]
        numbers = listed("templates/template_tables")
        numbers = numbers.select("template", "statement", col("table_no").cast(pl.Int64))
        units = pl.concat(named).drop_nulls("unit_code").join(numbers, on=["template", "statement"])
        # The document's own department, printed or not.
        names = {"department_code": "unit_code", "department_name": "row_label"}
        units = pl.concat([units, self.documents.rename(names)], how="diagonal")
        units = units.sort("table_no", "row_no", nulls_last=True)
        units = units.unique(UNIT, keep="first", maintain_order=True)
        name = clean(label).str.replace_all("[ 　]", "")
        units = units.select(*UNIT, unit_name=name).join(self.documents, on=DOCUMENT)
        spending = self.items.select(*UNIT, spends=True).unique()
        is_part = (unit != department) | (pl.len().over(DOCUMENT) == 1)
        units = units.join(spending, on=UNIT, how="left").filter(is_part | col("spends"))
        units = units.select(*UNIT, "unit_name")

        # Where the parts of a subtotal are printed, the subtotal is not counted again.
        is_whole = (kind == "unit") & col("has_children")
        printed = self.unit_figures("three_public_expenses").filter(~is_whole)
        printed = printed.filter(measure != "three_public_total")
        for name in ("vehicle", "training"):
            is_whole = measure == f"{name}_subtotal"
            is_part = measure.str.starts_with(name) & ~is_whole
            printed = printed.filter(~is_whole | ~any_of(is_part, DOCUMENT, "row_no", "basis"))
        is_training, is_meeting = measure.str.starts_with("training"), measure == "meeting"
        amounts = {
            "published_total_amount": self.unit_figures("expenditure").filter(column_name="total"),
            "three_public_amount": printed.filter(~is_training, ~is_meeting),
            "meeting_amount": printed.filter(is_meeting),
            "training_amount": printed.filter(is_training),
            "procurement_amount": self.figures_of("procurement", column_name="fund_total"),
            "service_purchase_amount": self.figures_of("service_purchases", column_name="total"),
        }
        for name in ("procurement_amount", "service_purchase_amount"):
            amounts[name] = amounts[name].filter(row_kind="line")
        of_items = (total(col(f"{name}_amount")) for name in lists.GENERAL)
        parts = [self.items.group_by(UNIT).agg(of_items)]
        parts += [of.group_by(UNIT).agg(total(amount).alias(to)) for to, of in amounts.items()]
        projects = self.tables["performance_targets"].filter(row_kind="project")
        parts.append(projects.group_by(UNIT).agg(project_count=pl.len().cast(pl.Int64)))
        for part in parts:
            units = units.join(part, on=UNIT, how="left")
        return units.with_columns(col("project_count").fill_null(0))

    def procurement_budget(self) -> Frame:
        """Return procurement line by line, by category."""
        amounts = {name: money(col(of)) for of, name in lists.PROCUREMENT.items()}
        for category in ("goods", "works", "services"):
            parts = [money(col(f"{how}_{category}")) for how in ("centralized", "decentralized")]
            amounts[f"{category}_amount"] = pl.coalesce(sum(parts), *parts)
        lines = self.tables["procurement"].filter(row_kind="line")
        return lines.select(*ITEM, "project_name", "line_no", **amounts)

    # ------------------------------------------------------------------------------ what has to tie

    def terms_by_rule(self) -> Iterator[Frame]:
        """Give the figures that the listed rules name; ``*`` is any, ``|`` is or."""
        rules = pl.LazyFrame(lists.rules_by_template()).explode("column_name", empty_as_null=False)

        def is_one_of(value: pl.Expr, name: str) -> pl.Expr:
            wanted = col(f"{name}_right")
            return (wanted == "*") | wanted.str.split("|").list.contains(value)

        # The kinds of figures that there are, each with its rules.
        kinds = self.figures.select(KIND).unique().with_row_index("kind_no").collect().lazy()
        rules = kinds.join(rules, on=KIND[:3]).filter(
            is_one_of(kind, "row_kind"),
            is_one_of(parent_kind, "parent_kind"),
            is_one_of(case((col("has_children"), "yes"), default="no"), "has_children"),
            is_one_of(fund.str.extract("^([^.]*)"), "fund_code"),
        )
        is_summary, check_id = col("side") == "summary", col("check_id")
        rules = rules.select("kind_no", "side", "sign", "subject_kind", check_id).collect().lazy()
        figures = self.figures.join(kinds, on=KIND, nulls_equal=True)
        for name, subject in SUBJECTS.items():
            of = rules.filter(subject_kind=name)
            of = figures.with_columns(subject=subject).join(of, on="kind_no")
            yield terms_of(of.with_columns(amount * col("sign")), check_id, is_summary, "subject")

    def terms_by_economic_code(self) -> Iterator[Frame]:
        """Give the figures that are held against each other by their economic codes."""
        basic = self.figures_of("basic_expenditure")
        check = "basic_expenditure_class_is_all_one_component"
        classes = listed(CLASSIFICATIONS["economic"])
        classes = classes.select("component", class_code="economic_code").drop_nulls()
        of = basic.with_columns(class_code=economic.str.head(3)).join(classes, on="class_code")
        is_whole = column_name == "total"
        of = of.filter(is_whole | (column_name == col("component")))
        yield terms_of(of, check, is_whole, "row_key")

        basic, check = basic.filter(is_whole), "basic_expenditure_and_functions_of_contributions"
        links = listed("controls/economic_function_links")
        of = basic.join(links, on="economic_code", how="semi")
        yield terms_of(of, check, True, "economic_code")
        of = self.figures_of("general_budget_expenditure", column_name="basic", has_children=False)
        of = of.drop("economic_code").join(links, on="function_code")
        yield terms_of(of, check, False, "economic_code")

        check = "three_public_expenses_cover_basic_expenditure"
        links = listed("controls/expense_economic_links")
        of = self.figures_of("three_public_expenses", row_kind="grand_total")
        of = of.join(links.rename({"expense": "column_name"}), on="column_name")
        yield terms_of(of, check, True, "column_name")
        yield terms_of(basic.join(links, on="economic_code"), check, False, "expense")

    def terms_by_list(self) -> Iterator[Frame]:
        """Give what one list has and another has to have too."""
        is_total = column_name.is_in(("total", "fund_total"))
        figures = self.figures.filter(is_total & ~statement.str.ends_with("_summary"))
        for name, path in CLASSIFICATIONS.items():
            code = f"{name}_code"
            of = figures.drop_nulls(code)
            yield presence_of(of, f"{code}_is_listed", False, code)
            of = of.join(listed(path), on=code, how="semi").unique([DOCUMENT, code])
            yield presence_of(of, f"{code}_is_listed", True, code)

        check, targets = "performance_targets_unit_exists", self.tables["performance_targets"]
        named = targets.filter(kind.is_in(("project", "unit")))
        yield presence_of(named, check, False, "unit_code")
        of = self.figures_of("expenditure", row_kind="unit", column_name="total")
        yield presence_of(of.join(named, on=UNIT, how="semi"), check, True, "unit_code")

        check = "procurement_project_has_target"
        # What is bought from project expenditure alone is a project with a target.
        basic, project = (col(f"{name}_amount").fill_null(0) for name in ("basic", "project"))
        items = self.items.filter(project != 0, basic == 0)
        of = self.tables["procurement"].filter(row_kind="line").join(items, on=ITEM, how="semi")
        bought, target = col("project_name"), col("target_project_name")
        alias = name_key(col("procured_project_name"))
        aliases = listed("controls/project_aliases").select(*UNIT, target, project=alias)
        of = of.with_columns(subject=unit + "/" + bought, project=name_key(bought))
        of = of.join(aliases, on=[*UNIT, "project"], how="left")
        yield presence_of(of, check, False, "subject")
        of = of.with_columns(project=name_key(target.fill_null(bought)))
        targets = targets.filter(row_kind="project").with_columns(project=name_key(bought))
        of = of.join(targets, on=[*UNIT, "project"], how="semi").unique([DOCUMENT, "subject"])
        yield presence_of(of, check, True, "subject")

    def terms_by_note(self) -> Iterator[Frame]:
        """Give what says that a table is empty: the note below it, and its figures."""
        family = "note_agrees_with_table"
        names = {of["statements"] for of in lists.catalogue() if of["family"] == family}
        check, tables = statement + "_" + family, self.printed.filter(statement.is_in(names))
        tables = tables.with_columns(subject="table " + col("table_no"))
        says_so = name_key(col("note_text")).str.contains(lists.NOTHING_SPENT)
        of = self.read("table_notes").filter(says_so).select(IN_TABLE).join(tables, on=IN_TABLE)
        yield presence_of(of, check, True, "subject")
        spending = self.figures.filter(amount != 0)
        totals = self.figures.filter(row_kind="grand_total").select(IN_TABLE)
        of = tables.join(spending, on=IN_TABLE, how="anti").join(totals, on=IN_TABLE, how="left")
        yield presence_of(of, check, False, "subject")

    def reconciliation_results(self) -> Frame:
        """Return each check of each subject: both sides, their difference, what it means."""
        makers = (self.terms_by_rule, self.terms_by_economic_code, self.terms_by_list)
        terms = pl.concat(of for make in (*makers, self.terms_by_note) for of in make())
        sums = {"half_step": half_step.max(), "finest": half_step.min()}
        for side, is_side in (("summary", col("is_summary")), ("detail", ~col("is_summary"))):
            is_nonzero = is_side & (amount != 0)
            sums |= {
                f"{side}_terms": is_side.sum().cast(pl.Int64),
                f"{side}_known": (is_side & amount.is_not_null()).sum().cast(pl.Int64),
                f"{side}_count": is_nonzero.sum().cast(pl.Int64),
                f"{side}_sum": (amount * is_side).sum(),
                f"{side}_rounding": (half_step * is_nonzero).sum(),
            }
        checks = pl.LazyFrame(lists.catalogue())
        templates = self.documents.join(listed("templates/templates"), on="template")
        templates = templates.select(DOCUMENT, "rounds_each_table")
        sides = terms.group_by(lists.RESULT).agg(**sums).join(checks, on="check_id")
        sides = sides.join(templates, on=DOCUMENT, how="left")

        # What one side does not print is not asked for everywhere.
        for side, other in (("summary", "detail"), ("detail", "summary")):
            when, is_there = col(f"missing_{side}"), col(f"{side}_terms") > 0
            is_zero = (col(f"{other}_known") > 0) & (col(f"{other}_sum") == 0)
            asked = ~when.is_in(("not_asked", "only_of_zero")).fill_null(value=False)
            sides = sides.filter(is_there | asked | ((when == "only_of_zero") & is_zero))

        def side_amount(side: str) -> pl.Expr:
            printed = pl.when(col("kind") == "presence").then(ONE).otherwise(f"{side}_sum")
            return pl.when(col(f"{side}_known") > 0).then(printed)

        def is_missing(side: str, other: pl.Expr) -> pl.Expr:
            when = col(f"missing_{side}")
            matters = (when == "always") | ((when == "unless_zero") & (other != 0))
            return (col(f"{side}_terms") == 0) & matters

        summary, detail = side_amount("summary"), side_amount("detail")
        sides = sides.with_columns(summary_amount=summary, detail_amount=detail)
        difference = summary.fill_null(0) - detail.fill_null(0)
        # A zero on the detail side adds no rounding; the side summed against always does.
        whole = pl.when(col("summary_count") == 0).then("half_step").otherwise("summary_rounding")
        is_same, is_apart = col("kind") == "same", half_step > col("finest")
        each_by_itself = (col("scope") == "tables") & (col("rounds_each_table") == "yes")
        tolerance = case(
            (col("kind").is_in(("sum", "at_least")), col("detail_rounding") + whole),
            (is_same & each_by_itself, half_step + col("finest")),
            (is_same & is_apart, half_step),
            default=0,
        )
        is_at_least = (col("kind") == "at_least") & (difference > 0)
        status = case(
            (is_missing("summary", detail), "missing_summary"),
            (is_missing("detail", summary), "missing_detail"),
            ((difference == 0) | is_at_least, "exact"),
            (10 * difference.abs() <= tolerance, "rounding"),
            default="discrepancy",
        )
        term_count = col("summary_count") + col("detail_count")
        sides = sides.with_columns(difference=difference, tolerance=tolerance, status=status)
        results = sides.with_columns(term_count=term_count)
        results = results.select(lists.RESULT + lists.RESULT_COLUMNS)
        known = listed("controls/known_discrepancies").with_columns(in_yuan=False)
        amounts = [f"{side}_amount" for side in ("summary", "detail")]
        known = known.select(*lists.RESULT, *(money(col(of)) for of in amounts), is_known=True)
        results = results.join(known, on=lists.RESULT + amounts, how="left", nulls_equal=True)
        is_known = col("is_known") & ~col("status").is_in(("exact", "rounding"))
        status = case((is_known, "known_discrepancy"), default=col("status"))
        return results.with_columns(status=status).drop("is_known")


def budget_by(name: str, items: Frame, printed: Frame, sizes: Iterable[int]) -> Frame:
    """Return items summed at every level of their code, beside what is printed of the code."""
    code, place = col(f"{name}_code"), [DOCUMENT, f"{name}_code"]
    amounts = [of for of in items.collect_schema() if of.endswith("_amount")]
    levels = (items.with_columns(code.str.head(size), size=size) for size in sizes)
    levels = pl.concat(levels).filter(code.str.len_chars() == col("size"))
    budget = levels.group_by(place).agg(total(col(of)) for of in amounts)
    printed = printed.drop_nulls(place).group_by(place).agg(published_total_amount=total(amount))
    whole = items.group_by(DOCUMENT).agg(whole=col("total_amount").sum()).filter(col("whole") != 0)
    names = {f"{name}_name": "name_zh", f"{name}_name_en": "name_en"}
    classes = listed(CLASSIFICATIONS[name])
    classes = classes.select(place[1], f"{name}_level", "parent_code", **names)
    budget = budget.join(printed, on=place, how="left").join(whole, on=DOCUMENT, how="left")
    budget = budget.with_columns(share_of_total=col("total_amount") / col("whole")).drop("whole")
    return budget.join(classes, on=place[1], how="left")


def terms_of(of: Frame, check: Told, is_summary: Told, subject: str) -> Frame:
    """Return figures as terms of a check."""
    told = {"check_id": value(check), "subject": subject, "is_summary": is_summary}
    return of.select(document, amount, half_step, **told)


def presence_of(of: Frame, check: Told, is_summary: bool, subject: str) -> Frame:
    """Return rows as terms of a check that asks only whether they are there."""
    there = of.with_columns(amount=pl.lit(ONE, pl.Int64), half_step=pl.lit(0, pl.Int64))
    return terms_of(there, check, is_summary, subject)


def run_by_polars(landing: Path, database: Path) -> None:
    """Build ``database`` from ``landing``; documents do not hang on each other."""
    documents = pl.read_parquet(landing / "disclosures" / "*.parquet", columns=[DOCUMENT])
    with tempfile.TemporaryDirectory(dir=database.parent) as scratch:
        for start in range(0, len(documents), AT_ONCE):
            budgets = Budgets(landing, documents[DOCUMENT][start : start + AT_ONCE])
            for name in lists.TABLES:
                file = Path(scratch, name, f"{start}.parquet")
                getattr(budgets, name)().sink_parquet(file, mkdir=True)
        lists.store(database, ((name, Path(scratch, name)) for name in lists.TABLES))


if __name__ == "__main__":
    run_by_polars(Path(sys.argv[1]), Path(sys.argv[2]))
