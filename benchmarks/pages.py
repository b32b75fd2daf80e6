"""What the pages of a warehouse cost and weigh."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.generate import write_corpus
from benchmarks.measures import build_with_dbt, run_dbt, run_module
from benchmarks.results import Results

PART = "pages"
WAY = "pages"
ERROR_SHARE = 0.1
# What a document has of its own.
OF_A_DOCUMENT = ("reconciliation.html", "index.html", "workbook.xlsx", "findings.csv")


def measure_pages(results: Results, work: Path, documents: int, seed: int) -> None:
    """Measure the pages of so many documents of all templates, without their originals."""
    with tempfile.TemporaryDirectory(dir=work) as scratch:
        folder, landing, site = (Path(scratch, name) for name in ("dbt", "landing", "site"))
        write_corpus(landing, documents, seed=seed, errors=ERROR_SHARE)
        build_with_dbt(landing, folder, tests=False)
        run_dbt("docs generate", landing, folder)
        usage = run_module(
            *("pages", "--out", site, "--database", folder / "budget.duckdb"),
            *("--target", folder / "target"),
        )
        results.put_usage(PART, documents, WAY, usage)
        sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
        total = {"files": len(sizes), "bytes": sum(sizes.values())}
        results.put(PART, documents, WAY, total)
        # A document has a folder of its own, with its reconciliation in it.
        own = {path.parent for path in sizes if path.name == OF_A_DOCUMENT[0]}
        for name in OF_A_DOCUMENT:
            found = [
                size for path, size in sizes.items() if path.name == name and path.parent in own
            ]
            mean = round(sum(found) / len(found)) if found else 0
            about = {
                "files": len(found),
                "mean_bytes": mean,
                "largest_bytes": max(found, default=0),
            }
            results.put(PART, documents, name, about)
