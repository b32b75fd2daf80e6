"""The names the outside relies on, and an independent recomputation of what the models say."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Project

from ingest.template import read_catalogue

INTERFACE = {
    "marts.dim_disclosures": (
        "disclosure_id level template stage department_name source_file source_sha256"
    ),
    "marts.dim_budget_units": "disclosure_id unit_code unit_name",
    "marts.dim_functions": "function_code function_level function_name parent_code",
    "marts.dim_economic_classes": "economic_code economic_level economic_name parent_code",
    "marts.dim_funds": "fund_code",
    "marts.fct_revenue": "disclosure_id unit_code fund_code timing amount",
    "marts.fct_expenditure": "disclosure_id unit_code function_code component amount",
    "marts.fct_basic_expenditure": "disclosure_id economic_code component amount",
    "marts.fct_three_public_expenses": "disclosure_id unit_code expense amount basis",
    "marts.fct_procurement_lines": "disclosure_id unit_code function_code project_name line_no",
    "marts.fct_service_purchase_lines": "disclosure_id unit_code function_code line_no",
    "marts.fct_performance_targets": "disclosure_id unit_code project_name target",
    "marts.fct_narrative_claims": (
        "disclosure_id claim_no source_page source_line section subject_text figure_kind "
        "published_text value status"
    ),
    "marts.prior_year_budget": (
        "disclosure_id subject_kind subject_code subject_name current_amount change_amount "
        "change_percent prior_amount prior_low prior_high"
    ),
    "marts.headline_amounts": (
        "disclosure_id measure measure_name measure_name_en table_no published_text amount "
        "change_amount change_percent prior_amount prior_low prior_high"
    ),
    "marts.functional_budget": (
        "disclosure_id function_code function_level function_name parent_code total_amount "
        "basic_amount personnel_amount operating_amount project_amount share_of_total"
    ),
    "marts.economic_budget": (
        "disclosure_id economic_code economic_level economic_name parent_code total_amount "
        "personnel_amount operating_amount share_of_total"
    ),
    "marts.unit_budget": (
        "disclosure_id unit_code unit_name total_amount basic_amount personnel_amount "
        "operating_amount project_amount three_public_amount meeting_amount training_amount "
        "procurement_amount service_purchase_amount project_count"
    ),
    "marts.procurement_budget": (
        "disclosure_id unit_code function_code project_name line_no total_amount "
        "centralized_amount decentralized_amount goods_amount works_amount services_amount"
    ),
    "reconciliation.published_amounts": (
        "disclosure_id statement table_no row_no source_page source_line column_name basis "
        "row_kind unit_code function_code economic_code row_label published_text amount"
    ),
    "reconciliation.reconciliation_checks": (
        "check_id name_zh name_en kind scope statements formula basis severity"
    ),
    "reconciliation.reconciliation_results": (
        "disclosure_id check_id subject summary_amount detail_amount difference tolerance "
        "term_count status"
    ),
    "reconciliation.reconciliation_evidence": (
        "disclosure_id check_id subject side sign statement table_no row_no column_name"
    ),
}
SCHEMAS = {
    "builds",
    "published",
    "reference",
    "staging",
    "intermediate",
    "marts",
    "reconciliation",
}


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a seed, as printed."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal:
    """A printed amount; the first document prints no other style."""
    return Decimal(text.replace(",", ""))


def test_schemas_carry_no_prefix(warehouse: Project) -> None:
    """Only the schemas that are named exist, and one for what tests found, where they did."""
    found = warehouse.query("select distinct table_schema from information_schema.tables")
    assert {schema for (schema,) in found} - {"test_failures"} == SCHEMAS


def test_rows_are_kept_where_a_test_found_some(warehouse: Project) -> None:
    """A test that found nothing leaves no table behind."""
    results = json.loads((warehouse.built / "run_results.json").read_text("utf-8"))["results"]
    tests = [one for one in results if one["unique_id"].startswith("test.")]
    assert len(tests) > 350
    kept = warehouse.query(
        "select table_name from duckdb_tables() where schema_name = 'test_failures'"
    )
    assert {table for (table,) in kept} == {
        one["unique_id"].split(".")[2] for one in tests if one["failures"]
    }


@pytest.mark.parametrize("relation", INTERFACE)
def test_the_interface_stands(warehouse: Project, relation: str) -> None:
    """Every relation that the outside relies on has its columns, and rows."""
    columns = ", ".join(INTERFACE[relation].split())
    assert warehouse.query(f"select {columns} from {relation}")


def test_no_money_is_floating_point(warehouse: Project) -> None:
    """Amounts are decimals in every schema that people query."""
    found = warehouse.query(
        """
        select table_schema, table_name, column_name, data_type
        from information_schema.columns
        where table_schema in ('staging', 'intermediate', 'marts', 'reconciliation')
            and (column_name like '%amount' or column_name in ('difference', 'tolerance'))
            and data_type not like 'DECIMAL%'
        """
    )
    assert found == []


def test_every_printed_amount_is_there_once(warehouse: Project) -> None:
    """The amounts equal the seeds' cells: none lost, none made, none changed."""
    printed = {}
    for column in read(warehouse.folder / "seeds" / "statements" / "statement_columns.csv"):
        statement, name = column["statement"], column["column_name"]
        if column["kind"] != "amount":
            continue
        for row in read(warehouse.seed(statement)):
            if row[name]:
                key = (row["disclosure_id"], statement, int(row["row_no"]), name)
                printed[key] = (int(row["source_line"]), row[name], number(row[name]))
    found = {
        tuple(row[:4]): tuple(row[4:])
        for row in warehouse.query(
            "select disclosure_id, statement, row_no, column_name, source_line, published_text,"
            " amount from reconciliation.published_amounts"
        )
    }
    assert found == printed
    assert len(found) == 1397


def test_the_first_document_shows_what_is_known_of_it(warehouse: Project) -> None:
    """Eighteen identities broken by the procurement table's 0.00, two miscounts, nothing else."""
    counts = dict(
        warehouse.query(
            "select status, count(*) from reconciliation.reconciliation_results group by status"
        )
    )
    assert counts.keys() == {"exact", "rounding", "known_discrepancy"}
    assert counts["known_discrepancy"] == 20
    largest = warehouse.query(
        "select max(abs(difference)) from reconciliation.reconciliation_results"
        " where status = 'rounding'"
    )
    assert largest == [(Decimal("0.03"),)]
    broken = warehouse.query(
        """
        select distinct e.table_no from reconciliation.reconciliation_evidence as e
        inner join reconciliation.reconciliation_results as r
            on e.disclosure_id = r.disclosure_id and e.check_id = r.check_id
            and e.subject = r.subject
        where r.status = 'known_discrepancy'
        """
    )
    assert set(broken) == {(10,), (None,)}
    miscounted = warehouse.query(
        "select subject_text, value from marts.fct_narrative_claims"
        " where status = 'known_discrepancy' order by claim_no"
    )
    assert miscounted == [("机关本级内设科室", Decimal(22)), ("成本指标", Decimal(1))]


def test_views_agree_with_a_recomputation_from_the_seeds(warehouse: Project) -> None:
    """The four views, recomputed from the raw cells without any of the models."""
    units: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    functions: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    unit = ""
    for row in read(warehouse.seed("general_budget_expenditure")):
        unit = row["unit_code"] or unit
        if not row["function_code"]:
            continue
        for column in ("total", "basic", "personnel", "operating", "project"):
            amount = number(row[column])
            units[unit][column] += amount
            for length in (3, 5, 7):
                functions[row["function_code"][:length]][column] += amount
    columns = "total_amount, basic_amount, personnel_amount, operating_amount, project_amount"
    expected = {key: tuple(row.values()) for key, row in functions.items()}
    found = warehouse.query(f"select function_code, {columns} from marts.functional_budget")
    assert {row[0]: row[1:] for row in found} == expected

    for row in read(warehouse.seed("three_public_expenses")):
        if row["unit_code"] in units:
            units[row["unit_code"]]["three_public"] = sum(
                number(row[part])
                for part in (
                    "overseas_travel",
                    "vehicle_operation",
                    "vehicle_purchase",
                    "reception",
                )
            )
            units[row["unit_code"]]["meeting"] = number(row["meeting"])
            units[row["unit_code"]]["training"] = number(row["training_own_level"])
    found = warehouse.query(
        f"select unit_code, {columns}, three_public_amount, meeting_amount, training_amount"
        " from marts.unit_budget"
    )
    assert {row[0]: row[1:] for row in found} == {
        key: tuple(row.values()) for key, row in units.items()
    }

    economic: dict[str, Decimal] = defaultdict(Decimal)
    for row in read(warehouse.seed("basic_expenditure")):
        if len(row["economic_code"]) == 5:
            for length in (3, 5):
                economic[row["economic_code"][:length]] += number(row["total"])
    found = warehouse.query("select economic_code, total_amount from marts.economic_budget")
    assert dict(found) == economic

    lines = [
        (
            number(row["fund_total"]),
            number(row["centralized_goods"]) + number(row["decentralized_goods"]),
        )
        for row in read(warehouse.seed("procurement"))
        if row["function_code"]
    ]
    found = warehouse.query(
        "select total_amount, goods_amount from marts.procurement_budget order by line_no"
    )
    assert found == lines


def test_facts_add_up_to_the_printed_totals(warehouse: Project) -> None:
    """Each fact, summed, is the printed grand total but for rounding."""
    total = Decimal("4555.35")
    sums = {
        "fct_revenue": total,
        "fct_expenditure": total,
        "fct_basic_expenditure": Decimal("3830.34"),
    }
    for fact, expected in sums.items():
        ((found,),) = warehouse.query(f"select sum(amount) from marts.{fact}")
        assert abs(found - expected) <= Decimal("0.10")
    shares = warehouse.query(
        "select function_level, sum(share_of_total) from marts.functional_budget group by 1"
    )
    assert all(abs(share - 1) < Decimal("0.000001") for _, share in shares)


def fill_landing_zone(project: Project) -> Path:
    """A landing zone with the first document in it."""
    zone = project.folder / "landing"
    documents = sorted((project.folder / "documents").glob("*.md"))
    subprocess.run(
        [sys.executable, "-m", "ingest", "--out", str(zone), *map(str, documents)],
        cwd=project.folder,
        check=True,
        capture_output=True,
    )
    return zone


def test_parquet_with_types_of_its_own_is_read_as_text(project: Project) -> None:
    """A landing zone written by another tool, whose numbers are numbers, gives the same rows."""
    query = "select * from staging.stg_disclosure__performance_targets order by row_no"
    expected = project.query(query)
    zone = fill_landing_zone(project)
    for path in sorted(zone.glob("*/*.csv")):
        duckdb.execute(f"copy (from '{path}') to '{path.with_name('单位 [1].parquet')}'")
        path.unlink()
    result = project.dbt(
        "run",
        "--select",
        "stg_disclosure__disclosures stg_disclosure__performance_targets",
        "--vars",
        json.dumps({"landing_zone": str(zone)}),
    )
    assert result.returncode == 0, result.stdout
    assert project.query(query) == expected


def test_a_document_in_two_files_is_refused_whatever_findings_do(project: Project) -> None:
    """A document that is there twice is a wrong load, and no finding that may only warn."""
    zone = fill_landing_zone(project)
    for path in sorted(zone.glob("*/*.csv")):
        shutil.copy(path, path.with_name("once more.csv"))
    result = project.dbt(
        "build",
        "--select",
        "stg_disclosure__disclosures",
        "--vars",
        json.dumps({"landing_zone": str(zone), "finding_severity": "warn"}),
    )
    assert result.returncode == 1, result.stdout
    assert "document_is_loaded_once" in result.stdout


def test_older_clients_can_open_the_file(warehouse: Project) -> None:
    """The file is written in the format of DuckDB 1.4, which later versions read."""
    ((tags,),) = warehouse.query(
        "select tags from duckdb_databases() where database_name = current_database()"
    )
    assert tags["storage_version"].startswith("v1.4.")


def test_a_second_build_parses_nothing_anew(project: Project) -> None:
    """What was parsed is kept; a setting that changes from run to run would make dbt start over."""
    (project.folder / "logs").mkdir(exist_ok=True)
    result = project.dbt("--log-level", "debug", "parse")
    assert result.returncode == 0, result.stdout
    assert "no changes found, skipping parsing" in result.stdout


def test_every_check_is_computed_somewhere() -> None:
    """A family has rules, or a model of terms writes it: a document may have nothing to check."""
    controls = ROOT / "seeds" / "controls"
    with (controls / "check_family_rules.csv").open(encoding="utf-8") as file:
        with_rules = {row["family"] for row in csv.DictReader(file)}
    with (controls / "check_families.csv").open(encoding="utf-8") as file:
        families = {row["family"] for row in csv.DictReader(file)}
    terms = ROOT / "models" / "reconciliation" / "terms"
    written = "\n".join(path.read_text(encoding="utf-8") for path in terms.glob("*.sql"))
    assert with_rules <= families
    assert {family for family in families - with_rules if family not in written} == set()


def test_every_raw_table_is_looked_at_for_what_has_changed() -> None:
    """A raw table that is left out could change, and the build would keep what follows from it."""
    macros = [ROOT / "macros" / "staging" / name for name in ("published.sql", "statements.sql")]
    raw_tables, statements = (
        path.read_text("utf-8").split(f"macro {name}(")[1].split("endmacro")[0]
        for path, name in zip(macros, ("raw_tables", "statements"), strict=True)
    )
    named = set(re.findall(r"'([a-z_]+)'", raw_tables + statements))
    catalogue = read_catalogue()
    layouts = {statement.layout for statement in catalogue.statements.values()}
    assert named - layouts == set(catalogue.output_columns)
