"""What a process takes, and the processes that the benchmarks measure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.by_hand import ROOT


class Usage(NamedTuple):
    """What a process took: wall and processor seconds, and the most memory it held, in MiB."""

    wall: float
    processor: float
    memory: float


def measure(command: Sequence[str], **environment: str) -> Usage:
    """Run a command to its end and return what it took. Raises ``RuntimeError`` where it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (commands of this file)
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(map(str, command))}\n{text[-4000:]}")
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def build_with_dbt(landing: Path, folder: Path, *, tests: bool) -> Usage:
    """Build ``folder/budget.duckdb`` from a landing zone with dbt."""
    without = ("--exclude", "resource_type:test", "resource_type:unit_test")
    return run_dbt("build", landing, folder, *(() if tests else without))


def run_dbt(command: str, landing: Path, folder: Path, *options: str) -> Usage:
    """Run a command of dbt on ``folder/budget.duckdb``."""
    folder.mkdir(parents=True, exist_ok=True)
    variables = json.dumps({"landing_zone": str(landing), "finding_severity": "warn"})
    dbt = str(Path(sys.executable).with_name("dbt"))
    return measure(
        [dbt, "--quiet", *command.split(), "--vars", variables, *options],
        DBT_TARGET_PATH=str(folder / "target"),
        DBT_LOG_PATH=str(folder / "logs"),
        DBT_PROFILES_DIR=str(ROOT / "profiles"),
        DBT_SEND_ANONYMOUS_USAGE_STATS="false",
        BUDGET_DB=str(folder / "budget.duckdb"),
    )


def run_module(module: str, *arguments: object) -> Usage:
    """Run a module of the project."""
    return measure([sys.executable, "-m", module, *map(str, arguments)])
