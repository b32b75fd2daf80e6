"""The outcome of the proof in words and as a file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.mutation.mutations import KINDS
from tests.mutation.verdicts import Reason, Verdict
from tests.mutation.words import WORD_KINDS

# Escapes of this kind are as many as the zeros; the file lists them one by one.
TOO_MANY_TO_PRINT = frozenset({Reason.ONLY_ZEROS})
COLUMNS = [
    "disclosure_id",
    "kind",
    "place",
    "change",
    "found_by",
    "refused_by",
    "escapes_because",
]


def summary(verdicts: list[Verdict]) -> Iterable[str]:
    """The lines of the summary: how many of each kind were found, and what escapes, and why."""
    yield f"{'copies':>7} {'found':>7} {'refused':>8} {'escaped':>8}  kind"
    for kind, meaning in (KINDS | WORD_KINDS).items():
        same_kind = [verdict for verdict in verdicts if verdict.mutation.kind == kind]
        if not same_kind:
            continue
        found = sum(bool(verdict.found_by) for verdict in same_kind)
        escaped = [verdict for verdict in same_kind if not verdict.found]
        refused = len(same_kind) - found - len(escaped)
        yield f"{len(same_kind):>7} {found:>7} {refused:>8} {len(escaped):>8}  {meaning}"
        for reason, number in Counter(verdict.reason for verdict in escaped).items():
            yield f"{'':>23} {number:>9}  because {reason}"
    yield (
        "found: by a check with a changed figure in its evidence, or one of words;"
        " refused: by another dbt test"
    )
    for verdict in verdicts:
        if verdict.reason and verdict.reason not in TOO_MANY_TO_PRINT:
            yield f"escaped: {verdict.mutation.kind}, {place(verdict)}: {verdict.mutation.what}"


def place(verdict: Verdict) -> str:
    """Where in the document a copy differs."""
    cells = sorted(verdict.mutation.old or verdict.mutation.new)
    rows = sorted({cell.row_no for cell in cells})
    columns = sorted({cell.column_name for cell in cells})
    shown = [verdict.mutation.table]
    if len(rows) == 1:
        shown.append(f"row {rows[0]}")
        if len(columns) <= 2:
            shown.append(" and ".join(columns))
    return " ".join(shown)


def write(verdicts: list[Verdict], path: Path) -> None:
    """One row for every copy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "disclosure_id",
                "kind",
                "place",
                "change",
                "found_by",
                "refused_by",
                "escapes_because",
            ]
        )
        for verdict in verdicts:
            writer.writerow(
                [
                    verdict.disclosure_id,
                    verdict.mutation.kind,
                    place(verdict),
                    verdict.mutation.what,
                    " ".join(verdict.found_by),
                    " ".join(verdict.failing_tests),
                    verdict.reason or "",
                ]
            )
