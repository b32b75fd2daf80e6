"""Builds that are killed, run out of disk, or meet another one: no relation is lost or changed.

Each builds a few models of a copy of the project, which is made and built once.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import duckdb

from tests.reliability.attacks import REFUSED, SURVIVED, Attack

ROOT = Path(__file__).resolve().parents[2]
KIND, DISK_KIND, RUNS_KIND = "builds 构建", "full disk 磁盘满", "several at once 并发"
LEFT_OUT = (".git", ".venv*", "target", "logs", "site", "node_modules", "*.duckdb*", "__pycache__")
WHAT = ("--select", "+functional_budget", "--exclude-resource-type", "test", "unit_test")
Relations = dict[str, tuple[int, int]]


def _dbt(project: Path, limit: Callable[[], object] | None = None) -> subprocess.Popen[str]:
    """Begin a build."""
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("DBT_", "BUDGET_"))}
    command = [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "build", *WHAT]
    # Output stays in memory: a limit on files is not to meet it.
    return subprocess.Popen(
        command,
        cwd=project,
        env=mine | {"DBT_LOG_LEVEL_FILE": "none", "BUDGET_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=limit,
    )


def _finish(build: subprocess.Popen[str]) -> str:
    """Wait for a build that must go through."""
    said, _ = build.communicate()
    if build.returncode:
        raise AssertionError(said[-600:])
    return said


@cache
def _built() -> tuple[tempfile.TemporaryDirectory[str], Relations]:
    """A copy of the project, built once; kept as long as the process lasts."""
    folder = tempfile.TemporaryDirectory(prefix="reliability-")
    project = Path(folder.name, "project")
    shutil.copytree(ROOT, project, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    _finish(_dbt(project))
    return folder, _relations(project)


def _project(folder: Path) -> tuple[Path, Relations]:
    """A project that is built, and what is in its database."""
    built, relations = _built()
    shutil.copytree(Path(built.name, "project"), folder / "project", symlinks=True)
    return folder / "project", relations


def _relations(project: Path) -> Relations:
    """Every relation of the database: how many rows, and a digest of them."""
    with duckdb.connect(str(project / "budget.duckdb"), read_only=True) as connection:
        names = connection.execute(
            'select format(\'"{}"."{}"\', table_schema, table_name)'
            " from information_schema.tables order by all"
        ).fetchall()
        return {
            name: connection.execute(
                f"select count(*), coalesce(bit_xor(hash(rows)), 0) from {name} as rows"
            ).fetchone()
            for (name,) in names
        }


def _same(project: Path, relations: Relations) -> None:
    """Check that no relation is lost or changed."""
    now = _relations(project)
    if now != relations:
        wrong = sorted(name for name in relations if now.get(name) != relations[name])
        raise AssertionError(f"lost or changed: {wrong or sorted(now.keys() - relations.keys())}")


def _kill(seed: int, folder: Path) -> str:
    """Kill a build at a random moment; the next one builds the same."""
    project, relations = _project(folder)
    build = _dbt(project)
    time.sleep(random.Random(seed).uniform(4, 20))  # noqa: S311
    build.kill()
    build.communicate()
    _same(project, relations)
    _finish(_dbt(project))
    _same(project, relations)
    return SURVIVED


def _full(megabytes: int, folder: Path) -> str:
    """The disk takes so much of the database and no more."""
    project, relations = _project(folder)
    size = megabytes * 1_000_000
    build = _dbt(project, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    build.communicate()
    _same(project, relations)
    _finish(_dbt(project))
    _same(project, relations)
    return SURVIVED


def _two(folder: Path) -> str:
    """Of two builds of one database at once, one goes through, and one is refused in words."""
    project, relations = _project(folder)
    builds = [_dbt(project), _dbt(project)]
    said = {build.communicate()[0]: build.returncode for build in builds}
    refused = [text for text, code in said.items() if code]
    if len(refused) != 1 or "expected a database that nobody else has open" not in refused[0]:
        raise AssertionError(str([text[-300:] for text in said]))
    _same(project, relations)
    return REFUSED


def _reader(folder: Path) -> str:
    """A build is refused in words while somebody reads; the reader sees the same all along."""
    project, relations = _project(folder)
    with duckdb.connect(str(project / "budget.duckdb"), read_only=True):
        said, _ = _dbt(project).communicate()
        _same(project, relations)
    if "expected a database that nobody else has open" not in said:
        raise AssertionError(said[-600:])
    return REFUSED


ATTACKS: list[Attack] = [
    *(
        Attack(KIND, f"a build killed at random moment {n}", partial(_kill, n), is_slow=True)
        for n in range(1, 9)
    ),
    *(
        Attack(DISK_KIND, f"a build, files of {n} MB at most", partial(_full, n), is_slow=True)
        for n in (2, 8, 40)
    ),
    Attack(RUNS_KIND, "two builds of one database", _two, is_slow=True),
    Attack(RUNS_KIND, "a build while somebody reads", _reader, is_slow=True),
]
