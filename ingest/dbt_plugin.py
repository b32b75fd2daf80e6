"""What dbt asks of this package before a build: is everything whole that it is made from.

``profiles.yml`` names this module, so that its connections know the function ``problems_of_input``,
which the macro ``check_input`` asks before any seed is loaded or any model runs.
"""

from __future__ import annotations

import atexit
import fcntl
from contextlib import suppress
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError

from ingest.check import problems_before_build
from ingest.errors import Problem


class Plugin(BasePlugin):
    """A plugin of dbt-duckdb."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        """Refuse in words a database that another process has open.

        Raises ``DbtRuntimeError``.
        """
        path = Path(creds.path)
        if not path.is_file():
            return
        with path.open("rb+") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                expected = "a database that nobody else has open"
                found = "another build, or a program that reads it"
                action = "Wait until it ends, or name another file in BUDGET_DB."
                raise DbtRuntimeError(
                    str(Problem(str(path), None, expected, found, action))
                ) from None

    def configure_connection(self, conn: Any) -> None:
        """Give a connection the function ``problems_of_input``."""
        conn.create_function(
            "problems_of_input",
            _problems_of_input,
            ["VARCHAR"],
            "VARCHAR",
            null_handling="special",
            side_effects=True,
        )
        # A function that outlives the interpreter is complained of; sqlfluff closes nothing.
        atexit.register(_remove, conn)


def _remove(conn: Any) -> None:
    """Take the function from a connection that is still open at the end."""
    with suppress(Exception):
        conn.remove_function("problems_of_input")
        conn.close()


def _problems_of_input(landing_zone: str | None) -> str:
    """Return what is wrong with the seeds of the project dbt is in, or with a landing zone."""
    return problems_before_build(Path.cwd(), landing_zone)
