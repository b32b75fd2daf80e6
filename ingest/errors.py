"""The one exception of this package, and the problems it carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.language import say
from ingest.text import harmless, name_of_character

# So many problems of one cause are told in full, of so many causes; so much of a text is shown.
_IN_FULL = 5
_CAUSES = 20
_LETTERS = 400
_PLACES = 8
# What differs between two problems of one cause.
_OWN = re.compile(r'"[^"]*"|“[^”]*”|\d+')


@dataclass(frozen=True)
class Problem:
    """One reason why a document cannot be loaded.

    ``expected``, ``found`` and ``action``, which tells the reader what to do about it, are messages
    without values, in English, or texts that are said already. ``line`` is the 1-based line of the
    source text, or ``None`` where the problem belongs to the document as a whole; ``page`` is the
    page of that line, or its sheet and row, blank where the file has neither.
    """

    file: str
    line: int | None
    expected: str
    found: str
    action: str
    page: str = ""

    def __str__(self) -> str:
        """Return ``FILE:LINE: expected …; found …. What to do.``, with the page if there is one."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.page:
            page = say("page {page}", page=self.page) if self.page.isdecimal() else self.page
            place += f" ({page})"
        expected, found = (_shortened(say(text)) for text in (self.expected, self.found))
        told = "{place}: expected {expected}; found {found}. {action}"
        values = {"place": place, "expected": expected, "found": found, "action": say(self.action)}
        return harmless(say(told, **values))

    @property
    def cause(self) -> tuple[str, str]:
        """Return what it has in common with others that are put right in the same way."""
        return self.action, _OWN.sub("", self.expected)


class IngestError(Exception):
    """A document, or a whole run, cannot be loaded; ``problems`` says why, in source order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep ``problems``; there is always at least one."""
        super().__init__("\n".join(told(problems)))
        self.problems: tuple[Problem, ...] = tuple(problems)


def refusal(file: object, line: int | None, expected: str, found: str, action: str) -> IngestError:
    """Return the error of a file with one problem."""
    return IngestError([Problem(str(file), line, expected, found, action)])


def no_steering(file: object, line: int, character: str, page: str = "") -> IngestError:
    """Return the error of a text with a character that no document prints."""
    expected = "text without characters that steer machines or turn what is seen around"
    found, action = name_of_character(character), "Take the character out, and compare the line."
    return IngestError([Problem(str(file), line, expected, found, action, page)])


def told(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the lines that tell problems: the first of each cause, how many more, and where."""
    causes: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        causes.setdefault(problem.cause, []).append(problem)
    for alike in list(causes.values())[:_CAUSES]:
        yield from map(str, alike[:_IN_FULL])
        if more := alike[_IN_FULL:]:
            values = {"file": more[0].file, "count": len(more), "places": _places(more)}
            yield say("{file}: and {count} more like the last, in {places}", **values)
    if others := list(causes.values())[_CAUSES:]:
        total = sum(map(len, others))
        values = {"file": problems[0].file, "count": total, "kinds": len(others)}
        yield say("{file}: and {count} problems of {kinds} other kinds", **values)


def _places(problems: Sequence[Problem]) -> str:
    """Return where problems stand: the first lines of one file, or the number in each file."""
    files = Counter(problem.file for problem in problems)
    if len(files) == 1:
        lines = [problem.line for problem in problems if problem.line is not None]
        places = [say("line {line}", line=line) for line in lines] or [say("the same file")]
    else:
        places = [f"{file} ({count})" for file, count in files.items()]
    listed = ", ".join(places[:_PLACES])
    if len(places) <= _PLACES:
        return listed
    return say("{places} … ({count} in all)", places=listed, count=len(places))


def _shortened(text: str) -> str:
    """Return a text without the middle of what is too long to be read."""
    half = _LETTERS // 2
    return text if len(text) <= _LETTERS else f"{text[:half]} … {text[-half:]}"
