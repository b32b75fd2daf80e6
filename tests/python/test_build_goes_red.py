"""What is wrong in a seed turns `dbt build` red, and the failing rows say where."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import prose
import pytest
import yaml
from conftest import Project
from test_analyses import FIRST

from documents import PrintedTable, build_document

# Reports every error finding once more, whichever tests the checks have.
ESCAPED = "no_error_finding_escapes"
# One figure of every statement that prints amounts: statement, column, and which row.
FIGURES = [
    (
        "revenue_expenditure_summary",
        "expenditure_amount",
        "expenditure_item",
        "八、社会保障和就业支出",
    ),
    ("revenue", "current_general_budget", "unit_code", "103003"),
    ("expenditure", "basic", "source_line", "353"),
    ("fiscal_appropriation_summary", "revenue_amount", "revenue_item", "2、本级"),
    ("general_budget_expenditure", "operating", "source_line", "430"),
    ("basic_expenditure", "personnel", "economic_code", "30302"),
    ("three_public_expenses", "reception", "unit_code", "103007"),
    ("government_fund_expenditure", "project", "row_name", "合计"),
    ("state_capital_expenditure", "total", "row_name", "合计"),
    ("procurement", "centralized_services", "project_name", "其他业务费用"),
    ("service_purchases", "general_budget", "total", "12.80"),
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


def statuses(project: Project) -> dict[str, str]:
    """How each node of the last build went, by its name."""
    results = json.loads((project.folder / "target" / "run_results.json").read_text("utf-8"))
    return {row["unique_id"].split(".")[2]: row["status"] for row in results["results"]}


def failing_tests(project: Project) -> dict[str, str]:
    """The tests that did not pass in the last build, with their status."""
    failing = ("fail", "error", "warn")
    return {name: status for name, status in statuses(project).items() if status in failing}


def test_changed_figures_are_found(project: Project) -> None:
    """A figure that is 1.00 too high fails a check whose stored rows contain that figure.

    One figure of each table at once, since a build takes its time; that each figure by itself is
    found, ``test_mutation`` shows.
    """
    changed = []
    for statement, column, key, value in FIGURES:

        def raise_by_one(
            rows: Rows, statement: str = statement, column: str = column, key: str = key,
            value: str = value,
        ) -> None:  # fmt: skip
            row = next(row for row in rows if row[key] == value)
            row[column] = str(Decimal(row[column].replace(",", "")) + 1)
            changed.append(
                (statement, int(row["row_no"]), int(row["source_line"]), column, row[column])
            )

        edit(project.seed(statement), raise_by_one)
    result = project.run_tests("test_name:reconciles")
    assert result.returncode == 1, result.stdout
    catalogue = {
        check
        for (check,) in project.query("select check_id from reconciliation.reconciliation_checks")
    }
    stored = {
        row
        for test in failing_tests(project).keys() & catalogue
        for row in project.query(
            "select statement, row_no, source_line, column_name, published_text"
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


def unknown_stage(rows: Rows) -> None:
    """A document of neither budgets nor final accounts."""
    rows[0]["stage"] = "draft"


def unknown_level(rows: Rows) -> None:
    """A document of neither a department nor a unit."""
    rows[0]["level"] = "office"


def unknown_template(rows: Rows) -> None:
    """A document in a template that is not listed."""
    rows[0]["template"] = "guangdong-budget"


def unknown_unit(rows: Rows) -> None:
    """A currency unit that amounts cannot be converted from."""
    rows[0]["currency_unit"] = "亿元"


def unknown_statement(rows: Rows) -> None:
    """A table, or a note below one, that is of no statement."""
    rows[0]["statement"] = "budget"


def printed_twice(rows: Rows) -> None:
    """Two tables of one statement."""
    rows.append(dict(rows[0], table_no="13"))


ITEM_ROWS = "int_item_rows_placed_is_well_printed"
DOCUMENTS = "stg_disclosure__disclosures_is_well_formed"
TABLES = "stg_disclosure__tables_is_well_formed"

# A change, the test that fails, and which of its rules is broken, where it has several.
# What fails before a model is built hides what depends on it, so only what is tested at one place,
# or after all models, shares a build.
BAD_INPUT = [
    (
        "expenditure",
        [
            (malformed, "published_amounts_is_well_printed", "printed_text_is_an_amount"),
            (repeated, ITEM_ROWS, "item_row_is_printed_once"),
            (unrecognised, ITEM_ROWS, "item_rows_are_recognised"),
        ],
    ),
    ("expenditure", [(belongs_to_nothing, "every_row_belongs_to_a_document", None)]),
    ("disclosures", [(twice, "document_is_loaded_once", None)]),
    (
        "disclosures",
        [
            (unknown_stage, DOCUMENTS, "listed: stage"),
            (unknown_level, DOCUMENTS, "listed: level"),
            (unknown_template, "template_of_a_document_is_listed", None),
        ],
    ),
    (
        "tables",
        [
            (unknown_unit, TABLES, "listed: currency_unit"),
            (unknown_statement, "statement_of_a_table_is_listed", None),
        ],
    ),
    ("tables", [(printed_twice, TABLES, "document_prints_a_statement_once")]),
    ("table_notes", [(unknown_statement, "statement_of_a_note_is_listed", None)]),
]


@pytest.mark.parametrize(("seed", "mistakes"), BAD_INPUT)
def test_bad_input_is_refused(
    project: Project, seed: str, mistakes: list[tuple[Callable[[Rows], None], str, str | None]]
) -> None:
    """What cannot be right fails a test, which names the rule that is broken."""
    for change, *_ in mistakes:
        edit(project.seed(seed), change)
    result = project.run_tests(*{test for _, test, _ in mistakes})
    assert result.returncode == 1, result.stdout
    failing = failing_tests(project)
    assert [test for _, test, _ in mistakes if test not in failing] == [], result.stdout
    for _, test, rule in mistakes:
        if rule is not None:
            assert (rule,) in project.query(f"select rule from test_failures.{test}")


def test_a_code_nobody_lists_is_a_finding(project: Project) -> None:
    """An unlisted code is kept, named after the document, and reported."""
    for seed in ("expenditure", "general_budget_expenditure"):

        def recode(rows: Rows) -> None:
            for row in rows:
                if row["function_code"] == "2010302":
                    row["function_code"] = "2019898"

        edit(project.seed(seed), recode)
    result = project.run_tests("function_code_is_listed", also="dim_functions")
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
    result = project.build()
    assert result.returncode == 1, result.stdout
    assert failing_tests(project).keys() == {*failing, ESCAPED}
    assert len(set(failing)) == 2


def test_a_check_without_a_test_of_its_own_is_found(project: Project) -> None:
    """A finding fails the build although nobody wrote the test of its check."""
    tests = project.folder / "models" / "reconciliation" / "_results.yml"
    checks: list[str] = []

    def no_longer_known(rows: Rows) -> None:
        checks.append(rows.pop()["check_id"])

    edit(project.folder / "seeds" / "controls" / "known_discrepancies.csv", no_longer_known)
    properties = yaml.safe_load(tests.read_text("utf-8"))
    (results,) = (
        model for model in properties["models"] if model["name"] == "reconciliation_results"
    )
    written = [test.get("reconciles", {}).get("name") for test in results["data_tests"]]
    del results["data_tests"][written.index(checks[0])]
    tests.write_text(yaml.safe_dump(properties, allow_unicode=True), "utf-8")
    result = project.build()
    assert result.returncode == 1, result.stdout
    assert failing_tests(project) == {ESCAPED: "fail"}
    assert {
        check for (check,) in project.query(f"select check_id from test_failures.{ESCAPED}")
    } == set(checks)


def without_unit_rows(tables: dict[int | str, PrintedTable]) -> None:
    """Leave out the rows of the department and its units where expenditure is printed by unit."""
    table = tables[3]
    unit_code = table.header[0].index("部门（单位）代码")
    kept = [row for row in table.rows if not row[unit_code]]
    assert len(kept) == len(table.rows) - 3
    table.rows[:] = kept


def test_a_document_that_does_not_fit_takes_nothing_from_others(
    project: Project, warehouse: Project
) -> None:
    """Items under no unit turn the build red, and every mart still has the rows of both."""
    bad = project.folder / "bad.md"
    bad.write_text(
        build_document(
            department_code="105",
            department_name="柳州市档案馆",
            extra_text=prose.TEMPLATE,
            edit=without_unit_rows,
        ),
        "utf-8",
    )
    read = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", "zone", f"documents/{FIRST}.md", bad.name],
        cwd=project.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    project.review_all()
    result = project.build("--vars", "{landing_zone: zone}")
    assert result.returncode == 1, result.stdout
    failing = failing_tests(project)
    assert failing[ESCAPED] == "fail"
    assert failing[ITEM_ROWS] == "fail"
    assert "skipped" not in statuses(project).values(), result.stdout
    marts = [
        name
        for (name,) in project.query(
            "select table_name from information_schema.columns"
            " where table_schema = 'marts' and column_name = 'disclosure_id'"
        )
    ]
    assert {"unit_budget", "fct_expenditure"} <= set(marts)
    for mart in marts:
        rows = f"select * from marts.{mart} where disclosure_id {{}} '{FIRST}' order by all"
        assert project.query(rows.format("=")) == warehouse.query(rows.format("=")), mart
        assert project.query(rows.format("<>")), mart
