"""Prove that the checks bite: `python -m tests.mutation [--sample N]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutation import report
from tests.mutation.document import CLAIM_TABLE, Document, read_documents
from tests.mutation.proof import faults, prove
from tests.mutation.prose import faults as faults_of_prose
from tests.mutation.prose import prove_prose
from tests.mutation.prose import summary as summary_of_prose

ROOT = Path(__file__).resolve().parents[2]


def left_out(document: Document) -> Iterator[str]:
    """What is no part of the proof, so that nobody takes it for proved."""
    if CLAIM_TABLE not in document.rows:
        yield f"{document.disclosure_id}: the seeds hold no claims of the narrative; none is proved"
    elif without := len(document.rows[CLAIM_TABLE]) - len(document.claims()):
        yield f"{document.disclosure_id}: {without} claims state no number and are not changed"


def main() -> int:
    """Run the proof, print its summary, write every verdict to a file."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation",
        description="Build wrong copies of the documents and see that the checks find each one.",
    )
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="every N-th place only")
    parser.add_argument(
        "--template", action="append", default=[], help="documents of this template only"
    )
    parser.add_argument(
        "--project", type=Path, default=ROOT, help="the project to put to the proof"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "target" / "mutation.csv")
    options = parser.parse_args()
    for document in read_documents(options.project):
        for line in left_out(document):
            print(line)
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        verdicts = prove(options.project, Path(folder) / "tables", options.sample, options.template)
        said = prove_prose(options.project, Path(folder) / "prose", options.sample)
    report.write(verdicts, options.output)
    for line in report.summary(verdicts):
        print(line)
    wrong = faults(verdicts)
    print(f"{len(verdicts)} copies, {len(wrong)} escape for no declared reason; {options.output}")
    for line in summary_of_prose(said):
        print(line)
    wrong_in_prose = faults_of_prose(said)
    print(f"{len(said)} copies of what documents say, too few found of: {wrong_in_prose or 'none'}")
    return 1 if wrong or wrong_in_prose else 0


if __name__ == "__main__":
    sys.exit(main())
