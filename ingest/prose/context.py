"""What a reader of the prose has in mind: in a section, in a paragraph, and at a clause of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.lexicon import words
from ingest.narrative_text import Text, Title
from ingest.prose.claims import Claim, Subject
from ingest.prose.clauses import Clause, closing_brackets, split_clauses
from ingest.prose.leads import AMOUNT, COUNT, Lead
from ingest.prose.numbers import Number

# What parts belong to: the subject of the latest amount, and of the latest count of each unit.
Wholes = Mapping[str, str]

# What stands between figures that are given in turn.
_IN_TURN = re.compile(rf"\s*(?:[、,，]|{words('conjunction')})\s*")


class Section:
    """What the paragraphs under one heading know of each other."""

    def __init__(self) -> None:
        """Begin a section: nothing was said."""
        self.wholes: Wholes = {}
        self.subject: Subject | None = None
        # The paragraphs that are open above the next, by their ordinals' styles, outermost first.
        self.open_styles: list[tuple[str, Wholes]] = []

    def inherited(self, style: str) -> Wholes:
        """Return the wholes that the paragraph above announces parts of."""
        if not style:
            return {}
        styles = [known for known, _ in self.open_styles]
        if style in styles:
            del self.open_styles[styles.index(style) :]
        return self.open_styles[-1][1] if self.open_styles else {}


@dataclass(frozen=True)
class Paragraph:
    """What there is to read: a text under a heading, its figures, and what its section knows."""

    text: Text
    heading: str
    figures: Sequence[Number]
    section: Section
    inherited: Wholes
    title: Title
    closings: Mapping[int, int]
    # Figures given in turn: for each where its row begins, its place in it, and the row's length.
    rows: Mapping[int, tuple[int, int, int]]

    @classmethod
    def of(
        cls,
        text: Text,
        heading: str,
        numbers: Sequence[Number],
        section: Section,
        inherited: Wholes,
        title: Title,
    ) -> Paragraph:
        """Return a paragraph with what can be known before it is read."""
        figures = [number for number in numbers if not number.reason]
        closings, rows = closing_brackets(text.form), _rows_in_turn(text, figures)
        return cls(text, heading, figures, section, inherited, title, closings, rows)

    def clauses(self, start: int, end: int) -> list[Clause]:
        """Return the clauses of a stretch of the paragraph."""
        return split_clauses(self.text, self.figures, self.closings, start, end)


@dataclass(frozen=True)
class Scope:
    """Figures that are parts, from 其中 or the like to the end of the sentence."""

    wholes: Wholes
    is_partition: bool
    # What was spoken of before the parts, and is again behind them.
    subject: Subject | None = None
    outer: Scope | None = None
    latest: Wholes | None = None
    # 其中 behind a partition: the parts are complete, what follows is picked out of the whole.
    picks_out: bool = False


@dataclass(frozen=True)
class Context:
    """What a reader has in mind between two clauses. Nothing changes it; each clause has its own.

    - ``current``: what is spoken of
    - ``before_count``: what was counted last, and what was spoken of before: 减少1万元 still
      speaks of that
    - ``wholes``: what parts announced now would belong to; ``for_children``: those of the
      numbered paragraphs below
    - ``reason``: what was spoken of before a reason was given, in a tuple; empty outside of reasons
    - ``in_turn``, ``row``: whose the figures given in turn are, and the words in front of their row
    """

    current: Subject | None = None
    before_count: tuple[Subject, Subject | None] | None = None
    wholes: Wholes = field(default_factory=dict)
    scope: Scope | None = None
    for_children: Wholes = field(default_factory=dict)
    in_first_sentence: bool = True
    reason: tuple[Subject | None, ...] = ()
    in_turn: tuple[Text, ...] = ()
    row: tuple[Text, Lead] | None = None

    def with_reason(self) -> Context:
        """Begin to explain what is spoken of."""
        return self if self.reason else replace(self, reason=(self.current,))

    def without_reason(self) -> Context:
        """Speak again of what was explained."""
        return replace(self, reason=(), current=self.reason[0]) if self.reason else self

    def behind_part(self) -> Context:
        """Leave the parts of a part: a ； goes back to the parts of the whole."""
        context = self.without_reason()
        if context.scope is None:
            return context
        return replace(context, scope=replace(context.scope.outer or context.scope, latest=None))

    def behind_sentence(self) -> Context:
        """Leave all parts; only a partition (分为…。) needs no colon to announce paragraphs."""
        context = replace(self.without_reason(), in_first_sentence=False, scope=None)
        if self.scope is None:
            return context
        outermost = self.scope.outer or self.scope
        return replace(
            context,
            current=outermost.subject or context.current,
            for_children=self.for_children if self.scope.is_partition else {},
        )

    def with_parts(self, section: Section, *, is_partition: bool) -> Context:
        """Take the figures from here on as parts.

        After a partition 其中 speaks again of the whole, since the parts are complete. Elsewhere a
        second 其中 behind a part speaks of that part.
        """
        scope = self.scope
        if scope is None:
            # A paragraph that only divides speaks of what its section began with.
            scope = Scope({**section.wholes, **self.wholes}, is_partition, self.current)
        elif scope.latest is not None and not scope.is_partition:
            scope = Scope(scope.latest, is_partition, self.current, scope)
        else:
            picks_out = scope.is_partition and not is_partition
            divides = scope.is_partition or is_partition
            scope = replace(scope, picks_out=picks_out, is_partition=divides)
        return replace(self, scope=scope, for_children=scope.wholes)

    def with_parts_of(self, whole: str) -> Context:
        """Take the figures from here on as parts of a whole that is named: 支出预算中."""
        wholes = {AMOUNT: whole}
        scope = Scope(wholes, is_partition=False, subject=self.current)
        return replace(self, scope=scope, wholes={**self.wholes, **wholes})

    def with_parts_below(self) -> Context:
        """Take the figures below as parts of the amount stated last."""
        amount = {key: name for key, name in self.wholes.items() if key == AMOUNT}
        scope = Scope(amount, is_partition=False, subject=self.current)
        return replace(self, scope=scope, for_children=amount)

    def with_stated(self, claim: Claim) -> Context:
        """Keep a stated amount or count: changes and parts after it belong to it."""
        context = replace(self, current=claim.about)
        if claim.figure_kind == COUNT:
            before = self.before_count
            known = before is not None and before[0] == self.current
            spoken_of = before[1] if before and known else self.current
            context = replace(context, before_count=(claim.about, spoken_of))
        stated = {claim.whole_key: claim.subject_text}
        if context.scope is None:
            return replace(context, wholes={**context.wholes, **stated})
        return replace(context, scope=replace(context.scope, latest=stated), for_children={})


def _rows_in_turn(text: Text, figures: Sequence[Number]) -> dict[int, tuple[int, int, int]]:
    """Return for each figure of a row, such as 10万元、20万元和30万元, its place in it.

    That is where the row begins, how many figures of it come before, and how many it has.
    """
    rows: list[list[Number]] = []
    for figure in figures:
        before = rows[-1][-1] if rows else None
        joined = before is not None and _IN_TURN.fullmatch(
            text.form, before.published_end, figure.published_start
        )
        if joined and before.unit_kind == figure.unit_kind:
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return {
        figure.start: (row[0].start, place, len(row))
        for row in rows
        if len(row) > 1
        for place, figure in enumerate(row)
    }
