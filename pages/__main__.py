"""The command line: ``python -m pages --out site``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.language import say
from pages.build import build


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the site and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m pages", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("site"), help="the folder to write")
    parser.add_argument(
        "--database",
        type=Path,
        default=Path(os.environ.get("BUDGET_DB") or "budget.duckdb"),
        help="the warehouse (default: BUDGET_DB, or budget.duckdb)",
    )
    parser.add_argument(
        "--target",
        type=Path,
        default=Path(os.environ.get("DBT_TARGET_PATH") or "target"),
        help="where dbt docs generate left its files (default: DBT_TARGET_PATH, or target)",
    )
    parser.add_argument(
        "--documents",
        nargs="+",
        action="extend",
        type=Path,
        default=[],
        metavar="FILE",
        help="the published files of the documents, or folders of them: the findings then show the "
        "rows as printed, and the files stand beside the pages",
    )
    options = parser.parse_args(arguments)
    try:
        documents = build(
            options.database,
            options.target,
            options.out,
            options.documents,
            say=lambda note: print(note, file=sys.stderr),
        )
    except (FileNotFoundError, FileExistsError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(say("{count} documents in {file}", count=len(documents), file=options.out / "index.html"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
