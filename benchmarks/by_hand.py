"""Run ``by_hand.sql``: the same results by one script, without dbt.

    python -m benchmarks.by_hand LANDING_ZONE DATABASE

The landing zone has to be Parquet.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = Path(__file__).with_name("by_hand.sql")
# As in profiles.yml, so that both have the same means.
SETTINGS = {"memory_limit": "1500MB", "preserve_insertion_order": False}


def run_by_hand(landing: Path, database: Path) -> None:
    """Build ``database`` from ``landing`` with the hand-written script."""
    with duckdb.connect(str(database), config=SETTINGS) as connection:
        connection.execute("set variable landing = $folder", {"folder": str(landing)})
        connection.execute("set variable project = $folder", {"folder": str(ROOT)})
        connection.execute(SCRIPT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    run_by_hand(Path(sys.argv[1]), Path(sys.argv[2]))
