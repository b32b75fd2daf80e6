"""What is wrong in a seed turns `dbt build` red, and the failing rows say where."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Project

# One figure of every table that prints amounts: table number, seed, column, and which row.
FIGURES = [
    (1, "revenue_expenditure_summary", "expenditure_amount", "expenditure_item", "八、社会保障和就业支出"),
    (2, "revenue_by_unit", "current_general_budget", "unit_code", "103003"),
    (3, "expenditure_by_unit", "basic", "source_line", "353"),
    (4, "fiscal_appropriation_summary", "revenue_amount", "revenue_item", "2、本级"),
    (5, "general_budget_expenditure", "operating", "source_line", "430"),
    (6, "basic_expenditure", "personnel", "economic_code", "30302"),
    (7, "three_public_expenses", "reception", "unit_code", "103007"),
    (8, "government_fund_expenditure", "project", "row_name", "合计"),
    (9, "state_capital_expenditure", "total", "row_name", "合计"),
    (10, "procurement", "centralized_services", "project_name", "其他业务费用"),
    (11, "service_purchases", "general_budget", "total", "12.80"),
]
Rows = list[dict[str, str]]


def edit(path: Path, change: Callable[[Rows], None]) -> None:
    """Change the rows of a seed in place."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fields = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def failing_tests(project: Project) -> dict[str, str]:
    """The tests that did not pass in the last build, with their status."""
    results = json.loads((project.folder / "target" / "run_results.json").read_text("utf-8"))
    return {
        row["unique_id"].split(".")[2]: row["status"]
        for row in results["results"]
        if row["status"] in ("fail", "error", "warn")
    }


@pytest.mark.parametrize(("table_no", "seed", "column", "key", "value"), FIGURES)
def test_one_changed_figure_is_found(
    project: Project, table_no: int, seed: str, column: str, key: str, value: str
) -> None:
    """A figure that is 1.00 too high fails a check whose stored rows contain that figure."""
    changed: dict[str, str] = {}

    def raise_by_one(rows: Rows) -> None:
        row = next(row for row in rows if row[key] == value)
        row[column] = str(Decimal(row[column].replace(",", "")) + 1)
        changed.update(row)

    edit(project.seed(seed), raise_by_one)
    result = project.dbt("build")
    assert result.returncode == 1, result.stdout
    catalogue = {check for (check,) in project.query("select check_id from reconciliation.reconciliation_checks")}
    failed = failing_tests(project).keys() & catalogue
    assert failed, result.stdout
    stored = [
        row
        for test in failed
        for row in project.query(
            f"select table_no, row_no, source_line, column_name, published_text from test_failures.{test}"
        )
    ]
    assert (
        table_no, int(changed["row_no"]), int(changed["source_line"]), column, changed[column],
    ) in stored
