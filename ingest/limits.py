"""How much one file may hold, whatever its format, and what is said of one that holds more."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError, refusal
from ingest.language import say

_MOST = {"cells": "at most {most:,} cells", "lines": "at most {most:,} lines"}
_SPLIT = "Split the file, or leave out what is no budget document."


@dataclass(frozen=True)
class Limits:
    """How much one file may hold. What is more is no departmental budget, or an attack.

    ``letters`` and ``paths`` are what the pages of a PDF file draw, ``streams`` what is read of it
    when unpacked. ``unpacked`` is the size of all parts of a zipped file (DOCX, XLSX), ``ratio``
    how many times its own size that may be; ``span`` how many rows or columns one cell may cover,
    ``depth`` how many elements stand in each other, ``tables`` how many tables do, ``styles`` on
    how many others a style is based.
    """

    bytes: int = 60_000_000
    pages: int = 600
    letters: int = 3_000_000
    paths: int = 1_500_000
    seconds: float = 300.0
    unpacked: int = 120_000_000
    streams: int = 400_000_000
    ratio: int = 200
    parts: int = 5_000
    sheets: int = 200
    cells: int = 1_000_000
    lines: int = 200_000
    span: int = 1_000
    depth: int = 200
    tables: int = 10
    styles: int = 50


USUAL = Limits()


class Meter:
    """Counts what a file holds while it is read, and refuses it where it is too much."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Start the clock."""
        self.file = str(path)
        self.limits = limits
        self._path = path
        self._deadline = time.monotonic() + limits.seconds
        self._counts = {"cells": 0, "lines": 0}
        # How many letters the file holds that nobody sees.
        self.unseen = 0

    def content(self) -> bytes:
        """Return the bytes of the file."""
        self.check(
            "bytes",
            self._path.stat().st_size,
            "a file of at most {most:,} bytes",
            "{found:,} bytes",
        )
        return self._path.read_bytes()

    def leave_out(self, text: str) -> None:
        """Count the letters of a text that nobody sees."""
        self.unseen += sum(not letter.isspace() for letter in text)

    def count(self, what: str, number: int = 1) -> None:
        """Count ``cells`` of tables or ``lines`` of text, and look at the clock."""
        self._counts[what] += number
        if self._counts[what] > getattr(self.limits, what):
            self.check(what, self._counts[what], _MOST[what], "more")
        self.check_time()

    def check(self, what: str, found: int, expected: str, shown: str) -> None:
        """Refuse a file that has more of something than it may; ``shown`` says how much it has."""
        most = getattr(self.limits, what)
        if found > most:
            held = say(shown, found=found)
            raise self.refused(say(expected, most=most), held, _SPLIT)

    def check_time(self) -> None:
        """Refuse a file that takes too long."""
        if time.monotonic() > self._deadline:
            seconds = self.limits.seconds
            expected = say("a file that is read within {seconds:g} seconds", seconds=seconds)
            raise self.refused(expected, "one that takes longer", _SPLIT)

    def refused(self, expected: str, found: str, action: str) -> IngestError:
        """Return the error that refuses the whole file."""
        return refusal(self.file, None, expected, found, action)
