"""Our generic tests accept good rows and reject bad ones, by the number of rows foretold."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import duckdb
import yaml
from conftest import LEFT_OUT, ROOT, Project, run_dbt

# Of rules that are broken: which, by what, in how many rows.
BROKEN = {
    "rejects_an_empty_cell": {("filled: part_2", None, 1)},
    "rejects_a_key_twice": {("once: part_1, part_2", "a, 1", 2)},
    "rejects_a_value_not_listed": {("listed: part_1", "b", 1), ("listed: part_1", "c", 1)},
    "rejects_a_key_twice_and_one_with_null": {("a_key", "a, 1", 2), ("a_key", "b, NULL", 1)},
    "rejects_keys_of_some_rows_only": {("a_key", "a, 1", 2)},
    "rejects_keys_of_millions_of_rows": {("a_key", "a, 1", 2), ("a_key", "b, NULL", 1)},
    "rejects_a_condition_that_is_false_or_null": {
        ("one", None, 1),
        ("no_b", None, 1),
        ("above_one", None, 4),
    },
    "rejects_what_another_relation_lacks": {
        ("whole", "c, 1", 1),
        ("by_another_name", "a", 2),
        ("by_another_name", "b", 1),
        ("by_another_name", "c", 1),
    },
    # Of a document each, as its keys are by document.
    "rejects_rows_of_documents": {
        ("a_key", "x", "1", 2),
        ("filled: amount", "x", "1", 2),
        ("listed: amount", "y", "5", 1),
        ("above_five", "x", "1", 2),
        ("above_five", "y", "1", 1),
        ("a_line", "x", "1", 2),
        ("a_line", "y", "1", 1),
    },
}
FAMILIES = {"unique_together", "holds", "relationships_together", "reconciles", "well_formed"}


def test_generic_tests_reject_bad_rows(tmp_path: Path) -> None:
    """Each test named `rejects_…` fails with the rows its meta foretells; `accepts_…` passes."""
    for part in ("macros", "tests"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=LEFT_OUT)
    folder = tmp_path / "tests" / "rejects"
    result = run_dbt(folder, "build")

    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))
    tests = {
        key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "test"
    }
    assert {node["test_metadata"]["name"] for node in tests.values()} == FAMILIES
    found = {
        tests[row["unique_id"]]["name"]: row["failures"]
        for row in results["results"]
        if row["unique_id"] in tests
    }
    foretold = {node["name"]: node["config"]["meta"].get("failures", 0) for node in tests.values()}
    assert found == foretold, result.stdout
    assert all(foretold[name] > 0 for name in found if name.startswith("rejects_"))
    kept = {
        node["name"]: node["relation_name"]
        for node in tests.values()
        if node["test_metadata"]["name"] == "well_formed" and node["name"] in failing(found)
    }
    with duckdb.connect(str(folder / "budget.duckdb"), read_only=True) as connection:
        broken = {
            name: set(connection.execute(f"from {relation}").fetchall())
            for name, relation in kept.items()
        }
    assert broken == BROKEN


def failing(found: dict[str, int]) -> set[str]:
    """The tests that found rows."""
    return {name for name, rows in found.items() if rows}


def test_every_model_has_a_key(warehouse: Project) -> None:
    """A test asks for it, or one of what is read from the model, or of what it reads."""
    manifest = json.loads((warehouse.built / "manifest.json").read_text(encoding="utf-8"))
    checks = yaml.safe_load((ROOT / "dbt-bouncer.yml").read_text("utf-8"))["manifest_checks"]
    (left_out,) = (
        re.compile(check["exclude"])
        for check in checks
        if check["name"] == "check_model_has_unique_test"
    )
    with_key = {
        node["attached_node"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and (
            (kind := node.get("test_metadata", {}).get("name")) in {"unique", "unique_together"}
            or (kind == "well_formed" and node["test_metadata"]["kwargs"].get("keys"))
        )
    }
    assert len(with_key) > 100
    for key, node in manifest["nodes"].items():
        if node["resource_type"] != "model" or key in with_key:
            continue
        assert left_out.search(node["original_file_path"]), key
        around = {*manifest["parent_map"][key], *manifest["child_map"][key]}
        assert around & with_key, key


def test_every_generic_test_is_tried_on_bad_rows() -> None:
    """A generic test added to the project has to be added here."""
    files = (ROOT / "tests" / "dbt" / "generic").glob("*.sql")
    assert {path.stem for path in files} == FAMILIES
