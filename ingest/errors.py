"""The one exception of this package, and the problems it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text import harmless, name_of_character


@dataclass(frozen=True)
class Problem:
    """One reason why a document cannot be loaded.

    ``line`` is the 1-based line of the source text, or ``None`` where the problem belongs to the
    document as a whole; ``page`` is the page of that line, or its sheet and row, blank where the
    file has neither. ``action`` tells the reader what to do about it.
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
            place += f" (page {self.page})" if self.page.isdecimal() else f" ({self.page})"
        message = f"{place}: expected {self.expected}; found {self.found}. {self.action}"
        return harmless(message)


class IngestError(Exception):
    """A document, or a whole run, cannot be loaded; ``problems`` says why, in source order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep ``problems``; there is always at least one."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems: tuple[Problem, ...] = tuple(problems)


def refusal(file: object, line: int | None, expected: str, found: str, action: str) -> IngestError:
    """Return the error of a file with one problem."""
    return IngestError([Problem(str(file), line, expected, found, action)])


def no_steering(file: object, line: int, character: str, page: str = "") -> IngestError:
    """Return the error of a text with a character that no document prints."""
    expected = "text without characters that steer machines or turn what is seen around"
    found, action = name_of_character(character), "Take the character out, and compare the line."
    return IngestError([Problem(str(file), line, expected, found, action, page)])
