"""Clauses of a paragraph: sentences, which 。 and ； end, have clauses, which ， and ： end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.narrative_text import Text
from ingest.prose.numbers import Number

_MARKS = {",": ",", "，": ",", ";": ";", "；": ";", "。": "。", ":": ":", "!": "。", "?": "。"}
_STOPS = re.compile(r"[(,，;；。:!?.、]")
# Brackets in more brackets than this are marks like others: nobody prints them.
_DEEPEST = 20


@dataclass(frozen=True)
class Clause:
    """A clause of ``text``, from ``start`` to ``end``; ``mark`` is which of ``,;:。、`` ends it.

    ``figures`` are its own; ``groups`` are the insides of brackets that hold figures of theirs.
    """

    text: Text
    start: int
    end: int
    mark: str
    figures: tuple[Number, ...]
    groups: tuple[tuple[int, int], ...]

    @cached_property
    def words(self) -> Text:
        """Return the clause without the brackets that hold figures."""
        return self.between(self.start, self.end)

    @property
    def states_nothing(self) -> bool:
        """Say whether the clause holds no figure at all."""
        return not self.figures and not self.groups

    def lead(self, index: int) -> Text:
        """Return the words in front of a figure of this clause."""
        start = self.figures[index - 1].published_end if index else self.start
        return self.between(start, self.figures[index].published_start)

    def tail(self) -> Text:
        """Return the words behind the last figure."""
        return self.between(self.figures[-1].published_end, self.end)

    def between(self, start: int, end: int) -> Text:
        """Return a part of the clause without the brackets that hold figures."""
        parts = []
        first_group = bisect_left(self.groups, (start + 1, 0))
        for first, last in self.groups[first_group : bisect_left(self.groups, (end + 1, 0))]:
            parts.append(self.text.part(start, first - 1))
            start = last + 1
        rest = self.text.part(start, end)
        if not parts:
            return rest
        parts.append(rest)
        return Text.joined(parts)


def closing_brackets(form: str) -> dict[int, int]:
    """Return where each bracket that opens is closed, as far as brackets are not too many."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[()]", form):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if len(opened) < _DEEPEST:
                closed[start] = match.start()
    return closed


def split_clauses(
    text: Text, figures: Sequence[Number], closings: Mapping[int, int], start: int, end: int
) -> list[Clause]:
    """Split a stretch of text into clauses.

    Brackets are part of a clause, whatever marks they hold; those with figures become its groups.
    A 、 ends a clause that has stated a figure; elsewhere it joins words of a list.
    """
    clauses: list[Clause] = []
    own: list[Number] = []
    groups: list[tuple[int, int]] = []
    first = position = start
    number = bisect_left(figures, start, key=lambda figure: figure.start)
    while position <= end:
        stop = _STOPS.search(text.form, position, end)
        position = stop.start() if stop else end
        # A mark within a figure ends nothing.
        passed = position
        limit = position if stop else end - 1
        while number < len(figures) and figures[number].start <= limit:
            if figures[number].end <= end:
                own.append(figures[number])
                passed = max(passed, figures[number].published_end)
            number += 1
        if stop and passed > position:
            position = passed
            continue
        closing = closings.get(position, end) if position < end else end
        if closing < end:
            inside = bisect_left(figures, closing, key=lambda figure: figure.start)
            if inside > number:
                groups.append((position + 1, closing))
                number = inside
            position = closing + 1
            continue
        mark = "" if position == end else _mark(text.form, position)
        if position < end and text.form[position] == "、" and own:
            mark = "、"
        if mark or position == end:
            if text.part(first, position):
                clauses.append(Clause(text, first, position, mark, tuple(own), tuple(groups)))
            first, own, groups = position + 1, [], []
        position += 1
    return clauses


def _mark(form: str, position: int) -> str:
    """Return the mark that ends a clause here, or a blank."""
    character = form[position]
    if character == "." and position and not form[position - 1].isascii():
        return "。"
    if character == "." and form[position - 1 : position] in ("%", ")"):
        return "。"
    return _MARKS.get(character, "")
