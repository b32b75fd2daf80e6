"""What the scripts in pandas and polars share: names, lists of the project, storing the results."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.by_hand import ROOT, SETTINGS

ONE = 1_000_000  # 1.00 万元
DOCUMENT = "disclosure_id"
UNIT = [DOCUMENT, "unit_code"]
ITEM = [*UNIT, "function_code"]
RESULT = [DOCUMENT, "check_id", "subject"]
RESULT_COLUMNS = ["summary_amount", "detail_amount", "difference", "tolerance", "term_count"]
RESULT_COLUMNS += ["status", "severity"]
TABLES = ("functional_budget", "economic_budget", "unit_budget", "procurement_budget")
TABLES += ("reconciliation_results",)
TOTALS = ("合计", "总计", "部门合计")
DASHES = ("-", "—", "--", "——")
NUMBER = r"^[-+]?(\d+\.?\d{0,6}|\.\d{1,6})$"
LEVELS = ("class", "section", "item", "line")
HALF_WIDTH = dict(zip("０１２３４５６７８９（）．，＋－−–", "0123456789().,+---", strict=True))
NUMERALS = (
    r"[一二三四五六七八九十百]+[、.]",
    r"[(][一二三四五六七八九十百]+[)]",
    r"[0-9]+[、.]",
    r"[(][0-9]+[)]",
)
# Kinds of entries in a summary: what each is part of, and how some of their keys end.
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
    *("statement", DOCUMENT, "template", "row_no", "row_kind", "parent_kind", "has_children"),
    *("row_key", "parent_key", "row_label", "unit_code", "function_code", "economic_code"),
    *("fund_code", "department_code", "in_yuan"),
]
NOTHING_SPENT = (
    "没有|未安排|不涉及|空表|为空|无(?:数据|此|该|相关|本|政府性基金|国有资本|安排|发生)"
)
# Amounts that the views take over from the tables, and how they are named there.
GENERAL = ("total", "basic", "personnel", "operating", "project")
PROCUREMENT = {"fund_total": "total_amount", "centralized_subtotal": "centralized_amount"}
PROCUREMENT |= {"decentralized_subtotal": "decentralized_amount"}


class Rule(NamedTuple):
    """Figures of a template that are summed on one side of a check; ``*`` is any, ``|`` is or."""

    check_id: str
    template: str
    statement: str
    side: str
    sign: int
    row_kind: str
    parent_kind: str
    has_children: str
    fund_code: str
    subject_kind: str
    column_name: list[str]


def list_file(path: str) -> Path:
    """Return the file of one of the project's lists."""
    return ROOT / "seeds" / f"{path}.csv"


def rows_of(path: str) -> Iterator[dict[str, str]]:
    """Give the rows of one of the project's lists."""
    with list_file(path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def catalogue() -> list[dict[str, str]]:
    """Return the checks: a family of each statement it names is one in each of them."""
    checks = []
    for family in rows_of("controls/check_families"):
        if family["per_statement"] == "no":
            checks.append(family | {"check_id": family["family"]})
            continue
        for statement in family["statements"].split("|"):
            name = f"{statement}_{family['family']}"
            checks.append(family | {"check_id": name, "statements": statement})
    return checks


def rules_by_template() -> list[Rule]:
    """Return what each rule of a check asks of the columns that a template prints.

    Left out are the checks of which the template lacks a statement, or all columns of one side.
    """
    columns: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows_of("templates/template_columns"):
        columns[row["template"]][row["statement"]].add(row["column_name"])
    rules = defaultdict(list)
    for row in rows_of("controls/check_family_rules"):
        # The twelve tables print a total of the year.
        row["row_kind"] = row["row_kind"].replace("year_total", "subtotal")
        rules[row["family"]].append(row)
    checks = [check for check in catalogue() if check["scope"] != "documents"]
    found: list[Rule] = []
    for check in sorted(checks, key=lambda check: check["check_id"]):
        for template, printed in columns.items():
            asked = [
                rule | {"statement": rule["statement"] or check["statements"]}
                for rule in rules[check["family"]]
            ]
            if any(rule["statement"] not in printed for rule in asked):
                continue
            wanted = []
            for rule in asked:
                there, names = printed[rule["statement"]], rule["column_name"]
                names = there if names == "*" else there.intersection(names.split("|"))
                known = {name: rule[name] for name in Rule._fields if name in rule}
                known |= {"check_id": check["check_id"], "template": template}
                known |= {"sign": int(rule["sign"]), "column_name": sorted(names)}
                wanted += [Rule(**known)] if names else []
            if len({rule.side for rule in wanted}) == 2:
                found += wanted
    return found


def store(database: Path, frames: Iterable[tuple[str, object]]) -> None:
    """Write tables, with amounts as decimals of 万元, from data frames or folders of Parquet."""
    with duckdb.connect(str(database), config=SETTINGS) as connection:
        for name, frame in frames:
            if isinstance(frame, Path):
                frame = connection.read_parquet(str(frame / "*.parquet"))
            connection.register("frame", frame)
            columns = connection.table("frame").columns
            scales = {of: 6 for of in columns if of.endswith(("_amount", "difference"))}
            scales |= {of: 7 for of in columns if of == "tolerance"}
            decimals = [
                f"cast(cast({column} as decimal(18, 0)) * cast(1e-{scale} as decimal({scale},"
                f" {scale})) as decimal(18, {scale})) as {column}"
                for column, scale in scales.items()
            ]
            replaced = f"replace ({', '.join(decimals)})"
            connection.execute(f"create table {name} as select * {replaced} from frame")  # noqa: S608
