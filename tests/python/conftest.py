"""What the tests share: running dbt on copies of the project, and one warehouse built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
# What a copy of the project does not need: environments, results, and the database itself.
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv*",
    "target",
    "logs",
    "site",
    "node_modules",
    "*.duckdb",
    "*.duckdb.wal",
    "__pycache__",
    ".*_cache",
)


@dataclass(frozen=True)
class Project:
    """A copy of the project in a folder of its own, with its own database."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database file that this copy builds."""
        return self.folder / "budget.duckdb"

    @property
    def built(self) -> Path:
        """What the build of the shared warehouse left in its target folder."""
        return self.folder.parent / "built"

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run dbt in the copy, as someone would type it there."""
        return run_dbt(self.folder, *arguments)

    def query(self, sql: str) -> list[tuple]:
        """The rows of a query on the copy's database."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def review_all(self) -> None:
        """Put every document on the list of reviewed ones, so that findings fail the build."""
        path = self.folder / "seeds" / "controls" / "reviewed_documents.csv"
        with path.open("a", encoding="utf-8") as file:
            file.write("*,全部,All\n")

    def seed(self, name: str) -> Path:
        """The file of a published seed."""
        return self.folder / "seeds" / "published" / f"raw_{name}.csv"


def run_dbt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run dbt in a folder, away from the settings of whoever runs the tests."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DBT_", "BUDGET_"))
    }
    return subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The warehouse of the committed seeds, built once for all the tests that only read it."""
    folder = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, folder, symlinks=True, ignore=LEFT_OUT)
    project = Project(folder)
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    # Whatever command comes next replaces what the build says of itself.
    shutil.copytree(folder / "target", project.built)
    return project


@pytest.fixture
def project(warehouse: Project, tmp_path: Path) -> Project:
    """A copy of the project to change and build again; parsed already, so that it builds fast."""
    folder = tmp_path / "copy"
    shutil.copytree(warehouse.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("logs"))
    return Project(folder)
