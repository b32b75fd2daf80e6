"""The command line, ``python -m ingest``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ingest.disclosure import Disclosure, read_disclosure
from ingest.errors import IngestError, refusal
from ingest.regions import Regions
from ingest.template import PROJECT_ROOT, Catalogue, read_catalogue
from ingest.writer import LandingZone, Staging, write_seeds


def main(arguments: Sequence[str] | None = None, root: Path = PROJECT_ROOT) -> int:
    """Run the command line on the project at ``root`` and return its exit code.

    0: every document is loaded. 1: a document was refused, or nothing could be written.
    2: the command line is wrong (raised by ``argparse`` as ``SystemExit``).
    """
    options = _parser().parse_args(arguments)
    folder = options.out or root / "seeds" / "published"
    try:
        catalogue = read_catalogue(root)
        regions = Regions.read(root / "seeds" / "reference" / "ref_regions.csv")
        reader = _Run(catalogue, regions, options.region_code)
        with Staging(folder) as staging:
            if options.out is None:
                loaded = list(reader.read(options.documents))
                if not reader.refused:
                    write_seeds(staging, catalogue.output_columns, loaded)
            else:
                landing_zone = LandingZone(staging, catalogue.output_columns)
                for disclosure in reader.read(options.documents):
                    landing_zone.add(disclosure)
                landing_zone.finish()
    except IngestError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    place = options.out or "seeds/published"
    written = 0 if options.out is None and reader.refused else len(reader.files)
    print(f"{written} documents loaded into {place}, {reader.refused} refused", file=sys.stderr)
    return 1 if reader.refused else 0


def _parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Read published departmental budgets (部门预算公开) into verbatim CSV files.",
    )
    parser.add_argument(
        "documents",
        nargs="+",
        type=Path,
        metavar="DOCUMENT",
        help="a published document: a PDF, or text with its tables as tab-separated rows",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write a landing zone of many documents under DIR, in place of one that is there; "
        "refused documents are left out (without it: seeds/published, all documents or none)",
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


class _Run:
    """Reads the documents of one run, prints what is wrong with them, and counts."""

    def __init__(self, catalogue: Catalogue, regions: Regions, region_code: str | None) -> None:
        self.files: dict[str, Path] = {}
        self.refused = 0
        self._catalogue = catalogue
        self._regions = regions
        self._region_code = region_code

    def read(self, paths: Sequence[Path]) -> Iterator[Disclosure]:
        """Yield the documents that can be loaded, in the order given."""
        for path in _with_progress(paths):
            try:
                disclosure = read_disclosure(
                    path, self._catalogue, self._regions, self._region_code
                )
                self._check_new(disclosure, path)
            except IngestError as error:
                self.refused += 1
                _print(str(error))
                continue
            self.files[disclosure.disclosure_id] = path
            for warning in disclosure.warnings:
                _print(warning)
            yield disclosure

    def _check_new(self, disclosure: Disclosure, path: Path) -> None:
        """Raise ``IngestError`` if another document of the run has the same disclosure_id."""
        other = self.files.get(disclosure.disclosure_id)
        if other is not None:
            found = f"{disclosure.disclosure_id}, which {other} has too"
            action = "Leave one of the two out, or tell them apart with --region-code."
            raise refusal(path, None, "one document a disclosure_id in a run", found, action)


def _with_progress(paths: Sequence[Path]) -> Iterable[Path]:
    """Show a progress bar over several documents where somebody is there to see it."""
    if len(paths) == 1 or not sys.stderr.isatty():
        return paths
    try:
        from tqdm import tqdm
    except ImportError:
        return paths
    return tqdm(paths, unit="document", file=sys.stderr)


def _print(message: str) -> None:
    """Print a message without breaking a progress bar."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    print(message, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
