"""Clauses of a paragraph, and what the words in front of a figure say about it.

A paragraph has sentences, which 。 and ； end, and these have clauses, which ， and ： end. Each
figure has a lead: the words between it and the figure or the clause before. A lead names what is
spoken of, compares with another year (同比增加), takes a share of something (占支出总预算), or
says nothing of its own (预算资金).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.narrative_numbers import Number
from ingest.narrative_text import NO_TEXT, ORDINAL, Text

AMOUNT = "amount"
CHANGE_AMOUNT = "change_amount"
CHANGE_PERCENT = "change_percent"
SHARE_PERCENT = "share_percent"
PRIOR_AMOUNT = "prior_amount"
COUNT = "count"

_MARKS = {",": ",", "，": ",", ";": ";", "；": ";", "。": "。", ":": ":", "!": "。", "?": "。"}

_YEAR = r"(?:19|20)\d\d\s*年"
_OTHER_YEAR = rf"(?:上一?年|去年|{_YEAR})"
_TIME = re.compile(
    rf"(?:截[至止]到?\s*)?(?:{_YEAR}(?:\s*年?[底末初](?![步级中])"
    r"|\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?[底末初]?|度)?|今年度?|本年度)[前止]?",
    re.ASCII,
)
_AMONG = re.compile(r"其中(?:主要)?(?:包括|包含|有|[:,，])?|(?:主要)?包括|包?含(?![量税义])")
_LINK = re.compile(r"另外|此外|同时|以及|因此|因而|所以|并且")
_AND = re.compile(r"和|及|与(?!上|去|\d)")
_SPEAKER = re.compile(
    r"(?:我|本)(?:部门|单位|局|委|办公室|办|厅|院|中心|校|站|馆|所|社|台|队|处|会(?![计议]))"
    r"|该(?:项目|部门|单位)(?=设|有|共|下|内|$)"
    r"|部门(?=共有|现有|有)"
)
_VERB = re.compile(
    r"共?涉及|现有|共有|拥有|设有|共设置?|共安排|预计|安排(?!的|支出)|有(?![线机关效害色限])|设(?![备施计立置定区])"
)
_POINT = re.compile(r"[一二三四五六七八九十]是(?!否)")
_BECAUSE = re.compile(r"[^,，]*?原因(?:是|为)?(?:由于|因为)?|由于|因为|主要[是系]")
# 主要用于办公费3万元 speaks of 办公费.
_USED_FOR = re.compile(r"(?:主要)?用于")
# 收入来源为一般公共预算拨款 speaks of that, and so does 支出由教育支出 (…构成).
_COMES_FROM = re.compile(r"(?:收入|支出)(?:来源)?[为是由](?=.)")
# 用途一, 用途二 number what follows, as 1. and 2. do.
_USE_LABEL = re.compile(r"用途[一二三四五六七八九十\d]+[、.]?")
# A unit named after its kind: 所属参公事业单位 + 柳州市…中心 + what is counted there.
_APPOSITION = re.compile(
    r"(?:所属|下属|直属)[^,，]{0,8}?单位(?=[^,，]*(?:中心|局|处|站|所|馆|院|校|队|办|委|厅))"
)
# 本级及下属1家 + 参公管理事业单位的 + 机关运行经费: what was counted has what comes.
_OF_UNITS = re.compile(r"[^,，、的]{0,12}单位的(?=.)")
# What links a clause to those before it; these come off before a lead is read, the rest of
# _LEADING only off a subject.
_LINKS = (ORDINAL, _LINK, _POINT, _BECAUSE)
_LEADING = (*_LINKS, _TIME, _SPEAKER, _VERB, _USED_FOR, _COMES_FROM, _USE_LABEL, _APPOSITION)
_TRAILING = re.compile(
    rf"(?:{_YEAR}度?(?:部门)?(?:年初)?预算(?:数|安排数?)?|共计|共有|(?<!公)共|分为|划分为|达到|分别"
    r"|包括|设有|(?<![国所实公私])有|(?<![行作认因])为|是|(?<![节合预])约|(?<!发)达|各"
    r"|(?<![内下建开增附架敷])设|[:\s])+$",
    re.ASCII,
)
_SAYS_NOTHING = re.compile(
    r"(?:共计|合计|总计|总体|其中|分别|数|资金|金额|总额|总数|总金额|经费|投入"
    r"|(?:年初|年度|项目|涉及|安排)?(?:预算|资金)(?:安排)?(?:资金|金额|总额)?数?|安排)?"
)

_DIRECTION = (
    r"(?:增加|减少|增长|下降|上升|降低|提高|压减|压缩|调增|调减|核增|核减|新增|净增|净减|缩减"
    r"|上涨|增幅|降幅|增减)"
)
_DIRECTION_WORD = (
    rf"(?P<word>{_DIRECTION}(?:\({_DIRECTION}\)|/{_DIRECTION})?"
    r"|(?<=同比)[增减]|(?<=上年)[增减]|^[增减])"
)
_COMPARED = rf"(?:(?:同比|环比)|(?:比|较|与|同|和)\s*(?P<base>(?={_OTHER_YEAR}).*?))"
_CHANGE = re.compile(
    rf"(?P<own>.*?)(?:分别)?(?:{_COMPARED}\s*)?"
    r"(?:相比|总体|共|略有?|有所|大幅度?|小幅|预计|将|均|各|约|分别)*"
    rf"{_DIRECTION_WORD}(?:了|额|率|幅度?|比例)?(?:约|为|达到?|共|[:\s])*",
    re.ASCII,
)
# A clause that only says with what the next compares: 与2023年预算数相比，增加…
_FRAME = re.compile(
    rf"(?P<own>.*?)(?:与|同|和|较|比)\s*(?P<base>{_OTHER_YEAR}.*?)(?:相比|比较|对比)较?",
    re.ASCII,
)
_CHANGE_OF_OBJECT = re.compile(
    rf"(?:{_COMPARED}\s*)?(?P<word>增加|减少|新增|压减|调减|调增|核减|核增|净增|净减)了?(?P<own>.+)",
    re.ASCII,
)
# 完成年初预算的102.44% is a share of that budget.
_SHARE = re.compile(
    r"(?P<own>.*?)(?:占(?![有用地])|完成(?=[^,，]*预算数?的?$))(?P<base>.*?)(?:的)?(?:比重|比例|比率|比|份额)?"
    r"(?:分别|各|约|为|达到?|[:\s])*"
)
_YEAR_PHRASE = (
    r"(?:(?P<year>(?:19|20)\d\d)\s*年度?(?![底末初\d])|上一?年度?(?!结转|结余|末)|去年度?)"
    r"(?:部门)?(?:年初)?(?:预算|决算|执行|安排|批复|实际|支出)*(?:数|总额|金额|资金)*"
)
_PRIOR = re.compile(
    rf"(?P<own>.*?)(?P<than>比|较|与|同|和)?(?P<base>{_YEAR_PHRASE})(?P<rest>.*?)(?:的|为|是|[:\s])*",
    re.ASCII,
)
_NO_CHANGE = r"(?:无|没有|未发生|未有)(?:增减)?变[化动]|(?:无|没有)(?:增减|增长)|不增不减|零增长"
_EVEN_WORD = (
    r"(?P<{}>(?:基本|总体|大体|大致)?(?:保持)?持平"
    r"|(?:基本|保持|完全)*(?:一致|相同|相等|不变)|(?:均|基本)?(?:" + _NO_CHANGE + r"))"
)
_EVEN = re.compile(
    rf"(?:与|同|和|较|比)\s*(?P<base>{_OTHER_YEAR}.*?)(?:相比)?,?{_EVEN_WORD.format('compared')}"
    r"|(?:同比|环比)?(?P<alone>(?:基本|总体|大体|大致)?持平"
    rf"|(?:(?<![^,，。;；费算出入金款额均])|(?<=[同环]比))(?:均|基本)?(?:{_NO_CHANGE}|保持不变))",
    re.ASCII,
)
_WHOLE_OF = re.compile(r"(?:资金|预算)?(?:全部|均|全)(?:为|是|属于|系)(?P<what>.+)")

# 支出预算按用途划分 and 分采购方式看 divide as well.
_PARTITION = re.compile(
    r"[^,，]{0,14}?按(?:照)?(?P<by>.+?)(?:划分|分类|分)|[分从按](?P<seen>.+?)来?看|(?:共|可)?(?:分|划分)为.+"
)
# 车辆3辆，具体为：轿车1辆… says of what the three are.
_OPENS_PARTS = re.compile(
    r"其中(?:主要)?(?:包括|包含|为|有)?|.*(?:包括|包含|构成为|组成为)|(?:具体|分别)[为是]"
)
_OPENS_BELOW = re.compile(r".*如下")
_REASON = re.compile(r"原因|由于|主要是|主要系")
_NO_SUBJECT = re.compile(
    r"(?:根据|按|为|由于|因(?!公出)|经|截|依据|随着|主要|用于|其中|包括|具体|分别|与|较|比|占|全部|均|同比)"
    r"|.*(?:原因|如下|划分|包括|包含|用于)"
)
# Where the noun behind a count ends and a verb begins: 30个项目纳入绩效管理.
_NOUN = re.compile(
    r"(?P<noun>.*?)(?:(?:纳入|全面|全部|均|已|将|实行|实施|开展|\((?:不?含|其中|除)).*)?"
)
_LIST_INTRODUCTION = re.compile(
    r"(?:即|分别|依次|具体|包括|包含)+(?:为|是|有|包括|包含|如下)*(?P<rest>.*)|(?:为|是|有|如下)"
)
# 内设A、B等3个科室; 内设A、B、C3个科室, where 内设 says that a list follows.
_LIST_IN_FRONT = re.compile(
    r"(?P<own>.*?(?:内设|下设|下辖|设有|包括|设|有|为|是)|)(?P<list>[^,，]*、[^,，]*?)等"
    r"|(?P<set_up>.*?(?:内设|下设|下辖|设有|共设))(?P<whole_list>[^,，]*、[^,，]*?)(?:共|共计)?"
)
_LIST_IN_BRACKETS = re.compile(r"\((?!含|不含|其中|除)(?P<list>[^()]*、[^()]*)\)")
_INDICATOR = re.compile(r"指标\s*\d{1,2}(?!\d)", re.ASCII)
# 秘书一科至八科 lists more than it names.
_RANGE = re.compile(r"[一二三四五六七八九十\d][^、,，;]{0,6}?[至—~-]\s*第?[一二三四五六七八九十\d]")
_EACH = re.compile(r"(?:分别|依次)(?:为|是|有|:)?$")
_JOINS = re.compile(r"以及|[和及与]")


class Opening(Enum):
    """How a clause announces that the figures after it are parts of a whole."""

    NONE = "none"
    PARTS = "parts"
    PARTITION = "partition"
    BELOW = "below"


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

    @property
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
        words = NO_TEXT
        for first, last in self.groups:
            if start < first <= end:
                words += self.text.part(start, first - 1)
                start = last + 1
        return words + self.text.part(start, end)


@dataclass(frozen=True)
class Lead:
    """What the words in front of a figure say: its kind, and whom or what they name themselves."""

    kind: str
    own: Text
    direction: str = ""
    base: str = ""


def split_clauses(text: Text, figures: Sequence[Number], start: int, end: int) -> list[Clause]:
    """Split a stretch of text into clauses.

    Brackets are part of a clause, whatever marks they hold; those with figures become its groups.
    A 、 ends a clause that has stated a figure; elsewhere it joins words of a list.
    """
    clauses: list[Clause] = []
    inside = [number for number in figures if start <= number.start and number.end <= end]
    first = start
    groups: list[tuple[int, int]] = []
    position = start
    while position <= end:
        number = next((n for n in inside if n.start <= position < n.published_end), None)
        if number is not None:
            position = number.published_end
            continue
        closing = _closing_bracket(text.form, position, end)
        if closing is not None:
            if any(position < n.start < closing for n in inside):
                groups.append((position + 1, closing))
            position = closing + 1
            continue
        mark = "" if position == end else _mark(text.form, position)
        stated = any(
            first <= n.start < position and not any(a <= n.start < b for a, b in groups)
            for n in inside
        )
        if position < end and text.form[position] == "、" and stated:
            mark = "、"
        if mark or position == end:
            if text.part(first, position).form:
                own = tuple(
                    n
                    for n in inside
                    if first <= n.start < position and not any(a <= n.start < b for a, b in groups)
                )
                clauses.append(Clause(text, first, position, mark, own, tuple(groups)))
            first, groups = position + 1, []
        position += 1
    return clauses


def _closing_bracket(form: str, position: int, end: int) -> int | None:
    """Return where the bracket closes that opens here, or ``None`` where none opens or closes."""
    if position >= end or form[position] != "(":
        return None
    depth = 0
    for index in range(position, end):
        depth += {"(": 1, ")": -1}.get(form[index], 0)
        if depth == 0:
            return index
    return None


def _mark(form: str, position: int) -> str:
    """Return the mark that ends a clause here, or a blank."""
    character = form[position]
    if character == "." and position and not form[position - 1].isascii():
        return "。"
    if character == "." and form[position - 1 : position] in ("%", ")"):
        return "。"
    return _MARKS.get(character, "")


def opening(clause: Clause) -> Opening:
    """Say how a clause without figures announces parts."""
    form = _without_leading(clause.words)[0].form if clause.words.form else ""
    if clause.words.form.startswith("其中") or (
        clause.mark == ":" and _OPENS_PARTS.fullmatch(clause.words.form)
    ):
        return Opening.PARTS
    if _PARTITION.fullmatch(form):
        return Opening.PARTITION
    if clause.mark == ":" and _OPENS_BELOW.fullmatch(form):
        return Opening.BELOW
    return Opening.NONE


def divided_by(clause: Clause) -> Text:
    """Return what a partition is made by (按…划分), or no text."""
    words = _without_leading(clause.words)[0]
    match = _PARTITION.fullmatch(words.form)
    if match is None or not (match["by"] or match["seen"]):
        return NO_TEXT
    return words.part(*match.span("by" if match["by"] else "seen"))


def is_next_point(words: Text) -> bool:
    """Say whether a clause goes on counting points: 二是…."""
    match = _POINT.match(words.form)
    return match is not None and not words.form.startswith("一")


def gives_reason(words: Text) -> bool:
    """Say whether a clause explains a change."""
    return _REASON.search(words.form) is not None


def opens_parts(lead: Text) -> bool:
    """Say whether a lead itself says that its figure is a part: 其中A 3万元."""
    match = ORDINAL.match(lead.form)
    return _AMONG.match(lead.form, match.end() if match else 0) is not None


def subject_of(words: Text, *, after_figure: bool = False) -> Text:
    """Return what words name, without ordinals, years, the speaker and verbs around it."""
    words, _ = _without_leading(words, after_figure=after_figure)
    match = _TRAILING.search(words.form)
    # 共有3个 and the like name nothing; but nothing else may be lost.
    words = words.part(0, match.start()) if match else words
    return NO_TEXT if _SAYS_NOTHING.fullmatch(words.form) else words


def only_joins(lead: Text) -> bool:
    """Say whether a lead only joins its figure to the one before: 10至20万元."""
    return lead.form in ("-", "~", "—", "至", "到", "和", "/")


def compares(lead: Text) -> bool:
    """Say whether a lead begins with what it compares with: 同比, 比上年."""
    return re.match(rf"(?:[分各]别?)?{_COMPARED}", lead.form) is not None


def restates(lead: Text) -> bool:
    """Say whether a lead gives the figure before it once more: 21,512,900元，约2,151万元."""
    return re.fullmatch(r"(?:即|折合|约合|合|约)为?", lead.form) is not None


def names_subject(words: Text) -> bool:
    """Say whether a clause without figures can name what the next figure is about."""
    subject = subject_of(words)
    return bool(subject) and not (_USED_FOR.match(words.form) or _NO_SUBJECT.match(subject.form))


def _without_leading(words: Text, *, after_figure: bool = False) -> tuple[Text, bool]:
    """Return words without what comes before a subject, and whether that says 其中 or 包括."""
    among = False
    if after_figure and (match := _AND.match(words.form) or _OF_UNITS.match(words.form)):
        words = words.after(match.end())
    while True:
        if match := _AMONG.match(words.form):
            among = True
        else:
            found = (pattern.match(words.form) for pattern in _LEADING)
            match = next((one for one in found if one), None)
        if match is None:
            return words, among
        words = words.after(match.end())
        while words.form.startswith((",", "，", ":")):
            words = words.after(1)


def read_lead(
    lead: Text, unit_kind: str, fiscal_year: int | None, *, after_figure: bool = False
) -> Lead:
    """Return what the words in front of a figure say.

    Whatever they are, the figure gets a kind: a percentage that is no change is a share, money
    that is neither a change nor another year's is an amount.
    """
    while match := next((m for m in (link.match(lead.form) for link in _LINKS) if m), None):
        lead = lead.after(match.end())
    change = _CHANGE.fullmatch(lead.form) or (
        _CHANGE_OF_OBJECT.fullmatch(lead.form) if unit_kind != "percent" else None
    )
    if change:
        own = subject_of(lead.part(*change.span("own")), after_figure=after_figure)
        kinds = {"percent": CHANGE_PERCENT, "count": COUNT}
        word = lead.part(*change.span("word")).printed
        base = lead.part(*change.span("base")).printed if change["base"] else ""
        return Lead(kinds.get(unit_kind, CHANGE_AMOUNT), own, direction=word, base=base)
    if unit_kind == "percent":
        share = _SHARE.fullmatch(lead.form)
        if share is None:
            return Lead(SHARE_PERCENT, subject_of(lead, after_figure=after_figure))
        own = subject_of(lead.part(*share.span("own")), after_figure=after_figure)
        return Lead(SHARE_PERCENT, own, base=lead.part(*share.span("base")).printed)
    if unit_kind == "count":
        return Lead(COUNT, subject_of(lead, after_figure=after_figure))
    return _prior(lead, fiscal_year) or Lead(AMOUNT, subject_of(lead, after_figure=after_figure))


def _prior(lead: Text, fiscal_year: int | None) -> Lead | None:
    """Return the lead of an amount of another year, or ``None``."""
    match = _PRIOR.fullmatch(lead.form)
    if match is None:
        return None
    own = subject_of(lead.part(*match.span("own")))
    rest = lead.part(*match.span("rest"))
    year = int(match["year"] or 0)
    if year == fiscal_year:
        return None
    earlier = year < (fiscal_year or 1)
    if match["than"]:
        base = lead.part(match.start("base"), match.end("rest"))
        return Lead(PRIOR_AMOUNT, own, base=base.printed)
    if not earlier or (own and rest):
        return None
    return Lead(PRIOR_AMOUNT, own or subject_of(rest), base=lead.part(*match.span("base")).printed)


def ends_in_comparison(words: Text) -> bool:
    """Say whether words name another year to compare with, and stop there: 比2023年预算."""
    match = _PRIOR.fullmatch(words.form)
    return match is not None and match["than"] is not None and not match["rest"]


def comparison_frame(words: Text) -> tuple[Text, str] | None:
    """Return whom and with what a clause begins to compare (与上年预算数相比), or ``None``."""
    match = _FRAME.fullmatch(words.form)
    if match is None:
        return None
    return subject_of(words.part(*match.span("own"))), words.part(*match.span("base")).printed


def unchanged(words: Text) -> tuple[Text, Lead] | None:
    """Return the phrase that says something is unchanged, and what it says; or ``None``."""
    match = _EVEN.search(words.form)
    if match is None:
        return None
    group = "compared" if match["compared"] else "alone"
    own = subject_of(words.part(0, match.start()))
    base = words.part(*match.span("base")).printed if match["base"] else ""
    word = words.part(*match.span(group)).printed
    return words.part(*match.span()), Lead(CHANGE_AMOUNT, own, direction=word, base=base)


def whole_of(words: Text) -> str:
    """Return what all of an amount is said to be (全部为项目支出), or a blank."""
    match = _WHOLE_OF.fullmatch(words.form)
    return words.part(*match.span("what")).printed if match else ""


def noun_in(words: Text) -> Text:
    """Return the noun that the words behind a count begin with."""
    match = _NOUN.fullmatch(words.form)
    return words.part(*match.span("noun")) if match else words


def introduces_list(words: Text) -> tuple[bool, Text]:
    """Say whether a clause introduces a list (分别是), and what of the list it holds already."""
    match = _LIST_INTRODUCTION.fullmatch(words.form)
    if match is None:
        return False, NO_TEXT
    return True, words.part(*match.span("rest")) if match["rest"] else NO_TEXT


def list_in_front(lead: Text) -> tuple[Text, Text, bool] | None:
    """Return 内设, the list of 内设A、B等3个科室, and whether it gives examples; or ``None``."""
    match = _LIST_IN_FRONT.fullmatch(lead.form)
    if match is None:
        return None
    examples = match["list"] is not None
    own, listed = ("own", "list") if examples else ("set_up", "whole_list")
    return lead.part(*match.span(own)), lead.part(*match.span(listed)), examples


def list_in_brackets(words: Text) -> tuple[Text, Text] | None:
    """Return 科室 and the list of 3个科室（A、B、C）, or ``None``."""
    match = _LIST_IN_BRACKETS.search(words.form)
    return (words.part(0, match.start()), words.part(*match.span("list"))) if match else None


def names_each(lead: Text) -> bool:
    """Say whether a lead gives its figures to several subjects in turn: A和B分别为."""
    return _EACH.search(lead.form) is not None


def split_names(words: Text, number: int) -> list[Text]:
    """Return the names that words list, if there is one way to take them for so many.

    、 and ， separate; 和 and its like do where that is needed, and only in one way:
    社会保障和就业支出 is one name.
    """
    match = _EACH.search(words.form)
    words = words.part(0, match.start()) if match else words
    pieces = [words.part(*span) for span in _spans_between(r"[、,，]", words.form)]
    missing = number - len(pieces)
    joins = [
        (index, join.span())
        for index, piece in enumerate(pieces)
        for join in _JOINS.finditer(piece.form)
    ]
    if missing == len(joins):
        for index, (start, end) in reversed(joins):
            piece = pieces[index]
            pieces[index : index + 1] = [piece.part(0, start), piece.after(end)]
    elif missing:
        return []
    names = [subject_of(piece) for piece in pieces]
    return names if all(names) else []


def _spans_between(separator: str, form: str) -> list[tuple[int, int]]:
    """Return where the pieces between separators stand."""
    ends = [match.span() for match in re.finditer(separator, form)]
    starts = [0, *(end for _, end in ends)]
    return list(zip(starts, [*(start for start, _ in ends), len(form)], strict=True))


def count_items(
    listed: Text, stated: str = "", *, indicators: bool = False, examples: bool = False
) -> str:
    """Return how many things a list holds; a blank where it does not say.

    Labels (成本指标1, 成本指标2) are counted where there are any. Otherwise 、 and ； outside
    brackets separate, and ， where there is no 、. What else can separate or join (和 in
    外联科和秘书科 and in 经济和信息化科; all marks between the words of indicators) leaves room:
    the list holds as many things as ``stated`` if it can, else as many as its words are likeliest
    to mean. A range (第一至第八科), and fewer examples than stated (甲科、乙科等), are no count;
    ``examples`` says that 等 stands behind the list.
    """
    labels = _INDICATOR.findall(listed.form)
    if labels:
        return str(len(labels))
    form = listed.form
    while re.search(r"\([^()]*\)", form):
        form = re.sub(r"\([^()]*\)", "", form)
    if _RANGE.search(form):
        return ""
    examples = examples or form.rstrip("。;；,， ").endswith("等")
    items = [item.strip() for item in re.split(r"[,，;]" if indicators else r"[、;]", form)]
    if len(items) == 1 and not indicators:
        items = [item.strip() for item in re.split(r"[,，]", form)]
    items = [item for item in items if item]
    pieces = [item for item in re.split(r"[、,，;]|以及|[和及与]", form) if item.strip()]
    last = re.split(r"以及|和|及", items[-1].removesuffix("等")) if items else []
    pairs = len(last) == 2 and all(last) and last[0][-1] == last[1][-1]
    likeliest = len(items) + (1 if pairs and not indicators else 0)
    fewest, most = (1, max(len(pieces), 1)) if indicators else (len(items), len(pieces))
    number = int(stated) if stated.isdigit() else 0
    if fewest <= number <= most:
        return str(number)
    return "" if examples and number > most else str(likeliest)
