"""What the tests share: running dbt on copies of the project, and one warehouse built once.

Tests run in several processes (``make test``). The warehouse is built by one of them, each has a
copy of its own, and the tests of a file that builds something for all of them stay in one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
# Tests read messages in English, whatever the terminal speaks; those of the Chinese say so.
os.environ["BUDGET_LANGUAGE"] = "en"
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
PARSED = Path("target", "partial_parse.msgpack")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option to take over a build instead of making one."""
    parser.addoption(
        "--built",
        type=Path,
        metavar="FOLDER",
        help="what `dbt build` just left of this very project: its target folder and its database",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep the tests of a file that builds something for all of them in one process.

    Any other test goes to whichever process is free, so that all end at about the same time.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if builds_for_all(file) else nodeid

    return ByWhatIsShared(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run first what takes long: files with a warehouse, then single tests with one."""
    items.sort(
        key=lambda item: (
            "warehouse" not in item.fixturenames and "project" not in item.fixturenames,
            not builds_for_all(item.nodeid.partition("::")[0]),
            "project" not in item.fixturenames,
        )
    )


@cache
def builds_for_all(file: str) -> bool:
    """Whether a file of tests has a fixture that is made once for several of them."""
    return bool(re.search(r"scope=.(module|session)", (ROOT / file).read_text("utf-8")))


@dataclass(frozen=True)
class Project:
    """A copy of the project in a folder of its own, with its own database."""

    folder: Path
    # Where what dbt made of the project is kept from copy to copy, by variables; nowhere if none.
    parsed: Path | None = None

    @property
    def database(self) -> Path:
        """The database file that this copy builds."""
        return self.folder / "budget.duckdb"

    @property
    def built(self) -> Path:
        """What the build of the shared warehouse left in its target folder."""
        return self.folder.parent / "built"

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run dbt in the copy, as someone would type it there.

        What was parsed with the same variables before, in this copy or in another one, is parsed
        anew only where files differ, as dbt does it between two builds.
        """
        kept = self._kept(arguments)
        if kept and kept.exists():
            shutil.copyfile(kept, self.folder / PARSED)
        result = run_dbt(self.folder, *arguments)
        if kept and not kept.exists() and (self.folder / PARSED).exists():
            own = kept.with_suffix(f".{os.getpid()}")
            shutil.copyfile(self.folder / PARSED, own)
            own.replace(kept)
        return result

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Build the copy and test its data.

        Unit tests are left out: their rows are their own, whatever a copy loads.
        """
        return self.dbt("build", "--exclude-resource-type", "unit_test", *arguments)

    def run_tests(self, *tests: str, also: str = "") -> subprocess.CompletedProcess[str]:
        """Build what these tests read, and ``also`` what it names; run no other test.

        For a question that a few tests answer: all of them take longer than all models.
        """
        selected = [f"+{name}" for name in (*tests, *also.split())]
        return self.dbt("build", "--select", *selected, "--indirect-selection", "empty")

    def _kept(self, arguments: tuple[str, ...]) -> Path | None:
        """Return where the parse with these variables is kept; without any, the copy has it."""
        if self.parsed is None or "--vars" not in arguments:
            return None
        variables = arguments[arguments.index("--vars") + 1]
        return self.parsed / hashlib.sha256(variables.encode()).hexdigest()

    def copy(self, folder: Path) -> Project:
        """Copy the project to a folder, to change and build again; parsed already."""
        ignored = shutil.ignore_patterns("logs", "target_*")
        shutil.copytree(self.folder, folder, symlinks=True, ignore=ignored)
        return Project(folder, self.parsed)

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
        if not name.startswith(("DBT_", "BUDGET_")) or name == "BUDGET_LANGUAGE"
    }
    return subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes of the same run out meanwhile."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(project: Project, built: Path | None) -> None:
    """Copy the project and build it, or take over what a build of it left."""
    shutil.copytree(ROOT, project.folder, symlinks=True, ignore=LEFT_OUT)
    if built is None:
        result = project.dbt("build")
        assert result.returncode == 0, result.stdout
    else:
        shutil.copytree(built / "target", project.folder / "target")
        shutil.copyfile(built / project.database.name, project.database)


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Project:
    """The warehouse of the committed seeds, built once for all the tests that only read it.

    Each process has a copy of its own: what dbt writes, no other process may read meanwhile.
    """
    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The folders of all processes of one run stand side by side.
        run = run.parent
    shared = run / "shared"
    (shared / "parsed").mkdir(parents=True, exist_ok=True)
    original = Project(shared / "copy", shared / "parsed")
    done = shared / "done"
    with _alone(shared):
        if not done.exists():
            shutil.rmtree(original.folder, ignore_errors=True)
            _build(original, request.config.getoption("--built"))
            done.touch()
    project = original.copy(tmp_path_factory.mktemp("project") / "copy")
    # Whatever command comes next replaces what the build says of itself.
    shutil.copytree(project.folder / "target", project.built)
    return project


@pytest.fixture
def project(warehouse: Project, tmp_path: Path) -> Project:
    """A copy of the project to change and build again; parsed already, so that it builds fast."""
    return warehouse.copy(tmp_path / "copy")
