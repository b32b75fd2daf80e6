"""The command line, ``python -m ingest``."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tqdm import tqdm

from ingest.disclosure import Disclosure, read_disclosure
from ingest.errors import IngestError, refusal
from ingest.language import LANGUAGES, language, say, speaking
from ingest.limits import USUAL
from ingest.regions import Regions
from ingest.storage import Store
from ingest.template import DISCLOSURE_COLUMNS, PROJECT_ROOT, Catalogue, read_catalogue
from ingest.workers import Lost, read_all
from ingest.writer import Known, LandingZone, Seeds

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
    if not documents and not options.remove:
        parser.error("expected a DOCUMENT, the FILEs of one after --together, or --remove ID")
    with speaking(options.language):
        return _load(options, documents, root)


def _load(options: argparse.Namespace, documents: Sequence[Files], root: Path) -> int:
    """Do what the command line says; returns what ``main`` does."""
    folder = options.out or root / "seeds" / "published"
    try:
        catalogue = read_catalogue(root)
        regions = Regions.read(root / "seeds" / "reference" / "ref_regions.csv")
        with Store(folder, _print) as store:
            target = (LandingZone if options.out else Seeds)(store, catalogue.output_columns)
            known = target.known()
            _refuse_unknown(folder, options.remove, known)
            read = partial(
                _read_one, catalogue=catalogue, regions=regions, region_code=options.region_code
            )
            reader = _Run(read, options.jobs, {} if options.replace else known)
            for disclosure in reader.read(documents):
                target.add(disclosure)
            target.finish(options.remove)
    except IngestError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        file = error.filename or folder
        print(say("{file}: cannot be written: {reason}", file=file, reason=reason), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        message = say("{folder}: interrupted; no document is half there", folder=folder)
        print(message, file=sys.stderr)
        return 130
    for message in reader.refused:
        print(message, file=sys.stderr)
    place = options.out or "seeds/published"
    values = {"loaded": len(reader.files), "place": place, "refused": len(reader.refused)}
    counts = say("{loaded} documents loaded into {place}, {refused} refused", **values)
    if options.remove:
        counts += say(", {removed} removed", removed=len(set(options.remove)))
    print(counts, file=sys.stderr)
    return 1 if reader.refused else 0


def _refuse_unknown(folder: Path, remove: Sequence[str], known: Known) -> None:
    """Refuse to remove a document that is not there."""
    for disclosure_id in remove:
        if disclosure_id not in known:
            expected = say("the disclosure_id of a document that is loaded")
            if known:
                expected += say(", such as {example}", example=min(known))
            action = "Nothing was changed; correct it."
            raise refusal(folder, None, expected, f'"{disclosure_id}"', action)


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
        help="write a landing zone of many documents under DIR (default: seeds/published); "
        "documents that are there stay, and an older version of one that is loaded is replaced",
    )
    parser.add_argument(
        "--remove",
        action="append",
        default=[],
        metavar="ID",
        help="take out the document with this disclosure_id; may be given again",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="replace a document of the same disclosure_id even if its department has another name",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        default=_cores(),
        metavar="N",
        help="read N documents at a time (default: one for each core, here %(default)s)",
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=language(),
        help="of messages (default: BUDGET_LANGUAGE, else that of the terminal, Chinese if it has"
        " none of the two)",
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

    def __init__(self, read: Callable[[Files], Disclosure | str], jobs: int, known: Known) -> None:
        self.files: dict[str, str] = {}
        self.refused: list[str] = []
        self._read = read
        self._jobs = jobs
        self._known = known

    def read(self, documents: Sequence[Files]) -> Iterator[Disclosure]:
        """Yield the documents that can be loaded, in the order given."""
        seconds = USUAL.seconds * max(map(len, documents), default=1) + _GRACE
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
                else:
                    disclosure = self._in_place(name, disclosure)
            if isinstance(disclosure, str):
                self.refused.append(disclosure)
                continue
            self.files[disclosure.disclosure_id] = name
            for warning in disclosure.warnings:
                _print(warning)
            yield disclosure

    def _in_place(self, name: str, disclosure: Disclosure) -> Disclosure | str:
        """Return the document, or the message that refuses to put it in the place of another."""
        key = disclosure.disclosure_id
        before = self._known.get(key)
        if before is None:
            return disclosure
        now = dict(zip(DISCLOSURE_COLUMNS, disclosure.rows["disclosures"][0], strict=True))
        names = [row.get("department_name", "") for row in (before, now)]
        file = before.get("source_file", "")
        if names[0] != names[1]:
            expected = say(
                'under {key} the document of "{name}" that is loaded from {file}',
                key=key,
                name=names[0],
                file=file,
            )
            action = "Tell them apart with --region-code, or give --replace if it is the same."
            found = say('one of "{name}"', name=names[1])
            return str(refusal(name, None, expected, found, action))
        if before.get("source_sha256") != now["source_sha256"]:
            note = "{name}: note: takes the place of {key} as loaded from {file}"
            _print(say(note, name=name, key=key, file=file))
        return disclosure


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
        found = say("one that it fails at ({error})", error=repr(error)[:300])
        return _not_understood(_name(files), found)


def _name(files: Files) -> str:
    """Return the files of a document as messages name them."""
    return " + ".join(map(str, files))


def _not_understood(name: str, found: str) -> str:
    """Return the message for a document at which the reader fails."""
    action = "Save it in another format, and tell the maintainers."
    return str(refusal(name, None, "a file that the reader copes with", found, action))


def _twice(name: str, other: str, disclosure_id: str) -> str:
    """Return the message for a second document with the same disclosure_id."""
    found = say("{key}, which {other} has too", key=disclosure_id, other=other)
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
