"""What the words in front of a figure say about it.

Each figure has a lead: the words between it and the figure or the clause before. A lead names what
is spoken of, compares with another year (同比增加), takes a share of something (占支出总预算), or
says nothing of its own (预算资金).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.lexicon import behind, spellings, words, written
from ingest.narrative_text import NO_TEXT, ORDINAL, Text
from ingest.prose.numbers import CHINESE, YEAR_PATTERN, ends_with

AMOUNT = "amount"
CHANGE_AMOUNT = "change_amount"
CHANGE_PERCENT = "change_percent"
SHARE_PERCENT = "share_percent"
PRIOR_AMOUNT = "prior_amount"
COUNT = "count"

# No comparison takes more words than this; what stands before them is its subject.
_REACH = 200

_OTHER_YEAR = rf"(?:{words('year_before')}|{YEAR_PATTERN})"
_TIME = (
    rf"(?:{words('until')}\s*)?(?:{YEAR_PATTERN}(?:\s*年?{words('year_end')}"
    rf"|\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?{written('year_end')}?|度)?|{words('this_year')})"
    rf"{words('time_end')}?"
)
_POINT = re.compile(rf"[{CHINESE}]{words('point_verb')}")
_BECAUSE = (
    rf"[^,，]{{0,120}}?{words('reason')}{words('copula')}?{words('because')}?"
    rf"|{words('because', 'mainly_is')}"
)
_USED_FOR = re.compile(words("used_for"))
# What links a clause to those before it; these come off before a lead is read, the rest only off
# a subject.
_LINKS = rf"{ORDINAL.pattern}|{words('link')}|{_POINT.pattern}|{_BECAUSE}"
_LINK = re.compile(_LINKS, re.ASCII)
_LEADING = re.compile(
    rf"{words('among')}|{_LINKS}|{_TIME}"
    rf"|{words('self')}{words('body')}|{words('said_body')}(?={words('said_body_verb')}|$)"
    rf"|{words('department')}(?={words('department_verb')})|{words('verb', 'used_for')}"
    # 收入来源为一般公共预算拨款 speaks of that, and so does 支出由教育支出 (…构成).
    rf"|{words('side')}{words('comes_from')}(?=.)"
    # 用途一, 用途二 number what follows, as 1. and 2. do.
    rf"|{words('use_label')}[{CHINESE}\d]+[、.]?"
    # A unit named after its kind: 所属参公事业单位 + 柳州市…中心 + what is counted there.
    rf"|{words('subordinate')}[^,，]{{0,8}}?{words('unit_word')}"
    rf"(?=[^,，]{{0,60}}{words('body_ending')})",
    re.ASCII,
)
_COMMAS = re.compile(r"[,，:]*")
# 本级及下属1家 + 参公管理事业单位的 + 机关运行经费: what was counted has what comes.
_AFTER_FIGURE = re.compile(
    rf"{words('and_after_figure')}|[^,，、的]{{0,12}}{words('of_units')}(?=.)"
)
_TRAILING = re.compile(
    rf"(?:{YEAR_PATTERN}度?{words('department')}?{words('at_first')}?{words('trailing_budget')}"
    rf"|{words('trailing')}|[:\s])$",
    re.ASCII,
)
_SAYS_NOTHING = re.compile(
    rf"(?:{words('says_nothing')}|{words('budget_quality')}?{words('budget_noun')}"
    rf"{words('budget_verb')}?{words('amount_noun')}?{words('number_noun')}?)?"
)
_DIRECTION = words("direction")
_DIRECTION_WORD = (
    rf"(?P<word>{_DIRECTION}(?:\({_DIRECTION}\)|/{_DIRECTION})?"
    rf"|(?:{behind('before_short_direction')}|^){words('short_direction')})"
)
_COMPARED = rf"(?:{words('year_on_year')}|{words('than')}\s*(?P<base>(?={_OTHER_YEAR}).*?))"
_COMPARES = re.compile(rf"{words('in_turn_before')}?{_COMPARED}", re.ASCII)
_CHANGE = re.compile(
    rf"(?P<own>.*?){words('in_turn')}?(?:{_COMPARED}\s*)?{words('change_modifier')}*"
    rf"{_DIRECTION_WORD}{words('change_noun')}?(?:{words('figure_verb')}|[:\s])*",
    re.ASCII,
)
# A clause that only says with what the next compares: 与2023年预算数相比，增加…
_FRAME = re.compile(
    rf"(?P<own>.*?){words('than')}\s*(?P<base>{_OTHER_YEAR}.*?){words('compared_with')}", re.ASCII
)
_CHANGE_OF_OBJECT = re.compile(
    rf"(?:{_COMPARED}\s*)?(?P<word>{words('direction_of_object')}){words('completed')}?(?P<own>.+)",
    re.ASCII,
)
# 完成年初预算的102.44% is a share of that budget.
_SHARE = re.compile(
    rf"(?P<own>.*?)(?:{words('share_verb')}|{words('completes')}(?=[^,，]*{words('budget_ending')}$))"
    rf"(?P<base>.*?){words('of')}?{words('share_noun')}?(?:{words('share_figure_verb')}|[:\s])*"
)
_PRIOR = re.compile(
    rf"(?P<own>.*?)(?P<than>{words('than')})?(?P<base>"
    rf"(?:(?P<year>(?:19|20)\d\d)\s*年度?(?!{written('year_end')}|\d)|{words('prior_year')})"
    rf"{words('department')}?{words('at_first')}?{words('comparison_base')}*{words('base_amount')}*)"
    rf"(?P<rest>.*?)(?:{words('of', 'copula')}|[:\s])*",
    re.ASCII,
)
_EVEN = re.compile(
    rf"{words('than')}\s*(?P<base>{_OTHER_YEAR}.{{0,{_REACH}}}?){words('compared')}?,?"
    rf"(?P<compared>{words('even_degree')}?{words('keeps')}?{words('even')}"
    rf"|{words('same_modifier')}{{0,3}}{words('same')}"
    rf"|{words('no_change_modifier')}?{words('no_change')})"
    rf"|{words('year_on_year')}?(?P<alone>{words('even_degree')}?{words('even')}"
    rf"|(?:(?<![^,，。;；{''.join(spellings('no_change_after'))}])|{behind('year_on_year')})"
    rf"{words('no_change_modifier')}?{words('no_change', 'unchanged_alone')})",
    re.ASCII,
)
_WHOLE_OF = re.compile(rf"{words('budget_noun')}?{words('all')}{words('belongs')}(?P<what>.+)")
_NO_SUBJECT = re.compile(rf"{words('no_subject_start')}|.*{words('no_subject_within')}")
_EXPLAINS = re.compile(words("explains"))
_AMONG = re.compile(words("among"))
_RESTATED, _JOINED = spellings("restates"), spellings("range_join")


@dataclass(frozen=True)
class Lead:
    """What the words in front of a figure say: its kind, and whom or what they name themselves."""

    kind: str
    own: Text
    direction: str = ""
    base: str = ""


def is_next_point(text: Text) -> bool:
    """Say whether a clause goes on counting points: 二是…."""
    return _POINT.match(text.form) is not None and not text.form.startswith(CHINESE[0])


def gives_reason(text: Text) -> bool:
    """Say whether a clause explains a change."""
    return _EXPLAINS.search(text.form) is not None


def opens_parts(lead: Text) -> bool:
    """Say whether a lead itself says that its figure is a part: 其中A 3万元."""
    match = ORDINAL.match(lead.form)
    return _AMONG.match(lead.form, match.end() if match else 0) is not None


def only_joins(lead: Text) -> bool:
    """Say whether a lead only joins its figure to the one before: 10至20万元."""
    return lead.form in _JOINED


def compares(lead: Text) -> bool:
    """Say whether a lead begins with what it compares with: 同比, 比上年."""
    return _COMPARES.match(lead.form) is not None


def restates(lead: Text) -> bool:
    """Say whether a lead gives the figure before it once more: 21,512,900元，约2,151万元."""
    return lead.form in _RESTATED


def subject_of(text: Text, *, after_figure: bool = False) -> Text:
    """Return what words name, without ordinals, years, the speaker and verbs around it."""
    text = without_leading(text, after_figure=after_figure)
    # 共有3个 and the like name nothing; but nothing else may be lost.
    end = len(text)
    while match := ends_with(_TRAILING, text.form, end):
        end = match.start()
    text = text.part(0, end) if end < len(text) else text
    return NO_TEXT if _SAYS_NOTHING.fullmatch(text.form) else text


def names_subject(text: Text) -> bool:
    """Say whether a clause without figures can name what the next figure is about."""
    subject = subject_of(text)
    return bool(subject) and not (_USED_FOR.match(text.form) or _NO_SUBJECT.match(subject.form))


def without_leading(text: Text, *, after_figure: bool = False) -> Text:
    """Return words without what comes before a subject."""
    start = 0
    if after_figure and (match := _AFTER_FIGURE.match(text.form)):
        start = _after_blanks(text.form, match.end())
    while match := _LEADING.match(text.form, start):
        start = _after_blanks(text.form, match.end())
        while commas := _COMMAS.match(text.form, start)[0]:
            start = _after_blanks(text.form, start + len(commas))
    return text.after(start) if start else text


def _after_blanks(form: str, start: int) -> int:
    """Return where the white space that begins at a place ends."""
    while start < len(form) and form[start].isspace():
        start += 1
    return start


def _without_links(lead: Text) -> Text:
    """Return a lead without what links it to the clauses before."""
    start = 0
    while match := _LINK.match(lead.form, start):
        start = _after_blanks(lead.form, match.end())
    return lead.after(start) if start else lead


def _fullmatch(pattern: re.Pattern[str], text: Text) -> re.Match[str] | None:
    """Match a pattern that begins with its subject, which may be of any length."""
    return pattern.fullmatch(text.form, max(0, len(text) - _REACH))


def _own(text: Text, match: re.Match[str], *, after_figure: bool = False) -> Text:
    """Return the subject that stands in front of what a pattern found."""
    return subject_of(text.part(0, match.end("own")), after_figure=after_figure)


def _group(text: Text, match: re.Match[str], name: str) -> Text:
    """Return what a group of a pattern found, if it found anything."""
    return text.part(*match.span(name)) if match[name] else NO_TEXT


def read_lead(
    lead: Text, unit_kind: str, fiscal_year: int | None, *, after_figure: bool = False
) -> Lead:
    """Return what the words in front of a figure say.

    Whatever they are, the figure gets a kind: a percentage that is no change is a share, money
    that is neither a change nor another year's is an amount.
    """
    lead = _without_links(lead)
    if change := _change(lead, unit_kind, after_figure=after_figure):
        return change
    if unit_kind == "percent" and (share := _fullmatch(_SHARE, lead)):
        own = _own(lead, share, after_figure=after_figure)
        return Lead(SHARE_PERCENT, own, base=_group(lead, share, "base").printed)
    kind = {"percent": SHARE_PERCENT, "count": COUNT}.get(unit_kind, AMOUNT)
    prior = _prior(lead, fiscal_year) if kind == AMOUNT else None
    return prior or Lead(kind, subject_of(lead, after_figure=after_figure))


def _change(lead: Text, unit_kind: str, *, after_figure: bool) -> Lead | None:
    """Return the lead of a change, or ``None``."""
    if change := _fullmatch(_CHANGE, lead):
        own = _own(lead, change, after_figure=after_figure)
    elif unit_kind != "percent" and (change := _CHANGE_OF_OBJECT.fullmatch(lead.form)):
        own = subject_of(_group(lead, change, "own"), after_figure=after_figure)
    else:
        return None
    kind = {"percent": CHANGE_PERCENT, "count": COUNT}.get(unit_kind, CHANGE_AMOUNT)
    word, base = (_group(lead, change, name).printed for name in ("word", "base"))
    return Lead(kind, own, direction=word, base=base)


def _prior(lead: Text, fiscal_year: int | None) -> Lead | None:
    """Return the lead of an amount of another year, or ``None``."""
    match = _fullmatch(_PRIOR, lead)
    year = int(match["year"] or 0) if match else fiscal_year
    if match is None or year == fiscal_year:
        return None
    own = _own(lead, match)
    rest = _group(lead, match, "rest")
    if match["than"]:
        base = lead.part(match.start("base"), match.end("rest"))
        return Lead(PRIOR_AMOUNT, own, base=base.printed)
    if year >= (fiscal_year or 1) or (own and rest):
        return None
    return Lead(PRIOR_AMOUNT, own or subject_of(rest), base=_group(lead, match, "base").printed)


def ends_in_comparison(text: Text) -> bool:
    """Say whether words name another year to compare with, and stop there: 比2023年预算."""
    match = _fullmatch(_PRIOR, text)
    return match is not None and match["than"] is not None and not match["rest"]


def comparison_frame(text: Text) -> tuple[Text, str] | None:
    """Return whom and with what a clause begins to compare (与上年预算数相比), or ``None``."""
    match = _fullmatch(_FRAME, text)
    return (_own(text, match), _group(text, match, "base").printed) if match else None


def unchanged(text: Text) -> tuple[Text, Lead] | None:
    """Return the phrase that says something is unchanged, and what it says; or ``None``."""
    match = _EVEN.search(text.form)
    if match is None:
        return None
    own = subject_of(text.part(0, match.start()))
    word = _group(text, match, "compared") or _group(text, match, "alone")
    base = _group(text, match, "base").printed
    return text.part(*match.span()), Lead(CHANGE_AMOUNT, own, direction=word.printed, base=base)


def whole_of(text: Text) -> str:
    """Return what all of an amount is said to be (全部为项目支出), or a blank."""
    match = _WHOLE_OF.fullmatch(text.form)
    return _group(text, match, "what").printed if match else ""
