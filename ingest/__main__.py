"""The command line, ``python -m ingest``."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tqdm import tqdm

from ingest.disclosure import Disclosure, read_disclosure
from ingest.errors import IngestError, refusal
from ingest.limits import USUAL
from ingest.regions import Regions
from ingest.template import PROJECT_ROOT, Catalogue, read_catalogue
from ingest.workers import Lost, read_all
from ingest.writer import LandingZone, Staging, write_seeds

# The files of one document, in the order in which they are read.
Files = Sequence[Path]
# A reader sees for itself that it takes too long; one that hangs is ended so much later.
_GRACE = 30.0


def main(arguments: Sequence[str] | None = None, root: Path = PROJECT_ROOT) -> int:
    """Run the command line on the project at ``root`` and return its exit code.

    0: every document is loaded. 1: documents were refused (the others are loaded), or nothing
    could be written.
    2: the command line is wrong (raised by ``argparse`` as ``SystemExit``).
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    documents: list[Files] = [*([path] for path in options.documents), *options.together]
    if not documents:
        parser.error("expected a DOCUMENT, or the FILEs of one after --together")
    folder = options.out or root / "seeds" / "published"
    try:
        catalogue = read_catalogue(root)
        regions = Regions.read(root / "seeds" / "reference" / "ref_regions.csv")
        reader = _Run(catalogue, regions, options.region_code, options.jobs)
        with Staging(folder) as staging:
            if options.out is None:
                loaded = list(reader.read(documents))
                if loaded:
                    write_seeds(staging, catalogue.output_columns, loaded)
            else:
                landing_zone = LandingZone(staging, catalogue.output_columns)
                for disclosure in reader.read(documents):
                    landing_zone.add(disclosure)
                landing_zone.finish()
    except IngestError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    for message in reader.refused:
        print(message, file=sys.stderr)
    place = options.out or "seeds/published"
    counts = f"{len(reader.files)} documents loaded into {place}, {len(reader.refused)} refused"
    print(counts, file=sys.stderr)
    return 1 if reader.refused else 0


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Read published departmental budgets (部门预算公开) into verbatim CSV files.",
    )
    parser.add_argument(
        "documents",
        nargs="*",
        type=Path,
        metavar="DOCUMENT",
        help="a published document: a PDF, DOCX, XLSX or HTML file, or text with its tables as "
        "tab-separated rows",
    )
    parser.add_argument(
        "--together",
        nargs="+",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="the files of one document, in their order (a .docx and the workbook of its tables); "
        "may be given again for another document",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write a landing zone of many documents under DIR, in place of one that is there; "
        "(without it: seeds/published, where other documents stay)",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        default=_cores(),
        metavar="N",
        help="read N documents at a time (default: one for each core, here %(default)s)",
    )
    parser.add_argument(
        "--region-code",
        type=_region_code,
        metavar="CODE",
        help="the six-digit region code of all DOCUMENTs, where their own words do not give it",
    )
    return parser


def _region_code(text: str) -> str:
    """Return a region code given on the command line; refuse one that has not six digits."""
    if not re.fullmatch(r"\d{6}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"expected six digits such as 450200, found {text!r}")
    return text


def _count(text: str) -> int:
    """Return a number of processes given on the command line; refuse what is none."""
    if not re.fullmatch(r"[1-9]\d{0,2}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 999, found {text!r}")
    return int(text)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Run:
    """Reads the documents of one run, prints warnings, and keeps why documents are refused."""

    def __init__(
        self, catalogue: Catalogue, regions: Regions, region_code: str | None, jobs: int
    ) -> None:
        self.files: dict[str, str] = {}
        self.refused: list[str] = []
        self._read = partial(
            _read_one, catalogue=catalogue, regions=regions, region_code=region_code
        )
        self._jobs = jobs

    def read(self, documents: Sequence[Files]) -> Iterator[Disclosure]:
        """Yield the documents that can be loaded, in the order given."""
        seconds = USUAL.seconds * max(map(len, documents)) + _GRACE
        # A single one too: what breaks or hangs a process must not take this one with it.
        found: Iterable[Disclosure | str | Lost] = read_all(
            documents, self._read, self._jobs, seconds
        )
        for files, disclosure in zip(documents, _with_progress(found, len(documents)), strict=True):
            name = _name(files)
            if isinstance(disclosure, Lost):
                disclosure = _not_understood(name, disclosure.found)
            elif isinstance(disclosure, Disclosure):
                other = self.files.get(disclosure.disclosure_id)
                if other is not None:
                    disclosure = _twice(name, other, disclosure.disclosure_id)
            if isinstance(disclosure, str):
                self.refused.append(disclosure)
                continue
            self.files[disclosure.disclosure_id] = name
            for warning in disclosure.warnings:
                _print(warning)
            yield disclosure


def _read_one(
    files: Files, catalogue: Catalogue, regions: Regions, region_code: str | None
) -> Disclosure | str:
    """Return a document, or the message that refuses it."""
    try:
        return read_disclosure(files, catalogue, regions, region_code)
    except IngestError as error:
        return str(error)
    except Exception as error:
        # No one document may take the others of the run with it.
        return _not_understood(_name(files), f"one that it fails at ({error!r})"[:300])


def _name(files: Files) -> str:
    """Return the files of a document as messages name them."""
    return " + ".join(map(str, files))


def _not_understood(name: str, found: str) -> str:
    """Return the message for a document at which the reader fails."""
    action = "Save it in another format, and tell the maintainers."
    return str(refusal(name, None, "a file that the reader copes with", found, action))


def _twice(name: str, other: str, disclosure_id: str) -> str:
    """Return the message for a second document with the same disclosure_id."""
    found = f"{disclosure_id}, which {other} has too"
    action = "Leave one of the two out, or tell them apart with --region-code."
    return str(refusal(name, None, "one document a disclosure_id in a run", found, action))


def _with_progress(found: Iterable[object], count: int) -> Iterable[object]:
    """Show a progress bar over several documents where somebody is there to see it."""
    if count == 1 or not sys.stderr.isatty():
        return found
    return tqdm(found, total=count, unit="document", file=sys.stderr)


def _print(message: str) -> None:
    """Print a message without breaking a progress bar."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    print(message, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
