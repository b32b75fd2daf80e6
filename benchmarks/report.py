"""The tables that a person reads, from what was measured."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from itertools import pairwise

from benchmarks import models, pages, reading
from benchmarks.by_hand import SETTINGS
from benchmarks.measures import Usage
from benchmarks.mistakes import NOT_FOUND_BY_ANY_IDENTITY
from benchmarks.results import RUN, Results

PARTS = {models.PART: "models", reading.PART: "reading of files", pages.PART: "pages"}
WHAT = {**models.WAYS, **reading.WAYS, pages.WAY: "pages of a warehouse that is built"}
# A stage that users wait for, and the process that is it.
STAGES = {
    reading.ALL: "reading files",
    "dbt_models": "models",
    "dbt_tests": "tests",
    pages.WAY: "pages",
}
# Aims from this size on.
LARGE = 10_000


def report(results: Results) -> str:
    """Return the results as Markdown; of parts that were never measured nothing is said."""
    of = [
        f"- {name}: {commit}, {results.text(part, 0, RUN, 'date')}"
        for part, name in PARTS.items()
        if (commit := results.text(part, 0, RUN, "commit"))
    ]
    blocks = [
        "# Results\n\nWritten by `python -m benchmarks.run`; what is measured, and how, stands"
        f" in [README.md](README.md).\nMachine: {machine()}. Seconds vary from run to run"
        " and machine to machine; compare the ratios.",
        "What the results are of, and the day they were measured:\n\n" + "\n".join(of),
    ]
    for title, text in (
        ("Time and memory of the models", _times(results)),
        ("Ratios", _ratios(results)),
        ("How time grows", _growth(results)),
        ("Peak memory by stage", _memory(results)),
        ("Where the time goes", _stages(results)),
        ("Reading files", _reading(results)),
        ("Pages", _pages(results)),
        ("Planted mistakes", _mistakes(results)),
    ):
        if text:
            blocks.append(f"## {title}\n\n{text}")
    return "\n\n".join(blocks) + "\n"


def _times(results: Results) -> str:
    header = (
        *("documents", "printed amounts", "figures in words"),
        *("way", "wall s", "processor s", "peak MiB"),
    )
    rows = []
    for documents, way in results.subjects(models.PART, "wall_seconds"):
        usage = results.usage(models.PART, documents, way)
        counts = (
            results.number(models.PART, documents, "corpus", measure)
            for measure in ("printed_amounts", "stated_figures")
        )
        cells = (documents, *map(int, counts))
        rows.append((*(f"{count:,}" for count in cells), WHAT[way], *_cells(usage)))
    return table(header, rows, left=(3,)) if rows else ""


def _cells(usage: Usage | None) -> tuple[str, str, str]:
    """Return what a process took, as a table prints it."""
    if usage is None:
        return "", "", ""
    return f"{usage.wall:.1f}", f"{usage.processor:.1f}", f"{usage.memory:,.0f}"


def _per_thousand(results: Results, way: str) -> Usage | None:
    """Return what each further 1,000 documents take, over the two largest sizes."""
    sizes = results.sizes(models.PART, way)[-2:]
    if len(sizes) < 2:
        return None
    first, second = (results.usage(models.PART, size, way) for size in sizes)
    thousands = (sizes[1] - sizes[0]) / 1000
    return Usage(*((more - less) / thousands for less, more in zip(first, second, strict=True)))


def _ratios(results: Results) -> str:
    rows: list[tuple[str, ...]] = []

    def compare(what: str, one: Usage | None, other: Usage | None, aim: str) -> None:
        if one and other:
            rows.append(
                (
                    what,
                    f"{one.wall:.1f} : {other.wall:.1f}",
                    f"{one.wall / other.wall:.2f}",
                    f"{one.processor / other.processor:.2f}",
                    aim,
                )
            )

    by_hand = _per_thousand(results, "by_hand")
    for way, what, aim in (
        ("dbt_tables", "dbt models of the tables alone : by hand", "≤ 1.5"),
        ("dbt_models", "dbt models, words as well : by hand, without words", ""),
    ):
        compare(f"each further 1,000 documents, {what}", _per_thousand(results, way), by_hand, aim)
    for documents in results.sizes(models.PART, "dbt_models"):
        for one, other, what, aim in (
            ("dbt_models", "same_sql", "dbt models : same SQL without dbt", "≤ 1.3"),
            ("dbt_more", "dbt_models", "dbt models with 10 documents more : of all", "≤ 0.15"),
            ("dbt_full", "same_sql_full", "dbt with all tests : same SQL without dbt", "≤ 1.3"),
            ("pandas", "by_hand", "in pandas : by hand", ""),
            ("polars", "by_hand", "in polars : by hand", ""),
        ):
            compare(
                f"{documents:,} documents, {what}",
                results.usage(models.PART, documents, one),
                results.usage(models.PART, documents, other),
                aim if documents >= LARGE else "",
            )
    for documents in results.sizes(reading.PART, reading.ONE):
        compare(
            f"{documents:,} PDF files, ingest : the PDF library alone",
            results.usage(reading.PART, documents, reading.ONE),
            results.usage(reading.PART, documents, reading.LIBRARY),
            "≤ 1.3",
        )
    return table(("what", "wall s", "ratio of wall", "ratio of processor", "aim"), rows, left=(0,))


def _growth(results: Results) -> str:
    """Return with which power of the documents processor seconds grow, from size to size."""
    rows = []
    for way, what in models.WAYS.items():
        sizes = results.sizes(models.PART, way)
        start = results.usage(models.PART, 1, way)
        for less, more in pairwise(sizes):
            # What a process takes for one document it takes for any number: its start.
            if less == 1 or (start is None and less < 1000):
                continue
            seconds = [
                results.number(models.PART, size, way, "processor_seconds")
                - (start.processor if start else 0)
                for size in (less, more)
            ]
            if min(seconds) <= 0:
                continue
            power = math.log(seconds[1] / seconds[0]) / math.log(more / less)
            rows.append((what, f"{less:,} to {more:,}", f"{power:.2f}"))
    if not rows:
        return ""
    return (
        "Processor seconds without those of one document grow with this power of the number of"
        " documents: 1 is in step with it.\n\n"
        + table(("way", "documents", "power"), rows, left=(0, 1))
    )


def _memory(results: Results) -> str:
    rows = []
    for way, stage in STAGES.items():
        for part in PARTS:
            for documents in results.sizes(part, way):
                usage = results.usage(part, documents, way)
                rows.append((stage, f"{documents:,}", *_cells(usage)))
    header = ("stage", "documents", "wall s", "processor s", "peak MiB")
    return table(header, rows, left=(0,)) if rows else ""


def _stages(results: Results) -> str:
    rows = []
    for documents, stage in results.subjects(models.PART, "seconds"):
        count, stored, seconds = (
            results.number(models.PART, documents, stage, measure)
            for measure in ("models", "rows", "seconds")
        )
        rows.append((f"{documents:,}", stage, f"{count:.0f}", f"{stored:,.0f}", f"{seconds:.1f}"))
    header = ("documents", "stage", "models", "rows in tables", "seconds")
    return "Models only, by folder.\n\n" + table(header, rows, left=(1,)) if rows else ""


def _reading(results: Results) -> str:
    rows = []
    for documents, way in results.subjects(reading.PART, "pages"):
        count = results.number(reading.PART, documents, way, "pages")
        usage = results.usage(reading.PART, documents, way)
        speed = f"{count / usage.wall:.1f}" if usage else ""
        rows.append((f"{documents:,}", f"{count:,.0f}", WHAT[way], *_cells(usage), speed))
    header = ("files", "pages", "way", "wall s", "processor s", "peak MiB", "pages a second")
    return table(header, rows, left=(2,)) if rows else ""


def _pages(results: Results) -> str:
    blocks = []
    for documents in results.sizes(pages.PART, pages.WAY):
        usage = results.usage(pages.PART, documents, pages.WAY)
        files, size = (
            results.number(pages.PART, documents, pages.WAY, measure)
            for measure in ("files", "bytes")
        )
        rows = []
        for name in pages.OF_A_DOCUMENT:
            mean, largest = (
                results.number(pages.PART, documents, name, measure)
                for measure in ("mean_bytes", "largest_bytes")
            )
            rows.append((f"`{name}`", f"{mean / 1000:,.0f} kB", f"{largest / 1000:,.0f} kB"))
        wall, processor, memory = _cells(usage)
        blocks.append(
            f"{documents:,} documents: {wall} s, {processor} s of a processor, {memory} MiB;"
            f" {files:,.0f} files, {size / 1e6:,.1f} MB.\n\n"
            + table(("of a document", "mean", "largest"), rows, left=(0,))
        )
    return "\n\n".join(blocks)


def _mistakes(results: Results) -> str:
    rows = []
    for documents, kind in results.subjects(models.PART, "planted"):
        planted, found = (
            results.number(models.PART, documents, kind, measure)
            for measure in ("planted", "found")
        )
        note = "not expected" if kind in NOT_FOUND_BY_ANY_IDENTITY else ""
        rows.append((f"{documents:,}", kind, f"{planted:,.0f}", f"{found:,.0f}", note))
    if not rows:
        return ""
    alarms = (
        (documents, results.number(models.PART, documents, subject, "false_alarms"))
        for documents, subject in results.subjects(models.PART, "false_alarms")
    )
    said = "\n".join(
        f"- {documents:,} documents: {count:,.0f} without a mistake have a finding."
        for documents, count in alarms
    )
    reasons = "\n".join(
        f"- `{kind}`: {reason}" for kind, reason in NOT_FOUND_BY_ANY_IDENTITY.items()
    )
    found = table(("documents", "kind", "planted", "found", "note"), rows, left=(1, 4))
    return (
        f"A mistake is found where its document has a finding.\n\n{found}\n\n"
        f"False alarms:\n\n{said}\n\nKinds that no identity can find:\n\n{reasons}"
    )


def table(header: Sequence[str], rows: Iterable[Sequence[str]], left: Sequence[int] = ()) -> str:
    """Return a Markdown table; columns are set right but for those in ``left``."""
    rule = ["---" if place in left else "---:" for place in range(len(header))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))


def machine() -> str:
    """Return what matters of the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    limit = SETTINGS["memory_limit"]
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, DuckDB limited to {limit}"
