"""What was measured, kept as rows of ``results.csv``: each part of a run replaces its own."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.by_hand import ROOT
from benchmarks.measures import Usage

COLUMNS = ("part", "documents", "subject", "measure", "value")
MEASURES = ("wall_seconds", "processor_seconds", "peak_memory_mib")
# In place of a subject, where a row says of what the results are.
RUN = "run"


class Results:
    """Everything measured so far, by part, number of documents, subject and measure."""

    def __init__(self, path: Path) -> None:
        """Start with what ``path`` has from the runs before."""
        self._path = path
        self._rows: dict[tuple[str, int, str, str], str] = {}
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    key = row["part"], int(row["documents"]), row["subject"], row["measure"]
                    self._rows[key] = row["value"]

    def begin(self, part: str) -> None:
        """Forget what is known of a part, and keep of which commit and day the new results are."""
        self._rows = {key: value for key, value in self._rows.items() if key[0] != part}
        self.put(part, 0, RUN, {"commit": commit(), "date": f"{datetime.now(UTC):%Y-%m-%d}"})

    def put(self, part: str, documents: int, subject: str, measured: Mapping[str, object]) -> None:
        """Keep what was measured, at once, so that an interrupted run leaves what it has."""
        for measure, value in measured.items():
            text = f"{value:.2f}" if isinstance(value, float) else str(value)
            self._rows[part, documents, subject, measure] = text
        with self._path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows((*key, value) for key, value in self._rows.items())

    def put_usage(self, part: str, documents: int, subject: str, usage: Usage) -> None:
        """Keep what a process took, and say it."""
        self.put(part, documents, subject, dict(zip(MEASURES, usage, strict=True)))
        print(
            f"{documents:>7} {subject:<22} {usage.wall:8.1f} s {usage.processor:8.1f} s"
            f" {usage.memory:7.0f} MiB",
            flush=True,
        )

    def text(self, part: str, documents: int, subject: str, measure: str) -> str:
        """Return a value as it is kept, blank where there is none."""
        return self._rows.get((part, documents, subject, measure), "")

    def number(self, part: str, documents: int, subject: str, measure: str) -> float:
        """Return a value that was measured, 0 where it was not."""
        return float(self.text(part, documents, subject, measure) or 0)

    def usage(self, part: str, documents: int, subject: str) -> Usage | None:
        """Return what a process took, if it was measured."""
        if not self.text(part, documents, subject, MEASURES[0]):
            return None
        return Usage(*(self.number(part, documents, subject, measure) for measure in MEASURES))

    def subjects(self, part: str, measure: str) -> Iterator[tuple[int, str]]:
        """Yield what has a measure, in the order in which it was measured."""
        for known, documents, subject, name in self._rows:
            if (known, name) == (part, measure):
                yield documents, subject

    def sizes(self, part: str, subject: str) -> list[int]:
        """Return the numbers of documents that a subject was measured of."""
        return sorted(
            {size for size, known in self.subjects(part, MEASURES[0]) if known == subject}
        )


def commit() -> str:
    """Return which commit is measured, and whether files differ from it."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=8"],  # noqa: S607 (of this machine)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"
