"""What the prose says without a figure: years, reasons, blanks of a form, sections.

A remark holds what is printed and what it means; whether it is right is for the checks to say. The
words are in ``seeds/lexicon``, the grammar of each kind is here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Block as PrintedBlock
from ingest.document import BlockKind
from ingest.lexicon import meanings, words
from ingest.narrative_text import ORDINAL, Block, Text, Title
from ingest.prose.claims import Claim
from ingest.prose.clauses import Clause
from ingest.prose.leads import (
    CHANGE_AMOUNT,
    CHANGE_PERCENT,
    COMPLETION_PERCENT,
    names_actual,
)
from ingest.prose.numbers import YEAR_PATTERN

YEAR, COMPARED_YEAR, REASON, BLANK = "year", "compared_year", "reason", "blank"
SECTION, NOTHING, SOMETHING = "section", "nothing", "something"
INCREASE, DECREASE = "increase", "decrease"
# As much of a line as tells it from others.
_SHOWN = 60

_YEAR = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年(?!\s*{words('year_end')}|\s*\d)", re.ASCII
)
_SPAN_OF_YEARS = re.compile(rf"(?:19|20)\d\d\s*年?\s*[-~—至到、/]+\s*{YEAR_PATTERN}", re.ASCII)
_OWN_BUDGET = re.compile(words("stage", "own_budget"))
# 2023年我部门没有… opens its sentence; in front of the year stands nobody but the department.
_OPENS = re.compile(
    rf"\s*(?:{ORDINAL.pattern})?(?:[^,，。;:\d]{{0,30}}{words('body', 'body_ending')})?\s*$",
    re.ASCII,
)
_ABSENT = re.compile(words("absent"))
_SENTENCE_END = re.compile(r"[。;；!?]")
# 减少的主要原因是: the direction that is explained.
_REASON = re.compile(
    rf"(?P<word>{words('direction', 'size')})(?P<other>\({words('direction')}\)"
    rf"|/{words('direction')})?[^,，。;:数额]{{0,8}}?{words('reason')}"
    rf"|(?P<size>{words('size')})[^,，。;:]{{0,16}}?{words('reason')}"
)
# XX万元, ××%, ___, □□, 20XX年; and ……万元, where a figure should stand.
_BLANK = re.compile(
    rf"(?<![0-9A-Za-z])20(?:[XxＸｘ×]{{2}})年?"
    rf"|(?<![0-9A-Za-z%])(?:[XxＸｘ×]{{2,}}|○{{2,}}|□+|[_＿]{{3,}}|[△▲]{{2,}})(?![0-9A-Za-z])"
    rf"|(?<![0-9A-Za-z*])[Xx×*＊]+(?=\s*(?:{words('money_unit', 'percent_unit')}))"
    rf"|(?:…+|\.{{3,}})(?=\s*(?:{words('money_unit', 'percent_unit')}))"
    rf"|{words('blank_of_a_form')}",
    re.ASCII,
)
# 没有使用政府性基金预算拨款安排的支出, 无政府采购预算: all of it, and nothing narrower.
# No sentence has more such words in a row; without an end, each of many would look at all of them.
_KIND_OF_SPENDING = (
    rf"(?:{words('spending_word')}){{0,8}}(?P<kind>{words('section_word')})"
    rf"(?:{words('spending_word', 'section_word')}){{0,16}}(?=[,，。;:]|$)"
)
_THERE_IS = (
    (NOTHING, re.compile(rf"{words('absent')}{_KIND_OF_SPENDING}")),
    (SOMETHING, re.compile(rf"{words('has')}{_KIND_OF_SPENDING}")),
)


@dataclass(frozen=True)
class Remark:
    """Something that the prose says in words. All text is verbatim.

    - ``source_line``: its line, from 1
    - ``section``: the nearest heading; blank outside of the prose
    - ``remark_kind``: ``year``, a year that is spoken of as the document's own; ``compared_year``,
      the year that a figure is compared with; ``reason``, the direction that a reason explains;
      ``blank``, a blank of the form that nobody filled in; ``section``, a section by what it is of;
      ``nothing`` and ``something``, that there is no such spending, or some
    - ``remark_text``: the words
    - ``meaning``: the year in digits, ``increase`` or ``decrease``, or what the section is of;
      blank for a blank
    - ``claim_no``: number of the claim that it is said of; blank where it is of none
    """

    source_line: int
    section: str
    remark_kind: str
    remark_text: str
    meaning: str
    claim_no: str = ""


def years_of_headings(blocks: Iterable[Block], title: Title) -> list[Remark]:
    """Return the years of headings over what the document itself budgets or accounts for."""
    found = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and _OWN_BUDGET.search(block.text.form):
            year = _own_year(block.text.form, title)
            if year:
                found.append(_of(block.text, "", YEAR, year))
    return found


def year_of_nothing(block: Block, title: Title) -> list[Remark]:
    """Return the years of sentences that say there is no such spending: 2023年我部门没有….

    Where the heading names another year, or the sentence, what is said is of that year.
    """
    if title.year is None or _other_years(block.section, title):
        return []
    found = []
    for sentence in _sentences(block.text):
        years = list(_YEAR.finditer(sentence.form))
        if (
            len(years) == 1
            and _OPENS.match(sentence.form[: years[0].start()])
            and _ABSENT.search(sentence.form, years[0].end())
            and (year := _own_year(sentence.form, title))
        ):
            found.append(_of(sentence, block.section, YEAR, year))
    return found


def _sentences(text: Text) -> Iterator[Text]:
    """Yield the sentences of a text, each with its mark."""
    start = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text.form)), len(text)):
        yield text.part(start, end)
        start = end


def _other_years(form: str, title: Title) -> bool:
    """Say whether a text names years, and the document's is none of them."""
    first, own = _years_named(form, title)
    return first <= len(form) < own


def _years_named(form: str, title: Title) -> tuple[int, int]:
    """Return where a text has named a year, and where the document's; behind it if nowhere."""
    ends = [(match.end(), int(match["year"])) for match in _YEAR.finditer(form)]
    nowhere = len(form) + 1
    own = (end for end, year in ends if year == title.year)
    return ends[0][0] if ends else nowhere, next(own, nowhere)


def _own_year(form: str, title: Title) -> str:
    """Return the year that a text gives as the document's own, or a blank.

    A budget may also say what the year before really spent; a span of years is no year.
    """
    years = [match["year"] for match in _YEAR.finditer(form)]
    if not years or title.year is None or _SPAN_OF_YEARS.search(form):
        return ""
    if str(title.year) in years:
        return str(title.year)
    return "" if not title.is_final and names_actual(form) else years[0]


def year_of_figure(claim: Claim, number: int, year: str, title: Title) -> Remark | None:
    """Return the remark of another year in front of an amount: 2023年部门收支总预算10万元."""
    if not year or _other_years(claim.section, title):
        return None
    if not title.is_final and names_actual(claim.base_text):
        return None
    text = f"{year}年 {claim.subject_text} {claim.published_text}"
    return Remark(claim.source_line, claim.section, YEAR, text, year, str(number))


def year_compared_with(claim: Claim, number: int, title: Title) -> Remark | None:
    """Return the year that a change or an amount of the year before is compared with.

    A budget may compare with what an earlier year really spent, final accounts with their own
    budget.
    """
    match = _YEAR.match(claim.base_text)
    if match is None or title.year is None:
        return None
    year = int(match["year"])
    if title.is_final and year == title.year and claim.basis.startswith("budget"):
        return None
    if not title.is_final and year < title.year and names_actual(claim.base_text):
        return None
    text = f"{claim.base_text} {claim.published_text}"
    return Remark(claim.source_line, claim.section, COMPARED_YEAR, text, str(year), str(number))


def reasons(
    text: Text, section: str, clauses: Sequence[Clause], claims: Sequence[tuple[int, int, Claim]]
) -> list[Remark]:
    """Return the directions that reasons explain, each with a change that stands in front of it.

    ``claims`` are those of the paragraph, in order: position, number, claim. A reason explains any
    of the changes since the reason before: the first of its direction, or the last if none has it.
    """
    found = []
    positions = [position for position, _, _ in claims]
    begun = -1
    for clause in clauses:
        match = _REASON.search(text.form, clause.start, clause.end)
        if match is None:
            continue
        word = match["word"] or match["size"]
        meaning = _direction(word)
        since = slice(bisect_right(positions, begun), bisect_left(positions, match.start()))
        explained = [
            (number, _direction_of(claim, of_budget=word in meanings("size")))
            for _, number, claim in claims[since]
        ]
        explained = [(number, known) for number, known in explained if known]
        begun = clause.end
        if match["other"] or not explained or not meaning:
            continue
        number = next((number for number, known in explained if known == meaning), None)
        number = explained[-1][0] if number is None else number
        words_of_it = text.part(match.start(), clause.end)
        found.append(replace(_of(words_of_it, section, REASON, meaning), claim_no=str(number)))
    return found


def _direction(word: str) -> str:
    """Return which way a word goes."""
    return {**meanings("direction"), **meanings("size")}.get(word, "").replace("either", "")


def _direction_of(claim: Claim, *, of_budget: bool) -> str:
    """Return which way a claim says that something went; a blank where it did not move.

    ``of_budget`` asks whether more or less was spent than budgeted.
    """
    number = claim.number_text.replace(",", "").replace("，", "").strip("()（）+-−")
    try:
        value = Decimal(number)
    except ArithmeticError:
        return ""
    if claim.figure_kind in (CHANGE_AMOUNT, CHANGE_PERCENT) and value:
        goes = _direction(claim.direction_word)
        is_negative = claim.number_text.startswith(("-", "−", "(", "（"))
        if goes == INCREASE and is_negative:
            return DECREASE
        return goes
    if of_budget and claim.figure_kind == COMPLETION_PERCENT and value != 100:
        return INCREASE if value > 100 else DECREASE
    return ""


def blanks(blocks: Iterable[PrintedBlock]) -> list[Remark]:
    """Return the blanks of the form that nobody filled in, wherever the document has them."""
    found = []
    for block in blocks:
        for cell in block.cells or (block.text,):
            if match := _BLANK.search(cell):
                text = Text.of(cell, block.place.line)
                end = min(len(text), match.end() + 10)
                shown = text.part(max(0, match.start() - 20), end)
                found.append(_of(shown, "", BLANK, ""))
    return found


def sections(blocks: Iterable[Block]) -> list[Remark]:
    """Return what the sections of the prose are of, each the first time.

    A section has a heading; or a paragraph states a figure of it, or that there is none.
    """
    known: set[str] = set()
    found = []
    for block in blocks:
        form = block.text.form
        if block.kind is BlockKind.PARAGRAPH and not (
            re.search(r"\d", form) or _ABSENT.search(form)
        ):
            continue
        for word, kind in meanings("section_word").items():
            if kind not in known and word in form:
                known.add(kind)
                found.append(_of(block.text, block.section, SECTION, kind))
    return found


def spending_or_none(block: Block, title: Title) -> list[Remark]:
    """Return which spending a sentence says there is, or is not, this year."""
    found: list[Remark] = []
    if _other_years(block.section, title):
        return found
    said = [(text, *_years_named(text.form, title)) for text in _sentences(block.text)]
    for kind, pattern in _THERE_IS:
        for sentence, first, own in said:
            for match in pattern.finditer(sentence.form):
                # What counts is the years up to here.
                if not first <= match.end() < own:
                    meaning = meanings("section_word")[match["kind"]]
                    shown = min(match.end(), _SHOWN)
                    found.append(_of(sentence, block.section, kind, meaning, shown))
    return found


def _of(text: Text, section: str, kind: str, meaning: str, shown: int = _SHOWN) -> Remark:
    """Return a remark of some text, with so many characters of it."""
    return Remark(text.lines[0], section, kind, text.printed[:shown], meaning)
