"""A warehouse for one check: built by dbt once, then filled again by the same statements.

What dbt builds from a landing zone at a fixed place depends on the project alone. The first check
lets dbt build it and keeps what it ran; later ones empty its tables and run the same selects, which
saves reading the project, the seeds and the views. A change of the project makes dbt build again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from tqdm import tqdm

from pages import dbt

ROOT = Path(__file__).resolve().parent.parent
# What the statements follow from.
SOURCES = ("models", "seeds", "macros", "dbt_project.yml", "profiles", "requirements/project.lock")
MEMORY = "1500MB"


class BuildError(Exception):
    """The warehouse could not be built; says what dbt or the engine said."""


class Step(NamedTuple):
    """A table of the warehouse and the select that fills it."""

    table: str
    select: str


def fill(work: Path, landing: Path) -> Path:
    """Build or fill the warehouse in a folder from a landing zone; returns the database.

    Raises BuildError where a statement fails; the database is then as it was, or gone.
    """
    database, plan = work / "budget.duckdb", work / "plan.json"
    digest = _digest(landing)
    kept = json.loads(plan.read_text("utf-8")) if plan.is_file() and database.is_file() else {}
    if kept.get("digest") == digest:
        _refill(database, [Step(*step) for step in kept["steps"]])
        return database
    plan.unlink(missing_ok=True)
    database.unlink(missing_ok=True)
    steps = _build(work, landing, database)
    plan.write_text(json.dumps({"digest": digest, "steps": steps}), encoding="utf-8")
    return database


def _build(work: Path, landing: Path, database: Path) -> list[Step]:
    """Let dbt build the models, and return what filled each table, in order."""
    target = work / "dbt"
    settings = {
        "BUDGET_DB": str(database),
        "DBT_LOG_PATH": str(work / "logs"),
        "DBT_PROFILES_DIR": str(ROOT / "profiles"),
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        outcome = dbt.run(
            [
                *("build", "--target-path", str(target)),
                *("--vars", json.dumps({"landing_zone": str(landing)})),
                *("--exclude", "resource_type:test", "resource_type:unit_test"),
            ],
            "warehouse",
        )
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    if not outcome.is_good:
        raise BuildError("\n".join([*outcome.named, outcome.printed[-2000:]]))
    return list(_steps(target))


def _steps(target: Path) -> Iterator[Step]:
    """Yield the tables that dbt made of models, in the order in which it made them."""
    nodes = json.loads((target / "manifest.json").read_text("utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    results.sort(key=lambda one: _began(one))
    for result in results:
        node = nodes.get(result["unique_id"], {})
        if node.get("resource_type") == "model" and node["config"]["materialized"] == "table":
            yield Step(f'"{node["schema"]}"."{node["alias"]}"', result["compiled_code"])


def _began(result: dict[str, Any]) -> str:
    """Return when a node began to run."""
    return next((part["started_at"] for part in result["timing"] if part["name"] == "execute"), "")


def _refill(database: Path, steps: list[Step]) -> None:
    """Fill each table anew; all of it or nothing."""
    with duckdb.connect(
        str(database), config={"memory_limit": os.environ.get("BUDGET_MEMORY_LIMIT") or MEMORY}
    ) as connection:
        connection.begin()
        try:
            for table, select in tqdm(
                steps, desc="warehouse", leave=False, disable=not sys.stderr.isatty()
            ):
                connection.execute(f"delete from {table}")  # noqa: S608 (of the project)
                connection.execute(f"insert into {table} by name {select}")
        except duckdb.Error as problem:
            connection.rollback()
            raise BuildError(f"{table}: {problem}") from problem
        connection.commit()


def _digest(landing: Path) -> str:
    """Return what the statements follow from, as a digest of sizes and times of change."""
    files = sorted(
        file
        for name in SOURCES
        for file in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))
        if file.is_file() and "published" not in file.parts
    )
    digest = hashlib.sha256(f"{landing} {duckdb.__version__}".encode())
    for file in files:
        state = file.stat()
        digest.update(f"{file.relative_to(ROOT)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
