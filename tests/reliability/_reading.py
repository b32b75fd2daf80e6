"""Reading a file as the command does, and what each answer must be like."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.documents.files import write_file
from ingest.__main__ import _read_one
from ingest.disclosure import Disclosure
from ingest.regions import Regions
from ingest.template import PROJECT_ROOT, Catalogue, read_catalogue
from tests.python.documents import build_parts
from tests.reliability.attacks import FOUND, LOADED, REFUSED

PROSE = (
    "# 第二部分 103柳州市人民政府办公室2024年部门预算情况说明\n\n## 一、部门收支预算情况说明\n\n"
)


@cache
def _project() -> tuple[Catalogue, Regions]:
    """Return what every reading needs."""
    regions = PROJECT_ROOT / "seeds" / "reference" / "ref_regions.csv"
    return read_catalogue(PROJECT_ROOT), Regions.read(regions)


def read(path: Path) -> Disclosure | str:
    """Return a document, or the message that refuses it."""
    catalogue, regions = _project()
    return _read_one([path], catalogue, regions, None)


def write(path: Path, **how: object) -> Path:
    """Write a document that ties out, but for what is done to it, in the format of the suffix."""
    return write_file(path, build_parts(**how))


def amounts(found: Disclosure) -> dict[str, list[tuple[str, ...]]]:
    """Return the cells of all tables, without their places and the blanks around them."""
    return {
        name: [tuple(cell.strip() for cell in row) for row in rows]
        for name, rows in found.rows.items()
        if name not in {"disclosures", "tables", "narrative_claims", "budget_units"}
    }


def must_be_refused(path: Path, *words: str) -> str:
    """See that a file is refused by a clear message that has some words."""
    found = read(path)
    if not isinstance(found, str):
        raise AssertionError(f"{path.name} is loaded as {found.disclosure_id}")
    return clear(found, str(path), *words)


def clear(message: str, *words: str) -> str:
    """See that a refusal says where, what is expected, what is found, and some more words."""
    for word in (": expected ", "; found ", *words):
        if word not in message:
            raise AssertionError(f"no {word!r} in {message[:300]!r}")
    for word in ("Traceback", "that it fails at"):
        if word in message:
            raise AssertionError(f"{word!r} in {message[:300]!r}")
    return REFUSED


def must_read(path: Path, like: Path, hidden: str = "") -> str:
    """See that a file reads as another one does; what is hidden must be told, and not be read."""
    found, plain = read(path), read(like)
    if isinstance(found, str) or isinstance(plain, str):
        raise AssertionError(f"refused: {found if isinstance(found, str) else plain}"[:300])
    if amounts(found) != amounts(plain):
        raise AssertionError(f"{path.name} does not read as {like.name}")
    if not hidden:
        return LOADED
    if hidden in str(found.rows):
        raise AssertionError(f"the hidden {hidden} is read")
    if not any("nobody sees" in warning for warning in found.warnings):
        raise AssertionError("what is hidden is left out without a word")
    return FOUND


def must_answer(path: Path) -> str:
    """See that a file is loaded, or refused clearly."""
    found = read(path)
    return LOADED if isinstance(found, Disclosure) else clear(found)
