"""One document of each family: what it prints is what the warehouse says, and it all ties."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest
from conftest import Project

from benchmarks.documents.templates import read_template
from documents import PrintedTable, build_document, units_of_accounts, units_with_all_funds

NAME = "上海市静安区虚构事务局"
WAN = {"元": Decimal(10_000), "万元": Decimal(1)}


class Sample(NamedTuple):
    """A document: its id, how it is printed, and its tables as printed."""

    disclosure_id: str
    how: dict[str, object]

    @property
    def template(self) -> str:
        """The template it follows."""
        return str(self.how["template"])

    def printed(self) -> tuple[str, dict[str, PrintedTable]]:
        """Return its text and its tables."""
        tables: dict[int | str, PrintedTable] = {}
        code = self.how.get("department_code")
        units = units_of_accounts if code is None else units_with_all_funds
        usual = {
            **{"department_code": code, "department_name": NAME},
            "units": units(str(code or ""), NAME),
        }
        text = build_document(**{**usual, **self.how}, edit=tables.update)
        return text, {table.statement: table for table in tables.values()}


SAMPLES = [
    Sample("310106-204-2024-budget", {"template": "guangxi-budget", "department_code": "204"}),
    Sample(
        "310106-205-2024-budget-unit",
        {"template": "guangxi-budget", "department_code": "205", "level": "unit"},
    ),
    Sample("310106-虚构事务局-2024-budget", {"template": "shanghai-department"}),
    Sample("310106-虚构事务局-2024-budget-unit", {"template": "shanghai-unit"}),
    Sample("310106-虚构事务局-2024-final", {"template": "national-final"}),
    Sample(
        "310106-虚构事务局-2023-final-unit",
        {
            **{"template": "national-final", "level": "unit", "year": 2023, "code_cells": True},
            **{"total_in_header": True, "lines_numbered": True, "blank_zeros": False},
        },
    ),
]
# What a document with these tables is found in.
MARTS = {
    "fct_revenue": "revenue",
    "fct_expenditure": "expenditure",
    "fct_basic_expenditure": "basic_expenditure",
    "fct_three_public_expenses": "three_public_expenses",
    "fct_procurement_lines": "procurement",
    "fct_service_purchase_lines": "service_purchases",
    "fct_performance_targets": "performance_targets",
    "functional_budget": "expenditure",
    "economic_budget": "basic_expenditure",
    "unit_budget": "expenditure",
    "procurement_budget": "procurement",
}


def amounts(table: PrintedTable) -> Iterator[tuple[int, str, str, Decimal]]:
    """Yield row, column, text and 万元 of every amount that a table prints."""
    columns = [
        column.name
        for template in {sample.template for sample in SAMPLES}
        for of in read_template(template).tables
        if of.statement == table.statement
        for column in of.amounts
    ]
    for number, row in enumerate(table.raw, 1):
        for name in dict.fromkeys(columns):
            if text := row[name]:
                amount = Decimal(text.replace(",", "")) / WAN[table.currency_unit]
                yield number, name, text, amount


@pytest.fixture(scope="module")
def loaded(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with one document of each family, built once."""
    folder = tmp_path_factory.mktemp("families") / "copy"
    project = warehouse.copy(folder)
    paths = []
    for sample in SAMPLES:
        paths.append(folder / f"{sample.disclosure_id}.md")
        paths[-1].write_text(sample.printed()[0], encoding="utf-8")
    read = subprocess.run(
        [sys.executable, "-m", "ingest", "--out", "zone", *map(str, paths)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    project.review_all()
    result = project.build("--vars", "{landing_zone: zone}")
    assert result.returncode == 0, result.stdout
    return project


def test_every_figure_is_what_was_printed(loaded: Project) -> None:
    """No figure of any table is lost, changed, put elsewhere or made up."""
    found = set(
        loaded.query(
            "select disclosure_id, statement, row_no, column_name, published_text, amount"
            " from reconciliation.published_amounts"
        )
    )
    expected = {
        (sample.disclosure_id, statement, *figure)
        for sample in SAMPLES
        for statement, table in sample.printed()[1].items()
        for figure in amounts(table)
    }
    assert found == expected
    assert len(found) > 2_000


def test_nothing_is_found_wrong(loaded: Project) -> None:
    """Every check that a document is asked by itself holds, but that it has no narrative."""
    found = loaded.query(
        "select disclosure_id, status, count(*) from reconciliation.reconciliation_results"
        " inner join reconciliation.reconciliation_checks using (check_id)"
        " where scope <> 'documents' and check_id <> 'required_section_is_there'"
        " group by all order by all"
    )
    assert {(sample, status) for sample, status, _ in found} <= {
        (sample.disclosure_id, status) for sample in SAMPLES for status in ("exact", "rounding")
    }
    assert {sample for sample, status, count in found if status == "exact" and count > 300} == {
        sample.disclosure_id for sample in SAMPLES
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.disclosure_id)
def test_marts_hold_what_the_family_prints(loaded: Project, sample: Sample) -> None:
    """Each fact table and view has rows of the document exactly where it prints the statement."""
    printed = {table.statement for table in read_template(sample.template).tables}
    filled = {
        mart: bool(
            loaded.query(
                f"select 1 from marts.{mart} where disclosure_id = '{sample.disclosure_id}' limit 1"
            )
        )
        for mart in MARTS
    }
    assert filled == {mart: statement in printed for mart, statement in MARTS.items()}


def test_documents_of_one_department_are_held_against_each_other(loaded: Project) -> None:
    """A department's budget covers its unit's, and differs from it here; that is a warning."""
    department, unit = (f"310106-虚构事务局-2024-budget{end}" for end in ("", "-unit"))
    linked = loaded.query(
        "select other_disclosure_id from intermediate.int_disclosures_linked"
        f" where disclosure_id = '{department}' and relation = 'unit'"
    )
    assert (unit,) in linked
    found = loaded.query(
        "select distinct severity from reconciliation.reconciliation_results"
        " inner join reconciliation.reconciliation_checks using (check_id, severity)"
        f" where scope = 'documents' and disclosure_id = '{department}'"
    )
    assert found == [("warn",)]
    printed = loaded.query(
        "select distinct source_disclosure_id from reconciliation.reconciliation_evidence"
        f" where disclosure_id = '{department}'"
        " and check_id = 'expenditure_department_covers_its_units' and side = 'detail'"
    )
    assert (unit,) in printed
    assert (department,) not in printed
