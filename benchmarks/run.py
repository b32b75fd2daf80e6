"""Measure what the models, the reading of files and the pages cost, beside what else does the same.

    python -m benchmarks.run --sizes 1 100 1000 10000
    python -m benchmarks.run --only ingest --files 100

Every run is a process of its own, with DuckDB limited as in ``profiles.yml``. Corpora are kept
under ``--work`` and used again; databases are removed once measured. Writes ``results.csv`` and
``results.md`` beside this file; what a run leaves out stays as it was measured before.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import models, pages, reading
from benchmarks.report import report
from benchmarks.results import Results

HERE = Path(__file__).parent
PARTS = (models.PART, reading.PART, pages.PART)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts to measure")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[1, 100, 1000, 10000],
        help="documents of which the models are measured",
    )
    parser.add_argument("--ways", nargs="+", choices=tuple(models.WAYS), default=list(models.WAYS))
    parser.add_argument(
        "--files", type=int, default=100, help="PDF files of which reading is measured"
    )
    parser.add_argument(
        "--pages", type=int, default=100, help="documents of which the pages are measured"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir(), "department-budgets-benchmarks"),
        help="where corpora are kept and databases are built",
    )
    parser.add_argument("--out", type=Path, default=HERE, help="where the results are written")
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    results = Results(options.out / "results.csv")
    work, seed = options.work, options.seed

    def write() -> None:
        (options.out / "results.md").write_text(report(results), encoding="utf-8")

    for part in PARTS:
        if part not in options.only:
            continue
        results.begin(part)
        if part == models.PART:
            for documents in sorted(options.sizes):
                models.measure_models(results, work, documents, seed, set(options.ways))
                write()
        elif part == reading.PART:
            reading.measure_reading(results, work, options.files, seed)
        else:
            pages.measure_pages(results, work, options.pages, seed)
        write()


if __name__ == "__main__":
    main()
