"""One figure of a clause → its claim, and what a reader has in mind behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lexicon import spellings, words
from ingest.narrative_text import BUDGET, FINAL, NO_TEXT, Text
from ingest.prose import leads, lists
from ingest.prose.claims import Claim, Stated, Subject
from ingest.prose.clauses import Clause
from ingest.prose.context import Context, Paragraph
from ingest.prose.leads import (
    AMOUNT,
    CHANGE_AMOUNT,
    COMPLETION_PERCENT,
    COUNT,
    PRIOR_AMOUNT,
    SHARE_PERCENT,
    Lead,
)
from ingest.prose.numbers import Number, whole_number

# A functional item names its class, group and item; its parts are components of one row.
_FUNCTIONAL_ITEM = re.compile(rf"[(（]\d{{0,7}}{words('functional_level')}[)）]", re.ASCII)
# 具体如下：见附件 lists nothing.
_ELSEWHERE = spellings("elsewhere")
_MONEY_NOUN = spellings("money_noun")
_INDICATOR = spellings("indicator")
# 2024年拟购置车辆2辆 behind 车辆3辆，其中… is none of the three.
_TO_BE_BOUGHT = re.compile(words("to_be_bought"))


@dataclass(frozen=True)
class Reading:
    """A paragraph that is being read, and what was read of it; where in it a bracket stands.

    ``before_bracket`` stands in front of the bracket that is being read, behind the figure or the
    bracket before.
    """

    paragraph: Paragraph
    stated: Stated
    before_bracket: Text = NO_TEXT


def read_figure(
    reading: Reading, context: Context, clauses: Sequence[Clause], index: int, number: int
) -> tuple[Claim, Context]:
    """Read one figure of a clause."""
    clause = clauses[index]
    figure = clause.figures[number]
    before = clauses[index - 1] if index else None
    lead_text = clause.lead(number)
    if number and leads.only_joins(lead_text, figure.unit_kind):
        lead_text = clause.lead(number - 1)
    if index == number == 0 and not lead_text and leads.ends_in_comparison(reading.before_bracket):
        # 比上年预算（16万元）减少1万元
        lead_text = reading.before_bracket
    if number and _is_counted(clause, number - 1) and _is_counted(clause, number):
        # 1家机关和2家事业单位: what stands in front of the second belongs to the first.
        lead_text = NO_TEXT if leads.in_front_of_conjunction(lead_text) else lead_text
    after_figure = number > 0 or (before is not None and before.mark == "、")
    lead, lead_text, context = _lead_in_turn(
        reading, context, figure, lead_text, after_figure=after_figure
    )
    lead = _framed(lead, before) if number == 0 else lead
    lead = _measured_side(reading, context, lead)
    if lead.kind == SHARE_PERCENT and leads.is_execution_rate(lead_text):
        lead = _execution_rate(reading, lead)
    noun = listed = NO_TEXT
    examples = False
    if lead.kind == COUNT and number == len(clause.figures) - 1:
        noun, listed = _noun_and_list(reading.paragraph.text, clauses, index)
        if in_front := lists.list_in_front(lead_text):
            lead = replace(lead, own=leads.subject_of(in_front[0]))
            _, listed, examples = in_front
    elif lead.kind == COUNT:
        noun = _noun_in_front(clause, number)
    lead = replace(lead, own=lead.own + noun)
    if _states(lead) and lead.own and number == 0:
        lead = replace(lead, own=_with_attribute(clauses, index, lead.own))
    if _states(lead) and not lead.own and number == 0:
        lead = replace(lead, own=_label(context, before))
    if _states(lead):
        # The words right in front of the clause, if they state nothing, may name what it is about.
        is_announced = number > 0 or before is None or before.states_nothing
        subject, parent = _stated_subject(
            reading, context, lead, figure, lead_text, is_announced=is_announced
        )
    else:
        subject, context = _compared_subject(reading, context, lead, lead_text)
        parent = ""
    text = reading.paragraph.text
    if year := _year_in_front(reading, lead, lead_text, before):
        reading.stated.years[figure.start] = year
    claim = Claim(
        source_line=text.lines[figure.start],
        section=reading.paragraph.heading,
        subject_text=subject.subject,
        part_text=subject.part,
        figure_kind=lead.kind,
        published_text=text.part(figure.published_start, figure.published_end).printed,
        number_text=text.printed[figure.start : figure.end],
        unit_text=figure.unit,
        direction_word=lead.direction,
        base_text=lead.base,
        listed_text=listed.printed,
        list_count=_list_count(text, figure, noun, listed, examples=examples),
        parent_text=parent,
        parent_relation=_relation(context) if parent else "",
        basis=_basis(reading, lead, subject, lead_text),
    )
    if _states(lead) and not context.reason:
        if context.scope is None:
            reading.stated.add_first(claim)
        context = context.with_stated(claim)
    elif lead.own and lead.kind != COUNT:
        context = replace(context, current=subject)
    return claim, context


def _year_in_front(reading: Reading, lead: Lead, lead_text: Text, before: Clause | None) -> str:
    """Return the year that an amount is given, where it is not the document's; or a blank."""
    if lead.kind not in (AMOUNT, PRIOR_AMOUNT) or lead.direction:
        return ""
    year = reading.paragraph.title.year
    if before is not None and before.states_nothing and leads.is_year(before.words):
        # 2023年，部门收支总预算10万元
        lead_text = before.words + lead_text
    return leads.year_in_front(lead_text, year)


def read_unchanged(
    reading: Reading, context: Context, clause: Clause, before: Clause | None
) -> tuple[int, Claim] | None:
    """Take 与上年持平 as a change without a number; return it with its place, or ``None``."""
    phrase = leads.unchanged(clause.words)
    if phrase is None:
        return None
    text, lead = phrase
    lead = _framed(lead, before)
    # A bracket with figures may have been taken out of the phrase, so its beginning has to do.
    form = reading.paragraph.text.form
    start = max(clause.start, form.find(text.form[:2], clause.start, clause.end))
    if any(figure.published_end <= start for figure in clause.figures):
        # 甲费0万元（与上年持平） and 甲费0万元与上年持平 speak of what was just stated.
        lead = replace(lead, own=NO_TEXT)
    if reading.paragraph.title.is_final:
        lead = replace(lead, own=leads.without_measure(lead.own))
    own = lead.own
    if own and (context.reason or not (lead.base or own.form.endswith(_MONEY_NOUN))):
        # 政策与上年一致 explains something, and 机构无变化 speaks of no money.
        return None
    subject = _subject_of_comparison(reading, context, own, text)
    if context.reason and context.reason[0]:
        subject = context.reason[0]
    return start, Claim(
        source_line=text.lines[0],
        section=reading.paragraph.heading,
        subject_text=subject.subject,
        part_text=subject.part,
        figure_kind=CHANGE_AMOUNT,
        published_text=text.printed,
        number_text="",
        unit_text="",
        direction_word=lead.direction,
        base_text=lead.base,
        basis=_basis(reading, lead, subject, text),
    )


def _execution_rate(reading: Reading, lead: Lead) -> Lead:
    """Return 执行率 as that of the budget before it, where the year before was just spoken of."""
    last = reading.stated.last
    if last is None or last.figure_kind != PRIOR_AMOUNT:
        return lead
    return Lead(COMPLETION_PERCENT, NO_TEXT, basis=leads.PRIOR_BUDGET)


def _measured_side(reading: Reading, context: Context, lead: Lead) -> Lead:
    """Return a lead whose side names nothing new: 年初预算为10万元，支出决算为9万元.

    It names nothing where what is spoken of is a functional item, or was stated by another measure.
    """
    subject = context.current
    if not lead.side or subject is None:
        return lead
    is_known = _FUNCTIONAL_ITEM.search(subject.subject) is not None
    is_known = is_known or reading.stated.has_other_measure_of(subject, lead.basis)
    return replace(lead, own=NO_TEXT) if is_known else lead


def _basis(reading: Reading, lead: Lead, subject: Subject, lead_text: Text) -> str:
    """Return by which measure a figure is, or what a comparison holds it against."""
    title, stated = reading.paragraph.title, reading.stated
    own = lead.basis or (FINAL if title.is_final else BUDGET)
    if lead.kind == COUNT:
        return ""
    if lead.kind == COMPLETION_PERCENT:
        general = lead.basis in ("", leads.BUDGET_INITIAL) and lead.base in leads.GENERAL_BUDGET
        return (stated.budget_of(subject) if general else "") or lead.basis
    if lead.kind == PRIOR_AMOUNT or lead.direction:
        if lead.base and not leads.names_other_year(lead.base):
            general = stated.budget_of(subject) if lead.base in leads.GENERAL_BUDGET else ""
            return general or leads.basis_of(lead.base) or own
        if not lead.base and (known := stated.compared_with(subject)):
            return known
        return leads.prior_basis_of(lead.base, title)
    if lead.kind == AMOUNT and not lead.basis:
        return leads.measure_within(lead_text.form) or own
    return own


def _is_counted(clause: Clause, number: int) -> bool:
    """Say whether a figure of a clause is a count."""
    return clause.figures[number].unit_kind == "count"


def _noun_in_front(clause: Clause, number: int) -> Text:
    """Return the noun of one of several counts, which another figure of their clause follows."""
    following = clause.lead(number + 1)
    if _is_counted(clause, number + 1):
        return leads.in_front_of_conjunction(following)
    is_last_of_several = number > 0 and _is_counted(clause, number - 1)
    return leads.units_in_front(following) if is_last_of_several else NO_TEXT


def _states(lead: Lead) -> bool:
    """Say whether a lead is that of an amount or a count, not of what compares with one."""
    return lead.kind in (AMOUNT, COUNT) and not lead.direction


def _framed(lead: Lead, before: Clause | None) -> Lead:
    """Return a change with what the clause before compares with, where it does not say itself."""
    if before is None or before.mark != "," or not before.states_nothing:
        return lead
    frame = leads.comparison_frame(before.words)
    return replace(lead, base=frame[1]) if frame and lead.direction and not lead.base else lead


def _lead_in_turn(
    reading: Reading, context: Context, figure: Number, lead_text: Text, *, after_figure: bool
) -> tuple[Lead, Text, Context]:
    """Return what the words in front of a figure say, where it is one of several in turn too.

    A和B分别为10万元和20万元 gives each its own. So does 分别增加1万元、2万元 after that, to
    those whom the figures before were given to.
    """
    paragraph = reading.paragraph
    first, place, length = paragraph.rows.get(figure.start, (figure.start, 0, 1))
    if place and context.row is not None:
        lead_text, lead = context.row
        return replace(lead, own=context.in_turn[place]), lead_text, context
    if leads.opens_parts(lead_text):
        context = context.with_parts(paragraph.section, is_partition=False)
    lead = leads.read_lead(lead_text, figure.unit_kind, paragraph.title, after_figure=after_figure)
    if not place:
        context = replace(context, row=None)
    if length == 1:
        if lead.own or _states(lead):
            context = replace(context, in_turn=())
    elif not place and first == figure.start:
        names = lists.split_names(lead.own, length) if lists.names_each(lead_text) else []
        if not names and not lead.own:
            known = len(context.in_turn) == length
            names = list(context.in_turn) if known else reading.stated.siblings(length)
        if not names and lead.kind not in (AMOUNT, COUNT):
            # Whose each is cannot be told, and they are not all of one.
            names = [lead_text] * length
        context = replace(context, in_turn=tuple(names))
        if names:
            context = replace(context, row=(lead_text, lead))
            lead = replace(lead, own=names[0])
    return lead, lead_text, context


def _with_attribute(clauses: Sequence[Clause], index: int, own: Text) -> Text:
    """Return a subject with what the clauses right before it say of it.

    在其他项目中，由中小企业成交的，采购金额 tells one 采购金额 from the others.
    """
    before = clauses[index - 1] if index else None
    if before is None or before.mark != "," or not before.states_nothing:
        return own
    if not leads.is_attribute(before.words):
        return own
    first = index - 1
    frame = clauses[index - 2] if index > 1 else None
    if frame is not None and frame.mark == "," and frame.states_nothing:
        first -= leads.is_frame(frame.words)
    text = before.text
    return text.part(clauses[first].start, clauses[index].figures[0].published_start)


def _label(context: Context, before: Clause | None) -> Text:
    """Return the words that name a figure without words of its own: 收入：10万元."""
    if before is None or not before.states_nothing or before.mark not in (":", ","):
        return NO_TEXT
    if lists.opening(before) is not lists.Opening.NONE or not leads.names_subject(before.words):
        return NO_TEXT
    # Behind a comma the words could be anything; the paragraph's topic is the safer reading.
    return NO_TEXT if before.mark == "," and context.current else leads.subject_of(before.words)


def _stated_subject(
    reading: Reading,
    context: Context,
    lead: Lead,
    figure: Number,
    lead_text: Text,
    *,
    is_announced: bool,
) -> tuple[Subject, str]:
    """Return what an amount or a count is about, and the whole that it is a part of."""
    if lead.own:
        subject = Subject(lead.own.printed)
    else:
        subject = context.current or reading.paragraph.section.subject or Subject(lead_text.printed)
        if lead.kind == AMOUNT:
            subject = _subject_unsaid(reading, subject, lead, lead_text, is_announced=is_announced)
    if context.reason:
        return subject, ""
    if lead.kind == AMOUNT and context.scope and leads.is_total(lead_text):
        whole = context.scope.wholes.get(AMOUNT, "")
        return (Subject(whole), "") if whole else (subject, "")
    wholes = context.scope.wholes if context.scope else {}
    if not context.scope and context.in_first_sentence:
        wholes = reading.paragraph.inherited
    parent = wholes.get(AMOUNT if lead.kind == AMOUNT else figure.unit, "")
    if lead.kind == COUNT and _TO_BE_BOUGHT.search(lead.own.form):
        parent = ""
    if lead.own and _FUNCTIONAL_ITEM.search(parent):
        return Subject(parent, lead.own.printed), parent
    return subject, parent if parent != subject.subject else ""


def _subject_unsaid(
    reading: Reading, subject: Subject, lead: Lead, lead_text: Text, *, is_announced: bool
) -> Subject:
    """Return what an amount is about that does not say so itself.

    It is what is spoken of if no amount of that has been stated, or if it is the same to fewer
    digits, by a measure that the words name, or behind what the year before had. 总投资1亿元，
    2024年安排3000万元 states no other amount of the investment, and 100万元用于… is about anything.
    """
    if leads.restates(lead_text) or not (lead_text or is_announced):
        return subject if lead_text else Subject("")
    last = reading.stated.last
    behind_prior = last is not None and last.figure_kind == PRIOR_AMOUNT and last.about == subject
    is_item = _FUNCTIONAL_ITEM.search(subject.subject) is not None
    if lead.basis or behind_prior or (is_item and leads.names_budget(lead_text)):
        return subject
    basis = _basis(reading, lead, subject, lead_text)
    return Subject(lead_text.printed) if reading.stated.has_amount_of(subject, basis) else subject


def _compared_subject(
    reading: Reading, context: Context, lead: Lead, lead_text: Text
) -> tuple[Subject, Context]:
    """Return what a change, share or prior amount in front of a figure belongs to."""
    if context.reason and not lead.own:
        # 主要原因是提高3% is of something else; 同比增加 speaks of what is explained again.
        if not leads.compares(lead_text):
            return Subject(lead_text.printed), context
        context = context.without_reason()
    before = context.before_count
    if lead.kind == CHANGE_AMOUNT and before is not None and before[0] == context.current:
        context = replace(context, current=before[1] or context.current)
    return _subject_of_comparison(reading, context, lead.own, lead_text), context


def _subject_of_comparison(
    reading: Reading, context: Context, own: Text, lead_text: Text
) -> Subject:
    """Return what a comparison belongs to: what it names, or what is spoken of."""
    if own:
        return reading.stated.latest(own.printed)
    return context.current or reading.paragraph.section.subject or Subject(lead_text.printed)


def _relation(context: Context) -> str:
    """Say how a part belongs to its whole: as one of all its parts, or picked out."""
    scope = context.scope
    return "partition" if scope and scope.is_partition and not scope.picks_out else "part"


def _list_count(text: Text, figure: Number, noun: Text, listed: Text, *, examples: bool) -> str:
    """Return how many things a count lists."""
    if not listed:
        return ""
    stated = whole_number(text.form[figure.start : figure.end])
    indicators = noun.form.endswith(_INDICATOR)
    return lists.count_items(listed, stated, indicators=indicators, examples=examples)


def _noun_and_list(text: Text, clauses: Sequence[Clause], index: int) -> tuple[Text, Text]:
    """Return the noun behind a count, and the list that follows in the paragraph, if any."""
    clause = clauses[index]
    noun = lists.noun_in(clause.tail())
    if in_brackets := lists.list_in_brackets(noun):
        return in_brackets
    if clause.mark == ":":
        return noun, _list_from(text, clauses, index + 1, NO_TEXT)
    if clause.mark == "," and index + 1 < len(clauses):
        following = clauses[index + 1]
        if following.states_nothing:
            introduces, rest = lists.introduces_list(following.words)
            if introduces and (rest or following.mark == ":"):
                return noun, _list_from(text, clauses, index + 2, rest, following)
    return noun, NO_TEXT


def _list_from(
    text: Text, clauses: Sequence[Clause], index: int, begun: Text, first: Clause | None = None
) -> Text:
    """Return the list from a clause on to the end of its sentence.

    It goes on behind a ； unless what follows states a figure. A list that states figures
    itself is none: they are claims of their own.
    """
    start = clauses[index].start if index < len(clauses) else len(text)
    end = start
    if begun and first is not None:
        end = first.end
        start = text.form.rindex(begun.form, first.start, end)
        if first.mark in ("。", ";"):
            return text.part(start, end)
    for position in range(index, len(clauses)):
        clause = clauses[position]
        if not clause.states_nothing:
            return NO_TEXT
        end = clause.end
        if clause.mark == "。":
            break
        if clause.mark == ";" and _sentence_states_figure(clauses, position + 1):
            break
    listed = text.part(start, end)
    return NO_TEXT if listed.form.startswith(_ELSEWHERE) else listed


def _sentence_states_figure(clauses: Sequence[Clause], index: int) -> bool:
    """Say whether the sentence from a clause on states a figure."""
    for position in range(index, len(clauses)):
        if not clauses[position].states_nothing:
            return True
        if clauses[position].mark in ("。", ";"):
            return False
    return False
