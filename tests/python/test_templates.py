"""A template, a check, a wording: what adding one takes is rows of seeds and nothing else."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import prose
from conftest import Project
from made_up import TABLES, TEMPLATE, add_rows, add_template, made_up_document

from documents import PrintedTable, build_document

DISCLOSURE = "310106-虚构司法局-2024-final-unit"
# By row, the first of the expenditure table that has a code.
Tables = dict[int | str, PrintedTable]


def load(project: Project, text: str, *, reviewed: bool = True) -> subprocess.CompletedProcess[str]:
    """Read a document into a landing zone of the project, and build from it."""
    document = project.folder / "sample.md"
    document.write_text(text, "utf-8")
    zone = project.folder / "zone"
    result = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", str(zone), str(document)],
        cwd=project.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    if reviewed:
        project.review_all()
    return project.dbt("build", "--vars", "{landing_zone: zone}")


def test_template_is_rows_of_seeds_and_a_document(project: Project) -> None:
    """Six tables in another order, codes in three cells, yuan, no units: it loads and ties."""
    add_template(project.folder)
    result = load(project, made_up_document(project.folder))
    assert result.returncode == 0, result.stdout
    assert project.query("select disclosure_id, template, level from marts.dim_disclosures") == [
        (DISCLOSURE, TEMPLATE, "unit")
    ]
    numbers = dict(project.query("select table_no, statement from staging.stg_disclosure__tables"))
    assert numbers == {int(number): statement for number, statement in TABLES.values()}
    by_statement = dict(
        project.query(
            "select statement, count(*) from reconciliation.published_amounts group by statement"
        )
    )
    assert set(by_statement) == set(numbers.values())
    # Codes are joined, and amounts are in 万元 whatever unit their table prints.
    assert project.query(
        "select function_code, unit_code, published_text, amount"
        " from reconciliation.published_amounts"
        " where statement = 'expenditure' and row_kind = 'item' and column_name = 'basic'"
        " order by row_no limit 1"
    ) == [("2010301", "虚构司法局", "12,036,800.00", Decimal("1203.68"))]
    three_public = "statement = 'three_public_expenses' and column_name = 'reception'"
    assert project.query(
        "select published_text, amount, half_step from reconciliation.published_amounts"
        f" where {three_public}"
    ) == [("3.4", Decimal("3.4"), Decimal("0.05"))]
    assert project.query("select unit_code, total_amount from marts.unit_budget") == [
        ("虚构司法局", Decimal("2151.29"))
    ]
    statuses = dict(
        project.query(
            "select status, count(*) from reconciliation.reconciliation_results group by status"
        )
    )
    assert set(statuses) <= {"exact", "rounding"}
    assert statuses["exact"] > 200
    # Checks of rows that stand right below a total, of which the published document has none.
    asked = {
        check
        for (check,) in project.query(
            "select distinct check_id from reconciliation.reconciliation_results"
        )
    }
    assert asked >= {
        "revenue_class_is_sum_of_level_below",
        "revenue_total_is_sum_of_rows",
        "expenditure_total_is_sum_of_rows",
        "general_budget_expenditure_total_is_sum_of_rows",
    }
    assert not {check for check in asked if check.endswith("total_equals_department")}


def test_changed_figure_of_a_new_template_is_found(project: Project) -> None:
    """One more fen in one cell of it is found, and the evidence leads to the cell.

    While nobody has reviewed the document it is reported, skips nothing and leaves the build green;
    once the document is on the list, the build is red.
    """
    add_template(project.folder)

    def one_fen_more(tables: Tables) -> None:
        row = tables[1].rows[3]
        assert row[4] == "12,036,800.00"
        row[4] = "12,036,800.03"

    result = load(project, made_up_document(project.folder, edit=one_fen_more), reviewed=False)
    assert result.returncode == 0, result.stdout
    assert "Warning in test unreviewed_documents_have_no_findings" in result.stdout
    assert " SKIP=0 " in result.stdout
    project.review_all()
    result = project.dbt(
        "build", "--vars", "{landing_zone: zone}", "--select",
        "reviewed_documents no_error_finding_escapes unreviewed_documents_have_no_findings"
        " expenditure_total_is_sum_of_kinds",
        "--indirect-selection", "cautious",
    )  # fmt: skip
    assert result.returncode == 1, result.stdout
    for failing in ("no_error_finding_escapes", "expenditure_total_is_sum_of_kinds"):
        assert f"Failure in test {failing}" in result.stdout
    assert "Warning in test" not in result.stdout
    found = project.query(
        "select distinct results.check_id"
        " from reconciliation.reconciliation_results as results"
        " inner join reconciliation.reconciliation_evidence as evidence"
        " using (disclosure_id, check_id, subject)"
        " where results.status = 'discrepancy' and evidence.statement = 'expenditure'"
        " and evidence.table_no = 1 and evidence.column_name = 'basic' and evidence.row_no = 4"
    )
    assert ("expenditure_total_is_sum_of_kinds",) in found


def test_check_is_a_row_and_its_rules(project: Project) -> None:
    """A family and its two rules: the check has results, and a test finds what breaks it."""
    add_rows(
        project.folder,
        "controls/check_families",
        [
            (
                *("procurement_within_projects", "no", "expenditure|procurement"),
                *("政府采购不大于项目支出", "Procurement is within project expenditure"),
                *("at_least", "tables", "部门支出表.项目支出 ≥ 政府采购表.合计", "例。An example."),
                *("error", "", "always", "allowed"),
            )
        ],
    )
    rule = ("procurement_within_projects", "{side}", "1", "{statement}", "grand_total")
    add_rows(
        project.folder,
        "controls/check_family_rules",
        [
            [
                *(part.format(side=side, statement=statement) for part in rule),
                *("*", "*", "*", column, "document", ""),
            ]
            for side, statement, column in (
                ("summary", "expenditure", "project"),
                ("detail", "procurement", "fund_total"),
            )
        ],
    )
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    assert project.query(
        "select summary_amount, detail_amount, status from reconciliation.reconciliation_results"
        " where check_id = 'procurement_within_projects'"
    ) == [(Decimal("725.01"), Decimal("78.45"), "exact")]


def test_wording_is_a_row(project: Project) -> None:
    """A word for a decrease that no seed has: with its row the change is read, with its sign."""
    add_rows(project.folder, "lexicon/lexicon", [("direction", "走低", "decrease", "", "")])
    said = prose.TEMPLATE.replace(
        "同比减少0.20万元，同比下降0.17%", "同比走低0.20万元，同比走低0.17%"
    )
    assert said != prose.TEMPLATE
    result = load(
        project,
        build_document(department_code="204", organisation=prose.ORGANISATION, extra_text=said),
    )
    assert result.returncode == 0, result.stdout
    assert project.query(
        "select change_amount, change_percent, prior_amount from marts.prior_year_budget"
        " where subject_kind = 'function_class' and subject_code = '210'"
    ) == [(Decimal("-0.20"), Decimal("-0.17"), Decimal("120.00"))]
