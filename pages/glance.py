"""What the glance page of a document shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pages import charts
from pages.charts import Chart, Names, interval
from pages.warehouse import Row, Warehouse
from pages.words import Table, Words, figure, folder_of, named, percent, signed, total, year_before

STAGES = {
    "budget": Words("部门预算", "Departmental budget"),
    "final": Words("部门决算", "Departmental final accounts"),
}
STAGES_OF_UNITS = {
    "budget": Words("单位预算", "Budget of a unit"),
    "final": Words("单位决算", "Final accounts of a unit"),
}
STATUSES = {
    "exact": Words("完全一致", "Exact"),
    "rounding": Words("四舍五入", "Rounding"),
    "known_discrepancy": Words("文件自身不符", "Known discrepancy"),
    "discrepancy": Words("不符", "Discrepancy"),
    "missing_summary": Words("缺汇总数", "Summary missing"),
    "missing_detail": Words("缺明细数", "Detail missing"),
}
# The totals below the two large ones, in the order of the page.
CARDS = (
    "basic",
    "project",
    "personnel",
    "operating",
    "three_public",
    "procurement",
    "service_purchases",
    "carried_forward",
)
# Half of 0.01, in which most documents print their amounts.
HALF_STEP = Decimal("0.005")
# Units side by side: each column with the statement it is left out without.
UNIT_COLUMNS = {
    "published_total_amount": ("expenditure", Words("支出（照印）", "Expenditure, as printed")),
    "basic_amount": ("expenditure", Words("基本", "Basic")),
    "project_amount": ("expenditure", Words("项目", "Projects")),
    "three_public_amount": ("three_public_expenses", Words("“三公”", "Three public")),
    "meeting_amount": ("three_public_expenses", Words("会议", "Meetings")),
    "training_amount": ("three_public_expenses", Words("培训", "Training")),
    "procurement_amount": ("procurement", Words("采购", "Procurement")),
    "service_purchase_amount": ("service_purchases", Words("购买服务", "Services")),
    "project_count": ("performance_targets", Words("绩效项目", "Projects with targets")),
}


@dataclass
class Card:
    """A headline: a printed total and what the document says of the year before."""

    measure: str
    name: Words
    amount: str | None
    published_text: str = ""
    table_no: int | None = None
    source_line: int | None = None
    change: str = ""
    percent: str = ""
    direction: str = ""
    as_spent: bool = False
    prior: str = ""
    prior_name: Words | None = None
    interval: str = ""


def masthead(document: Row) -> dict[str, Any]:
    """How a document is called."""
    region = named(document["region_name"], document["region_name_en"], document["region_code"])
    stages = STAGES_OF_UNITS if document["level"] == "unit" else STAGES
    units = document["currency_units"] or []
    return {
        "id": document["disclosure_id"],
        "folder": folder_of(document["disclosure_id"]),
        "department": document["department_name"] or document["department_code"],
        "region": region,
        "year": document["fiscal_year"],
        "stage": stages[document["stage"]],
        "currency_units": Words("、".join(units), " and ".join(units)),
        "source_file": document["source_file"],
        "source_sha256": document["source_sha256"],
    }


def title_of(document: Row) -> Words:
    """What a document is called where another one speaks of it."""
    shown = masthead(document)
    stage = shown["stage"]
    return Words(
        f"{shown['department']}{shown['year']}年{stage.zh}",
        f"{shown['department']}, {stage.en[:1].lower()}{stage.en[1:]} {shown['year']}",
    )


def tables_of(warehouse: Warehouse, key: str) -> dict[str, Table]:
    """The tables of a document by statement, in printed order."""
    return {
        row["statement"]: Table(int(row["table_no"]), Words(row["title"], row["name_en"]))
        for row in warehouse.rows("tables", key)
    }


def card(row: Row, year: int) -> Card:
    """A printed total of a fiscal year as a headline."""
    change = row["change_amount"]
    direction = ""
    if change is not None:
        direction = "up" if change > 0 else "down" if change < 0 else "flat"
    return Card(
        measure=row["measure"],
        name=Words(row["measure_name"], row["measure_name_en"]),
        amount=figure(row["amount"]),
        published_text=row["published_text"],
        table_no=row["table_no"],
        source_line=row["source_line"],
        change="" if change is None else signed(change),
        percent="" if row["change_percent"] is None else percent(row["change_percent"]),
        direction=direction,
        prior="" if row["prior_amount"] is None else figure(row["prior_amount"]),
        as_spent=row["compared_with"] == "actual",
        prior_name=year_before(year, row["compared_with"]),
        interval="" if row["prior_low"] is None else interval(row),
    )


def counts(statuses: list[Row], disclosure_id: str) -> dict[str, int]:
    """How many results of a document have each status, in the order of the statuses."""
    found = {
        row["status"]: row["results"] for row in statuses if row["disclosure_id"] == disclosure_id
    }
    return {status: found.get(status, 0) for status in STATUSES}


def context(warehouse: Warehouse, document: Row, statuses: list[Row]) -> dict[str, Any]:
    """Everything that the template of the glance page needs."""
    key, year = document["disclosure_id"], document["fiscal_year"]
    headlines = {row["measure"]: row for row in warehouse.rows("headlines", key)}
    units = warehouse.rows("units", key)
    functions = warehouse.rows("functions", key)
    classes = warehouse.rows("economic_classes", key)
    expenditure = warehouse.rows("expenditure", key)
    names = Names(units, functions)
    tables = tables_of(warehouse, key)
    printed = charts.printed_of(units, functions, headlines)
    drawn: list[Chart | None] = [
        charts.flow(names, warehouse.rows("revenue", key), expenditure, printed),
        charts.structure(names, expenditure, printed),
        charts.by_function(functions, warehouse.rows("unsplit", key), tables),
        charts.by_economic_class(classes),
        charts.by_economic_section(classes, tables),
        charts.public_expenses(headlines, year),
        charts.by_procurement(warehouse.rows("procurement_kinds", key)[0]),
        charts.side_by_side(units, expenditure),
    ]
    return {
        "document": masthead(document),
        "tables": tables,
        "counts": counts(statuses, key),
        "heroes": [
            card(headlines[measure], year)
            for measure in ("revenue_total", "expenditure_total")
            if measure in headlines
        ],
        "cards": [
            card(headlines[measure], year) for measure in CARDS if _has_news(headlines, measure)
        ],
        "procurement_cards": [
            card(headlines[measure], year)
            for measure in ("procurement", "procurement_centralized", "procurement_decentralized")
            if measure in headlines
        ],
        "charts": {chart.id: chart for chart in drawn if chart is not None},
        "class_legend": charts.class_legend(names, expenditure),
        "names": names,
        "units": units,
        "astray": _astray(units, expenditure),
        "public_expenses": warehouse.rows("public_expenses", key),
        "unit_columns": {
            key: column for key, column in UNIT_COLUMNS.items() if column[0] in tables
        },
        "procurement_lines": warehouse.rows("procurement_lines", key),
        "service_lines": warehouse.rows("service_lines", key),
        "targets": warehouse.rows("targets", key),
    }


def _astray(units: list[Row], expenditure: list[Row]) -> list[dict[str, str]]:
    """The units whose detail does not add up to what is printed of them, beyond rounding.

    The charts are drawn from the detail, and a mistake in it is a mistake in them.
    """
    found = []
    for unit in units:
        parts = [row["amount"] for row in expenditure if row["unit_code"] == unit["unit_code"]]
        summed, printed = total(parts), unit["published_total_amount"]
        allowed = (len(parts) + 1) * HALF_STEP
        if summed is None or printed is None or abs(summed - printed) <= allowed:
            continue
        found.append(
            {"name": unit["unit_name"], "summed": figure(summed), "printed": figure(printed)}
        )
    return found


def _has_news(headlines: dict[str, Row], measure: str) -> bool:
    """Whether a total belongs among the headlines: printed, and not merely nothing carried on."""
    if measure not in headlines:
        return False
    return measure != "carried_forward" or headlines[measure]["amount"] != 0
