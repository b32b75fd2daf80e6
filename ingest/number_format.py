"""A value of a workbook and its number format → what its cell shows.

The figure 1234.5 is published as 1,234.50 where the cell says so, and 0.1 + 0.2 as 0.3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

# What General shows at most, the point included.
_WIDTH_OF_GENERAL = 11
_EXACT_DIGITS = 15
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|@)|(?P<exponent>E[+-]0+)|(?P<digits>[0#?.,]+)|(?P<plain>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?")
_CONDITION = re.compile(r"(?P<how><=|>=|<>|<|>|=)(?P<than>-?\d+(?:\.\d+)?)", re.ASCII)
_COMPARED = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}
_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?:\$[^\]]*|[^\]hms]+)\]|;.*|@'
    r"|(?P<part>y+|m+|d+|\[?h+\]?|s+|上午/下午|AM/PM|a+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_WEEKDAYS = "一二三四五六日"


class UnknownFormatError(ValueError):
    """A number format that nothing here can show."""


class _Section(NamedTuple):
    """One part of a number format: what it holds for, and the pieces it shows."""

    condition: tuple[str, Decimal] | None
    pieces: tuple[tuple[str, str], ...]

    def has(self, kind: str) -> bool:
        """Say whether there is a piece of a kind."""
        return any(piece[0] == kind for piece in self.pieces)


def shown(value: object, number_format: str) -> str:
    """Return what a cell with a value shows. Raises ``UnknownFormatError``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, time, timedelta)):
        return _date(value, number_format)
    sections = _sections(number_format)
    if not isinstance(value, (int, float)):
        # The fourth part is for text; one that shows nothing hides it.
        return "" if len(sections) == 4 and not sections[3].pieces else str(value)
    try:
        return _number(exact(value), sections)
    except InvalidOperation as error:
        raise UnknownFormatError from error


def exact(value: float) -> Decimal:
    """Return a number with the fifteen digits that a workbook holds, and not what binary adds."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_EXACT_DIGITS}g}")


def _number(value: Decimal, sections: tuple[_Section, ...]) -> str:
    """Return a number by the part of the format that is for it."""
    section, has_own_sign = _section_for(value, sections)
    if not section.pieces:
        return ""
    text = _shown_by(section, abs(value))
    # Where the colour alone said that the amount is negative, the words have to.
    is_signed = has_own_sign and re.search(r"[-−(（△▲]", text) is not None
    return text.strip() if value >= 0 or is_signed else f"-{text.strip()}"


def _section_for(value: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """Return the part of a format for a number, and whether it is to show the sign itself."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for place, section in enumerate(numeric):
            if section.condition is None or _COMPARED[section.condition[0]](
                value, section.condition[1]
            ):
                return section, place > 0
        return numeric[-1], False
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if value == 0 and len(numeric) > 2:
        return numeric[2], True
    return numeric[0], False


def _shown_by(section: _Section, value: Decimal) -> str:
    """Return a number that is not negative, as one part of a format shows it."""
    if section.has("exponent") or section.has("fraction"):
        raise UnknownFormatError
    runs = [text for kind, text in section.pieces if kind == "digits"]
    whole, point, decimals = "".join(runs).partition(".")
    # Commas behind the last digit, before the point or at the end, count thousands.
    core = whole.rstrip(",")
    thousands = len(whole) - len(core) + decimals.count(",")
    pattern = f"{core}{point}{decimals.replace(',', '')}"
    value = (value * 100 if section.has("percent") else value) / 1000**thousands
    printed = _spread(_by_digits(pattern, value), runs, pattern)
    parts = []
    for kind, text in section.pieces:
        if kind == "digits":
            parts.append(printed.pop(0))
        else:
            parts.append(_general(value) if kind == "general" else text)
    return "".join(parts)


def _spread(digits: str, runs: Sequence[str], pattern: str) -> list[str]:
    """Return the digits for every run of a format, which text may stand between.

    ``0!.0000`` shows 元 as 万元: the last four digits stand behind a point that is text.
    """
    if len(runs) < 2:
        return [digits]
    if set(pattern) & {",", "."}:
        raise UnknownFormatError
    spread: list[str] = []
    for run in reversed(runs[1:]):
        count = len(run.rstrip(","))
        digits, last = digits[:-count], digits[-count:]
        spread.insert(0, last)
    return [digits, *spread]


def _by_digits(pattern: str, value: Decimal) -> str:
    """Return a number as ``#,##0.00`` and its like say."""
    whole, point, decimals = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    least = len(whole.replace(",", "").lstrip("#").replace("?", ""))
    before = before.lstrip("0").rjust(least, "0")
    if "," in whole and before:
        start = len(before) % 3
        groups = [before[:start], *(before[at : at + 3] for at in range(start, len(before), 3))]
        before = ",".join(filter(None, groups))
    needed = len(decimals.rstrip("#?"))
    after = after[:needed] + after[needed:].rstrip("0")
    if not before and after:
        # .5 is shown for ``#.0``; it is the same figure.
        before = "0"
    return f"{before}{point}{after}" if after else before


def _general(value: Decimal) -> str:
    """Return a number as a cell without a format shows it, never by powers of ten."""
    whole = f"{value:f}".partition(".")[0]
    decimals = max(0, _WIDTH_OF_GENERAL - 1 - len(whole))
    text = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...]:
    """Take a number format apart."""
    sections: list[_Section] = []
    for part in _split(number_format):
        condition: tuple[str, Decimal] | None = None
        pieces: list[tuple[str, str]] = []
        for token in _TOKEN.finditer(part):
            kind, text = token.lastgroup or "", token[token.lastgroup or 0]
            if kind == "bracket":
                compared, currency = _CONDITION.fullmatch(text), _CURRENCY.fullmatch(text)
                if compared:
                    condition = (compared["how"], Decimal(compared["than"]))
                elif currency and currency["sign"]:
                    pieces.append(("text", currency["sign"]))
            elif kind == "space":
                pieces.append(("text", " "))
            elif kind == "plain" and text == "%":
                pieces.append(("percent", "%"))
            elif kind == "plain" and text == "/" and any(p[0] == "digits" for p in pieces):
                pieces.append(("fraction", text))
            elif kind == "digits" and not set(text) & set("0#?"):
                pieces.append(("text", text))
            elif kind in {"digits", "general", "exponent"}:
                pieces.append((kind, text))
            elif kind != "fill":
                pieces.append(("text", text))
        sections.append(_Section(condition, tuple(pieces)))
    return tuple(sections)


def _split(number_format: str) -> list[str]:
    """Return the parts of a format, apart by semicolons that are no text."""
    parts = [""]
    for token in _TOKEN.finditer(number_format):
        if token[0] == ";" and token.lastgroup == "plain":
            parts.append("")
        else:
            parts[-1] += token[0]
    return parts


def _date(value: date | time | timedelta, number_format: str) -> str:
    """Return a date or a time as its format shows it."""
    if isinstance(value, timedelta):
        raise UnknownFormatError
    when = datetime.combine(date(1900, 1, 1), value) if isinstance(value, time) else value
    parts: list[str] = []
    clock = False
    for token in _DATE_TOKEN.finditer(number_format):
        part = (token["part"] or "").lower()
        if part:
            parts.append(_date_part(part, when, clock))
            clock = part[0] in "hs["
        else:
            parts.append(token["quoted"] or token["escaped"] or token["plain"] or "")
    return "".join(parts).strip()


def _date_part(part: str, when: date, is_minute: bool) -> str:
    """Return the year, the month … of a date; ``m`` behind hours stands for minutes."""
    hour = getattr(when, "hour", 0)
    if part[0] == "y":
        return f"{when.year:04}" if len(part) > 2 else f"{when.year % 100:02}"
    if part[0] == "m":
        number = getattr(when, "minute", 0) if is_minute else when.month
        return f"{number:02}" if len(part) == 2 else str(number)
    if part[0] == "d":
        return f"{when.day:02}" if len(part) == 2 else str(when.day)
    if part[0] == "h":
        return f"{hour:02}" if len(part) == 2 else str(hour)
    if part[0] == "s":
        second = getattr(when, "second", 0)
        return f"{second:02}" if len(part) == 2 else str(second)
    if part[0] == "a" and set(part) == {"a"}:
        return ("星期" if len(part) > 3 else "") + _WEEKDAYS[when.weekday()]
    raise UnknownFormatError
