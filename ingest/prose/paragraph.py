"""One paragraph, clause by clause; what is in mind goes from one to the next as a ``Context``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.narrative_text import Block
from ingest.prose import leads
from ingest.prose.claims import Stated, Subject
from ingest.prose.clauses import Clause
from ingest.prose.context import Context, Paragraph, Scope
from ingest.prose.figures import Reading, read_figure, read_unchanged
from ingest.prose.lists import Opening, divided_by, names_of_children, opening


def read_paragraph(
    paragraph: Paragraph, style: str, children: Callable[[], Sequence[Block]]
) -> Stated:
    """Return what a paragraph states, and tell its section what was said.

    ``style`` is that of its ordinal; ``children`` gives the numbered paragraphs right below it.
    """
    stated = Stated()
    clauses = paragraph.clauses(0, len(paragraph.text))
    context = _read_clauses(Reading(paragraph, stated), Context(), clauses)
    if paragraph.text.form.endswith((":", "：")):
        _list_children(stated, clauses, children)
    section = paragraph.section
    if not style and stated.first_wholes:
        section.wholes = stated.first_wholes
        section.subject = stated.first_subject
    if style:
        section.open_styles.append((style, context.for_children))
    elif stated.first_wholes or context.for_children:
        # An unnumbered paragraph without amounts is a remark on the numbered ones around it.
        section.open_styles = [("", context.for_children)]
    return stated


def _read_clauses(reading: Reading, context: Context, clauses: Sequence[Clause]) -> Context:
    """Read the clauses of a paragraph or of a bracket."""
    for index, clause in enumerate(clauses):
        before = clauses[index - 1] if index else None
        if leads.gives_reason(clause.words):
            context = context.with_reason()
        if clause.states_nothing:
            context = _read_words(reading, context, clause, before)
        else:
            context = _read_figures(reading, context, clauses, index)
        if unchanged := read_unchanged(reading, context, clause, before):
            reading.stated.add(*unchanged)
        if clause.mark == "。":
            context = context.behind_sentence()
        elif clause.mark == ";":
            has_next_point = index + 1 < len(clauses) and leads.is_next_point(
                clauses[index + 1].words
            )
            if not (context.reason and has_next_point):
                context = context.behind_part()
    return context


def _read_words(
    reading: Reading, context: Context, clause: Clause, before: Clause | None
) -> Context:
    """Read a clause without figures: it may announce parts, or name what comes."""
    opened = opening(clause)
    if opened is Opening.PARTITION and (by := divided_by(clause)):
        context = replace(context, current=Subject(by.printed))
    # 按…划分，共有4类，具体如下 goes on dividing, as 其中 does there.
    divides = context.scope is not None and context.scope.is_partition
    if opened is Opening.BELOW and not divides:
        return context.with_parts_below()
    if opened is not Opening.NONE:
        is_partition = opened is Opening.PARTITION
        return context.with_parts(reading.paragraph.section, is_partition=is_partition)
    is_final = reading.paragraph.title.is_final
    if clause.mark in (",", ":") and (whole := leads.within(clause.words, is_final=is_final)):
        return context.with_parts_of(whole.printed)
    if what := leads.whole_of(clause.words):
        reading.stated.all_is(what)
    elif frame := leads.comparison_frame(clause.words):
        if frame[0]:
            return replace(context, current=Subject(frame[0].printed))
    elif _can_be_topic(context, clause, before):
        return replace(context, current=Subject(leads.subject_of(clause.words).printed))
    return context


def _can_be_topic(context: Context, clause: Clause, before: Clause | None) -> bool:
    """Say whether words name what is spoken of: first in a paragraph, or behind a label."""
    labelled = before is not None and before.mark == ":" and leads.names_subject(before.words)
    stands_first = before is None or (labelled and before.states_nothing)
    return stands_first and not context.reason and leads.names_subject(clause.words)


def _read_figures(
    reading: Reading, context: Context, clauses: Sequence[Clause], index: int
) -> Context:
    """Read the figures of a clause, then what stands in its brackets."""
    clause = clauses[index]
    begun = len(reading.stated.claims)
    for number, figure in enumerate(clause.figures):
        claim, context = read_figure(reading, context, clauses, index, number)
        reading.stated.add(figure.start, claim)
    for number in range(len(clause.groups)):
        # What is said in a bracket is forgotten behind it, except for its claims.
        _read_group(reading, context, clause, number, begun)
    if clause.figures and (what := leads.whole_of(clause.tail())):
        reading.stated.all_is(what)
    return context


def _read_group(
    reading: Reading, context: Context, clause: Clause, number: int, begun: int
) -> None:
    """Read a bracket with figures; they are parts of the figure it follows.

    ``begun`` is how many claims stood before those of the clause.
    """
    first, last = clause.groups[number]
    claims = reading.stated.claims
    behind = range(len(claims) - 1, begun - 1, -1)
    ahead = next((claims[index][1] for index in behind if claims[index][0] < first), None)
    wholes = {ahead.whole_key: ahead.subject_text} if ahead else {}
    if not clause.words:
        # A bracket by itself, behind the end of the sentence that it belongs to.
        wholes = context.wholes
    context = replace(context, scope=Scope(wholes, is_partition=True))
    figures = bisect_left(clause.figures, first, key=lambda figure: figure.published_end)
    start = clause.figures[figures - 1].published_end if figures else clause.start
    if number:
        start = max(start, clause.groups[number - 1][1] + 1)
    inner = replace(reading, before_bracket=reading.paragraph.text.part(start, first - 1))
    _read_clauses(inner, context, reading.paragraph.clauses(first, last))


def _list_children(
    stated: Stated, clauses: Sequence[Clause], children: Callable[[], Sequence[Block]]
) -> None:
    """Give the counts of the last sentence the numbered paragraphs that it announces."""
    start = max((c.end for c in clauses[:-1] if c.mark == "。"), default=0)
    counts = [
        index
        for index, (position, claim) in enumerate(stated.claims)
        if position >= start
        and claim.figure_kind == leads.COUNT
        and not claim.direction_word
        and not claim.listed_text
    ]
    below = children() if counts else ()
    if not below:
        return
    claims = [stated.claims[index][1] for index in counts]
    subjects, units = ([claim.subject_text for claim in claims], [c.unit_text for c in claims])
    for index, names in zip(counts, names_of_children(below, subjects, units), strict=True):
        if names:
            stated.change(index, listed_text="、".join(names), list_count=str(len(names)))
