"""Numbers of the prose: which state a figure, and why the others do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

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

_MONEY = r"(?:[百千]?万|亿|万亿|千)?[余多]?元(?![旦素])"
_PERCENT = r"%|‰|个?百分点"
# What a unit must not be followed by, where the same character begins a common word.
_COUNTED = (
    "个百分点",
    "人次",
    "人(?![民大才口])",
    "名(?![称录])",
    "平方米",
    "平方公里",
    "立方米",
    "公里",
    "公顷",
    "公斤",
    "千瓦时",
    r"台\(套\)",
    "台/套",
    "台套",
    "批次",
    "小时",
    "分钟",
    "个",
    "条(?![例件])",
    "家(?!庭)",
    "辆",
    "台(?!湾)",
    "套",
    "项(?!目)",
    "大类",
    "类",
    "款",
    "户",
    "份(?!额)",
    "件",
    "次",
    "场",
    "期",
    "批",
    "笔",
    "座",
    "栋",
    "间",
    "种",
    "亩",
    "吨",
    "米",
    "天",
    "年",
    "所(?![属有需得在])",
    "处(?![理置])",
    "位(?![于置])",
    "支(?![出付持])",
    "组(?![织成建])",
    "部(?!门)",
    "本(?![级部年市单系地局院])",
    "册",
    "篇",
    "宗",
    "起",
)
_UNIT = re.compile(
    rf"\s*(?P<unit>(?P<money>[余多]?{_MONEY})|(?P<percent>{_PERCENT})"
    rf"|(?P<count>[余多]?[万亿千百]?[余多]?(?:{'|'.join(_COUNTED)})))"
)
_NUMBER = re.compile(
    # 1.2024年 is the ordinal 1 before a year, not a number with decimals.
    r"\d{1,2}(?=\.(?:19|20)\d\d\s*年)"
    r"|(?:(?<![\dA-Za-z年月日])[-+])?(?:\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)",
    re.ASCII,
)
_DATES = re.compile(
    r"(?:19|20)\d\d\s*年\s*\d{1,2}(?:\s*[-~—至到]\s*\d{1,2})?\s*月(?:\s*\d{1,2}\s*[日号])?"
    r"|(?:19|20)\d\d\s*年\s*年?[底末](?!线)|(?:19|20)\d\d\s*年\s*年?初(?![步级中])"
    r"|(?<![\d.,])\d{1,2}\s*(?:[-~—至到]\s*\d{1,2}\s*)?月(?:\s*\d{1,2}\s*[日号])?"
    r"|(?<![\d.,])\d{1,2}\s*日|(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)",
    re.ASCII,
)
_YEARS = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*[-~—至到、/]+\s*(?:19|20)\d\d\s*年|(?<!\d)(?:19|20)\d\d\s*年", re.ASCII
)
_DOCUMENT_NUMBERS = re.compile(r"[〔\[(](?:19|20)\d\d[〕\])]\s*(?:第\s*)?\d+\s*号", re.ASCII)
_BRACKETED_ORDINAL = re.compile(r"\(\d{1,2}\)(?!\s*(?:[万亿]?元|%))", re.ASCII)
_CLAUSE_STARTS = re.compile(r"^|[,，;:。]\s*")
_TABLE_BEFORE = re.compile(r"(?:表|附件|附录|图)\s*(?:\d+-)?$", re.ASCII)
_INDICATOR_BEFORE = re.compile(r"指标\s*$")
_INDICATOR_COUNT = re.compile(r"\s*[条个项类]\s*(?:$|[,，;:。、)])")
# Numbers that share the unit of the last: 10、20和30万元, 5—8个.
_SHARES_UNIT = re.compile(r"(?:\s*[-~—至到、和/]\s*[\d.,]+)+(?=\s*\D)", re.ASCII)
# A bare whole number is a figure where money is what the words before it speak of.
_MONEY_BEFORE = re.compile(r"(?:预算|支出|收入|经费|资金|费|数|金额|拨款|为|是|同比|增加|减少)\s*$")
_CLAUSE_END = re.compile(r"\s*(?:$|[,，;:。、)])")
# 单价50万元以上通用设备 is a kind of thing; only how many there are is stated.
_THRESHOLD_BEFORE = re.compile(r"(?:单价|单位价值|价值|原值|单台|单件|单项|单笔)\s*$")
_THRESHOLD_AFTER = re.compile(r"\s*(?:\(含\))?(?:及|及其)?以[上下]")
# So is 50万元（含）以上项目, but 压减5万元以上 states what is saved.
_THRESHOLD_OF_KIND = re.compile(
    r"\s*(?:\(含\))?(?:及|及其)?以[上下](?:\(含\))?的?"
    r"(?:大型|重点|通用|专用|财政|预算|部门){0,2}(?:项目|设备|仪器|车辆|资产|合同)"
)
# 一般公共服务支出（201类）, 行政运行（2010301项）: the code of a class, section or item.
_CODE = re.compile(r"(?:\d{3}|\d{5}|\d{7})[类款项]", re.ASCII)
_HUNDREDTHS = re.compile(r"百分之\s*$")
# 不低于30%, 95%以上 and 每人不超过450元 say what is to be kept to, not what is.
_BOUND_BEFORE = re.compile(
    r"(?:不(?:得|应|能)?(?:低于|少于|小于|高于|超过|超|大于|多于)|至少)(?:百分之)?\s*$"
)
_BOUND_SIGN = re.compile(r"[≥≤><≧≦]=?\s*(?:百分之)?$")
_BOUND_AFTER = re.compile(r"\s*(?:\(含\))?(?:及|及其)?以[上下内]")
# A number in Chinese characters is mostly a word (公益一类, 四个意识, 综合二科). It states a figure
# as a percentage or as money, and as a count behind a verb of having or the noun of what is
# counted.
_NUMERAL = r"[零〇一二两三四五六七八九十百千]+"
_NUMERALS = re.compile(
    rf"(?<=百分之){_NUMERAL}(?![零〇一二两三四五六七八九十百千点分])|(?<![第\d.点]){_NUMERAL}(?=\s*[万亿]元)"
    rf"|(?<![第\d.点]){_NUMERAL}(?=\s*(?:个(?![人体性别方])|名(?![单称录义额])|人(?![民大才口员均])"
    r"|人次|批次|辆|家(?!庭)|台(?!湾)|套|大?[类项款]))"
)
_HAVING = re.compile(
    r"(?:[内下附增]设|[下直所]属|下辖|管辖|设有|设立|共设|共有|现有|实有|拥有|总?共计?|总计|合计|涉及|核定|配备|设"
    r"|编制|科室|处室|股室|机构|单位|部门|中心|车辆|用车|人员|职工|职数|领导|项目|院校|学校|团组)\s*为?\s*$"
)
_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
# 督查室五个内设机构: a list may stand between the verb and the number.
_OFFICES = re.compile(
    r"\s*个(?:内设|职能|业务|行政|事业|下属|直属|所属|预算|二层|二级){0,2}(?:科室|处室|股室|机构|单位)"
)
# Kinds are counted only where something is divided into them: 分为四类, but 公益一类.
_DIVIDED = re.compile(r"(?:分为|共|共有|共计)\s*$")


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
    spans: list[tuple[str, list[tuple[int, int]]]] = [
        (ORDINAL_NUMBER, _ordinal_spans(form)),
        (DOCUMENT_NUMBER, _spans(_DOCUMENT_NUMBERS, form)),
        (DATE, _spans(_DATES, form)),
        (YEAR, _spans(_YEARS, form)),
        (ORDINAL_NUMBER, _spans(_BRACKETED_ORDINAL, form)),
    ]
    numbers = [_number(text, start, end, "") for start, end in _numeral_spans(form)]
    for match in _NUMBER.finditer(form):
        start, end = match.span()
        reason = next(
            (
                reason
                for reason, found in spans
                if any(first <= start and end <= last for first, last in found)
            ),
            "",
        )
        numbers.append(_number(text, start, end, reason or _reason_around(form, start, end)))
    return sorted(numbers, key=lambda number: number.start)


def _numeral_spans(form: str) -> list[tuple[int, int]]:
    """Return where numbers in Chinese characters state a figure."""
    spans = []
    for match in _NUMERALS.finditer(form):
        start, end = match.span()
        unit = _UNIT.match(form, end)
        if _HUNDREDTHS.search(form, 0, start):
            counts = not _is_bound(form, start, end)
        elif unit is None:
            counts = False
        elif unit["money"] or unit["unit"] in ("批次", "人次"):
            counts = True
        elif unit["unit"] in ("大类", "类", "项", "款"):
            counts = bool(_DIVIDED.search(form, 0, start))
        else:
            counts = bool(_HAVING.search(form, 0, start) or _OFFICES.match(form, end))
        if counts:
            spans.append((start, end))
    return spans


def _number(text: Text, start: int, end: int, reason: str) -> Number:
    """Return one number with the unit printed around it."""
    form = text.form
    unit = _UNIT.match(form, end)
    if not reason and unit is None and _in_brackets(form, start, end):
        start, end = start - 1, end + 1
        unit = _UNIT.match(form, end)
    if reason:
        return Number(start, end, start, end, "", "", reason)
    if unit is not None:
        printed = text.printed[unit.start("unit") : unit.end("unit")]
        return Number(start, end, start, unit.end(), printed, _unit_kind(unit), "")
    if hundredths := _HUNDREDTHS.search(form, 0, start):
        printed = text.printed[hundredths.start() : start].strip()
        return Number(start, end, hundredths.start(), end, printed, "percent", "")
    shared = _shared_unit(form, end)
    if shared is None:
        return Number(start, end, start, end, "", "", "")
    printed = text.printed[shared.start("unit") : shared.end("unit")]
    return Number(start, end, start, end, printed, _unit_kind(shared), "")


def whole_number(form: str) -> str:
    """Return a whole number in digits, whichever way it is written; a blank for any other."""
    if form.isdigit() and form.isascii():
        return form
    digits = form.translate(_DIGITS)
    if not re.fullmatch(r"(?:\d*千)?0*(?:\d*百)?0*(?:\d*十)?\d?|\d+", digits):
        return ""
    if digits.isdigit():
        return digits
    value = 0
    for amount, unit in re.findall(r"(\d*)([千百十]?)", digits):
        if amount or unit:
            value += int(amount or 1) * {"千": 1000, "百": 100, "十": 10, "": 1}[unit]
    return str(value)


def _unit_kind(unit: re.Match[str]) -> str:
    """Return what kind of unit was found."""
    return "money" if unit["money"] else "percent" if unit["percent"] else "count"


def _shared_unit(form: str, end: int) -> re.Match[str] | None:
    """Return the unit that a number shares with those after it, if there is one."""
    shared = _SHARES_UNIT.match(form, end)
    return _UNIT.match(form, shared.end()) if shared else None


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


def _reason_around(form: str, start: int, end: int) -> str:
    """Say why a number is no figure, from the words next to it; blank for a figure."""
    rules: tuple[tuple[str, Callable[[], bool]], ...] = (
        (ORDINAL_NUMBER, lambda: form[:start].rstrip().endswith("第")),
        (TABLE_NUMBER, lambda: bool(_TABLE_BEFORE.search(form, 0, start)) and not _unit(form, end)),
        (INDICATOR_LABEL, lambda: _is_indicator_label(form, start, end)),
        (THRESHOLD, lambda: _is_threshold(form, start, end)),
        (CODE, lambda: _CODE.match(form, start, end + 1) is not None),
        (BOUND, lambda: _is_bound(form, start, end)),
        (NAME, lambda: not _is_figure(form, start, end)),
    )
    return next((reason for reason, applies in rules if applies()), "")


def _unit(form: str, end: int) -> bool:
    """Say whether a unit follows."""
    return _UNIT.match(form, end) is not None


def _is_indicator_label(form: str, start: int, end: int) -> bool:
    """Say whether a number tells indicators apart (数量指标1), not how many there are."""
    if not _INDICATOR_BEFORE.search(form, 0, start) or not form[start:end].isdigit():
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
    before = _THRESHOLD_BEFORE.search(form, 0, start)
    return bool(before and _THRESHOLD_AFTER.match(form, unit.end()))


def _is_bound(form: str, start: int, end: int) -> bool:
    """Say whether a number is one to be kept to, such as 不低于30%.

    Of counts only a sign says so (修缮面积≥500平方米): 不少于2次 may be counted all the same.
    """
    if _BOUND_SIGN.search(form, 0, start):
        return True
    unit = _UNIT.match(form, end)
    percent = (unit and unit["percent"]) or _HUNDREDTHS.search(form, 0, start)
    if not percent and not (unit and unit["money"]):
        return False
    if _BOUND_BEFORE.search(form, 0, start):
        return True
    # 控制在10万元以内 speaks of the budget; 压减5%以上 does not.
    return bool(percent and _BOUND_AFTER.match(form, unit.end() if unit else end))


def _is_figure(form: str, start: int, end: int) -> bool:
    """Say whether a number states something; what looks like a figure is never dropped."""
    if _unit(form, end) or _HUNDREDTHS.search(form, 0, start) or _in_brackets(form, start, end):
        return True
    if _shared_unit(form, end):
        return True
    # Only figures are printed with decimals or separators; 2.0版 is not followed by a clause end.
    if set(form[start:end]) & set(".,"):
        return bool(_CLAUSE_END.match(form, end)) or len(form[start:end].split(".")[-1]) == 2
    return bool(_CLAUSE_END.match(form, end) and _MONEY_BEFORE.search(form, 0, start))
