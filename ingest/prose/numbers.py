"""Numbers of the prose: which state a figure, and why the others do not."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.lexicon import behind, meanings, spellings, words, written
from ingest.narrative_text import ORDINAL, Text

YEAR = "year"
DATE = "date"
ORDINAL_NUMBER = "ordinal"
INDICATOR_LABEL = "label of an indicator"
TABLE_NUMBER = "number of a table or an annex"
DOCUMENT_NUMBER = "number of a document"
NAME = "part of a name"
CODE = "code of a classification"
THRESHOLD = "threshold in a name"
BOUND = "bound to be kept to"

# How far from its number a word may stand that says something of it, spaces included.
_REACH = 24

YEAR_PATTERN = r"(?:19|20)\d\d\s*年"
CHINESE = "一二三四五六七八九十"
_ROUGHLY = words("approximation")
# 3亿多元: what makes a number a rough one may stand before the last character of its unit.
_MONEY = words("money_unit").replace("元", f"{_ROUGHLY}?元")
# 项目总预算1170.00万，其中…: money whose unit lost its 元.
_SHORT_MONEY = rf"{written('short_money_unit')}(?=\s*(?:$|[,，;:。、)]))"
_UNIT = re.compile(
    rf"\s*(?P<unit>(?P<money>{_ROUGHLY}?(?:{_MONEY})|{_SHORT_MONEY})|(?P<percent>{words('percent_unit')})"
    rf"|(?P<count>{_ROUGHLY}?{words('count_scale')}?{_ROUGHLY}?{words('counted_unit')}))"
)
_NUMBER = re.compile(
    # 1.2024年 is the ordinal 1 before a year, not a number with decimals.
    rf"\d{{1,2}}(?=\.{YEAR_PATTERN})"
    r"|(?:(?<![\dA-Za-z年月日])[-+])?(?:\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)",
    re.ASCII,
)
_DATES = re.compile(
    rf"{YEAR_PATTERN}\s*\d{{1,2}}(?:\s*[-~—至到]\s*\d{{1,2}})?\s*月(?:\s*\d{{1,2}}\s*[日号])?"
    rf"|{YEAR_PATTERN}\s*年?{words('year_end')}"
    r"|(?<![\d.,])\d{1,2}\s*(?:[-~—至到]\s*\d{1,2}\s*)?月(?:\s*\d{1,2}\s*[日号])?"
    r"|(?<![\d.,])\d{1,2}\s*日|(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)",
    re.ASCII,
)
_YEARS = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d\s*[-~—至到、/]+\s*)?{YEAR_PATTERN}",
    re.ASCII,
)
_DOCUMENT_NUMBERS = re.compile(r"[〔\[(](?:19|20)\d\d[〕\])]\s*(?:第\s*)?\d+\s*号", re.ASCII)
_BRACKETED_ORDINAL = re.compile(
    rf"\(\d{{1,2}}\)(?!\s*{words('money_unit', 'percent_unit')})", re.ASCII
)
_CLAUSE_STARTS = re.compile(r"^|[,，;:。]\s*")
_CLAUSE_END = re.compile(r"\s*(?:$|[,，;:。、)])")
_NTH = re.compile(r"第\s*$")
_TABLE_BEFORE = re.compile(rf"{words('annex')}\s*(?:\d+-)?$", re.ASCII)
_INDICATOR_BEFORE = re.compile(rf"{words('indicator')}\s*$")
_INDICATOR_COUNT = re.compile(rf"\s*{words('indicator_unit')}{_CLAUSE_END.pattern}")
# Numbers that share the unit of the last: 10、20和30万元, 5—8个.
_SHARES_UNIT = re.compile(rf"\s*(?:{words('range_join')}|、)\s*[\d.,]+", re.ASCII)
# A bare whole number is a figure where money is what the words before it speak of.
_MONEY_BEFORE = re.compile(rf"{words('bare_number_noun')}\s*$")
# 单价50万元以上通用设备 is a kind of thing; only how many there are is stated.
_INCLUDED = f"{words('included')}?"
_OR_MORE = rf"\s*{_INCLUDED}{words('threshold_join')}?"
_THRESHOLD_BEFORE = re.compile(rf"{words('threshold_measure')}\s*$")
_THRESHOLD_AFTER = re.compile(_OR_MORE + words("threshold"))
# So is 50万元（含）以上项目, but 压减5万元以上 states what is saved.
_THRESHOLD_OF_KIND = re.compile(
    rf"{_OR_MORE}{words('threshold')}{_INCLUDED}{words('of')}?"
    rf"{words('thing_quality')}{{0,2}}{words('thing')}"
)
# 一般公共服务支出（201类）, 行政运行（2010301项）: the code of a class, section or item.
_CODE = re.compile(rf"(?:\d{{3}}|\d{{5}}|\d{{7}}){words('functional_level')}", re.ASCII)
# 公共安全支出（204类）司法（06款）行政运行（01项）: below a class the others go on with its code.
_CODES_IN_TURN = re.compile(
    rf"\(\d{{3}}{words('functional_level')}\)"
    rf"(?:[^,，。;:()]{{1,60}}(?:\([^()\d]{0, 40}\)[^,，。;:()]{{0,60}}){{0,4}}"
    rf"\(\d{{2}}{words('functional_level')}\)){{1,2}}"
    rf"|\(\d{{3}}{words('functional_level')}(?:\d{{2}}{words('functional_level')}){{1,2}}\)",
    re.ASCII,
)
_HUNDREDTHS = re.compile(rf"{words('hundredths')}\s*$")
# 不低于30%, 95%以上 and 每人不超过450元 say what is to be kept to, not what is.
_BOUND_BEFORE = re.compile(
    rf"(?:{words('bound_not')}{words('bound_beyond')}|{words('bound_before')})"
    rf"{words('hundredths')}?\s*$"
)
_BOUND_SIGN = re.compile(rf"[≥≤><≧≦]=?\s*{words('hundredths')}?$")
_BOUND_AFTER = re.compile(_OR_MORE + words("bound_behind"))
# A number in Chinese characters is mostly a word (公益一类, 四个意识, 综合二科). It states a figure
# as a percentage or as money, and as a count behind a verb of having or the noun of what is
# counted.
_DIGIT_OF = meanings("numeral")
_NUMERAL = f"[{''.join(_DIGIT_OF)}]{{1,20}}"
_NUMERALS = re.compile(
    rf"{behind('hundredths')}{_NUMERAL}(?![{''.join(_DIGIT_OF)}点分])"
    rf"|(?<![第\d.点]){_NUMERAL}(?=\s*{words('numeral_unit')})"
)
_HAVING = re.compile(rf"{words('having_before')}\s*{words('copula')}?\s*$")
# 督查室五个内设机构: a list may stand between the verb and the number.
_OFFICES = re.compile(
    rf"\s*{words('office_unit')}{words('office_quality')}{{0,2}}{words('office')}"
)
# Kinds are counted only where something is divided into them: 分为四类, but 公益一类.
_DIVIDED = re.compile(rf"{words('divides_before')}\s*$")
_COUNTS, _KINDS = spellings("numeral_counts"), spellings("kind_unit")
_TENS = {word: int(value) for word, value in _DIGIT_OF.items() if int(value) >= 10}
_DIGITS = str.maketrans({word: value for word, value in _DIGIT_OF.items() if int(value) < 10})
_WHOLE = re.compile(r"(?:\d*千)?0*(?:\d*百)?0*(?:\d*十)?\d?|\d+")


@dataclass(frozen=True)
class Number:
    """A number and where it stands in its text.

    ``start`` and ``end`` enclose the digits with their sign, or with the brackets that make them
    negative; ``published_start`` and ``published_end`` the unit as well. ``unit_kind`` is
    ``money``, ``percent``, ``count``, or blank where no unit says it; a number that shares the
    unit of another has that, without its being printed there. ``reason`` says why the number is no
    figure; it is blank for a figure.
    """

    start: int
    end: int
    published_start: int
    published_end: int
    unit: str
    unit_kind: str
    reason: str


def find_numbers(text: Text) -> list[Number]:
    """Return every number of a paragraph, from left to right."""
    form = text.form
    spans = (
        (ORDINAL_NUMBER, _ordinal_spans(form)),
        (DOCUMENT_NUMBER, _spans(_DOCUMENT_NUMBERS, form)),
        (DATE, _spans(_DATES, form)),
        (YEAR, _spans(_YEARS, form)),
        (ORDINAL_NUMBER, _spans(_BRACKETED_ORDINAL, form)),
        (CODE, _spans(_CODES_IN_TURN, form)),
    )
    units = _SharedUnits(form)
    numbers = [_number(text, units, *span, "") for span in _numeral_spans(form)]
    for match in _NUMBER.finditer(form):
        start, end = match.span()
        reasons = (reason for reason, found in spans if _is_within(found, start, end))
        reason = next(reasons, "") or _reason_around(form, units, start, end)
        numbers.append(_number(text, units, start, end, reason))
    return sorted(numbers, key=lambda number: number.start)


def ends_with(pattern: re.Pattern[str], form: str, end: int) -> re.Match[str] | None:
    """Return what a pattern that ends with $ finds right before a place."""
    return pattern.search(form, max(0, end - _REACH), end)


def _is_within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a number stands within one of some spans, which stand in order."""
    before = bisect_right(spans, (start, math.inf)) - 1
    return before >= 0 and end <= spans[before][1]


class _SharedUnits:
    """The units that numbers share with those after them, each looked for once."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._known: dict[int, re.Match[str] | None] = {}

    def after(self, end: int) -> re.Match[str] | None:
        """Return the unit that the number ending here shares, if there is one."""
        ends: list[int] = []
        while end not in self._known and (joined := _SHARES_UNIT.match(self._form, end)):
            ends.append(end)
            end = joined.end()
        if not ends:
            return self._known.get(end)
        unit = self._known[end] if end in self._known else _UNIT.match(self._form, end)
        self._known.update(dict.fromkeys(ends, unit))
        return unit


def _numeral_spans(form: str) -> list[tuple[int, int]]:
    """Return where numbers in Chinese characters state a figure."""
    spans = []
    for match in _NUMERALS.finditer(form):
        start, end = match.span()
        unit = _UNIT.match(form, end)
        if ends_with(_HUNDREDTHS, form, start):
            counts = not _is_bound(form, start, end)
        elif unit is None:
            counts = False
        elif unit["money"] or unit["percent"] or unit["unit"] in _COUNTS:
            counts = True
        elif unit["unit"] in _KINDS:
            counts = bool(ends_with(_DIVIDED, form, start))
        else:
            counts = bool(ends_with(_HAVING, form, start) or _OFFICES.match(form, end))
        if counts:
            spans.append((start, end))
    return spans


def _number(text: Text, units: _SharedUnits, start: int, end: int, reason: str) -> Number:
    """Return one number with the unit printed around it."""
    if reason:
        return Number(start, end, start, end, "", "", reason)
    form = text.form
    unit = _UNIT.match(form, end)
    if unit is None and _in_brackets(form, start, end):
        start, end = start - 1, end + 1
        unit = _UNIT.match(form, end)
    hundredths = None if unit else ends_with(_HUNDREDTHS, form, start)
    if hundredths:
        printed = text.printed[hundredths.start() : start].strip()
        return Number(start, end, hundredths.start(), end, printed, "percent", "")
    published_end = unit.end() if unit else end
    if (unit := unit or units.after(end)) is None:
        return Number(start, end, start, end, "", "", "")
    printed = text.printed[slice(*unit.span("unit"))]
    return Number(start, end, start, published_end, printed, _unit_kind(unit), "")


def whole_number(form: str) -> str:
    """Return a whole number in digits, whichever way it is written; a blank for any other."""
    if form.isdigit() and form.isascii():
        return form
    digits = form.translate(_DIGITS)
    if not _WHOLE.fullmatch(digits):
        return ""
    if digits.isdigit():
        return digits
    # 一百零五 is one hundred, no tens, and five; 十 by itself is one ten.
    value, pending = 0, ""
    for character in digits:
        if character in _TENS:
            value += int(pending or 1) * _TENS[character]
            pending = ""
        else:
            pending += character
    return str(value + int(pending or 0))


def _unit_kind(unit: re.Match[str]) -> str:
    """Return what kind of unit was found."""
    return "money" if unit["money"] else "percent" if unit["percent"] else "count"


def _in_brackets(form: str, start: int, end: int) -> bool:
    """Say whether a number stands alone in brackets before money or a percentage: (6.69)万元."""
    if form[max(start - 1, 0) : start] + form[end : end + 1] != "()":
        return False
    unit = _UNIT.match(form, end + 1)
    return bool(unit and not unit["count"])


def _spans(pattern: re.Pattern[str], form: str) -> list[tuple[int, int]]:
    """Return where a pattern stands."""
    return [match.span() for match in pattern.finditer(form)]


def _ordinal_spans(form: str) -> list[tuple[int, int]]:
    """Return where ordinals stand: at the start of the paragraph or of a clause."""
    found = (ORDINAL.match(form, start.end()) for start in _CLAUSE_STARTS.finditer(form))
    return [match.span() for match in found if match]


def _reason_around(form: str, units: _SharedUnits, start: int, end: int) -> str:
    """Say why a number is no figure, from the words next to it; blank for a figure."""
    rules: tuple[tuple[str, Callable[[], bool]], ...] = (
        (ORDINAL_NUMBER, lambda: ends_with(_NTH, form, start) is not None),
        (
            TABLE_NUMBER,
            lambda: bool(ends_with(_TABLE_BEFORE, form, start)) and not _unit(form, end),
        ),
        (INDICATOR_LABEL, lambda: _is_indicator_label(form, start, end)),
        (THRESHOLD, lambda: _is_threshold(form, start, end)),
        (CODE, lambda: _CODE.match(form, start, end + 1) is not None),
        (BOUND, lambda: _is_bound(form, start, end)),
        (NAME, lambda: not _is_figure(form, units, start, end)),
    )
    return next((reason for reason, applies in rules if applies()), "")


def _unit(form: str, end: int) -> bool:
    """Say whether a unit follows."""
    return _UNIT.match(form, end) is not None


def _is_indicator_label(form: str, start: int, end: int) -> bool:
    """Say whether a number tells indicators apart (数量指标1), not how many there are."""
    if not ends_with(_INDICATOR_BEFORE, form, start) or not form[start:end].isdigit():
        return False
    unit = _UNIT.match(form, end)
    counts = _INDICATOR_COUNT.match(form, end) or (unit and unit["count"] is None)
    return end - start <= 2 and not counts


def _is_threshold(form: str, start: int, end: int) -> bool:
    """Say whether an amount only tells which things are meant."""
    unit = _UNIT.match(form, end)
    if not unit or not unit["money"]:
        return False
    if _THRESHOLD_OF_KIND.match(form, unit.end()):
        return True
    before = ends_with(_THRESHOLD_BEFORE, form, start)
    return bool(before and _THRESHOLD_AFTER.match(form, unit.end()))


def _is_bound(form: str, start: int, end: int) -> bool:
    """Say whether a number is one to be kept to, such as 不低于30%.

    Of counts only a sign says so (修缮面积≥500平方米): 不少于2次 may be counted all the same.
    """
    if ends_with(_BOUND_SIGN, form, start):
        return True
    unit = _UNIT.match(form, end)
    percent = (unit and unit["percent"]) or ends_with(_HUNDREDTHS, form, start)
    if not percent and not (unit and unit["money"]):
        return False
    if ends_with(_BOUND_BEFORE, form, start):
        return True
    # 控制在10万元以内 speaks of the budget; 压减5%以上 does not.
    return bool(percent and _BOUND_AFTER.match(form, unit.end() if unit else end))


def _is_figure(form: str, units: _SharedUnits, start: int, end: int) -> bool:
    """Say whether a number states something; what looks like a figure is never dropped."""
    if _unit(form, end) or ends_with(_HUNDREDTHS, form, start) or _in_brackets(form, start, end):
        return True
    if units.after(end):
        return True
    # Only figures are printed with decimals or separators; 2.0版 is not followed by a clause end.
    if set(form[start:end]) & set(".,"):
        return bool(_CLAUSE_END.match(form, end)) or len(form[start:end].split(".")[-1]) == 2
    return bool(_CLAUSE_END.match(form, end) and ends_with(_MONEY_BEFORE, form, start))
