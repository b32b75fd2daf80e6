"""The metrics, asked through MetricFlow, say what the marts say, in every way to group them."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal

import pytest
from conftest import ROOT, Project
from test_analyses import FIRST, SECOND, repeat

# What was spent in the first year: of no use to a metric of budgets.
SPENT = "450200-103-2024-final"
ASK = ROOT / "tests" / "metrics" / "ask.py"
# Each metric as SQL on the mart, and the mart.
AMOUNTS = {
    "budget_total": ("sum(total_amount)", "marts.unit_budget"),
    "budget_basic": ("sum(basic_amount)", "marts.unit_budget"),
    "budget_project": ("sum(project_amount)", "marts.unit_budget"),
    "budget_three_public": ("sum(three_public_amount)", "marts.unit_budget"),
    "budget_procurement": ("sum(procurement_amount)", "marts.unit_budget"),
}
CLASSES = "(select * from marts.functional_budget where function_level = 'class')"
FUNCTIONS = {
    "function_total": ("sum(total_amount)", CLASSES),
    "function_basic": ("sum(basic_amount)", CLASSES),
    "function_project": ("sum(project_amount)", CLASSES),
}
RESULTS = "reconciliation.reconciliation_results"
TIED = "status in ('exact', 'rounding')"
CHECKS = {
    "result_count": ("count(*)", RESULTS),
    "discrepancy_count": (f"count(*) filter (where not {TIED})", RESULTS),
    "discrepancy_share": (f"count(*) filter (where not {TIED}) / count(*)", RESULTS),
}
DOCUMENTS = {"disclosure_count": ("count(*)", "marts.dim_disclosures")}
ALL = AMOUNTS | FUNCTIONS | CHECKS | DOCUMENTS
# What metrics are grouped by: the name MetricFlow has for it, and the column of the mart.
WAYS = {
    "in all": (ALL, {}),
    "by document": (ALL, {"disclosure": "mart.disclosure_id"}),
    "by year": (ALL, {"metric_time__year": "documents.fiscal_year_start"}),
    "by year, as a number": (ALL, {"disclosure__fiscal_year": "documents.fiscal_year"}),
    "by region, department and stage": (
        ALL,
        {
            "disclosure__region_code": "documents.region_code",
            "disclosure__department_code": "documents.department_code",
            "disclosure__stage": "documents.stage",
        },
    ),
    "by unit": (
        AMOUNTS,
        {"disclosure": "mart.disclosure_id", "budget_unit__unit_code": "mart.unit_code"},
    ),
    "by unit and year": (
        AMOUNTS,
        {
            "metric_time__year": "documents.fiscal_year_start",
            "budget_unit__unit_name": "mart.unit_name",
        },
    ),
    "by function": (
        FUNCTIONS,
        {
            "disclosure": "mart.disclosure_id",
            "function_line__function_code": "mart.function_code",
        },
    ),
    "by check": (
        CHECKS,
        {"disclosure": "mart.disclosure_id", "outcome__check_id": "mart.check_id"},
    ),
}
QUESTIONS = [(way, metric) for way, (metrics, _) in WAYS.items() for metric in metrics]
Answer = dict[tuple[str, ...], float | None]


@pytest.fixture(scope="module")
def two_years(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A warehouse of the budgets of two years, and what was spent in one of them.

    The three differ, so that no mix-up goes unseen.
    """
    project = warehouse.copy(tmp_path_factory.mktemp("years") / "copy")
    for path in (project.folder / "seeds").rglob("*.csv"):
        repeat(path, SECOND, SPENT)
    change(project, SECOND, "disclosures", ",2024,", ",2025,")
    change(project, SECOND, "expenditure", "279.29", "179.29")
    change(project, SECOND, "three_public_expenses", ",8.58,", ",7.58,")
    change(project, SECOND, "procurement", "1.50", "2.50")
    change(project, SPENT, "disclosures", ",budget,", ",final,")
    change(project, SPENT, "expenditure", "279.29", "379.29")
    change(project, SPENT, "three_public_expenses", ",8.58,", ",9.58,")
    change(project, SPENT, "procurement", "1.50", "3.50")
    result = project.dbt("build", "--exclude", "resource_type:test", "resource_type:unit_test")
    assert result.returncode == 0, result.stdout
    return project


def change(project: Project, document: str, table: str, printed: str, instead: str) -> None:
    """Print something else in the rows of a document."""
    path = project.seed(table)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    changed = [
        line.replace(printed, instead) if line.startswith(document) else line for line in lines
    ]
    assert changed != lines, table
    path.write_text("".join(changed), "utf-8")


@pytest.fixture(scope="module")
def answers(two_years: Project) -> dict[tuple[str, str], dict]:
    """What MetricFlow answers to every question, each metric asked by itself."""
    questions = [{"metrics": [metric], "by": list(WAYS[way][1])} for way, metric in QUESTIONS]
    questions.append({"metrics": [*AMOUNTS, "discrepancy_share"], "by": ["disclosure"]})
    result = subprocess.run(
        [sys.executable, str(ASK)],
        cwd=two_years.folder,
        env={"HOME": str(two_years.folder), "LANG": "C.UTF-8"},
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    found = json.loads(result.stdout)
    keys = [*QUESTIONS, ("together", ""), ("names", "")]
    return dict(zip(keys, found, strict=True))


def as_key(value: object) -> str:
    """A group's value as text; MetricFlow gives a date with its midnight."""
    return str(value).removesuffix(" 00:00:00")


def read(answer: dict, groups: list[str], metric: str) -> Answer:
    """The values of a metric by group."""
    at = [answer["columns"].index(name) for name in [*groups, metric]]
    rows = [[row[place] for place in at] for row in answer["rows"]]
    values = {tuple(map(as_key, row[:-1])): row[-1] for row in rows}
    assert len(values) == len(rows)
    return {key: None if value is None else float(value) for key, value in values.items()}


def expected(project: Project, metric: str, groups: dict[str, str]) -> Answer:
    """The same values from the mart, in SQL written for this test."""
    sql, mart = ALL[metric]
    by = list(groups.values())
    documents = "stage = 'budget'" if metric in AMOUNTS | FUNCTIONS else "true"
    rows = project.query(
        f"select {', '.join([*by, sql])} from {mart} as mart"
        " inner join (select disclosure_id as id, * exclude (disclosure_id)"
        f" from marts.dim_disclosures where {documents}) as documents"
        " on mart.disclosure_id = documents.id" + (f" group by {', '.join(by)}" if by else "")
    )
    return {
        tuple(map(as_key, row[:-1])): None if row[-1] is None else float(Decimal(row[-1]))
        for row in rows
    }


@pytest.mark.parametrize(("way", "metric"), QUESTIONS)
def test_a_metric_says_what_the_mart_says(
    two_years: Project, answers: dict[tuple[str, str], dict], way: str, metric: str
) -> None:
    """Asked through MetricFlow or in SQL, the figure is the same, in each group."""
    groups = WAYS[way][1]
    found = read(answers[way, metric], list(groups), metric)
    wanted = expected(two_years, metric, groups)
    assert found == wanted
    assert any(wanted.values())


def test_the_documents_differ(two_years: Project) -> None:
    """Otherwise a figure under the wrong document or year would pass."""
    for metric in (*AMOUNTS, *FUNCTIONS, "discrepancy_share"):
        found = expected(two_years, metric, {"disclosure": "mart.disclosure_id"})
        budgets = {(FIRST,), (SECOND,)}
        assert found.keys() == (budgets if metric in AMOUNTS | FUNCTIONS else {*budgets, (SPENT,)})
        if metric not in ("budget_basic", "function_basic"):
            assert len({found[document] for document in budgets}) == 2, metric


@pytest.mark.parametrize("metric", AMOUNTS | FUNCTIONS)
def test_what_was_spent_is_no_part_of_a_budget(
    warehouse: Project, two_years: Project, answers: dict[tuple[str, str], dict], metric: str
) -> None:
    """Final accounts are in the marts and in no metric of amounts."""
    sql, mart = ALL[metric]
    of_documents = dict(
        two_years.query(f"select disclosure_id, {sql} from {mart} group by disclosure_id")
    )
    assert of_documents[SPENT]
    assert warehouse.query(f"select {sql} from {mart}") == [(of_documents[FIRST],)]
    first, second = float(of_documents[FIRST]), float(of_documents[SECOND])
    by_document = read(answers["by document", metric], ["disclosure"], metric)
    assert by_document == {(FIRST,): first, (SECOND,): second}
    by_year = read(answers["by year, as a number", metric], ["disclosure__fiscal_year"], metric)
    assert by_year == {("2024",): first, ("2025",): second}
    in_all = read(answers["in all", metric], [], metric)
    assert in_all == {(): float(of_documents[FIRST] + of_documents[SECOND])}


def test_metrics_can_be_asked_together(
    two_years: Project, answers: dict[tuple[str, str], dict]
) -> None:
    """Amounts and the share of discrepancies side by side, by document."""
    by_document = {"disclosure": "mart.disclosure_id"}
    for metric in (*AMOUNTS, "discrepancy_share"):
        found = read(answers["together", ""], list(by_document), metric)
        # Final accounts have discrepancies, and nothing budgeted beside them.
        assert found == {(SPENT,): None} | expected(two_years, metric, by_document)


def test_no_metric_goes_unasked(answers: dict[tuple[str, str], dict]) -> None:
    """A new metric needs its SQL here."""
    assert set(answers["names", ""]["metrics"]) == set(ALL)


def test_the_time_spine_has_every_day(two_years: Project) -> None:
    """From the first day of the first year to the last of the last, none twice or left out."""
    found = two_years.query(
        "select min(date_day), max(date_day), count(*), count(distinct date_day),"
        " count(*) filter (where year(date_day) <> fiscal_year"
        " or date_trunc('year', date_day) <> fiscal_year_start) from marts.dim_dates"
    )
    years = two_years.query(
        "select make_date(min(fiscal_year), 1, 1), make_date(max(fiscal_year), 12, 31),"
        " make_date(max(fiscal_year), 12, 31) - make_date(min(fiscal_year), 1, 1) + 1"
        " from marts.dim_disclosures"
    )
    first, last, days = years[0]
    assert found == [(first, last, days, days, 0)]
