"""Our generic tests accept good rows and reject bad ones, by the number of rows foretold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from conftest import LEFT_OUT, ROOT, run_dbt

FAMILIES = {"unique_together", "holds", "relationships_together", "reconciles", "well_kept"}


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


def test_every_generic_test_is_tried_on_bad_rows() -> None:
    """A generic test added to the project has to be added here."""
    files = (ROOT / "tests" / "dbt" / "generic").glob("*.sql")
    assert {path.stem for path in files} == FAMILIES
