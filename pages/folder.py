"""A folder that a command writes and replaces."""

from __future__ import annotations

import shutil
from pathlib import Path

from ingest.language import say

MADE_HERE = ".made-by-pages"


def empty(out: Path) -> None:
    """Make the folder, without pages of documents that are no longer there.

    Only a folder that this program made is emptied, else FileExistsError is raised: someone may
    name their home by mistake.
    """
    if out.exists() and any(out.iterdir()):
        if not (out / MADE_HERE).exists():
            raise FileExistsError(
                say(
                    "{folder} holds something that python -m pages did not make: name another"
                    " folder, or empty this one",
                    folder=out,
                )
            )
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MADE_HERE).write_text("python -m pages replaces this folder.\n", "utf-8")
