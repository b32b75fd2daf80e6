"""A plugin of dbt itself: says of a seed that dbt cannot read which one it is, and what to do.

dbt reads the seeds before it runs anything of a project, and ends in a traceback where one is no
UTF-8. It looks for modules of this prefix among those that it could import; ``make setup`` puts
the folder of this one there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dbt.plugins import dbtPlugin
from dbt_common.exceptions import DbtRuntimeError


class UnreadableSeeds(dbtPlugin):
    """Looks at the seeds of this project when dbt starts."""

    def initialize(self) -> None:
        """Refuse seeds that are no text in UTF-8; raises ``DbtRuntimeError``."""
        root = Path.cwd()
        if self.project_name != "department_budgets" or not (root / "ingest").is_dir():
            return
        if str(root) not in sys.path:
            sys.path.append(str(root))
        from ingest.check import unreadable_seeds

        if problems := unreadable_seeds(root):
            raise DbtRuntimeError(problems)


plugins = [UnreadableSeeds]
