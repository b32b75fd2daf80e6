"""What the words in front of a figure say about it.

Each figure has a lead: the words between it and the figure or the clause before. A lead names what
is spoken of, compares with another year (同比增加), takes a share of something (占支出总预算), or
says nothing of its own (预算资金).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.lexicon import behind, meanings, spellings, words, written
from ingest.narrative_text import NO_TEXT, ORDINAL, Text, Title
from ingest.prose.numbers import CHINESE, YEAR_PATTERN, ends_with

AMOUNT = "amount"
CHANGE_AMOUNT = "change_amount"
CHANGE_PERCENT = "change_percent"
SHARE_PERCENT = "share_percent"
COMPLETION_PERCENT = "completion_percent"
PRIOR_AMOUNT = "prior_amount"
COUNT = "count"

BUDGET_INITIAL = "budget_initial"
# 完成预算的98% is of whichever budget was stated.
GENERAL_BUDGET = spellings("general_budget")
PRIOR_BUDGET, PRIOR_EXECUTED, PRIOR_FINAL = "prior_budget", "prior_executed", "prior_final"

# No comparison takes more words than this; what stands before them is its subject.
_REACH = 200

_OTHER_YEAR = rf"(?:{words('year_before')}|{YEAR_PATTERN})"
_TIME = (
    rf"(?:{words('until')}\s*)?(?:{YEAR_PATTERN}(?:\s*年?{words('year_end')}"
    rf"|\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?{written('year_end')}?|度)?|{words('this_year')})"
    rf"{words('time_end')}?"
)
# A date is no year, nor is the end of one, nor a span of several.
_YEAR = re.compile(
    rf"(?<![\d~—至到、/-])((?:19|20)\d\d)\s*年(?!\s*{words('year_end')}|\s*[\d~—至到、/-])",
    re.ASCII,
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
    # 部门预算是包括本部以及 + 下属1家预算单位…: what the budget is of besides is not counted.
    rf"|[^,，]{{0,60}}{words('budget_of')}[^,，]{{0,40}}?{words('conjunction')}"
    rf"(?={words('subordinate')})"
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
    rf"{words('and_after_figure')}|(?P<units>[^,，、的]{{0,12}}{words('unit_word')})"
    rf"{words('of_units')}(?=.)"
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
# What else a figure is compared with: 决算数比年初预算增加…, 决算数与预算数持平.
_OWN_BUDGET = words("compared_budget")
_BUDGET_OF_YEAR = re.compile(
    rf"{YEAR_PATTERN}度?{words('department')}?{words('at_first')}?{words('budget_noun')}"
    rf"{words('budget_verb')}?{words('number_noun')}?(?:{words('copula')}|\s)*",
    re.ASCII,
)
_DIRECTION = words("direction")
_DIRECTION_WORD = (
    rf"(?P<word>{_DIRECTION}(?:\({_DIRECTION}\)|/{_DIRECTION})?"
    rf"|(?:{behind('before_short_direction')}|^){words('short_direction')})"
)
_COMPARED = (
    rf"(?:{words('year_on_year')}"
    rf"|{words('than')}\s*(?P<base>(?={_OTHER_YEAR}|{_OWN_BUDGET}).*?))"
)
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
# 决算数小于年初预算数0.60万元
_DIFFERENCE = re.compile(
    rf"(?P<own>.*?)(?P<word>{words('size')})(?P<base>(?={_OTHER_YEAR}|{_OWN_BUDGET}).*?)"
    rf"(?:{words('figure_verb')}|[:\s])*",
    re.ASCII,
)
_CHANGE_OF_OBJECT = re.compile(
    rf"(?:{_COMPARED}\s*)?(?P<word>{words('direction_of_object')}){words('completed')}?(?P<own>.+)",
    re.ASCII,
)
_SHARE = re.compile(
    rf"(?P<own>.*?){words('share_verb')}"
    rf"(?P<base>.*?){words('of')}?{words('share_noun')}?(?:{words('share_figure_verb')}|[:\s])*"
)
# 完成年初预算的102.44% says how much of that budget was spent, and so does 预算执行率.
_COMPLETION = re.compile(
    rf"(?P<own>.*?){words('completes')}(?P<base>[^,，]*?{words('basis')})"
    rf"{words('of')}?{words('share_noun')}?(?:{words('share_figure_verb')}|[:\s])*"
)
_COMPLETION_RATE = re.compile(
    rf"(?P<own>.*?){words('completion_noun')}(?:{words('share_figure_verb')}|[:\s])*"
)
# 一般公共预算财政拨款支出年初预算为…，支出决算为… speaks of one thing by two measures.
_MEASURED = re.compile(
    rf"(?P<own>.*?)(?:{YEAR_PATTERN}度?)?(?P<basis>{words('basis')})"
    rf"(?:{words('figure_verb', 'trailing')}|[:\s])*",
    re.ASCII,
)
_PRIOR = re.compile(
    rf"(?P<own>.*?)(?P<than>{words('than')})?(?P<base>"
    rf"(?:(?P<year>(?:19|20)\d\d)\s*年度?(?!{written('year_end')}|\d)|{words('prior_year')})"
    rf"{words('department')}?{words('at_first')}?{words('comparison_base')}*{words('base_amount')}*)"
    rf"(?P<rest>.*?)(?:{words('of', 'copula')}|[:\s])*",
    re.ASCII,
)
_EVEN = re.compile(
    rf"{words('than')}\s*(?P<base>(?:{_OTHER_YEAR}|{_OWN_BUDGET}).{{0,{_REACH}}}?){words('compared')}?,?"
    rf"(?P<compared>{words('even_degree')}?{words('keeps')}?{words('even')}"
    rf"|{words('same_modifier')}{{0,3}}{words('same')}"
    rf"|{words('no_change_modifier')}?{words('no_change')})"
    rf"|{words('year_on_year')}?(?P<alone>{words('even_degree')}?{words('even')}"
    rf"|(?:(?<![^,，。;；{''.join(spellings('no_change_after'))}])|{behind('year_on_year')})"
    rf"{words('no_change_modifier')}?{words('no_change', 'unchanged_alone')})",
    re.ASCII,
)
_BASIS = re.compile(words("basis"))
_CONJUNCTION = re.compile(rf"{words('conjunction')}$")
_WHOLE_OF = re.compile(rf"{words('budget_noun')}?{words('all')}{words('belongs')}(?P<what>.+)")
_NO_SUBJECT = re.compile(rf"{words('no_subject_start')}|.*{words('no_subject_within')}")
_EXPLAINS = re.compile(words("explains"))
_AMONG = re.compile(words("among"))
_RESTATED, _JOINED = spellings("restates"), spellings("range_join")


@dataclass(frozen=True)
class Lead:
    """What the words in front of a figure say: its kind, and whom or what they name themselves.

    ``basis`` is which measure of its subject the figure is, of a completion which measure it is
    held against; blank where the words do not say. ``side`` is the side that stood between the
    subject and its measure, without a subject of its own: 支出 of 支出决算.
    """

    kind: str
    own: Text
    direction: str = ""
    base: str = ""
    basis: str = ""
    side: Text = NO_TEXT


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


def only_joins(lead: Text, unit_kind: str) -> bool:
    """Say whether a lead only joins its figure to the one before.

    10至20万元 and 完成预算10万元的98% go on with the words in front of the first.
    """
    return lead.form in _JOINED or (unit_kind == "percent" and lead.form in spellings("of"))


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


def read_lead(lead: Text, unit_kind: str, title: Title, *, after_figure: bool = False) -> Lead:
    """Return what the words in front of a figure say.

    Whatever they are, the figure gets a kind: a percentage that is no change is a share, money
    that is neither a change nor another year's is an amount.
    """
    lead = _without_links(lead)
    if change := _change(lead, unit_kind, after_figure=after_figure):
        return replace(change, own=without_measure(change.own)) if title.is_final else change
    if unit_kind == "percent" and (completion := _completion(lead, title)):
        return completion
    if unit_kind == "percent" and (share := _fullmatch(_SHARE, lead)):
        own = _own(lead, share, after_figure=after_figure)
        return Lead(SHARE_PERCENT, own, base=_group(lead, share, "base").printed)
    kind = {"percent": SHARE_PERCENT, "count": COUNT}.get(unit_kind, AMOUNT)
    if kind == AMOUNT and (
        known := _prior(lead, title) or _measured(lead, title, after_figure=after_figure)
    ):
        return known
    return Lead(kind, subject_of(lead, after_figure=after_figure))


def _change(lead: Text, unit_kind: str, *, after_figure: bool) -> Lead | None:
    """Return the lead of a change, or ``None``."""
    if change := _fullmatch(_CHANGE, lead) or _fullmatch(_DIFFERENCE, lead):
        own = _own(lead, change, after_figure=after_figure)
    elif unit_kind != "percent" and (change := _CHANGE_OF_OBJECT.fullmatch(lead.form)):
        own = subject_of(_group(lead, change, "own"), after_figure=after_figure)
    else:
        return None
    kind = {"percent": CHANGE_PERCENT, "count": COUNT}.get(unit_kind, CHANGE_AMOUNT)
    word, base = (_group(lead, change, name).printed for name in ("word", "base"))
    return Lead(kind, own, direction=word, base=base)


def _completion(lead: Text, title: Title) -> Lead | None:
    """Return the lead of how much of a budget was spent, or ``None``.

    In final accounts 预算执行率 is one too; in a budget it is a target.
    """
    if completion := _fullmatch(_COMPLETION, lead):
        base = _group(lead, completion, "base")
        return Lead(
            COMPLETION_PERCENT, _bare_side(lead, completion), "", base.printed, basis_of(base.form)
        )
    rate = _fullmatch(_COMPLETION_RATE, lead) if title.is_final else None
    if rate is None:
        return None
    own = _measured(_group(lead, rate, "own"), title) or Lead(AMOUNT, _own(lead, rate))
    return Lead(COMPLETION_PERCENT, own.own, basis=own.basis or BUDGET_INITIAL)


def _measured(lead: Text, title: Title, *, after_figure: bool = False) -> Lead | None:
    """Return the lead of an amount that says by which measure it is, or ``None``.

    In a budget its words belong to the subject: 支出预算 is what the tables print.
    """
    if not title.is_final:
        return None
    if completed := _fullmatch(_COMPLETION, lead):
        # 完成预算10万元的98%
        base = _group(lead, completed, "base")
        return Lead(AMOUNT, _bare_side(lead, completed), basis=basis_of(base.form))
    match = _fullmatch(_MEASURED, lead)
    if match is None:
        return None
    own = _own(lead, match, after_figure=after_figure)
    side = own if own.form in spellings("measured_side") else NO_TEXT
    return Lead(AMOUNT, own, basis=basis_of(match["basis"]), side=side)


def _bare_side(lead: Text, match: re.Match[str]) -> Text:
    """Return the subject in front of a completion, which a side alone is not."""
    own = without_measure(_own(lead, match))
    return NO_TEXT if own.form in spellings("measured_side") else own


def without_measure(own: Text) -> Text:
    """Return a subject without the measure it ends with: 公务接待费支出 of 公务接待费支出决算数."""
    match = _MEASURED.fullmatch(own.form)
    return subject_of(own.part(0, match.end("own"))) if match else own


def basis_of(form: str) -> str:
    """Return the measure that words name, the longest that they do; a blank for none."""
    found = [match[0] for match in _BASIS.finditer(form)]
    return meanings("basis")[found[-1]] if found else ""


def is_attribute(text: Text) -> bool:
    """Say whether a clause is an attribute of what follows it: 由中小企业成交的."""
    form = text.form
    return form.startswith(spellings("attribute_start")) and form.endswith(spellings("of"))


def is_frame(text: Text) -> bool:
    """Say whether a clause says within what the next speaks: 在其他政府采购项目中."""
    form = text.form
    return form.startswith(spellings("frame_start")) and form.endswith(spellings("frame_end"))


def units_in_front(text: Text) -> Text:
    """Return the units that words behind their number begin with: 参公事业单位 of …单位的经费."""
    match = _AFTER_FIGURE.match(text.form)
    return _group(text, match, "units") if match else NO_TEXT


def in_front_of_conjunction(text: Text) -> Text:
    """Return what words name that end with 和 or the like, or no text."""
    match = ends_with(_CONJUNCTION, text.form, len(text))
    return text.part(0, match.start()) if match else NO_TEXT


def within(text: Text, *, is_final: bool) -> Text:
    """Return the money that a clause goes into the parts of: 财政拨款支出预算中."""
    end = len(text) - 1
    if not text.form.endswith(spellings("frame_end")) or text.form.startswith(
        spellings("frame_start")
    ):
        return NO_TEXT
    own = subject_of(text.part(0, end))
    if not own.form.endswith(spellings("money_noun", "basis")):
        return NO_TEXT
    return without_measure(own) if is_final else own


def is_execution_rate(lead: Text) -> bool:
    """Say whether a lead is just that of how much was spent: 执行率98%."""
    match = _COMPLETION_RATE.fullmatch(lead.form)
    return match is not None and not match["own"]


def names_budget(lead: Text) -> bool:
    """Say whether a lead is that of the budget of a year, and of nothing else: 2025年度预算."""
    return _BUDGET_OF_YEAR.fullmatch(lead.form) is not None


def is_total(lead: Text) -> bool:
    """Say whether a lead sums up the parts in front of it: 合计1170万元."""
    return lead.form in spellings("total")


def measure_within(form: str) -> str:
    """Return the measure of an amount that names it within its subject: 涉及预算金额."""
    found = [meaning for word, meaning in meanings("basis_within").items() if word in form]
    return found[0] if found else ""


def prior_basis_of(form: str, title: Title) -> str:
    """Return which measure of the year before words name; that of the document, if they do not."""
    for meaning in (PRIOR_FINAL, PRIOR_EXECUTED, PRIOR_BUDGET):
        if any(word in form for word, known in meanings("prior_basis").items() if known == meaning):
            return meaning
    return PRIOR_FINAL if title.is_final else PRIOR_BUDGET


def names_actual(form: str) -> bool:
    """Say whether words speak of what was really spent, rather than of a budget."""
    known = {**meanings("comparison_base"), **meanings("comparison_base_within")}
    return any(word in form for word, meaning in known.items() if meaning == "actual")


def year_in_front(lead: Text, fiscal_year: int | None) -> str:
    """Return the year that words give their figure, where it is not the document's; or a blank.

    比2023年预算 compares with a year, and 截至2023年 says until when; neither gives it one.
    """
    years = list(_YEAR.finditer(lead.form))
    if any(int(match[1]) == fiscal_year for match in years):
        return ""
    before = spellings("than", "until")
    own = (match for match in years if not lead.form[: match.start()].rstrip().endswith(before))
    return next((match[1] for match in own), "")


def is_year(text: Text) -> bool:
    """Say whether a clause is a year, and nothing else."""
    return re.fullmatch(rf"{YEAR_PATTERN}度?", text.form, re.ASCII) is not None


def names_other_year(form: str) -> bool:
    """Say whether a base is one of another year, rather than this year's budget."""
    return re.match(_OTHER_YEAR, form) is not None


def _prior(lead: Text, title: Title) -> Lead | None:
    """Return the lead of an amount of another year, or ``None``.

    A budget that compares with its own year means another; final accounts have a budget then.
    """
    match = _fullmatch(_PRIOR, lead)
    fiscal_year = title.year
    year = int(match["year"] or 0) if match else fiscal_year
    is_compared = match is not None and match["than"] and not match["rest"]
    if match is None or (year == fiscal_year and (title.is_final or not is_compared)):
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
