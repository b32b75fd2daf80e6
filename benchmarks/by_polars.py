"""The same results by one script in polars, as a user of polars would write it.

    python -m benchmarks.by_polars LANDING_ZONE DATABASE

The landing zone has to be Parquet. Amounts are whole millionths of 万元 in 64-bit integers and so
exact; a blank is missing, never zero. DuckDB stores what comes out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
from polars import col

from benchmarks import lists
from benchmarks.lists import CLASSIFICATIONS, DOCUMENT, ITEM, LEVELS, OF_ROW, ONE, UNIT

AT_ONCE = 1_000  # documents that are in memory together
KIND = ["template", "statement", "column_name", "row_kind", "parent_kind", "has_children"]
KIND += ["fund_code"]  # what rules tell figures apart by
document, row_no, label = col(DOCUMENT), col("row_no"), col("row_label")
unit, department = col("unit_code"), col("department_code")
function, economic, fund = col("function_code"), col("economic_code"), col("fund_code")
kind, parent_kind, statement = col("row_kind"), col("parent_kind"), col("statement")
row_key, parent_key, column_name = col("row_key"), col("parent_key"), col("column_name")
amount, half_step, measure = col("amount"), col("half_step"), col("measure")
NOTHING = pl.lit(None, pl.String)
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
    "unit": unit,
    "measure": measure,
    "unit_item_measure": unit + "/" + function + "." + measure,
}

# --------------------------------------------------------------------------------- text and lists


def listed(path: str) -> pl.LazyFrame:
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


def code(printed: str) -> pl.Expr:
    """Return codes; one that is printed in three cells, 204 06 1, is 2040601."""
    text = clean(half_width(col(printed)))
    return text.str.replace_all(r" (\w)\b", " 0$1").str.replace_all(" ", "")


def case(*branches: tuple[pl.Expr, object], default: object = None) -> pl.Expr:
    """Return the value of the first condition that holds, like ``case`` in SQL."""
    chosen = pl
    for condition, value in branches:
        chosen = chosen.when(condition).then(value if isinstance(value, pl.Expr) else pl.lit(value))
    return chosen.otherwise(default if isinstance(default, pl.Expr) else pl.lit(default))


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
    own = fraction.str.len_chars()
    keeps = any_of(fraction.str.ends_with("0"), *column)
    cents = any_of(fraction.str.contains("[1-9]"), *column)
    is_nothing = amount.fill_null(0) == 0
    is_own = keeps & ~((own == 0) & (is_nothing | cents))
    places = pl.when(is_own).then(own).otherwise(own.max().over(*column))
    steps = 5 * pl.lit(10, pl.Int64).pow(6 - places)
    return pl.when("in_yuan").then((steps + 5_000) // 10_000).otherwise(steps)


# --------------------------------------------------------------------------------- rows by table


def unit_rows(rows: pl.LazyFrame, *, prints_lines: bool = False) -> pl.LazyFrame:
    """Units, and the items or lines below each; without units the rows are the department's."""
    named, printed, is_coded = clean(col("row_name")), col("printed_code"), col("is_coded")
    if prints_lines:
        rows = rows.with_columns(clean(col("project_name")))
        named = named.fill_null(col("project_name"))
    rows = rows.with_columns(
        row_label=named,
        function_code=code("function_code"),
        printed_code=clean(half_width(unit)),
    )
    level = function.str.len_bytes()
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
        prints_units=any_of(printed.is_not_null(), DOCUMENT),
    ).with_columns(
        unit_code=pl.when(kind != "grand_total").then("block"),
        is_coded=kind.is_in(LEVELS),
        opened_by=pl.when(printed.is_not_null()).then(kind).forward_fill().over(DOCUMENT),
        prefix=pl.when("prints_units").then(col("block") + "/").otherwise(pl.lit("")),
    )
    if prints_lines:
        # The lowest level that a unit prints is its lines.
        is_lowest = [
            (kind == name) & ~any_of(level > size, *group)
            for name, size, group in (("class", 3, in_class), ("section", 5, in_section))
        ]
        rows = rows.with_columns(
            row_kind=case((pl.any_horizontal(is_lowest), "line"), default=kind)
        )
    is_class, is_section, is_line = kind == "class", kind == "section", kind == "line"
    top_kind = case(
        ((col("opened_by") == "unit") | any_of(kind == "unit", DOCUMENT), "unit"),
        (col("opened_by") == "department", "department"),
        default="grand_total",
    )
    coded = col("prefix") + function
    return rows.with_columns(
        line_no=is_line.cast(pl.Int64).cum_sum().over(DOCUMENT),
        parent_kind=case(
            (kind == "unit", "department"),
            (~is_coded, None),
            (kind.is_in(LEVELS[2:]) & any_of(is_section, *in_section), "section"),
            (~is_class & any_of(is_class, *in_class), "class"),
            default=top_kind,
        ),
        has_children=(~is_coded & (kind != "unit"))
        | ((kind == "unit") & any_of(is_coded, *UNIT))
        | (is_class & any_of(is_coded, *in_class, more_than=1))
        | (is_section & any_of(is_coded, *in_section, more_than=1)),
    ).with_columns(
        row_key=case(
            (kind == "grand_total", "total"),
            (kind.is_in(("department", "unit")), unit),
            (is_line, coded + "#" + col("line_no").cast(pl.String)),
            (is_coded, coded),
            default=pl.format("row {}", row_no),
        ),
        parent_key=case(
            (parent_kind == "department", department),
            (parent_kind == "section", col("prefix") + function.str.head(5)),
            (parent_kind == "class", col("prefix") + function.str.head(3)),
            (parent_kind == "unit", unit),
            (parent_kind == "grand_total", "total"),
        ),
    )


def line_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Units, and the lines below each."""
    return unit_rows(rows, prints_lines=True)


def economic_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Classes and sections of the economic classification."""
    is_class, is_whole, level = kind == "class", kind == "grand_total", economic.str.len_bytes()
    class_code = economic.str.head(3)
    rows = rows.with_columns(
        row_label=clean(col("economic_name")), economic_code=code("economic_code")
    )
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
        )
    )
    has_parts = any_of(economic.is_not_null(), DOCUMENT, class_code, more_than=1)
    return rows.with_columns(
        row_key=case((is_whole, "total"), default=economic.fill_null(pl.format("row {}", row_no))),
        parent_key=case((parent_kind == "class", class_code), (parent_kind.is_not_null(), "total")),
        has_children=is_whole | (is_class & has_parts),
    )


def expense_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Units, funds, and the funds of a unit."""
    rows = rows.with_columns(unit_code=clean(half_width(unit)), fund_name=clean(col("fund_name")))
    fund_name = col("fund_name")
    rows = rows.with_columns(
        row_label=clean(col("unit_name")).fill_null(fund_name),
        is_single=pl.len().over(UNIT) == 1,
        prints_whole=any_of(fund_name.is_null(), *UNIT),
    )
    rows = rows.with_columns(
        row_kind=case(
            (unit == department, "department"),
            (unit.is_not_null() & (col("is_single") | fund_name.is_null()), "unit"),
            (unit.is_not_null(), "unit_fund"),
            (is_total(label), "grand_total"),
            (fund_name.is_not_null(), "fund"),
            default="unrecognised",
        )
    ).with_columns(
        parent_kind=case(
            (kind == "fund", "grand_total"),
            ((kind == "unit_fund") & col("prints_whole"), "unit"),
            (kind.is_in(("unit", "unit_fund")), "department"),
        )
    )
    return rows.with_columns(
        row_key=case(
            (kind == "grand_total", "total"),
            (kind == "fund", "total/" + fund_name),
            (kind == "unit_fund", unit + "/" + fund_name),
            default=unit.fill_null(pl.format("row {}", row_no)),
        ),
        parent_key=case(
            (parent_kind == "grand_total", "total"),
            (parent_kind == "unit", unit),
            (parent_kind == "department", department),
        ),
        has_children=kind.is_in(("grand_total", "department"))
        | ((kind == "unit") & ~col("is_single")),
        fund_code=pl.when(~is_total(label) | unit.is_not_null()).then(
            codes("fund", name_key(fund_name))
        ),
    )


def summary_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Headings and sub-headings, two lists side by side."""
    sides = []
    for side in ("revenue", "expenditure"):
        item, printed = clean(col(f"{side}_item")), col(f"{side}_amount")
        is_entry = item.is_not_null() | clean(printed).is_not_null()
        others = {
            f"{other}_amount": NOTHING for other in ("revenue", "expenditure") if other != side
        }
        sides.append(
            rows.filter(is_entry).with_columns(side=pl.lit(side), row_label=item, **others)
        )
    side, name, entry, own, depth = (
        col(of) for of in ("side", "name", "entry", "own_kind", "depth")
    )
    depths = [(name.str.contains("^" + numeral), n) for n, numeral in enumerate(lists.NUMERALS, 1)]
    rows = pl.concat(sides).with_columns(name=name_key(label)).with_row_index("place")
    rows = rows.with_columns(
        entry=name.str.replace(f"^({'|'.join(lists.NUMERALS)})", ""),
        depth=case(*reversed(depths), default=1),
    ).with_columns(
        own_kind=case(
            (entry.str.ends_with("总计"), "grand_total"),
            (entry.str.contains("^(本年收入|本年支出)"), "subtotal"),
            (entry.str.contains("^上年结|结转下年"), "carry_over"),
        )
    )
    # The heading of an entry is the last one above it that is less deep.
    above = [
        (depth == level, pl.when(depth < level).then("place").forward_fill().over(DOCUMENT, "side"))
        for level in (2, 3, 4)
    ]
    rows = rows.with_columns(heading_place=case(*above)).with_columns(
        heading_kind=own.gather(col("heading_place")),
        heading=entry.gather(col("heading_place")),
    )
    heading, heading_kind = col("heading"), col("heading_kind")
    is_below, is_spent = (
        col("heading_place").is_not_null() & heading_kind.is_null(),
        side == "expenditure",
    )
    rows = rows.with_columns(
        heading=pl.when(heading_kind.is_null()).then(heading),
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
    heading_fund = codes("fund", heading).fill_null(heading)
    heading_class = codes("function_class", heading).fill_null(heading)
    source = codes("fund_source", codes("fund", heading) + "/" + entry)
    named = codes("fund", entry)
    fund_kinds = ("fund", "carry_over_fund")
    rows = rows.with_columns(
        function_code=pl.when(kind == "class").then(codes("function_class", entry)),
        fund_code=case((kind == "fund_source", source), (kind.is_in(fund_kinds), named)),
        parent_kind=kind.replace_strict(lists.SUMMARY_PARENTS, default=None),
    ).with_columns(
        row_key=side
        + case(
            *((kind == known, ending) for known, ending in lists.SUMMARY_KEYS.items()),
            (kind == "carry_over_fund", "/carry_over/" + fund.fill_null(entry)),
            (kind == "fund_source", "/" + fund.fill_null(heading_fund + "/" + entry)),
            (kind == "fund", "/" + fund.fill_null(entry)),
            (kind == "class", "/" + function.fill_null(entry)),
            (kind == "section", "/" + heading_class + "/" + entry),
            default=pl.format("/row {}", row_no),
        ),
        parent_key=side
        + parent_kind.replace_strict(lists.SUMMARY_KEYS, default=None).fill_null(
            "/" + codes("fund", heading).fill_null(heading_class)
        ),
    )
    parents = rows.select(DOCUMENT, row_key="parent_key", has_children=True).unique()
    rows = rows.join(parents, how="left", on=[DOCUMENT, "row_key"], maintain_order="left")
    return rows.with_columns(col("has_children").fill_null(value=False))


def target_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Projects and their units; a merged cell prints a unit beside the first of its projects."""
    project, printed = col("project_name"), col("unit_code")
    rows = rows.with_columns(
        clean(project), clean(half_width(printed)), row_label=clean(col("unit_name"))
    )
    carried = printed.forward_fill().over(DOCUMENT).fill_null(department)
    return rows.with_columns(
        unit_code=pl.when(project.is_not_null()).then(carried).otherwise(printed)
    ).with_columns(
        row_kind=case(
            (project.is_not_null(), "project"),
            (unit == department, "department"),
            (unit.is_not_null(), "unit"),
            default="unrecognised",
        )
    )


ROWS = {"items": unit_rows, "lines": line_rows, "entries": summary_rows, "targets": target_rows}
ROWS |= {"economic": economic_rows, "expenses": expense_rows}


class Budgets:
    """The documents of one landing zone: their rows, their figures, and what follows from them."""

    def __init__(self, landing: Path, documents: pl.Series) -> None:
        """Read every table and every printed amount of some documents."""
        self.landing, self.ids = landing, documents
        names = (DOCUMENT, "department_code", "department_name", "template")
        self.documents = self.read("disclosures").select(names).collect().lazy()
        self.printed = self.read("tables").select(
            DOCUMENT, "statement", "table_no", in_yuan=col("currency_unit") == "元"
        )
        self.notes = self.read("table_notes")
        columns = listed("statements/statement_columns").filter(col("kind") == "amount")
        columns = columns.select(
            *KIND[1:3], "measure", "basis", fund_of_column="fund_code"
        ).collect()
        self.tables: dict[str, pl.LazyFrame] = {}
        figures: list[pl.LazyFrame] = []
        for listing in lists.rows_of("statements/statements"):
            name = listing["statement"]
            of_name = self.printed.filter(statement == name).select(DOCUMENT, "in_yuan")
            rows = (
                self.read(name)
                .join(self.documents, on=DOCUMENT)
                .join(of_name, how="left", on=DOCUMENT)
            )
            rows = rows.sort(DOCUMENT, row_no.cast(pl.Int64)).with_columns(
                col("row_no").cast(pl.Int64), col("in_yuan").fill_null(value=False)
            )
            rows = ROWS[listing["layout"]](rows).with_columns(statement=pl.lit(name))
            missing = set(OF_ROW).difference(rows.collect_schema())
            missing = dict.fromkeys(missing, NOTHING)
            rows = rows.with_columns(**missing).collect().lazy()
            self.tables[name] = rows
            of = columns.filter(statement == name).drop("statement")
            if of.is_empty():
                continue
            cells = rows.unpivot(
                of["column_name"], index=OF_ROW, variable_name="column_name", value_name="printed"
            )
            printed = col("printed")
            cells = cells.with_columns(clean(printed)).drop_nulls("printed")
            cells = cells.with_columns(amount=money(printed)).with_columns(
                half_step=half_steps(printed)
            )
            cells = cells.join(of.lazy(), on="column_name")
            cells = cells.with_columns(fund.fill_null(col("fund_of_column")))
            figures.append(cells.drop("printed", "in_yuan", "fund_of_column").collect())
        self.figures = pl.concat(figures).lazy()
        self.items = self.functional_items().collect().lazy()

    def read(self, name: str) -> pl.LazyFrame:
        """Return one table of the landing zone."""
        rows = pl.scan_parquet(self.landing / name / "*.parquet")
        return rows.filter(document.is_in(self.ids.implode())).with_columns(
            document.cast(pl.Categorical)
        )

    def figures_of(self, name: str, kinds: Iterable[str] = (), column: str = "") -> pl.LazyFrame:
        """Return the figures of a statement, of some kinds of rows and a column."""
        of = self.figures.filter(statement == name)
        of = of.filter(kind.is_in(list(kinds))) if kinds else of
        return of.filter(column_name == column) if column else of

    def unit_figures(self, name: str, column: str = "") -> pl.LazyFrame:
        """Return the figures of units; where there is none, its total is the department's."""
        kinds = ["unit", "unit_fund", "grand_total", "department"]
        rank = kind.replace_strict(kinds, [1, 1, 2, 3])
        of = self.figures_of(name, kinds).filter(rank == rank.min().over(DOCUMENT))
        of = of.with_columns(unit.fill_null(department))
        return of.filter(column_name == column) if column else of

    # ----------------------------------------------------------------------------- what is queried

    def functional_items(self) -> pl.LazyFrame:
        """Return the leaves of expenditure and of the general budget side by side."""

        def leaves(name: str, *columns: str) -> pl.LazyFrame:
            of = self.figures_of(name, LEVELS).filter(~col("has_children"), amount.is_not_null())
            sums = {f"{of}_amount": total(amount.filter(column_name == of)) for of in columns}
            return of.filter(column_name.is_in(columns)).group_by(ITEM).agg(**sums)

        all_funds = leaves("expenditure", "total", "basic", "project", "carried_forward")
        general = leaves("general_budget_expenditure", *lists.GENERAL)
        how = {"on": ITEM, "how": "full", "coalesce": True, "nulls_equal": True}
        items = all_funds.join(general, suffix="_of_general", **how)
        names = [f"{name}_amount" for name in lists.ITEM_COLUMNS]
        both = [name for name in names if name.split("_")[0] in ("total", "basic", "project")]
        return items.with_columns(
            pl.coalesce(name, f"{name}_of_general").alias(name) for name in both
        ).select(*ITEM, *names)

    def functional_budget(self) -> pl.LazyFrame:
        """Return expenditure by function, at every level."""
        printed = self.figures_of("revenue_expenditure_summary", ["class"], "expenditure_amount")
        return budget_by("function", self.items, printed, sizes=(3, 5, 7))

    def economic_budget(self) -> pl.LazyFrame:
        """Return basic expenditure by economic class and section."""
        rows = self.tables["basic_expenditure"].filter(kind.is_in(LEVELS), ~col("has_children"))
        names = ("total", "personnel", "operating")
        amounts = {f"{name}_amount": money(col(name)) for name in names}
        items = rows.select(DOCUMENT, "economic_code", **amounts)
        printed = self.figures_of("basic_expenditure", LEVELS, "total")
        return budget_by("economic", items, printed, sizes=(3, 5))

    def unit_budget(self) -> pl.LazyFrame:
        """Return what each unit spends, buys and undertakes."""
        kinds = ("department", "unit", "unit_fund", "project")
        place = ["statement", "row_no", *UNIT, "row_label", "template"]
        named = [rows.filter(kind.is_in(kinds)).select(place) for rows in self.tables.values()]
        numbers = listed("templates/template_tables")
        numbers = numbers.select("template", "statement", col("table_no").cast(pl.Int64))
        units = pl.concat(named).drop_nulls("unit_code").join(numbers, on=["template", "statement"])
        # The document's own department, printed or not.
        own = self.documents.select(
            DOCUMENT, unit_code="department_code", row_label="department_name"
        )
        units = pl.concat([units, own], how="diagonal")
        units = units.sort("table_no", "row_no", nulls_last=True)
        units = units.unique(UNIT, keep="first", maintain_order=True)
        name = clean(label).str.replace_all("[ 　]", "")
        units = units.select(*UNIT, unit_name=name).join(self.documents, on=DOCUMENT)
        spending = self.items.select(*UNIT, spends=True).unique()
        units = units.join(spending, how="left", on=UNIT).filter(
            (unit != department) | (pl.len().over(DOCUMENT) == 1) | col("spends").is_not_null()
        )
        units = units.select(*UNIT, "unit_name")

        # Where the parts of a subtotal are printed, the subtotal is not counted again.
        is_whole = (kind == "unit") & col("has_children")
        printed = self.unit_figures("three_public_expenses").filter(
            ~is_whole, measure.ne_missing("three_public_total")
        )
        for name in ("vehicle", "training"):
            is_whole = measure.eq_missing(f"{name}_subtotal")
            is_part = measure.str.starts_with(name).fill_null(value=False) & ~is_whole
            printed = printed.filter(~is_whole | ~any_of(is_part, DOCUMENT, "row_no", "basis"))
        is_training = measure.str.starts_with("training").fill_null(value=False)
        is_meeting = measure.eq_missing("meeting")
        amounts = {
            "published_total_amount": self.unit_figures("expenditure", "total"),
            "three_public_amount": printed.filter(~is_training, ~is_meeting),
            "meeting_amount": printed.filter(is_meeting),
            "training_amount": printed.filter(is_training),
            "procurement_amount": self.figures_of("procurement", ["line"], "fund_total"),
            "service_purchase_amount": self.figures_of("service_purchases", ["line"], "total"),
        }
        of_items = [total(col(f"{name}_amount")) for name in lists.GENERAL]
        projects = self.tables["performance_targets"].filter(kind == "project")
        for part in (
            self.items.group_by(UNIT).agg(of_items),
            *(of.group_by(UNIT).agg(total(amount).alias(name)) for name, of in amounts.items()),
            projects.group_by(UNIT).agg(project_count=pl.len().cast(pl.Int64)),
        ):
            units = units.join(part, how="left", on=UNIT)
        return units.with_columns(col("project_count").fill_null(0))

    def procurement_budget(self) -> pl.LazyFrame:
        """Return procurement line by line, by category."""
        amounts = {name: money(col(of)) for of, name in lists.PROCUREMENT.items()}
        for category in ("goods", "works", "services"):
            parts = [money(col(f"{how}_{category}")) for how in ("centralized", "decentralized")]
            amounts[f"{category}_amount"] = pl.coalesce(sum(parts), *parts)
        lines = self.tables["procurement"].filter(kind == "line")
        return lines.select(*ITEM, "project_name", "line_no", **amounts)

    # ------------------------------------------------------------------------------ what has to tie

    def terms_by_rule(self) -> Iterator[pl.LazyFrame]:
        """Give the figures that the listed rules name; ``*`` is any, ``|`` is or."""
        rules = pl.LazyFrame(lists.rules_by_template()).explode("column_name", empty_as_null=False)

        def is_one_of(value: pl.Expr, wanted: str) -> pl.Expr:
            listed = col(f"{wanted}_right").str.split("|")
            return (col(f"{wanted}_right") == "*") | listed.list.contains(value)

        # The kinds of figures that there are, each with its rules.
        kinds = self.figures.select(KIND).unique().with_row_index("kind_no").collect().lazy()
        has_children = pl.when("has_children").then(pl.lit("yes")).otherwise(pl.lit("no"))
        rules = kinds.join(rules, on=KIND[:3]).filter(
            is_one_of(kind, "row_kind"),
            is_one_of(parent_kind, "parent_kind"),
            is_one_of(has_children, "has_children"),
            is_one_of(fund.str.extract("^([^.]*)"), "fund_code"),
        )
        rules = rules.select("kind_no", "check_id", "side", "sign", "subject_kind").collect().lazy()
        figures = self.figures.join(kinds, on=KIND, nulls_equal=True)
        for subject_kind, subject in SUBJECTS.items():
            of = rules.filter(col("subject_kind") == subject_kind)
            of = figures.with_columns(subject=subject).join(of, on="kind_no")
            yield terms_of(
                of.with_columns(amount * col("sign")),
                "check_id",
                col("side") == "summary",
                "subject",
            )

    def terms_by_economic_code(self) -> Iterator[pl.LazyFrame]:
        """Give the figures that are held against each other by their economic codes."""
        basic = self.figures_of("basic_expenditure")
        check = "basic_expenditure_class_is_all_one_component"
        classes = listed(CLASSIFICATIONS["economic"])
        classes = classes.select("component", class_code="economic_code").drop_nulls()
        of = basic.with_columns(class_code=economic.str.head(3)).join(classes, on="class_code")
        is_whole = column_name == "total"
        of = of.filter(is_whole | (column_name == col("component")))
        yield terms_of(of, check, is_whole, "row_key")

        basic = basic.filter(is_whole)
        check = "basic_expenditure_and_functions_of_contributions"
        links = listed("controls/economic_function_links")
        of = basic.join(links, on="economic_code", how="semi")
        yield terms_of(of, check, True, "economic_code")
        of = self.figures_of("general_budget_expenditure", column="basic")
        of = of.filter(~col("has_children")).drop("economic_code").join(links, on="function_code")
        yield terms_of(of, check, False, "economic_code")

        check = "three_public_expenses_cover_basic_expenditure"
        links = listed("controls/expense_economic_links")
        of = self.figures_of("three_public_expenses", ["grand_total"])
        of = of.join(links.select(column_name="expense"), on="column_name")
        yield terms_of(of, check, True, "column_name")
        yield terms_of(basic.join(links, on="economic_code"), check, False, "expense")

    def terms_by_list(self) -> Iterator[pl.LazyFrame]:
        """Give what one list has and another has to have too."""
        figures = self.figures.filter(
            ~statement.str.ends_with("_summary"), column_name.is_in(("total", "fund_total"))
        )
        for name, path in CLASSIFICATIONS.items():
            code = f"{name}_code"
            of = figures.drop_nulls(code)
            yield presence_of(of, f"{code}_is_listed", False, code)
            of = of.join(listed(path), on=code, how="semi").unique([DOCUMENT, code])
            yield presence_of(of, f"{code}_is_listed", True, code)

        check, targets = "performance_targets_unit_exists", self.tables["performance_targets"]
        named = targets.filter(kind.is_in(("project", "unit")))
        yield presence_of(named, check, False, "unit_code")
        of = self.figures_of("expenditure", ["unit"], "total").join(named, on=UNIT, how="semi")
        yield presence_of(of, check, True, "unit_code")

        check = "procurement_project_has_target"
        # What is bought from project expenditure alone is a project with a target.
        basic, project = (col(f"{name}_amount").fill_null(0) for name in ("basic", "project"))
        items = self.items.filter(project != 0, basic == 0)
        of = self.tables["procurement"].filter(kind == "line").join(items, on=ITEM, how="semi")
        bought, target = col("project_name"), col("target_project_name")
        aliases = listed("controls/project_aliases").select(
            *UNIT, "target_project_name", project=name_key(col("procured_project_name"))
        )
        of = of.with_columns(subject=unit + "/" + bought, project=name_key(bought))
        of = of.join(aliases, how="left", on=[*UNIT, "project"])
        yield presence_of(of, check, False, "subject")
        of = of.with_columns(project=name_key(target.fill_null(bought)))
        targets = targets.filter(kind == "project").with_columns(project=name_key(bought))
        of = of.join(targets, on=[*UNIT, "project"], how="semi").unique([DOCUMENT, "subject"])
        yield presence_of(of, check, True, "subject")

    def terms_by_note(self) -> Iterator[pl.LazyFrame]:
        """Give what says that a table is empty: the note below it, and its figures."""
        family = "note_agrees_with_table"
        names = {of["statements"] for of in lists.catalogue() if of["family"] == family}
        check, place = statement + "_" + family, [DOCUMENT, "statement"]
        tables = self.printed.filter(statement.is_in(names))
        tables = tables.with_columns(subject="table " + col("table_no"))
        says_so = name_key(col("note_text")).str.contains(lists.NOTHING_SPENT)
        of = self.notes.filter(says_so).select(place).join(tables, on=place)
        yield presence_of(of, check, True, "subject")
        spending = self.figures.filter(amount != 0)
        totals = self.figures.filter(kind == "grand_total").select(place)
        of = tables.join(spending, on=place, how="anti").join(totals, how="left", on=place)
        yield presence_of(of, check, False, "subject")

    def reconciliation_results(self) -> pl.LazyFrame:
        """Return each check of each subject: both sides, their difference, what it means."""
        makers = (self.terms_by_rule, self.terms_by_economic_code, self.terms_by_list)
        terms = pl.concat(of for make in (*makers, self.terms_by_note) for of in make())
        number, is_nonzero = amount.fill_null(0), amount.fill_null(0) != 0
        sums = {"half_step": half_step.max(), "finest": half_step.min()}
        for side, is_side in (("summary", col("is_summary")), ("detail", ~col("is_summary"))):
            sums |= {
                f"{side}_terms": is_side.sum(),
                f"{side}_known": (is_side & amount.is_not_null()).sum(),
                f"{side}_count": (is_side & is_nonzero).sum(),
                f"{side}_sum": (number * is_side).sum(),
                f"{side}_rounding": (half_step * (is_side & is_nonzero)).sum(),
            }
        checks = pl.LazyFrame(lists.catalogue())
        templates = self.documents.join(listed("templates/templates"), on="template")
        sides = terms.group_by(lists.RESULT).agg(**sums).join(checks, on="check_id")
        sides = sides.join(
            templates.select(DOCUMENT, "rounds_each_table"), how="left", on=DOCUMENT
        ).with_columns(col("^.*_(terms|known|count)$").cast(pl.Int64))

        # What one side does not print is not asked for everywhere.
        for side, other in (("summary", "detail"), ("detail", "summary")):
            when, is_there = col(f"missing_{side}"), col(f"{side}_terms") > 0
            is_zero = (col(f"{other}_known") > 0) & (col(f"{other}_sum") == 0)
            asked = ~when.is_in(("not_asked", "only_of_zero")).fill_null(value=False)
            sides = sides.filter(is_there | asked | ((when == "only_of_zero") & is_zero))

        def side_amount(side: str) -> pl.Expr:
            printed = pl.when(col("kind") == "presence").then(ONE).otherwise(f"{side}_sum")
            return pl.when(col(f"{side}_known") > 0).then(printed)

        def is_missing(side: str, other: str) -> pl.Expr:
            when, is_nonzero = col(f"missing_{side}"), col(f"{other}_amount").fill_null(0) != 0
            matters = (when == "always") | ((when == "unless_zero") & is_nonzero)
            return (col(f"{side}_terms") == 0) & matters

        sides = sides.with_columns(
            summary_amount=side_amount("summary"), detail_amount=side_amount("detail")
        ).with_columns(
            difference=col("summary_amount").fill_null(0) - col("detail_amount").fill_null(0)
        )
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
        difference, is_at_least = col("difference"), col("kind") == "at_least"
        status = case(
            (is_missing("summary", "detail"), "missing_summary"),
            (is_missing("detail", "summary"), "missing_detail"),
            ((difference == 0) | (is_at_least & (difference > 0)), "exact"),
            (10 * difference.abs() <= col("tolerance"), "rounding"),
            default="discrepancy",
        )
        term_count = col("summary_count") + col("detail_count")
        results = sides.with_columns(tolerance=tolerance, term_count=term_count)
        results = results.with_columns(status=status).select(lists.RESULT + lists.RESULT_COLUMNS)
        known = listed("controls/known_discrepancies").with_columns(in_yuan=False)
        place = [*lists.RESULT, "summary_amount", "detail_amount"]
        known = known.select(
            *lists.RESULT, *(money(col(name)) for name in place[3:]), is_known=True
        )
        is_finding = ~col("status").is_in(("exact", "rounding"))
        results = results.join(known, how="left", on=place, nulls_equal=True)
        status = case((is_finding & col("is_known"), "known_discrepancy"), default=col("status"))
        return results.with_columns(status=status).drop("is_known")


def budget_by(
    name: str, items: pl.LazyFrame, printed: pl.LazyFrame, sizes: Iterable[int]
) -> pl.LazyFrame:
    """Return items summed at every level of their code, beside what is printed of the code."""
    code, place = col(f"{name}_code"), [DOCUMENT, f"{name}_code"]
    amounts = [of for of in items.collect_schema() if of.endswith("_amount")]
    levels = [
        items.filter(code.str.len_bytes() >= size).with_columns(code.str.head(size))
        for size in sizes
    ]
    budget = pl.concat(levels).group_by(place).agg(total(col(of)) for of in amounts)
    printed = printed.drop_nulls(place).group_by(place).agg(published_total_amount=total(amount))
    whole = items.group_by(DOCUMENT).agg(whole=col("total_amount").sum()).filter(col("whole") != 0)
    names = {f"{name}_name": "name_zh", f"{name}_name_en": "name_en"}
    classes = listed(CLASSIFICATIONS[name])
    classes = classes.select(place[1], f"{name}_level", "parent_code", **names)
    budget = budget.join(printed, how="left", on=place).join(whole, how="left", on=DOCUMENT)
    budget = budget.with_columns(share_of_total=col("total_amount") / col("whole")).drop("whole")
    return budget.join(classes, how="left", on=place[1])


def terms_of(
    of: pl.LazyFrame, check: str | pl.Expr, is_summary: bool | pl.Expr, subject: str
) -> pl.LazyFrame:
    """Return figures as terms of a check."""
    if isinstance(check, str) and check != "check_id":
        check = pl.lit(check)
    return of.select(
        document, amount, half_step, check_id=check, subject=subject, is_summary=is_summary
    )


def presence_of(
    of: pl.LazyFrame, check: str | pl.Expr, is_summary: bool, subject: str
) -> pl.LazyFrame:
    """Return rows as terms of a check that asks only whether they are there."""
    there = of.with_columns(amount=pl.lit(ONE, pl.Int64), half_step=pl.lit(0, pl.Int64))
    return terms_of(there, check, is_summary, subject)


def run_by_polars(landing: Path, database: Path) -> None:
    """Build ``database`` from ``landing``; documents do not hang on each other."""
    documents = pl.read_parquet(landing / "disclosures" / "*.parquet")[DOCUMENT]
    with tempfile.TemporaryDirectory(dir=database.parent) as scratch:
        for start in range(0, len(documents), AT_ONCE):
            budgets = Budgets(landing, documents[start : start + AT_ONCE])
            for name in lists.TABLES:
                file = Path(scratch, name, f"{start}.parquet")
                getattr(budgets, name)().sink_parquet(file, mkdir=True)
        lists.store(database, ((name, Path(scratch, name)) for name in lists.TABLES))


if __name__ == "__main__":
    run_by_polars(Path(sys.argv[1]), Path(sys.argv[2]))
