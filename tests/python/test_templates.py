"""A template, a check, a wording: what adding one takes is rows of seeds and nothing else."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import prose
import pytest
from conftest import Project
from made_up import TABLES, TEMPLATE, add_rows, add_template, made_up_document
from test_analyses import FIRST

from documents import PrintedTable, build_document

DISCLOSURE = "310106-虚构司法局-2024-final-unit"
# By row, the first of the expenditure table that has a code.
Tables = dict[int | str, PrintedTable]


WORDED = "450200-204-2024-budget"


def read(project: Project, *texts: str) -> None:
    """Read these documents and the published one into a landing zone of the project."""
    paths = [project.folder / "documents" / f"{FIRST}.md"]
    for number, text in enumerate(texts):
        paths.append(project.folder / f"sample_{number}.md")
        paths[-1].write_text(text, "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", "zone", *map(str, paths)],
        cwd=project.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def add_check(project: Project) -> None:
    """Add a check to the seeds of a project: a family and its two rules."""
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


@pytest.fixture(scope="module")
def extended(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a template, a check and a wording more, and documents that need them.

    They stand in other rows, so that one build shows that each is enough, and that it all ties.
    """
    project = warehouse.copy(tmp_path_factory.mktemp("extended") / "copy")
    add_template(project.folder)
    add_check(project)
    add_rows(project.folder, "lexicon/lexicon", [("direction", "走低", "decrease", "", "")])
    said = prose.TEMPLATE.replace(
        "同比减少0.20万元，同比下降0.17%", "同比走低0.20万元，同比走低0.17%"
    )
    assert said != prose.TEMPLATE
    worded = build_document(department_code="204", organisation=prose.ORGANISATION, extra_text=said)
    read(project, made_up_document(project.folder), worded)
    result = project.build("--vars", "{landing_zone: zone}")
    assert result.returncode == 0, result.stdout
    return project


def of_the_template(project: Project, columns: str, relation: str, rest: str = "") -> list[tuple]:
    """What a relation has of the document in the made-up template."""
    return project.query(
        f"select {columns} from {relation} where disclosure_id = '{DISCLOSURE}' {rest}"
    )


def test_template_is_rows_of_seeds_and_a_document(extended: Project) -> None:
    """Six tables in another order, codes in three cells, yuan, no units: it loads and ties."""
    assert of_the_template(extended, "template, level", "marts.dim_disclosures") == [
        (TEMPLATE, "unit")
    ]
    numbers = dict(
        of_the_template(extended, "table_no, statement", "staging.stg_disclosure__tables")
    )
    assert numbers == {int(number): statement for number, statement in TABLES.values()}
    figures = "reconciliation.published_amounts"
    by_statement = dict(
        of_the_template(extended, "statement, count(*)", figures, "group by statement")
    )
    assert set(by_statement) == set(numbers.values())
    # Codes are joined, and amounts are in 万元 whatever unit their table prints.
    assert of_the_template(
        extended,
        "function_code, unit_code, published_text, amount",
        figures,
        "and statement = 'expenditure' and row_kind = 'item' and column_name = 'basic'"
        " order by row_no limit 1",
    ) == [("2010301", "虚构司法局", "12,036,800.00", Decimal("1203.68"))]
    assert of_the_template(
        extended,
        "published_text, amount, half_step",
        figures,
        "and statement = 'three_public_expenses' and column_name = 'reception'",
    ) == [("3.4", Decimal("3.4"), Decimal("0.05"))]
    assert of_the_template(extended, "unit_code, total_amount", "marts.unit_budget") == [
        ("虚构司法局", Decimal("2151.29"))
    ]
    results = "reconciliation.reconciliation_results"
    # It prints no narrative, which is said.
    explained = "and check_id <> 'required_section_is_there' group by status"
    statuses = dict(of_the_template(extended, "status, count(*)", results, explained))
    assert set(statuses) <= {"exact", "rounding"}
    assert statuses["exact"] > 200
    # Checks of rows that stand right below a total, of which the published document has none.
    asked = {check for (check,) in of_the_template(extended, "distinct check_id", results)}
    assert asked >= {
        "revenue_class_is_sum_of_level_below",
        "revenue_total_is_sum_of_rows",
        "expenditure_total_is_sum_of_rows",
        "general_budget_expenditure_total_is_sum_of_rows",
    }
    assert not {check for check in asked if check.endswith("total_equals_department")}


def test_changed_figure_of_a_new_template_is_found(project: Project) -> None:
    """One more fen in one cell of it is found, and the evidence leads to the cell.

    While nobody has reviewed the document it is reported and leaves the build green; once it is on
    the list, the build is red.
    """
    add_template(project.folder)

    def one_fen_more(tables: Tables) -> None:
        row = tables[1].rows[3]
        assert row[4] == "12,036,800.00"
        row[4] = "12,036,800.03"

    read(project, made_up_document(project.folder, edit=one_fen_more))
    tests = "no_error_finding_escapes unreviewed_documents_have_no_findings"
    arguments = ("--vars", "{landing_zone: zone}", "--indirect-selection", "empty", "--select")
    result = project.build(*arguments, "+no_error_finding_escapes", *tests.split())
    assert result.returncode == 0, result.stdout
    assert "Warning in test unreviewed_documents_have_no_findings" in result.stdout
    project.review_all()
    result = project.build(*arguments, "reviewed_documents", *tests.split())
    assert result.returncode != 0
    assert "Failure in test no_error_finding_escapes" in result.stdout
    found = project.query(
        "select distinct results.check_id"
        " from reconciliation.reconciliation_results as results"
        " inner join reconciliation.reconciliation_evidence as evidence"
        " using (disclosure_id, check_id, subject)"
        " where results.status = 'discrepancy' and evidence.statement = 'expenditure'"
        " and evidence.table_no = 1 and evidence.column_name = 'basic' and evidence.row_no = 4"
    )
    assert ("expenditure_total_is_sum_of_kinds",) in found


def test_check_is_a_row_and_its_rules(extended: Project) -> None:
    """A family and its two rules: the check has results, and a test finds what breaks it."""
    assert extended.query(
        "select summary_amount, detail_amount, status from reconciliation.reconciliation_results"
        f" where check_id = 'procurement_within_projects' and disclosure_id = '{FIRST}'"
    ) == [(Decimal("725.01"), Decimal("78.45"), "exact")]


def test_wording_is_a_row(extended: Project) -> None:
    """A word for a decrease that no seed has: with its row the change is read, with its sign."""
    assert extended.query(
        "select change_amount, change_percent, prior_amount from marts.prior_year_budget"
        " where subject_kind = 'function_class' and subject_code = '210'"
        f" and disclosure_id = '{WORDED}'"
    ) == [(Decimal("-0.20"), Decimal("-0.17"), Decimal("120.00"))]
