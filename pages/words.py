"""What a reader sees of values: text in two languages and exact figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

MISSING = "—"
_FIRST_WORDS = re.compile(r"^[^，。；：（(:;.\n]+")


class Words(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str


class Table(NamedTuple):
    """A table of a document: the number it has there and its title, as printed."""

    number: int
    title: Words

    @property
    def name(self) -> Words:
        """How a sentence speaks of it."""
        return Words(f"表{self.number}", f"table {self.number}")


def folder_of(disclosure_id: str) -> str:
    """The folder of a document's pages: what a name from outside says never leads out of it."""
    return re.sub(r"[^\w.-]", "_", disclosure_id).lstrip(".") or "_"


def named(zh: str | None, en: str | None = None, code: str = "") -> Words:
    """A name in both languages: the Chinese one stands where there is no English, else the code."""
    chinese = zh or en or code
    return Words(chinese, en or chinese)


def first_words(description: str, name: str) -> str:
    """What something is called: the first words of its description, else its name."""
    found = _FIRST_WORDS.match(description)
    return found.group().strip() if found else name


def figure(value: Decimal | None) -> str:
    """An amount with separators: two decimals, or as many as the exact value has."""
    if value is None:
        return MISSING
    text = f"{value:,f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def signed(value: Decimal | None) -> str:
    """A change, with its sign."""
    if value is None:
        return MISSING
    return figure(value) if value <= 0 else f"+{figure(value)}"


def percent(value: Decimal | None) -> str:
    """A change in percent as stated, with its sign."""
    return MISSING if value is None else f"{signed(value)}%"


def share(value: Decimal | None) -> str:
    """A fraction as a percentage with two decimals."""
    return MISSING if value is None else f"{value * 100:,.2f}%"


def year_before(year: int, compared_with: str | None) -> Words:
    """What the year before a fiscal year is called: by its year, and as spent where it is that."""
    if compared_with == "actual":
        return Words(f"{year - 1}年执行数", f"{year - 1}, as spent")
    return Words(f"{year - 1}年", str(year - 1))


def total(values: list[Decimal | None]) -> Decimal | None:
    """The exact sum of what is there; nothing where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
