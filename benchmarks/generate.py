"""Write a corpus of consistent documents as a landing zone, some with a mistake planted.

    python -m benchmarks.generate --documents 1000 --out /tmp/corpus/landing --errors 0.1

The files hold up to 1,000 documents each, as ``ingest --out`` writes them. The same arguments give
the same bytes. What was planted where is written beside the landing zone, in ``labels.csv``; the
landing zone itself says nothing about it.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.documents.fiction import Document, Maker
from benchmarks.documents.printing import TEMPLATE
from benchmarks.documents.templates import ROOT, raw_columns, read_rows
from benchmarks.mistakes import Label, plant
from ingest.document import blocks_of_lines
from ingest.narrative import narrative_rows
from ingest.organisation import budget_units

FORMATS = ("parquet", "csv")
# The project's own template prints half of a corpus, the others the other half.
_OTHERS = [
    row["template"] for row in read_rows(ROOT, "templates/templates") if row["template"] != TEMPLATE
]
SHARES = {TEMPLATE: 0.5, **dict.fromkeys(_OTHERS, 0.5 / len(_OTHERS))}
DOCUMENTS_PER_FILE = 1000


class Batch(NamedTuple):
    """Documents of one file for each table."""

    part: int
    numbers: range
    out: Path
    seed: int
    errors: float
    file_format: str
    shares: Mapping[str, float]


def write_corpus(
    out: Path,
    documents: int,
    *,
    seed: int = 1,
    errors: float = 0.0,
    file_format: str = "parquet",
    shares: Mapping[str, float] = SHARES,
    jobs: int | None = None,
) -> list[Label]:
    """Write ``documents`` documents under ``out`` and their labels beside it.

    ``errors`` is the share of documents that get one mistake each, ``shares`` what prints them: how
    much of the corpus follows each template.
    Raises ``FileExistsError`` where ``out`` holds something already.
    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    starts = range(0, documents, DOCUMENTS_PER_FILE)
    batches = [
        Batch(
            part,
            range(first, min(first + DOCUMENTS_PER_FILE, documents)),
            out,
            seed,
            errors,
            file_format,
            shares,
        )
        for part, first in enumerate(starts, 1)
    ]
    jobs = min(jobs or os.cpu_count() or 1, len(batches))
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            found = list(pool.map(_write_batch, batches))
    else:
        found = [_write_batch(batch) for batch in batches]
    labels = [label for part in found for label in part]
    with (out.parent / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Label._fields)
        writer.writerows(labels)
    return labels


def write_more(
    out: Path, numbers: range, *, seed: int = 1, shares: Mapping[str, float] = SHARES
) -> list[Path]:
    """Write further documents into a corpus, without a mistake; returns the files."""
    batch = Batch(0, numbers, out, seed, 0.0, "parquet", shares)
    _write_batch(batch)
    return sorted(out.glob(f"*/part-{batch.part:05}.parquet"))


def template_of(seed: int, number: int, shares: Mapping[str, float] = SHARES) -> str:
    """Return what prints a document, of a corpus in which templates have these shares."""
    rng = random.Random(f"{seed}/{number}/template")  # noqa: S311 (not for secrets)
    (template,) = rng.choices(list(shares), list(shares.values()))
    return template


def _write_batch(batch: Batch) -> list[Label]:
    """Write one file for every table."""
    labels = []
    columns_of = raw_columns()
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as open_files:
        files = {
            name: open_files.enter_context(
                Path(scratch, f"{name}.csv").open("w", encoding="utf-8", newline="")
            )
            for name in columns_of
        }
        writers = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}
        for name, columns in columns_of.items():
            writers[name].writerow(columns)
        for number in batch.numbers:
            template = template_of(batch.seed, number, batch.shares)
            document = Maker(batch.seed, number, template).document()
            rng = random.Random(f"{batch.seed}/{number}/mistake")  # noqa: S311 (not for secrets)
            if rng.random() < batch.errors:
                labels.append(plant(document, len(labels), rng))
            for name, rows in rows_of_raw_tables(document):
                writers[name].writerows(rows)
        open_files.close()
        for name in columns_of:
            _put_in_place(
                Path(scratch, f"{name}.csv"),
                batch.out / name / f"part-{batch.part:05}.{batch.file_format}",
            )
    return labels


def rows_of_raw_tables(document: Document) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    """Yield rows of raw tables, with what identifies them and a place in front.

    What stands in front of the tables is read as ``ingest`` reads a document.
    """
    key, line = document.disclosure_id, len(document.front)
    blocks = blocks_of_lines(document.front)
    claims, remarks = narrative_rows(blocks, str(document.year))
    for name, rows in (("narrative_claims", claims), ("narrative_remarks", remarks)):
        yield name, ((key, n, "", *cells) for n, cells in enumerate(rows, 1))
    units = enumerate(budget_units(document.department_name, blocks), 1)
    yield "budget_units", ((key, n, "", place.line, *cells) for n, (place, cells) in units)
    numbers = {table.statement: table.number for table in document.template.tables}
    yield "disclosures", [document.disclosure]
    for table in document.template.tables:
        number, name = table.number, table.statement
        unit = document.unit_of(name) if table.states_unit else ""
        yield "tables", [(key, number, name, table.title, unit, "", line)]
        rows = document.tables[name]
        yield name, ((key, number, n, "", line + n, *cells) for n, cells in enumerate(rows, 1))
        line += len(rows) + 10
    yield (
        "table_notes",
        (
            (key, numbers[name], n, "", line + n, name, text)
            for n, (name, text) in enumerate(document.notes, 1)
        ),
    )


def _share(text: str) -> tuple[str, float]:
    """Return a template and its share of the corpus, all of it where none is given."""
    name, _, share = text.partition("=")
    if name not in SHARES:
        raise argparse.ArgumentTypeError(f"one of {', '.join(SHARES)}, not {name}")
    return name, float(share or 1)


def _put_in_place(source: Path, place: Path) -> None:
    """Move a CSV file into the landing zone, through DuckDB where Parquet is wanted."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.suffix == ".csv":
        shutil.move(source, place)
        return
    # One thread, so that rows keep their order and the same rows give the same bytes.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(
            "copy (from read_csv($source, header = true, all_varchar = true, delim = ',',"
            " quote = '\"', escape = '\"')) to $place (format parquet, compression zstd)",
            {"source": str(source), "place": str(place)},
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("--documents", type=int, required=True, help="how many documents")
    parser.add_argument("--out", type=Path, required=True, help="the landing zone to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--errors", type=float, default=0.0, help="share of documents with a mistake, 0 to 1"
    )
    parser.add_argument("--format", choices=FORMATS, default="parquet")
    parser.add_argument(
        "--template",
        action="append",
        type=_share,
        metavar="NAME[=SHARE]",
        help="which of seeds/templates prints them, and how many; again for each of several "
        "(default: some of every one)",
    )
    parser.add_argument("--jobs", type=int, help="processes (default: one for each core)")
    options = parser.parse_args(arguments)
    labels = write_corpus(
        options.out,
        options.documents,
        seed=options.seed,
        errors=options.errors,
        file_format=options.format,
        shares=dict(options.template or SHARES),
        jobs=options.jobs,
    )
    print(f"{options.documents} documents in {options.out}, {len(labels)} with a mistake")


if __name__ == "__main__":
    main()
