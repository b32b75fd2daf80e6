"""Prose of a document → every figure it states, as a claim.

The prose is read by a small grammar, not by the sentences of one document: paragraphs with their
ordinals, sentences, clauses, and the words in front of each figure. A claim holds text as printed;
nothing is added, rounded or corrected. ``list_count`` and ``parent_relation`` alone are derived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace

from ingest import document
from ingest.narrative_numbers import Number, find_numbers, whole_number
from ingest.narrative_phrases import (
    AMOUNT,
    CHANGE_AMOUNT,
    COUNT,
    Clause,
    Lead,
    Opening,
    compares,
    comparison_frame,
    count_items,
    divided_by,
    ends_in_comparison,
    gives_reason,
    introduces_list,
    is_next_point,
    list_in_brackets,
    list_in_front,
    names_each,
    names_subject,
    noun_in,
    only_joins,
    opening,
    opens_parts,
    read_lead,
    restates,
    split_clauses,
    split_names,
    subject_of,
    unchanged,
    whole_of,
)
from ingest.narrative_text import (
    NO_TEXT,
    ORDINAL,
    Block,
    BlockKind,
    Text,
    heading_year,
    read_blocks,
)

# A document, or the lines of one.
Source = Iterable[document.Block] | Sequence[str]
# A functional item names its class, group and item; its parts are components of one row.
_FUNCTIONAL_ITEM = re.compile(r"[(（][类款项][)）]")
_UNIT_NAME = re.compile(r"(?P<name>.+?(?<![行作认因成称]))(?:为|是)(?P<kind>[^,，。;]*)")
# Endings that two kinds of units share are a sign from this length on: 单位 ends most of them.
_SHORTEST_COMMON_ENDING = 4
# What a paragraph's reader has in mind, apart from what it found.
_STATE = frozenset(
    {
        "_current",
        "_before_count",
        "_wholes",
        "_scope",
        "_for_children",
        "_in_first_sentence",
        "_in_reason",
        "_before_reason",
    }
)
# 具体如下：见附件 lists nothing.
_ELSEWHERE = re.compile(r"详?见|另附")
_MONEY_NAME = re.compile(r"(?:费用?|预算|支出|收入|经费|资金|拨款|采购)$")
# 2024年拟购置车辆2辆 behind 车辆3辆，其中… is none of the three.
_TO_BE_BOUGHT = re.compile(r"购置|[新拟]购|更新")
# What stands between figures that are given in turn.
_IN_TURN = re.compile(r"\s*(?:[、,，和及与]|以及)\s*")


@dataclass(frozen=True)
class Claim:
    """One figure that the prose states. All text is verbatim; blank where nothing is printed.

    - ``source_line``: line of the number, from 1; of the phrase where a claim has no number
    - ``section``: the nearest heading
    - ``subject_text``: what the figure is about; of a change, share or prior amount the subject of
      the amount it belongs to; of a count its noun with what stands in front of the number
    - ``part_text``: the component meant, within a functional item (基本支出预算)
    - ``figure_kind``: ``amount``, ``change_amount``, ``change_percent``, ``share_percent``,
      ``prior_amount`` or ``count``; a percentage that is no change is a share
    - ``published_text``, ``number_text``, ``unit_text``: the figure, its number and its unit, which
      may be printed with a later figure (10至20万元); 与上年持平 is a ``change_amount`` without
      number and unit
    - ``direction_word``: 增加, 下降, 持平 …, also of people or things that became more or fewer
    - ``base_text``: what a share is a share of, the year of a prior amount, or what a change is a
      change from (上年执行数); blank where 同比 or nothing says it
    - ``listed_text``: the things a count counts, where the text lists them; the labels of numbered
      paragraphs are joined with 、
    - ``list_count``: how many these are, counted by the rule of ``count_items``; derived
    - ``parent_text``: subject of the whole this amount or count is a part of by the wording: 其中,
      包括, 划分, and for amounts 如下
    - ``whole_of_text``: what all of the amount is said to be (全部为项目支出)
    - ``parent_relation``: ``partition`` where the wording divides the whole (划分), so that its
      parts add up; ``part`` where it picks some out (其中); blank without a parent; derived
    """

    source_line: int
    section: str
    subject_text: str
    part_text: str
    figure_kind: str
    published_text: str
    number_text: str
    unit_text: str
    direction_word: str = ""
    base_text: str = ""
    listed_text: str = ""
    list_count: str = ""
    parent_text: str = ""
    whole_of_text: str = ""
    parent_relation: str = ""


# Columns of the seed after disclosure_id, row_no, source_page and source_line.
CLAIM_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Claim)[1:])


@dataclass(frozen=True)
class NumberSeen:
    """A number of the prose, as printed: what it states (``claim``) or why it states nothing."""

    number_text: str
    source_line: int
    claim: Claim | None
    reason: str


def read_claims(source: Source) -> list[Claim]:
    """Return every figure the prose states, in document order.

    ``source`` is the whole document, or its lines. Of these the organisation section and the part
    that explains the budget are read; a document in parts that has neither has no claims, and one
    without parts is read up to its tables. No wording is an
    error: a figure whose subject cannot be found takes the words in front of it.
    """
    return _Reader(source).claims


def list_numbers(source: Source) -> list[NumberSeen]:
    """Return every number of the same prose, headings included, with its claim or its reason."""
    return _Reader(source).numbers


def claim_rows(source: Source) -> list[list[str]]:
    """Return the claims as rows: ``source_line``, then ``CLAIM_COLUMNS``."""
    return [[str(cell) for cell in astuple(claim)] for claim in read_claims(source)]


@dataclass(frozen=True)
class _Subject:
    """What is spoken of: a subject, and within a functional item a component of it."""

    subject: str
    part: str = ""


# What parts belong to: the subject of the latest amount, and of the latest count of each unit.
_Wholes = Mapping[str, str]


@dataclass
class _Scope:
    """Figures that are parts, from 其中 or the like to the end of the sentence."""

    wholes: _Wholes
    is_partition: bool
    # What was spoken of before the parts, and is again behind them.
    subject: _Subject | None = None
    outer: _Scope | None = None
    latest: _Wholes | None = None
    # 其中 behind a partition: the parts are complete, what follows is picked out of the whole.
    picks_out: bool = False


class _Section:
    """What the paragraphs under one heading know of each other."""

    def __init__(self) -> None:
        self.wholes: _Wholes = {}
        self.subject: _Subject | None = None
        # The paragraphs that are open above the next, by their ordinals' styles, outermost first.
        self.open_styles: list[tuple[str, _Wholes]] = []

    def inherited(self, style: str) -> _Wholes:
        """Return the wholes that the paragraph above announces parts of."""
        if not style:
            return {}
        styles = [known for known, _ in self.open_styles]
        if style in styles:
            del self.open_styles[styles.index(style) :]
        return self.open_styles[-1][1] if self.open_styles else {}


class _Reader:
    """Reads the blocks of a document in order."""

    def __init__(self, source: Source) -> None:
        self.claims: list[Claim] = []
        self.numbers: list[NumberSeen] = []
        self._fiscal_year = heading_year(source)
        self._blocks = read_blocks(source)
        section = _Section()
        for index, block in enumerate(self._blocks):
            if block.kind is BlockKind.HEADING:
                section = _Section()
            if block.kind is BlockKind.PARAGRAPH:
                self._read_paragraph(index, block, section)
            else:
                self._see(block, find_numbers(block.text), {}, block.kind.value)
        # A page number stands inside the paragraph that its page breaks.
        self.numbers.sort(key=lambda number: number.source_line)

    def _read_paragraph(self, index: int, block: Block, section: _Section) -> None:
        """Read one paragraph, and keep what it says for those below it."""
        numbers = find_numbers(block.text)
        children = _children(self._blocks, index)
        paragraph = _Paragraph(block, numbers, section, children, self._fiscal_year)
        found = paragraph.read()
        self.claims.extend(claim for _, claim in sorted(found, key=lambda pair: pair[0]))
        by_position = {position: claim for position, claim in found if claim.number_text}
        self._see(block, numbers, by_position, "")

    def _see(
        self, block: Block, numbers: Sequence[Number], claims: Mapping[int, Claim], reason: str
    ) -> None:
        """List the numbers of a block."""
        for number in numbers:
            text = block.text.printed[number.start : number.end]
            line = block.text.lines[number.start]
            claim = claims.get(number.start)
            self.numbers.append(NumberSeen(text, line, claim, reason or number.reason))


class _Paragraph:
    """Reads one paragraph clause by clause; what it knows is what a reader has in mind there."""

    def __init__(
        self,
        block: Block,
        numbers: Sequence[Number],
        section: _Section,
        children: Sequence[Block],
        fiscal_year: int | None,
    ) -> None:
        self._block = block
        self._text = block.text
        self._figures = [number for number in numbers if not number.reason]
        self._section = section
        self._children = children
        self._fiscal_year = fiscal_year
        self._found: list[tuple[int, Claim]] = []
        self._inherited = section.inherited(block.ordinal_style)
        self._current: _Subject | None = None
        # What was counted last, and what was spoken of before: 减少1万元 still speaks of that.
        self._before_count: tuple[_Subject, _Subject | None] | None = None
        self._wholes: dict[str, str] = {}
        self._first_wholes: dict[str, str] = {}
        self._first_subject: _Subject | None = None
        self._scope: _Scope | None = None
        self._for_children: _Wholes = {}
        self._in_first_sentence = True
        self._in_reason = False
        self._before_reason: _Subject | None = None
        # What stands in front of the bracket that is being read, behind the figure before it.
        self._before_bracket = NO_TEXT
        # Figures given in turn: where each row of them begins, and whose they were last.
        self._rows = _rows_in_turn(self._text, self._figures)
        self._in_turn: list[Text] = []
        self._row_lead: tuple[Text, Lead] | None = None

    def read(self) -> list[tuple[int, Claim]]:
        """Return the claims with their positions, and tell the section what was said."""
        clauses = split_clauses(self._text, self._figures, 0, len(self._text))
        self._read_clauses(clauses)
        self._list_children(clauses)
        section = self._section
        if not self._block.ordinal_style and self._first_wholes:
            section.wholes = self._first_wholes
            section.subject = self._first_subject
        if self._block.ordinal_style:
            section.open_styles.append((self._block.ordinal_style, self._for_children))
        elif self._first_wholes or self._for_children:
            # An unnumbered paragraph without amounts is a remark on the numbered ones around it.
            section.open_styles = [("", self._for_children)]
        return self._found

    def _read_clauses(self, clauses: Sequence[Clause]) -> None:
        """Read the clauses of a paragraph or of a bracket."""
        for index, clause in enumerate(clauses):
            before = clauses[index - 1] if index else None
            if not self._in_reason and gives_reason(clause.words):
                self._in_reason = True
                self._before_reason = self._current
            if clause.states_nothing:
                self._read_words(clause, before)
            else:
                self._read_figures(clauses, index)
            self._read_unchanged(clause, before)
            follows = clauses[index + 1 :]
            if clause.mark == ";":
                if not (self._in_reason and follows and is_next_point(follows[0].words)):
                    self._end_part()
            elif clause.mark == "。":
                self._end_sentence()

    def _end_part(self) -> None:
        """Leave the parts of a part: a ； goes back to the parts of the whole."""
        self._end_reason()
        if self._scope is not None:
            self._scope = self._scope.outer or self._scope
            self._scope.latest = None

    def _end_reason(self) -> None:
        """Speak again of what was explained."""
        if self._in_reason:
            self._in_reason = False
            self._current = self._before_reason

    def _end_sentence(self) -> None:
        """Leave all parts; only a partition (分为…。) needs no colon to announce paragraphs."""
        if self._scope is not None and not self._scope.is_partition:
            self._for_children = {}
        self._end_reason()
        if self._scope is not None:
            outermost = self._scope.outer or self._scope
            self._current = outermost.subject or self._current
        self._in_first_sentence = False
        self._scope = None

    def _read_words(self, clause: Clause, before: Clause | None) -> None:
        """Read a clause without figures: it may announce parts, or name what comes."""
        opened = opening(clause)
        if opened is Opening.PARTITION and (by := divided_by(clause)):
            self._current = _Subject(by.printed)
        # 按…划分，共有4类，具体如下 goes on dividing, as 其中 does there.
        divides = self._scope is not None and self._scope.is_partition
        if opened is Opening.BELOW and not divides:
            amount = {key: name for key, name in self._wholes.items() if key == AMOUNT}
            self._scope = _Scope(amount, is_partition=False, subject=self._current)
            self._for_children = amount
        elif opened is not Opening.NONE:
            self._open_parts(is_partition=opened is Opening.PARTITION)
        elif what := whole_of(clause.words):
            self._add_whole_of(what)
        elif frame := comparison_frame(clause.words):
            if frame[0]:
                self._current = _Subject(frame[0].printed)
        elif self._can_be_topic(clause, before):
            self._current = _Subject(subject_of(clause.words).printed)

    def _can_be_topic(self, clause: Clause, before: Clause | None) -> bool:
        """Say whether words name what is spoken of: first in a paragraph, or behind a label."""
        labelled = before is not None and before.mark == ":" and names_subject(before.words)
        stands_first = before is None or (labelled and before.states_nothing)
        return stands_first and not self._in_reason and names_subject(clause.words)

    def _open_parts(self, *, is_partition: bool) -> None:
        """Take the figures from here on as parts.

        After a partition 其中 speaks again of the whole, since the parts are complete. Elsewhere a
        second 其中 behind a part speaks of that part.
        """
        scope = self._scope
        if scope is None:
            # A paragraph that only divides speaks of what its section began with.
            wholes = {**self._section.wholes, **self._wholes}
            self._scope = _Scope(wholes, is_partition, self._current)
        elif scope.latest is not None and not scope.is_partition:
            self._scope = _Scope(scope.latest, is_partition, self._current, scope)
        else:
            scope.picks_out = scope.is_partition and not is_partition
            scope.is_partition = scope.is_partition or is_partition
        self._for_children = self._scope.wholes if self._scope else {}

    def _read_figures(self, clauses: Sequence[Clause], index: int) -> None:
        """Read the figures of a clause, then what stands in its brackets."""
        clause = clauses[index]
        for number in range(len(clause.figures)):
            self._read_figure(clauses, index, number)
        for first, last in clause.groups:
            self._read_group(clause, first, last)
        if clause.figures and (what := whole_of(clause.tail())):
            self._add_whole_of(what)

    def _read_group(self, clause: Clause, first: int, last: int) -> None:
        """Read a bracket with figures; they are parts of the figure it follows."""
        ahead = [claim for position, claim in self._found if clause.start <= position < first]
        # What is said in a bracket is forgotten behind it, except for its claims.
        kept = {name: value for name, value in vars(self).items() if name in _STATE}
        kept["_wholes"] = dict(self._wholes)
        wholes = {_key(ahead[-1]): ahead[-1].subject_text} if ahead else {}
        if not clause.words:
            # A bracket by itself, behind the end of the sentence that it belongs to.
            wholes = dict(self._wholes)
        self._scope = _Scope(wholes, is_partition=True)
        ends = [figure.published_end for figure in clause.figures if figure.published_end < first]
        self._before_bracket = clause.between(max(ends, default=clause.start), first - 1)
        self._read_clauses(split_clauses(self._text, self._figures, first, last))
        vars(self).update(kept)
        self._before_bracket = NO_TEXT

    def _read_figure(self, clauses: Sequence[Clause], index: int, number: int) -> None:
        """Read one figure."""
        clause = clauses[index]
        figure = clause.figures[number]
        lead_text = clause.lead(number)
        if number and only_joins(lead_text):
            lead_text = clause.lead(number - 1)
        if index == number == 0 and not lead_text and ends_in_comparison(self._before_bracket):
            # 比上年预算（16万元）减少1万元
            lead_text = self._before_bracket
        after_figure = number > 0 or (index > 0 and clauses[index - 1].mark == "、")
        lead, lead_text = self._lead_in_turn(figure, lead_text, after_figure=after_figure)
        if number == 0 and index:
            lead = _framed(lead, clauses[index - 1])
        is_last = number == len(clause.figures) - 1
        listed = NO_TEXT
        noun = NO_TEXT
        examples = False
        if lead.kind == COUNT and is_last:
            noun, listed = self._noun_and_list(clauses, index)
            if in_front := list_in_front(lead_text):
                lead = replace(lead, own=subject_of(in_front[0]))
                _, listed, examples = in_front
        own = lead.own + noun
        is_stated = lead.kind in (AMOUNT, COUNT) and not lead.direction
        if is_stated and not own:
            own = self._label(clauses, index) if number == 0 else NO_TEXT
        # The words right in front of the clause, if they state nothing, may name what it is about.
        is_announced = number > 0 or index == 0 or clauses[index - 1].states_nothing
        subject, parent = self._subject(
            own, lead, figure, lead_text, is_stated=is_stated, is_announced=is_announced
        )
        published = self._text.part(figure.published_start, figure.published_end)
        claim = Claim(
            source_line=self._text.lines[figure.start],
            section=self._block.section,
            subject_text=subject.subject,
            part_text=subject.part,
            figure_kind=lead.kind,
            published_text=published.printed,
            number_text=self._text.printed[figure.start : figure.end],
            unit_text=figure.unit,
            direction_word=lead.direction,
            base_text=lead.base,
            listed_text=listed.printed,
            list_count=self._list_count(listed, figure, noun, examples=examples),
            parent_text=parent,
            parent_relation=self._relation() if parent else "",
        )
        self._found.append((figure.start, claim))
        if is_stated and not self._in_reason:
            self._remember(claim)
        elif own and lead.kind != COUNT:
            self._current = subject

    def _lead_in_turn(
        self, figure: Number, lead_text: Text, *, after_figure: bool
    ) -> tuple[Lead, Text]:
        """Return what the words in front of a figure say, where it is one of several in turn too.

        A和B分别为10万元和20万元 gives each its own. So does 分别增加1万元、2万元 after that, to
        those whom the figures before were given to.
        """
        first, place, length = self._rows.get(figure.start, (figure.start, 0, 1))
        if place and self._row_lead is not None:
            lead_text, lead = self._row_lead
            return replace(lead, own=self._in_turn[place]), lead_text
        if opens_parts(lead_text):
            self._open_parts(is_partition=False)
        lead = read_lead(lead_text, figure.unit_kind, self._fiscal_year, after_figure=after_figure)
        if not place:
            self._row_lead = None
        if length == 1:
            if lead.own or (not lead.direction and lead.kind in (AMOUNT, COUNT)):
                self._in_turn = []
        elif not place and first == figure.start:
            names = split_names(lead.own, length) if names_each(lead_text) else []
            if not names and not lead.own:
                in_turn = self._in_turn
                names = in_turn if len(in_turn) == length else self._siblings(length)
            if not names and lead.kind not in (AMOUNT, COUNT):
                # Whose each is cannot be told, and they are not all of one.
                names = [lead_text] * length
            self._in_turn = names
            if names:
                self._row_lead = lead_text, lead
                lead = replace(lead, own=names[0])
        return lead, lead_text

    def _siblings(self, length: int) -> list[Text]:
        """Return the parts stated last, if their whole has just so many; 分别占 is said of them."""
        amounts = [claim for _, claim in self._found if claim.figure_kind == AMOUNT]
        parent = amounts[-1].parent_text if amounts else ""
        parts = [claim for claim in amounts if claim.parent_text == parent and not claim.part_text]
        if not parent or len(parts) != length or parts != amounts[-length:]:
            return []
        return [Text.of(claim.subject_text) for claim in parts]

    def _list_count(self, listed: Text, figure: Number, noun: Text, *, examples: bool) -> str:
        """Return how many things a count lists."""
        if not listed:
            return ""
        stated = whole_number(self._text.form[figure.start : figure.end])
        indicators = noun.form.endswith("指标")
        return count_items(listed, stated, indicators=indicators, examples=examples)

    def _relation(self) -> str:
        """Say how a part belongs to its whole: as one of all its parts, or picked out."""
        divides = self._scope is not None and self._scope.is_partition
        return "partition" if divides and not self._scope.picks_out else "part"

    def _label(self, clauses: Sequence[Clause], index: int) -> Text:
        """Return the words that name a figure without words of its own: 收入：10万元."""
        before = clauses[index - 1] if index else None
        if before is None or not before.states_nothing or opening(before) is not Opening.NONE:
            return NO_TEXT
        if before.mark not in (":", ",") or not names_subject(before.words):
            return NO_TEXT
        # Behind a comma the words could be anything; the paragraph's topic is the safer reading.
        return NO_TEXT if before.mark == "," and self._current else subject_of(before.words)

    def _subject(
        self,
        own: Text,
        lead: Lead,
        figure: Number,
        lead_text: Text,
        *,
        is_stated: bool,
        is_announced: bool,
    ) -> tuple[_Subject, str]:
        """Return what a figure is about, and the whole that it is a part of."""
        if not is_stated:
            if self._in_reason and not own:
                # 主要原因是提高3% is of something else; 同比增加 speaks of what is explained again.
                if not compares(lead_text):
                    return _Subject(lead_text.printed), ""
                self._end_reason()
            before = self._before_count
            if lead.kind == CHANGE_AMOUNT and before is not None and before[0] == self._current:
                self._current = before[1] or self._current
            return self._subject_of_comparison(own, lead_text), ""
        fallback = self._current or self._section.subject or _Subject(lead_text.printed)
        subject = _Subject(own.printed) if own else fallback
        if not own and lead.kind == AMOUNT:
            subject = self._subject_unsaid(fallback, lead_text, is_announced=is_announced)
        if self._in_reason:
            return subject, ""
        key = AMOUNT if lead.kind == AMOUNT else figure.unit
        wholes = self._scope.wholes if self._scope else {}
        if not self._scope and self._in_first_sentence:
            wholes = self._inherited
        parent = wholes.get(key, "")
        if lead.kind == COUNT and _TO_BE_BOUGHT.search(own.form):
            parent = ""
        if own and _FUNCTIONAL_ITEM.search(parent):
            return _Subject(parent, own.printed), parent
        return subject, parent if parent != subject.subject else ""

    def _subject_unsaid(
        self, subject: _Subject, lead_text: Text, *, is_announced: bool
    ) -> _Subject:
        """Return what an amount is about that does not say so itself.

        It is what is spoken of if no amount of that has been stated, or if it is the same to fewer
        digits. 总投资1亿元，2024年安排3000万元 states no other amount of the investment, and
        100万元用于… is about anything.
        """
        if restates(lead_text) or not (lead_text or is_announced):
            return subject if lead_text else _Subject("")
        return _Subject(lead_text.printed) if self._is_stated(subject) else subject

    def _is_stated(self, subject: _Subject) -> bool:
        """Say whether the paragraph has stated an amount of a subject."""
        return any(
            claim.figure_kind == AMOUNT
            and (claim.subject_text, claim.part_text) == (subject.subject, subject.part)
            for _, claim in self._found
        )

    def _subject_of_comparison(self, own: Text, lead_text: Text) -> _Subject:
        """Return what a change, share or prior amount belongs to."""
        if own:
            for _, claim in reversed(self._found):
                if own.printed in (claim.subject_text, claim.part_text):
                    return _Subject(claim.subject_text, claim.part_text)
            return _Subject(own.printed)
        return self._current or self._section.subject or _Subject(lead_text.printed)

    def _remember(self, claim: Claim) -> None:
        """Keep a stated amount or count: changes and parts after it belong to it."""
        spoken_of = _Subject(claim.subject_text, claim.part_text)
        if claim.figure_kind == COUNT:
            before = self._before_count
            known = before is not None and before[0] == self._current
            self._before_count = spoken_of, before[1] if known else self._current
        self._current = spoken_of
        key = _key(claim)
        if self._scope is not None:
            self._scope.latest = {key: claim.subject_text}
            self._for_children = {}
            return
        self._wholes[key] = claim.subject_text
        self._first_wholes.setdefault(key, claim.subject_text)
        self._first_subject = self._first_subject or self._current

    def _read_unchanged(self, clause: Clause, before: Clause | None) -> None:
        """Take 与上年持平 as a change without a number."""
        phrase = unchanged(clause.words)
        if phrase is None:
            return
        words, lead = phrase
        lead = _framed(lead, before)
        # A bracket with figures may have been taken out of the phrase, so its beginning has to do.
        start = max(clause.start, self._text.form.find(words.form[:2], clause.start, clause.end))
        own = lead.own
        if any(figure.published_end <= start for figure in clause.figures):
            # 甲费0万元（与上年持平） and 甲费0万元与上年持平 speak of what was just stated.
            own = NO_TEXT
        if own and (self._in_reason or not (lead.base or _MONEY_NAME.search(own.form))):
            # 政策与上年一致 explains something, and 机构无变化 speaks of no money.
            return
        subject = self._subject_of_comparison(own, words)
        if self._in_reason and self._before_reason:
            subject = self._before_reason
        claim = Claim(
            source_line=words.lines[0],
            section=self._block.section,
            subject_text=subject.subject,
            part_text=subject.part,
            figure_kind=CHANGE_AMOUNT,
            published_text=words.printed,
            number_text="",
            unit_text="",
            direction_word=lead.direction,
            base_text=lead.base,
        )
        self._found.append((start, claim))

    def _add_whole_of(self, what: str) -> None:
        """Tie 全部为项目支出 to the amount stated last."""
        for index in range(len(self._found) - 1, -1, -1):
            position, claim = self._found[index]
            if claim.figure_kind == AMOUNT:
                self._found[index] = (position, replace(claim, whole_of_text=what))
                return

    def _noun_and_list(self, clauses: Sequence[Clause], index: int) -> tuple[Text, Text]:
        """Return the noun behind a count, and the list that follows in the paragraph, if any."""
        clause = clauses[index]
        noun = noun_in(clause.tail())
        if in_brackets := list_in_brackets(noun):
            return in_brackets
        if clause.mark == ":":
            return noun, self._list_from(clauses, index + 1, NO_TEXT)
        if clause.mark == "," and index + 1 < len(clauses):
            following = clauses[index + 1]
            if following.states_nothing:
                introduces, rest = introduces_list(following.words)
                if introduces and (rest or following.mark == ":"):
                    return noun, self._list_from(clauses, index + 2, rest, following)
        return noun, NO_TEXT

    def _list_from(
        self, clauses: Sequence[Clause], index: int, begun: Text, first: Clause | None = None
    ) -> Text:
        """Return the list from a clause on to the end of its sentence.

        It goes on behind a ； unless what follows states a figure. A list that states figures
        itself is none: they are claims of their own.
        """
        start = clauses[index].start if index < len(clauses) else len(self._text)
        end = start
        if begun and first is not None:
            end = first.end
            start = self._text.form.rindex(begun.form, first.start, end)
            if first.mark in ("。", ";"):
                return self._text.part(start, end)
        for position in range(index, len(clauses)):
            clause = clauses[position]
            if not clause.states_nothing:
                return NO_TEXT
            end = clause.end
            if clause.mark == "。":
                break
            if clause.mark == ";" and _sentence_states_figure(clauses, position + 1):
                break
        listed = self._text.part(start, end)
        return NO_TEXT if _ELSEWHERE.match(listed.form) else listed

    def _list_children(self, clauses: Sequence[Clause]) -> None:
        """Give the counts of the last sentence the numbered paragraphs that it announces.

        A paragraph that says what kind of unit it is about belongs to the count of that kind; the
        others belong to the count whose kind none of them says.
        """
        if not self._children or not self._text.form.endswith((":", "：")):
            return
        start = max((c.end for c in clauses[:-1] if c.mark == "。"), default=0)
        counts = [
            index
            for index, (position, claim) in enumerate(self._found)
            if position >= start
            and claim.figure_kind == COUNT
            and not claim.direction_word
            and not claim.listed_text
        ]
        if not counts:
            return
        subjects = [self._found[index][1].subject_text for index in counts]
        kinds = [_best_ending(_unit_name(child)[1], subjects) for child in self._children]
        unnamed = [number for number in range(len(counts)) if number not in kinds]
        for number, index in enumerate(counts):
            position, claim = self._found[index]
            if any(_starts_with_count(child, claim.unit_text) for child in self._children):
                continue
            wanted = number
            if number in unnamed and number == unnamed[-1]:
                wanted = -1
            names = [
                _unit_name(child)[0]
                for child, kind in zip(self._children, kinds, strict=True)
                if kind == wanted
            ]
            names = [name for name in names if name]
            if names:
                listed = "、".join(names)
                claim = replace(claim, listed_text=listed, list_count=str(len(names)))
                self._found[index] = (position, claim)


def _framed(lead: Lead, before: Clause | None) -> Lead:
    """Return a change with what the clause before compares with, where it does not say itself."""
    if before is None or before.mark != "," or not before.states_nothing:
        return lead
    frame = comparison_frame(before.words)
    return replace(lead, base=frame[1]) if frame and lead.direction and not lead.base else lead


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


def _key(claim: Claim) -> str:
    """Return which figures a claim can be the whole of: amounts, or counts in the same unit."""
    return claim.unit_text if claim.figure_kind == COUNT else AMOUNT


def _sentence_states_figure(clauses: Sequence[Clause], index: int) -> bool:
    """Say whether the sentence from a clause on states a figure."""
    for clause in clauses[index:]:
        if not clause.states_nothing:
            return True
        if clause.mark in ("。", ";"):
            return False
    return False


def _children(blocks: Sequence[Block], index: int) -> list[Block]:
    """Return the numbered paragraphs right below a paragraph, of one style of ordinals."""
    own_style = blocks[index].ordinal_style
    children: list[Block] = []
    for block in blocks[index + 1 :]:
        style = block.ordinal_style
        if block.kind is BlockKind.HEADING or style == own_style != "":
            break
        if block.kind is not BlockKind.PARAGRAPH or not style:
            continue
        if not children:
            children.append(block)
        elif style == children[0].ordinal_style:
            if block.ordinal_value <= children[-1].ordinal_value:
                break
            children.append(block)
    return children


def _unit_name(block: Block) -> tuple[str, str]:
    """Return what a numbered paragraph is about, and the kind that it says this is."""
    match = ORDINAL.match(block.text.form)
    text = block.text.after(match.end() if match else 0)
    first = _first_clause(text)
    if first is None:
        return "", ""
    if first.figures:
        return subject_of(first.lead(0)).printed, ""
    named = _UNIT_NAME.fullmatch(first.words.form)
    if named is None:
        return first.words.printed, ""
    return first.words.part(*named.span("name")).printed, named["kind"]


def _starts_with_count(block: Block, unit: str) -> bool:
    """Say whether a paragraph begins with a count in a unit."""
    first = _first_clause(block.text)
    return first is not None and any(figure.unit == unit for figure in first.figures)


def _first_clause(text: Text) -> Clause | None:
    """Return the clause that a text begins with, if it has any words."""
    figures = [number for number in find_numbers(text) if not number.reason]
    return next(iter(split_clauses(text, figures, 0, len(text))), None)


def _best_ending(kind: str, subjects: Sequence[str]) -> int:
    """Return which subject ends most as a kind does; -1 where none does."""
    lengths = [_common_ending(kind, subject) for subject in subjects]
    longest = max(lengths)
    return lengths.index(longest) if longest >= _SHORTEST_COMMON_ENDING else -1


def _common_ending(one: str, other: str) -> int:
    """Return how many characters two texts share at their ends."""
    length = 0
    while length < min(len(one), len(other)) and one[-length - 1] == other[-length - 1]:
        length += 1
    return length
