"""The analyses: each compiles, answers on the first document, and gives every document its rows."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Project

ANALYSES = sorted(path.stem for path in (ROOT / "analyses").glob("*.sql"))
FIRST = "450200-103-2024-budget"
SECOND = "450200-103-2025-budget"
HEADER = re.compile(
    r"-- 问：.+？.*\n(?:-- .*\n)*-- 读法：.+\n(?:-- .*\n)*-- 注意：.+\n(?:-- .*\n)*--\n"
    r"-- Question: .+\n(?:-- .*\n)*-- Reading: .+\n(?:-- .*\n)*-- Beware: .+\n(?:-- .*\n)*\nwith\n"
)
Row = dict[str, object]


def compile_analyses(project: Project, *arguments: str, target: str = "target") -> dict[str, str]:
    """The SQL of each analysis, as dbt compiles it."""
    result = project.dbt(
        "compile", "--select", "path:analyses", "--target-path", target, *arguments
    )
    assert result.returncode == 0, result.stdout
    folder = project.folder / target / "compiled" / "department_budgets" / "analyses"
    return {name: (folder / f"{name}.sql").read_text("utf-8") for name in ANALYSES}


def run(project: Project, sql: str) -> list[Row]:
    """The rows of a query, by column name."""
    with duckdb.connect(str(project.database), read_only=True) as connection:
        result = connection.execute(sql)
        names = [column[0] for column in result.description]
        assert len(set(names)) == len(names)
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def order_of(sql: str) -> list[str]:
    """The columns of the last `order by`."""
    clause = sql.rsplit("order by", 1)[1]
    words = [part.split() for part in clause.strip().rstrip(";").split(",")]
    assert all(word[1] in ("asc", "desc") for word in words), clause
    return [word[0] for word in words]


@pytest.fixture(scope="module")
def compiled(warehouse: Project) -> dict[str, str]:
    """The SQL of each analysis."""
    return compile_analyses(warehouse)


@pytest.fixture(scope="module")
def answers(warehouse: Project, compiled: dict[str, str]) -> dict[str, list[Row]]:
    """The rows of each analysis on the first document."""
    return {name: run(warehouse, sql) for name, sql in compiled.items()}


def test_there_are_enough_of_them() -> None:
    """Ten questions at least, each named for the question."""
    assert len(ANALYSES) >= 10
    assert all(re.match(r"(where|which|who|what|how)_[a-z_]+$", name) for name in ANALYSES)


@pytest.mark.parametrize("name", ANALYSES)
def test_header_asks_in_both_languages(name: str) -> None:
    """The header says the question, how to read the answer and what to beware of, twice."""
    text = (ROOT / "analyses" / f"{name}.sql").read_text("utf-8")
    assert HEADER.search(text)


@pytest.mark.parametrize("name", ANALYSES)
def test_reads_models_only(name: str) -> None:
    """Relations come from `ref`, so that dbt knows the lineage; no engine-only syntax."""
    text = (ROOT / "analyses" / f"{name}.sql").read_text("utf-8")
    sql = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    names = set(re.findall(r"^([a-z_]+) as \($", sql, re.MULTILINE))
    read = set(re.findall(r"\b(?:from|join) ([a-z_]+)", sql))
    assert "{{ ref('" in sql
    assert read <= names
    assert not re.search(r"::|string_agg|\bdouble\b|\bfloat\b", sql)


@pytest.mark.parametrize("name", ANALYSES)
def test_answers_the_first_document(answers: dict[str, list[Row]], name: str) -> None:
    """There is something to read, and it says which document it is about."""
    assert answers[name]
    assert {row["disclosure_id"] for row in answers[name]} == {FIRST}


@pytest.mark.parametrize("name", ANALYSES)
def test_rows_are_fully_ordered(
    warehouse: Project, compiled: dict[str, str], answers: dict[str, list[Row]], name: str
) -> None:
    """No two rows tie in the order, so that every run gives the same rows in the same places."""
    order = order_of(compiled[name])
    assert order[0] == "disclosure_id"
    keys = [tuple(row[column] for column in order) for row in answers[name]]
    assert len(set(keys)) == len(keys)
    assert run(warehouse, compiled[name]) == answers[name]


@pytest.mark.parametrize("name", ANALYSES)
def test_money_is_decimal(answers: dict[str, list[Row]], name: str) -> None:
    """No floating point, in money or in shares."""
    assert not any(isinstance(value, float) for row in answers[name] for value in row.values())


@pytest.fixture(scope="module")
def two_documents(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A warehouse that holds the first document twice, under two ids."""
    project = warehouse.copy(tmp_path_factory.mktemp("two") / "copy")
    for path in (project.folder / "seeds").rglob("*.csv"):
        repeat(path, SECOND)
    result = project.dbt("build", "--exclude", "resource_type:test", "resource_type:unit_test")
    assert result.returncode == 0, result.stdout
    return project


def repeat(path: Path, *documents: str) -> None:
    """Append the rows of the first document once more under each of these ids."""
    header, separator, body = path.read_text("utf-8").partition("\n")
    if header.split(",")[0] == "disclosure_id" and FIRST in body:
        copies = [body.replace(FIRST, document) for document in documents]
        path.write_text("".join([header, separator, body, *copies]), "utf-8")


def test_every_document_is_answered_by_itself(
    two_documents: Project, answers: dict[str, list[Row]]
) -> None:
    """Beside another document the first one keeps its rows, and the other one gets its own."""
    for name, sql in compile_analyses(two_documents).items():
        rows = run(two_documents, sql)
        for document in (FIRST, SECOND):
            own = [row for row in rows if row["disclosure_id"] == document]
            assert [row | {"disclosure_id": FIRST} for row in own] == answers[name], name


def test_functional_shares_add_up(answers: dict[str, list[Row]]) -> None:
    """The classes are the whole, and the sections of a class are the class."""
    rows = answers["where_does_the_money_go_by_function"]
    classes = [row for row in rows if row["function_level"] == "class"]
    assert abs(sum(row["percent_of_total"] for row in classes) - 100) < Decimal("0.05")
    for upper in classes:
        sections = [
            row["percent_of_level_above"]
            for row in rows
            if row["function_level"] == "section"
            and str(row["function_code"]).startswith(str(upper["function_code"]))
        ]
        assert abs(sum(sections) - 100) < Decimal("0.05")


def test_procurement_is_shared_out_completely(answers: dict[str, list[Row]]) -> None:
    """Each unit's procurement is for projects, for basic expenditure, or undetermined."""
    for row in answers["what_share_of_project_money_is_procured"]:
        if row["procurement_amount"] is not None:
            parts = ("from_basic_amount", "from_project_amount", "undetermined_amount")
            assert sum(row[part] for part in parts) == row["procurement_amount"]
    bought = sum(row["amount"] for row in answers["who_buys_what_and_how"])
    assert bought == sum(
        row["procurement_amount"] or 0 for row in answers["what_share_of_project_money_is_procured"]
    )


def test_the_largest_figure_is_the_printed_total(answers: dict[str, list[Row]]) -> None:
    """Without parameters, the grand total is traced, and each place of it is protected."""
    places = answers["where_is_this_figure_printed"]
    assert {row["published_text"] for row in places} == {"4,555.35"}
    assert {row["table_no"] for row in places} == {1, 2, 3, 4, 5}
    assert all(row["check_count"] > 0 and row["finding_count"] == 0 for row in places)
    checks = answers["which_checks_protect_a_figure"]
    assert len(checks) >= len(places)
    assert {row["status"] for row in checks} <= {"exact", "rounding"}


def test_any_figure_can_be_traced(warehouse: Project) -> None:
    """A figure named on the command line is found where it is printed, and nowhere else."""
    wanted = "{figure_amount: '9.42', figure_disclosure: '" + FIRST + "'}"
    # Other variables need a parse of their own, which must not replace the one that copies use.
    sql = compile_analyses(warehouse, "--vars", wanted, target="target_of_one_figure")
    places = run(warehouse, sql["where_is_this_figure_printed"])
    assert {row["published_text"] for row in places} == {"9.42"}
    assert {row["table_no"] for row in places} == {7}
    checks = run(warehouse, sql["which_checks_protect_a_figure"])
    assert {row["row_no"] for row in checks} == {row["row_no"] for row in places}
    elsewhere = sql["where_is_this_figure_printed"].replace(FIRST, SECOND)
    assert run(warehouse, elsewhere) == []


def test_findings_carry_their_reason_and_lines(
    warehouse: Project, answers: dict[str, list[Row]]
) -> None:
    """Every finding of the warehouse is shown, explained, with the lines of both sides."""
    rows = answers["what_is_wrong_in_the_document"]
    shown = {(row["check_id"], row["subject"]) for row in rows}
    found = warehouse.query(
        "select check_id, subject from reconciliation.reconciliation_results"
        " where status not in ('exact', 'rounding')"
    )
    assert shown == set(found)
    known = [row for row in rows if row["status"] == "known_discrepancy"]
    assert all(row["reason_zh"] and row["reason_en"] for row in known)
    assert {row["side"] for row in known} == {"summary", "detail"}
    assert all(row["source_line"] for row in known)


def test_rounding_stays_inside_the_tolerance(
    warehouse: Project, answers: dict[str, list[Row]]
) -> None:
    """Every difference that rounding explains is shown, and none is beyond its tolerance."""
    rows = answers["where_does_rounding_show"]
    ((expected,),) = warehouse.query(
        "select count(*) from reconciliation.reconciliation_results where status = 'rounding'"
    )
    assert len(rows) == expected
    assert all(0 < row["size_of_difference"] <= row["tolerance"] for row in rows)
    assert all(0 < row["percent_of_tolerance"] <= 100 for row in rows)


def test_every_table_is_covered(warehouse: Project, answers: dict[str, list[Row]]) -> None:
    """All figures of all eleven tables with amounts are counted, and none goes unchecked."""
    rows = answers["how_well_is_each_table_checked"]
    ((figures,),) = warehouse.query("select count(*) from reconciliation.published_amounts")
    assert [row["table_no"] for row in rows] == list(range(1, 12))
    assert sum(row["figure_count"] for row in rows) == figures
    assert all(row["unchecked_count"] == 0 and row["least_checks"] > 0 for row in rows)


def test_shared_targets_are_shared(answers: dict[str, list[Row]]) -> None:
    """Each group has as many projects as it says, all with one text."""
    groups: dict[object, list[Row]] = {}
    for row in answers["which_projects_share_a_performance_target"]:
        groups.setdefault(row["first_project_no"], []).append(row)
    for group in groups.values():
        assert {row["shared_by"] for row in group} == {len(group)}
        assert len({str(row["target"]).replace(" ", "") for row in group}) == 1
