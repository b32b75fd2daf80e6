"""Mistakes as narratives have them: one figure, direction or year of a sentence is wrong.

Only what a check can find is changed: a figure that a table prints too, or that follows from the
figures beside it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from benchmarks.documents.fiction import Document
from benchmarks.documents.phrases import directions

# The sections that begin with a total of a table: of revenue, expenditure and the general budget.
SECTIONS_WITH_TOTALS = 6
_MONEY = re.compile(r"(?P<figure>\d[\d,]*\.\d\d)万元")
_SHARE = re.compile(r"(?:占[^，。；]+?|完成(?:年初)?预算的)(?P<figure>\d+\.\d\d)%")
_DIRECTIONS = "|".join(directions("increase") + directions("decrease"))
_CHANGE = re.compile(
    rf"，比(?:上年|\d{{4}}年度)(?P<figure>{_DIRECTIONS})"
    r"[\d,.]+万元，(?:增长|下降)"
)
_CLASSES = re.compile(r"共分为(?P<figure>\d+)类")
_YEAR = re.compile(r"(?P<figure>\d{4})年")


class Change(NamedTuple):
    """What was changed: in which line of the document, of which kind, from what and to what."""

    line: int
    kind: str
    before: str
    after: str


def _of(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield every place of the narrative that a pattern finds, and its line."""
    begun = False
    for line, text in enumerate(document.front):
        begun = begun or text.startswith("# 第二部分")
        if begun and not text.startswith("#"):
            yield from ((line, found) for found in pattern.finditer(text))


def _totals(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what a pattern finds first in the sentences that sections with totals begin with."""
    headings = [line for line, text in enumerate(document.front) if text.startswith("## ")]
    first = next(n for n, text in enumerate(document.front) if text.startswith("# 第二部分"))
    for line in [line for line in headings if line > first][:SECTIONS_WITH_TOTALS]:
        if found := pattern.search(document.front[line + 2]):
            yield line + 2, found


def _change(
    document: Document,
    rng: random.Random,
    places: Iterator[tuple[int, re.Match[str]]],
    kind: str,
    wrong: Callable[[str], str],
) -> Change | None:
    """Print something wrong in one of the places."""
    known = list(places)
    if not known:
        return None
    line, found = rng.choice(known)
    start, end = found.span("figure")
    text, after = document.front[line], wrong(found["figure"])
    document.front[line] = text[:start] + after + text[end:]
    return Change(line + 1, kind, found["figure"], after)


def _one_more(figure: str) -> str:
    """Return an amount that is 1.00 higher."""
    return f"{Decimal(figure.replace(',', '')) + 1:{',' * (',' in figure)}}"


def _other_percent(figure: str) -> str:
    """Return a percentage that is off by one."""
    value = Decimal(figure)
    return str(value - 1 if value > 50 else value + 1)


def _opposite(word: str) -> str:
    """Return a word for the other direction."""
    return "减少" if word in directions("increase") else "增加"


def misstate_amount(document: Document, rng: random.Random) -> Change | None:
    """State a total that is 1.00 too high."""
    return _change(document, rng, _totals(document, _MONEY), "amount", _one_more)


def misstate_share(document: Document, rng: random.Random) -> Change | None:
    """State a share, or how much of a budget was spent, that is off by one percent."""
    return _change(document, rng, _of(document, _SHARE), "share_percent", _other_percent)


def reverse_direction(document: Document, rng: random.Random) -> Change | None:
    """Say of an amount that grew that it shrank, or the other way round."""
    return _change(document, rng, _of(document, _CHANGE), "direction_word", _opposite)


def misstate_count(document: Document, rng: random.Random) -> Change | None:
    """State one functional class more than there are."""
    found = _of(document, _CLASSES)
    return _change(document, rng, found, "count", lambda figure: str(int(figure) + 1))


def take_over_year(document: Document, rng: random.Random) -> Change | None:
    """Leave the year of last year's document in front of this year's total."""
    found = _totals(document, _YEAR)
    return _change(document, rng, found, "year", lambda figure: str(int(figure) - 1))


KINDS: dict[str, Callable[[Document, random.Random], Change | None]] = {
    "amount_misstated": misstate_amount,
    "share_misstated": misstate_share,
    "direction_reversed": reverse_direction,
    "count_misstated": misstate_count,
    "year_taken_over": take_over_year,
}
