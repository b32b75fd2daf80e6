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
    (
        1,
        "revenue_expenditure_summary",
        "expenditure_amount",
        "expenditure_item",
        "八、社会保障和就业支出",
    ),
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


def test_changed_figures_are_found(project: Project) -> None:
    """A figure that is 1.00 too high fails a check whose stored rows contain that figure.

    One figure of each table at once, since a build takes its time; that each figure by itself is
    found, ``test_mutation`` shows.
    """
    changed = []
    for table_no, seed, column, key, value in FIGURES:

        def raise_by_one(
            rows: Rows, table_no: int = table_no, column: str = column, key: str = key,
            value: str = value,
        ) -> None:  # fmt: skip
            row = next(row for row in rows if row[key] == value)
            row[column] = str(Decimal(row[column].replace(",", "")) + 1)
            changed.append(
                (table_no, int(row["row_no"]), int(row["source_line"]), column, row[column])
            )

        edit(project.seed(seed), raise_by_one)
    result = project.dbt("build")
    assert result.returncode == 1, result.stdout
    catalogue = {
        check
        for (check,) in project.query("select check_id from reconciliation.reconciliation_checks")
    }
    stored = {
        row
        for test in failing_tests(project).keys() & catalogue
        for row in project.query(
            "select table_no, row_no, source_line, column_name, published_text"
            f" from test_failures.{test}"
        )
    }
    assert set(changed) - stored == set(), result.stdout
    assert len(changed) == len(FIGURES)


def first_item(rows: Rows) -> dict[str, str]:
    """The first row of a functional item."""
    return next(row for row in rows if row["function_code"])


def malformed(rows: Rows) -> None:
    """An amount that is none."""
    first_item(rows)["total"] = "1,623.7l"


def repeated(rows: Rows) -> None:
    """A row that stands twice."""
    rows.append(dict(rows[-1], row_no=str(len(rows) + 1)))


def unrecognised(rows: Rows) -> None:
    """A row that is neither total, unit nor item."""
    rows[0]["row_name"] = "其他"


def belongs_to_nothing(rows: Rows) -> None:
    """A row of a document that is not listed."""
    rows[-1]["disclosure_id"] = "450200-999-2024-budget"


def twice(rows: Rows) -> None:
    """A document that is listed twice."""
    rows.append(dict(rows[0]))


def negative_step(rows: Rows) -> None:
    """A printed step, and so a tolerance, below zero."""
    rows[0]["printed_step"] = "-0.01"


def unknown_unit(rows: Rows) -> None:
    """A currency unit that amounts cannot be converted from."""
    rows[0]["currency_unit"] = "亿元"


def unknown_table(rows: Rows) -> None:
    """A note of a table that does not exist."""
    rows[0]["table_no"] = "13"


# What fails hides what depends on it, so only what is tested at one place shares a build.
BAD_INPUT = [
    ("expenditure_by_unit", [(malformed, "printed_text_is_an_amount")]),
    (
        "expenditure_by_unit",
        [
            (repeated, "t03_row_is_printed_once"),
            (unrecognised, "t03_rows_are_recognised"),
            (belongs_to_nothing, "t03_rows_belong_to_a_document"),
        ],
    ),
    ("disclosures", [(twice, "unique_raw_disclosures_disclosure_id")]),
    (
        "disclosures",
        [
            (negative_step, "printed_step_of_a_document_is_positive"),
            (unknown_unit, "currency_unit_of_a_document_is_known"),
        ],
    ),
    (
        "table_notes",
        [(unknown_table, "printed_notes_stand_below_one_of_the_twelve_tables")],
    ),
]


@pytest.mark.parametrize(("seed", "mistakes"), BAD_INPUT)
def test_bad_input_is_refused(
    project: Project, seed: str, mistakes: list[tuple[Callable[[Rows], None], str]]
) -> None:
    """What cannot be right fails a test that is named for it."""
    for change, _ in mistakes:
        edit(project.seed(seed), change)
    result = project.dbt("build")
    assert result.returncode == 1, result.stdout
    failing = failing_tests(project)
    assert [test for _, test in mistakes if test not in failing] == [], result.stdout


def test_a_code_nobody_lists_is_a_finding(project: Project) -> None:
    """An unlisted code is kept, named after the document, and reported."""
    for seed in ("expenditure_by_unit", "general_budget_expenditure"):

        def recode(rows: Rows) -> None:
            for row in rows:
                if row["function_code"] == "2010302":
                    row["function_code"] = "2019898"

        edit(project.seed(seed), recode)
    result = project.dbt("build")
    assert failing_tests(project).get("function_code_is_listed") == "warn", result.stdout
    assert project.query(
        "select status from reconciliation.reconciliation_results"
        " where check_id = 'function_code_is_listed' and subject = '2019898'"
    ) == [("missing_summary",)]
    assert project.query(
        "select function_name, is_listed from marts.dim_functions where function_code = '2019898'"
    ) == [("一般行政管理事务", False)]


def test_a_known_discrepancy_that_changed_is_found(project: Project) -> None:
    """A listed discrepancy with another amount, or of another subject, fails its check."""
    failing: list[str] = []

    def change(rows: Rows) -> None:
        rows[0]["summary_amount"] = "78.46"
        rows[-1]["subject"] = "103009"
        failing.extend((rows[0]["check_id"], rows[-1]["check_id"]))

    edit(project.folder / "seeds" / "controls" / "known_discrepancies.csv", change)
    result = project.dbt("build")
    assert result.returncode == 1, result.stdout
    assert failing_tests(project).keys() == set(failing)
    assert len(set(failing)) == 2
