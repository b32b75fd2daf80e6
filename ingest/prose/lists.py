"""Parts and lists: how a clause announces them, and how many things a list holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import takewhile

from ingest.lexicon import meanings, spellings, words
from ingest.narrative_text import NO_TEXT, ORDINAL, Block, BlockKind, Text
from ingest.prose.clauses import Clause, closing_brackets, split_clauses
from ingest.prose.leads import subject_of, without_leading
from ingest.prose.numbers import CHINESE, ends_with, find_numbers

# 支出预算按用途划分 and 分采购方式看 divide as well.
_PARTITION = re.compile(
    rf"[^,，]{{0,14}}?{words('divided_by')}(?P<by>.+?){words('divides')}"
    rf"|{words('seen_by')}(?P<seen>.+?){words('seen')}|{words('divided_into')}.+"
)
_AMONG = spellings("among_word")
# 车辆3辆，具体为：轿车1辆… says of what the three are.
_OPENS_PARTS, _OPENS_AT_END = spellings("opens_parts"), spellings("opens_parts_at_end")
_OPENS_BELOW = spellings("opens_below")
# Where the noun behind a count ends and a verb begins: 30个项目纳入绩效管理.
_NOUN_END = re.compile(rf"{words('noun_end')}|\({words('bracket_note')}")
_INTRODUCTION = re.compile(
    rf"{words('list_introduction')}+{words('list_copula')}*(?P<rest>.*)|{words('list_alone')}"
)
# 内设A、B等3个科室; 内设A、B、C3个科室, where 内设 says that a list follows.
_AND_SO_ON = spellings("and_so_on")
_LIST_VERB, _SET_UP = re.compile(words("list_verb")), re.compile(words("set_up"))
_LIST_TOTAL = re.compile(rf"{words('list_total')}$")
_IN_BRACKETS = re.compile(rf"\((?!{words('bracket_note')})(?P<list>[^()]*)\)")
_LABELS = re.compile(rf"{words('indicator')}\s*\d{{1,2}}(?!\d)", re.ASCII)
# 秘书一科至八科 lists more than it names.
_RANGE = re.compile(rf"[{CHINESE}\d][^、,，;]{{0,6}}?[至—~-]\s*第?[{CHINESE}\d]")
_EACH = re.compile(rf"{words('each')}(?:{words('each_copula')}|:)?$")
_JOINS = re.compile(words("conjunction"))
_PIECES = re.compile(rf"[、;,，]|{words('conjunction')}")
_LAST_PIECES = re.compile(
    "|".join(word for word, meaning in meanings("conjunction").items() if meaning == "last")
)
_UNIT_NAME = re.compile(rf"(?P<name>.+?){words('is_a')}(?P<kind>[^,，。;]*)")
# Endings that two kinds of units share are a sign from this length on: 单位 ends most of them.
_SHORTEST_COMMON_ENDING = 4


class Opening(Enum):
    """How a clause announces that the figures after it are parts of a whole."""

    NONE = "none"
    PARTS = "parts"
    PARTITION = "partition"
    BELOW = "below"


def opening(clause: Clause) -> Opening:
    """Say how a clause without figures announces parts."""
    form = clause.words.form
    announces = clause.mark == ":"
    if form.startswith(_AMONG) or (
        announces and (form in _OPENS_PARTS or form.endswith(_OPENS_AT_END))
    ):
        return Opening.PARTS
    form = without_leading(clause.words).form
    if _PARTITION.fullmatch(form):
        return Opening.PARTITION
    return Opening.BELOW if announces and form.endswith(_OPENS_BELOW) else Opening.NONE


def divided_by(clause: Clause) -> Text:
    """Return what a partition is made by (按…划分), or no text."""
    text = without_leading(clause.words)
    match = _PARTITION.fullmatch(text.form)
    if match is None or not (match["by"] or match["seen"]):
        return NO_TEXT
    return text.part(*match.span("by" if match["by"] else "seen"))


def noun_in(text: Text) -> Text:
    """Return the noun that the words behind a count begin with."""
    match = _NOUN_END.search(text.form)
    return text.part(0, match.start()) if match else text.part(0, len(text))


def introduces_list(text: Text) -> tuple[bool, Text]:
    """Say whether a clause introduces a list (分别是), and what of the list it holds already."""
    match = _INTRODUCTION.fullmatch(text.form)
    if match is None:
        return False, NO_TEXT
    return True, text.part(*match.span("rest")) if match["rest"] else NO_TEXT


def list_in_front(lead: Text) -> tuple[Text, Text, bool] | None:
    """Return 内设, the list of 内设A、B等3个科室, and whether it gives examples; or ``None``."""
    form = lead.form
    # A list is of one clause, so it stands behind the last comma.
    start = max(form.rfind(","), form.rfind("，")) + 1
    examples = form.endswith(_AND_SO_ON)
    end = len(form) - 1 if examples else len(form)
    if examples:
        verb = _LIST_VERB.search(form, start, end)
        if verb and "、" in form[verb.end() : end]:
            return lead.part(0, verb.end()), lead.part(verb.end(), end), True
        if not start and "、" in form[:end]:
            return NO_TEXT, lead.part(0, end), True
    verb = _SET_UP.search(form, start)
    if verb is None:
        return None
    total = ends_with(_LIST_TOTAL, form, len(form))
    end = total.start() if total and total.start() > verb.end() else len(form)
    if "、" not in form[verb.end() : end]:
        return None
    return lead.part(0, verb.end()), lead.part(verb.end(), end), False


def list_in_brackets(text: Text) -> tuple[Text, Text] | None:
    """Return 科室 and the list of 3个科室（A、B、C）, or ``None``."""
    found = (match for match in _IN_BRACKETS.finditer(text.form) if "、" in match["list"])
    match = next(found, None)
    return (text.part(0, match.start()), text.part(*match.span("list"))) if match else None


def names_each(lead: Text) -> bool:
    """Say whether a lead gives its figures to several subjects in turn: A和B分别为."""
    return ends_with(_EACH, lead.form, len(lead)) is not None


def split_names(text: Text, number: int) -> list[Text]:
    """Return the names that words list, if there is one way to take them for so many.

    、 and ， separate; 和 and its like do where that is needed, and only in one way:
    社会保障和就业支出 is one name.
    """
    match = ends_with(_EACH, text.form, len(text))
    text = text.part(0, match.start()) if match else text
    pieces = _pieces(r"[、,，]", text)
    if len(pieces) != number:
        pieces = [name for piece in pieces for name in _pieces(_JOINS.pattern, piece)]
    if len(pieces) != number:
        return []
    names = [subject_of(piece) for piece in pieces]
    return names if all(names) else []


def _pieces(separator: str, text: Text) -> list[Text]:
    """Return the pieces of a text between separators."""
    ends = [match.span() for match in re.finditer(separator, text.form)]
    starts = [0, *(end for _, end in ends)]
    ends_of_pieces = [*(start for start, _ in ends), len(text)]
    return [text.part(*span) for span in zip(starts, ends_of_pieces, strict=True)]


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
    if labels := _LABELS.findall(listed.form):
        return str(len(labels))
    form = _without_brackets(listed.form)
    if _RANGE.search(form):
        return ""
    examples = examples or form.rstrip("。;；,， ").endswith(_AND_SO_ON)
    items = re.split(r"[,，;]" if indicators else r"[、;]", form)
    if len(items) == 1 and not indicators:
        items = re.split(r"[,，]", form)
    items = [item.strip() for item in items if item.strip()]
    pieces = [item for item in _PIECES.split(form) if item.strip()]
    ending = next((word for word in _AND_SO_ON if items and items[-1].endswith(word)), "")
    last = _LAST_PIECES.split(items[-1].removesuffix(ending)) if items else []
    pairs = len(last) == 2 and all(last) and last[0][-1] == last[1][-1]
    likeliest = len(items) + (1 if pairs and not indicators else 0)
    fewest, most = (1, max(len(pieces), 1)) if indicators else (len(items), len(pieces))
    number = int(stated) if stated.isdigit() else 0
    if fewest <= number <= most:
        return str(number)
    return "" if examples and number > most else str(likeliest)


def _without_brackets(form: str) -> str:
    """Return a text without its brackets and what they hold."""
    closings = closing_brackets(form)
    kept, start = [], 0
    for first, last in sorted(closings.items()):
        if first >= start:
            kept.append(form[start:first])
            start = last + 1
    return "".join(kept) + form[start:]


def children_of(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """Yield the numbered paragraphs right below a paragraph, of one style of ordinals."""
    own_style = blocks[index].ordinal_style
    first_style, value = "", 0
    for position in range(index + 1, len(blocks)):
        block = blocks[position]
        style = block.ordinal_style
        if block.kind is BlockKind.HEADING or style == own_style != "":
            return
        if block.kind is not BlockKind.PARAGRAPH or not style:
            continue
        if style == (first_style or style):
            if first_style and block.ordinal_value <= value:
                return
            first_style, value = style, block.ordinal_value
            yield block


def names_of_children(
    children: Sequence[Block], subjects: Sequence[str], units: Sequence[str]
) -> list[list[str]]:
    """Return for each count the names of the numbered paragraphs that belong to it.

    A paragraph that says what kind of unit it is about belongs to the count of that kind; the
    others belong to the last count whose kind none of them says. Where several counts in one unit
    are left (行政单位1家，事业单位1家，具体包括：), which are whose is not said.
    """
    firsts = [_first_clause(child.text) for child in children]
    counted = {figure.unit for first in firsts if first for figure in first.figures}
    named = [_unit_name(child) for child in children]
    kinds = [_best_ending(kind, subjects) for _, kind in named]
    unnamed = [number for number in range(len(subjects)) if number not in kinds]
    last = unnamed[-1] if unnamed else -1
    is_shared = sum(units[number] == units[last] for number in unnamed) > 1
    names: list[list[str]] = []
    for number, unit in enumerate(units):
        wanted = -1 if number == last and not is_shared else number
        found = [name for (name, _), kind in zip(named, kinds, strict=True) if kind == wanted]
        names.append([] if unit in counted else [name for name in found if name])
    return names


def _unit_name(block: Block) -> tuple[str, str]:
    """Return what a numbered paragraph is about, and the kind that it says this is."""
    match = ORDINAL.match(block.text.form)
    first = _first_clause(block.text.after(match.end() if match else 0))
    if first is None:
        return "", ""
    if first.figures:
        return subject_of(first.lead(0)).printed, ""
    named = _UNIT_NAME.fullmatch(first.words.form)
    if named is None:
        return first.words.printed, ""
    return first.words.part(*named.span("name")).printed, named["kind"]


def _first_clause(text: Text) -> Clause | None:
    """Return the clause that a text begins with, if it has any words."""
    figures = [number for number in find_numbers(text) if not number.reason]
    closings = closing_brackets(text.form)
    return next(iter(split_clauses(text, figures, closings, 0, len(text))), None)


def _best_ending(kind: str, subjects: Sequence[str]) -> int:
    """Return which subject ends most as a kind does; -1 where none does."""
    lengths = [_common_ending(kind, subject) for subject in subjects]
    longest = max(lengths)
    return lengths.index(longest) if longest >= _SHORTEST_COMMON_ENDING else -1


def _common_ending(one: str, other: str) -> int:
    """Return how many characters two texts share at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
