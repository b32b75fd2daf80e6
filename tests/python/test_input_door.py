"""A build says in words what keeps it from building, before it builds anything."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from conftest import LEFT_OUT, ROOT, Project, run_dbt

from documents import build_document

# One seed is enough to see whether a build comes to build anything.
BUILD = ("build", "--select", "ref_funds", "--exclude-resource-type", "test")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project with a database of one seed."""
    folder = tmp_path_factory.mktemp("door") / "copy"
    shutil.copytree(ROOT, folder, symlinks=True, ignore=LEFT_OUT)
    project = Project(folder)
    result = project.dbt(*BUILD)
    assert result.returncode == 0, result.stdout
    return project


@contextmanager
def changed(path: Path, content: bytes) -> Iterator[None]:
    """Change a file, and change it back."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """Check that a build is refused in these words before it builds anything."""
    said = result.stdout + result.stderr
    assert result.returncode != 0, said
    assert "Traceback" not in said
    assert "seed file" not in said
    for word in words:
        assert word in said


def test_an_open_quote_in_a_seed(door: Project) -> None:
    """A published seed with a quote that is not closed is named, with the line."""
    seed = door.seed("revenue")
    lines = seed.read_bytes().split(b"\n")
    with changed(seed, b"\n".join([lines[0], b'"' + lines[1], *lines[2:]])):
        refused(door.dbt(*BUILD), "seeds/published/raw_revenue.csv:2: expected a quote at the end")


def test_a_column_of_a_reference_seed(door: Project) -> None:
    """Seeds of every folder are held to the columns that are described."""
    seed = door.folder / "seeds" / "reference" / "ref_funds.csv"
    header, _, rows = seed.read_bytes().partition(b"\n")
    with changed(seed, header.replace(b"fund", b"found", 1) + b"\n" + rows):
        refused(door.dbt(*BUILD), "seeds/reference/ref_funds.csv:1: expected every column")


def test_a_seed_in_gbk(door: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed that dbt cannot even parse is named, with what to do."""
    # As `make setup` does it for the environment.
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "ingest" / "before_dbt"))
    seed = door.seed("tables")
    with changed(seed, seed.read_bytes().decode().encode("gb18030")):
        refused(
            door.dbt(*BUILD),
            "seeds/published/raw_tables.csv:2: expected text in UTF-8",
            "GB18030 (GBK)",
        )


def test_a_landing_zone_with_a_wrong_file(door: Project) -> None:
    """A landing zone is checked by a plain build, and a right one is built."""
    document = door.folder / "document.md"
    document.write_text(build_document(), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "ingest", str(document), "--out", "zone"],
        cwd=door.folder,
        check=True,
        capture_output=True,
    )
    variables = ("--vars", json.dumps({"landing_zone": "zone"}))
    assert door.dbt(*BUILD, *variables).returncode == 0
    part = door.folder / "zone" / "revenue" / "part-00001.csv"
    with changed(part, part.read_bytes().partition(b"\n")[2]):
        refused(
            door.dbt(*BUILD, *variables),
            "zone/revenue/part-00001.csv:1: expected a header with the columns",
        )
    other = ("--vars", json.dumps({"landing_zone": "elsewhere"}))
    refused(door.dbt(*BUILD, *other), "elsewhere: expected a folder, the landing zone")


def test_a_database_that_is_in_use(door: Project) -> None:
    """A build of a database that somebody has open is refused in words, and changes nothing."""
    with duckdb.connect(str(door.database), read_only=True) as connection:
        before = connection.execute("from reference.ref_funds").fetchall()
        refused(door.dbt(*BUILD), "expected a database that nobody else has open")
        assert connection.execute("from reference.ref_funds").fetchall() == before
    assert door.dbt(*BUILD).returncode == 0


def test_a_profile_without_the_plugin(door: Project, tmp_path: Path) -> None:
    """With a profile of somebody's own a build goes on, and says what it did not check."""
    (tmp_path / "profiles.yml").write_text(
        "department_budgets:\n  target: own\n  outputs:\n"
        f"    own: {{type: duckdb, path: {tmp_path / 'own.duckdb'}}}\n",
        encoding="utf-8",
    )
    result = run_dbt(door.folder, *BUILD, "--profiles-dir", str(tmp_path))
    assert result.returncode == 0, result.stdout
    assert "python -m ingest.check" in result.stdout


def test_the_command_asks_the_same(tmp_path: Path) -> None:
    """`python -m ingest.check` says what a build would say, and its status tells."""
    command = [sys.executable, "-m", "ingest.check"]
    ways = {(): 0, (str(tmp_path),): 1, ("a", "b"): 2}
    for arguments, status in ways.items():
        result = subprocess.run(
            [*command, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == status, result.stderr
        assert "Traceback" not in result.stderr
