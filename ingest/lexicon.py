"""The words of the prose, from seeds/lexicon/lexicon.csv, as pieces of patterns.

Words are data: a wording that is new needs a row, not a change of the grammar. The grammar asks for
the words of a class and says in which order they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.csv_file import read_records
from ingest.errors import IngestError

LEXICON = Path(__file__).resolve().parents[1] / "seeds" / "lexicon" / "lexicon.csv"


@dataclass(frozen=True)
class Word:
    """A word of a class, what it means there, and next to what it is part of another word."""

    word: str
    meaning: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """Return what finds the word where it is one."""
        behind = "".join(rf"(?<!{re.escape(other)})" for other in self.not_after)
        ahead = f"(?!{_any(self.not_before)})" if self.not_before else ""
        return behind + re.escape(self.word) + ahead


@cache
def _lexicon() -> dict[str, list[Word]]:
    """Return the words of every class, longest first, so that 共有 is not taken for 共."""
    classes: dict[str, list[Word]] = {}
    try:
        rows = read_records(LEXICON, ("word_class", "word", "meaning", "not_before", "not_after"))
    except IngestError as error:
        # Patterns are made of the words while modules are imported: nobody can catch it there.
        raise SystemExit(str(error)) from None
    for row in rows:
        word = Word(
            row["word"],
            row["meaning"],
            tuple(row["not_before"].split()),
            tuple(row["not_after"].split()),
        )
        classes.setdefault(row["word_class"], []).append(word)
    return {
        name: sorted(found, key=lambda word: -len(word.word)) for name, found in classes.items()
    }


def _any(alternatives: Iterable[str]) -> str:
    """Return a pattern of texts of which any will do."""
    return "|".join(re.escape(text) for text in alternatives)


def words(*classes: str) -> str:
    """Return a pattern that finds any word of some classes, the longest that stands there."""
    found = sorted(_of(classes), key=lambda word: -len(word.word))
    return f"(?:{'|'.join(word.pattern for word in found)})"


def spellings(*classes: str) -> tuple[str, ...]:
    """Return the words of some classes as they are written, whatever stands next to them."""
    return tuple(word.word for word in _of(classes))


def meanings(word_class: str) -> dict[str, str]:
    """Return what the words of a class mean."""
    return {word.word: word.meaning for word in _lexicon()[word_class]}


def written(*classes: str) -> str:
    """Return a pattern that finds the words of some classes, whatever stands next to them."""
    return f"(?:{_any(spellings(*classes))})"


def behind(*classes: str) -> str:
    """Return a pattern that finds the place right behind any word of some classes."""
    return f"(?:{'|'.join(rf'(?<={re.escape(word)})' for word in spellings(*classes))})"


def _of(classes: Iterable[str]) -> list[Word]:
    """Return the words of some classes."""
    return [word for name in classes for word in _lexicon()[name]]
