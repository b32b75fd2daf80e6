"""The numbers that Word prints in front of paragraphs: 一、 （一） 1. and the like.

They are no text of the paragraph: a list says how they look, and each paragraph that it is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from docx.oxml.ns import qn

_W = qn("w:t").removesuffix("t")
_DIGITS = "零一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_SMALL_ROMAN = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """Return a number in Chinese, as headings count: 十, 十一, 二十, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    text, rest = "", number
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, size)
        if digit:
            text += _DIGITS[digit] + name
        elif text and rest and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if 10 <= number < 20 else text


def _letter(number: int) -> str:
    """Return a, b, …, z, aa, bb."""
    count, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * (count + 1)


def _roman(number: int) -> str:
    """Return a number as the Romans wrote it."""
    text = ""
    for size, name in (*_ROMAN, *_SMALL_ROMAN):
        count, number = divmod(number, size)
        text += name * count
    return text


def _circled(number: int) -> str:
    """Return ① to ⑳, and plain digits from there on."""
    return chr(ord("①") + number - 1) if 0 < number <= 20 else str(number)


_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "taiwaneseCounting"),
            *("taiwaneseCountingThousand", "japaneseCounting", "ideographDigital"),
        ),
        chinese,
    ),
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: "".join(chr(ord(c) + 0xFEE0) for c in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


class Numbering:
    """Counts the paragraphs of every list of a document."""

    def __init__(self, root: Any) -> None:
        """Read what ``root`` says of lists; ``None`` where a document has none."""
        self._levels: dict[str, dict[int, Any]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        for element in () if root is None else root.iterchildren(f"{_W}abstractNum"):
            levels = element.iterchildren(f"{_W}lvl")
            key = element.get(f"{_W}abstractNumId", "")
            self._levels[key] = {_number(level.get(f"{_W}ilvl")): level for level in levels}
        for element in () if root is None else root.iterchildren(f"{_W}num"):
            starts = {}
            for override in element.iterchildren(f"{_W}lvlOverride"):
                if (start := _value(override, "startOverride")) is not None:
                    starts[_number(override.get(f"{_W}ilvl"))] = _number(start)
            abstract = _value(element, "abstractNumId") or ""
            self._lists[element.get(f"{_W}numId", "")] = (abstract, starts)

    def next(self, paragraph: Any, from_style: Any) -> str:
        """Return what is printed in front of the next paragraph, blank where nothing is."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        name = _value(own, "numId") or _value(from_style, "numId")
        depth = _number(_value(own, "ilvl") or _value(from_style, "ilvl"))
        abstract, starts = self._lists.get(name or "", ("", {}))
        levels = self._levels.get(abstract, {})
        if name is None or depth not in levels:
            return ""
        counts = self._counts[abstract]
        if name not in self._begun:
            # A list that says where it starts starts there, though its like has been counted on.
            self._begun.add(name)
            for level in starts:
                counts.pop(level, None)
        start = starts.get(depth, _number(_value(levels[depth], "start")))
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for level in [level for level in counts if level > depth]:
            del counts[level]
        if _value(levels[depth], "numFmt") in {"bullet", "none"}:
            return ""

        def printed(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            if level not in levels:
                return ""
            number = counts.get(level, starts.get(level, _number(_value(levels[level], "start"))))
            return _FORMS.get(_value(levels[level], "numFmt") or "", str)(number)

        text = _PLACE.sub(printed, _value(levels[depth], "lvlText") or "")
        # A tab stands between them; behind a mark nobody needs it.
        return f"{text} " if text[-1:].isalnum() else text


def _value(properties: Any, name: str) -> str | None:
    """Return the value of a property."""
    found = None if properties is None else properties.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _number(text: str | None) -> int:
    """Return a small number, 0 where there is none."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0
