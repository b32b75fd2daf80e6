"""What reading files costs: PDF files of made-up documents, beside the PDF library alone.

    python -m benchmarks.reading FILE ...

reads every letter of the files with the library that ``ingest`` uses, and says nothing of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pdfplumber

from benchmarks.documents.fiction import Maker
from benchmarks.documents.files import write_file
from benchmarks.generate import template_of
from benchmarks.measures import run_module
from benchmarks.results import Results

PART = "ingest"
ONE, ALL, LIBRARY = "ingest_one_process", "ingest_all_processors", "pdf_library"
WAYS = {
    ONE: "ingest, one process",
    ALL: "ingest, all processors",
    LIBRARY: "the PDF library alone, one process",
}


def measure_reading(results: Results, work: Path, documents: int, seed: int) -> None:
    """Measure what reading so many PDF files takes, their tables and their words."""
    files = pdf_files(work, documents, seed)
    pages = sum(map(_pages, files))
    with tempfile.TemporaryDirectory(dir=work) as scratch:
        out = Path(scratch)
        ways = {
            LIBRARY: ("benchmarks.reading", *files),
            ONE: ("ingest", "--out", out / "one", "--jobs", 1, *files),
            ALL: ("ingest", "--out", out / "all", "--jobs", os.cpu_count() or 1, *files),
        }
        for way, (module, *arguments) in ways.items():
            results.put_usage(PART, documents, way, run_module(module, *arguments))
            results.put(PART, documents, way, {"pages": pages})


def pdf_files(work: Path, documents: int, seed: int) -> list[Path]:
    """Return so many PDF files, one for each document, made if need be."""
    folder = work / f"{documents}-pdf-files-seed-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [folder / f"{number:05}.pdf" for number in range(documents)]
    missing = [path for path in wanted if not path.is_file()]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write, missing, [seed] * len(missing)))
    return wanted


def _write(path: Path, seed: int) -> None:
    """Print the document whose number the file is named by; a file is there whole or not at all."""
    number = int(path.stem)
    parts = Maker(seed, number, template_of(seed, number)).parts()
    begun = write_file(path.with_suffix(".part.pdf"), parts)
    begun.rename(path)


def _pages(path: Path) -> int:
    """Return how many pages a file has."""
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


def read_letters(files: Sequence[str]) -> int:
    """Return how many letters the library finds in some files."""
    found = 0
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                found += len(page.chars)
                page.close()
    return found


if __name__ == "__main__":
    print(read_letters(sys.argv[1:]), "letters")
