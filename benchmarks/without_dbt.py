"""Run the SQL that dbt compiled, in dbt's order, without dbt.

    python -m benchmarks.without_dbt TARGET DATABASE

``TARGET`` is the target folder of a finished build; the database has to be named as the one built
there, since compiled SQL names it. Where that build ran tests, so does this. What is left out is
dbt itself: starting, parsing, contracts, hooks and bookkeeping.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.by_hand import SETTINGS

Node = dict[str, Any]


def nodes_in_order(target: Path) -> Iterator[Node]:
    """Give seeds, models and data tests in the order in which dbt finished them."""
    manifest = json.loads(Path(target, "manifest.json").read_text(encoding="utf-8"))
    results = json.loads(Path(target, "run_results.json").read_text(encoding="utf-8"))
    for result in results["results"]:
        node = manifest["nodes"].get(result["unique_id"])
        if node and node["resource_type"] in ("seed", "model", "test"):
            yield {**node, "compiled_code": result.get("compiled_code")}


def statement(node: Node, target: Path) -> str:
    """Return what makes one seed or model, or keeps the rows that a test finds."""
    if node["resource_type"] == "seed":
        path = target / "run" / node["package_name"] / node["original_file_path"]
        return path.read_text(encoding="utf-8")
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    return f'create {kind} "{node["schema"]}"."{node["alias"]}" as {node["compiled_code"]}'


def run_without_dbt(target: Path, database: Path) -> int:
    """Build ``database`` from what dbt compiled into ``target``; return how many tests were run.

    As there, the rows that a test finds are counted, and kept where there are any.
    """
    tests = 0
    with duckdb.connect(str(database), config=SETTINGS) as connection:
        for node in nodes_in_order(target):
            connection.execute(f'create schema if not exists "{node["schema"]}"')
            if node["resource_type"] == "test":
                tests += 1
                query = f"select count(*) from ({node['compiled_code']})"  # noqa: S608
                (found,) = connection.execute(query).fetchone() or (0,)
                if not found or not node["config"]["store_failures"]:
                    continue
            connection.execute(statement(node, target))
    return tests


if __name__ == "__main__":
    run_without_dbt(Path(sys.argv[1]), Path(sys.argv[2]))
