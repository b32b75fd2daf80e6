"""All copies as one corpus: written to a landing zone and built by dbt in a copy of the project."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.document import Document, Rows, read_csv
from tests.mutation.mutations import Mutation

# Regions number from 11 to 82; copies are numbered where no region is.
FIRST_REGION = 900_000
LAST_REGION = 999_999
# Stands for the id and the region of a copy in rows that are otherwise the document's own.
ID_MARK = "\x00"
REGION_MARK = "\x01"
# What a copy of the project does not need: environments, results, and the database itself.
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", "target", "logs", "site", "*.duckdb*", "__pycache__", ".*_cache"
)
DATABASE = "budget.duckdb"
SELECTED = ("--select", "+path:models/reconciliation")
# These stay with the document they were found in: what a copy gets wrong is compared with what an
# unchanged copy gets wrong, both amounts included.
NOT_FOR_COPIES = "known_discrepancies"


class BuildError(RuntimeError):
    """The corpus could not be built, so that nothing is proved."""


@dataclass(frozen=True)
class Corpus:
    """The built corpus: the warehouse, and which copy has which disclosure id."""

    database: Path
    document_id: str
    copies: dict[str, Mutation]
    # Tests beside the catalogue's that fail a build; those that only warn are not among them.
    tests: frozenset[str]

    @property
    def unchanged(self) -> str:
        """The id of the copy in which nothing was changed."""
        return next(iter(self.copies))


def copy_ids(document: Document, mutations: list[Mutation]) -> dict[str, Mutation]:
    """An id of its own for each copy; only the region differs, the rows print the department."""
    if len(mutations) > LAST_REGION - FIRST_REGION:
        raise ValueError("more copies than free region codes")
    _, rest = document.disclosure_id.split("-", 1)
    return {
        f"{region}-{rest}": mutation for region, mutation in enumerate(mutations, FIRST_REGION + 1)
    }


def as_text(fields: list[str], rows: Rows) -> str:
    """Rows as CSV, without the line of column names."""
    buffer = io.StringIO()
    csv.DictWriter(buffer, fields, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def marked(document: Document, rows: Rows) -> Rows:
    """Rows of the document with marks where a copy prints its own id and region."""
    changed = []
    for row in rows:
        own = {"disclosure_id": ID_MARK}
        if "region_code" in row:
            own["region_code"] = REGION_MARK
        changed.append({**row, **own})
    return changed


def write_landing_zone(document: Document, copies: dict[str, Mutation], folder: Path) -> None:
    """One file for each table, with the rows of every copy."""
    for name, rows in document.rows.items():
        fields = document.fields[name]
        original = as_text(fields, marked(document, rows))
        (folder / name).mkdir(parents=True)
        with (folder / name / "copies.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(fields) + "\n")
            for copy_id, mutation in copies.items():
                text = original
                if mutation.table == name:
                    text = as_text(fields, marked(document, mutation.change(rows)))
                region = copy_id.split("-", 1)[0]
                file.write(text.replace(ID_MARK, copy_id).replace(REGION_MARK, region))


def give_controls_to_copies(project: Path, document: Document, copies: dict[str, Mutation]) -> None:
    """Repeat for each copy the names that are listed for the document, such as aliases."""
    for path in sorted((project / "seeds" / "controls").glob("*.csv")):
        fields, rows = read_csv(path)
        own = [row for row in rows if row.get("disclosure_id") == document.disclosure_id]
        if not own or path.stem == NOT_FOR_COPIES:
            continue
        with path.open("a", encoding="utf-8", newline="") as file:
            text = as_text(fields, [{**row, "disclosure_id": ID_MARK} for row in own])
            for copy_id in copies:
                file.write(text.replace(ID_MARK, copy_id))


def run_dbt(project: Path, *arguments: str) -> None:
    """Run dbt in a folder, away from the settings of whoever runs the proof."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DBT_", "BUDGET_DB"))
    }
    result = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise BuildError(result.stdout[-5000:] + result.stderr[-2000:])


def tests_that_fail(project: Path) -> frozenset[str]:
    """The tests of the last build that are not declared to warn, by the table of their rows."""
    manifest = json.loads((project / "target" / "manifest.json").read_text("utf-8"))
    return frozenset(
        node["alias"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and node["unrendered_config"].get("severity") != "warn"
    )


def copy_project(source: Path, folder: Path) -> Path:
    """A copy of the project to build in, so that nothing of the project itself changes."""
    shutil.copytree(source, folder, symlinks=True, ignore=LEFT_OUT)
    return folder


def build_unchanged(project: Path) -> Path:
    """Build the reconciliation of a project's seeds; gives the database."""
    run_dbt(project, "build", *SELECTED, "--exclude", "resource_type:test")
    return project / DATABASE


def build(source: Path, document: Document, mutations: list[Mutation], folder: Path) -> Corpus:
    """Build the copies in a copy of the project under `folder`, with its own database.

    The tests of the catalogue are left out, and the one that reports all their findings once more:
    the verdicts are in the results. The others run and keep their failing rows, because a row that
    stands twice is found by one of them.
    """
    copies = copy_ids(document, mutations)
    project = copy_project(source, folder / "project")
    give_controls_to_copies(project, document, copies)
    landing_zone = folder / "landing_zone"
    write_landing_zone(document, copies, landing_zone)
    variables = {"landing_zone": str(landing_zone), "finding_severity": "warn"}
    run_dbt(
        project,
        "build",
        *SELECTED,
        *("--exclude", "test_name:reconciles", "no_error_finding_escapes"),
        *("--indirect-selection", "buildable"),
        *("--vars", json.dumps(variables)),
    )
    return Corpus(
        database=project / DATABASE,
        document_id=document.disclosure_id,
        copies=copies,
        tests=tests_that_fail(project),
    )
