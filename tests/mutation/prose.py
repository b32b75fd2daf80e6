"""Wrong copies of what a document says: one mistake at a time in the text, read and judged.

A made-up document of each template says of its tables what is right (``narratives``). Each copy
has one mistake that a reader would call one; it is read as a document of a region of its own, and
all copies are built at once. A copy is found where a check finds more in it than in the right one.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import duckdb

from ingest.disclosure import Disclosure, read_disclosure
from ingest.regions import Regions
from ingest.storage import Store
from ingest.template import read_catalogue
from ingest.writer import LandingZone
from tests.mutation.corpus import (
    DATABASE,
    FIRST_REGION,
    SELECTED,
    BuildError,
    copy_project,
    run_dbt,
)
from tests.mutation.made_up import HOW
from tests.mutation.narratives import NARRATIVES
from tests.python.documents import Unit, build_document, d, default_units

UNCHANGED = "unchanged"
PROSE_KINDS = {
    "heading_of_another_year": "a heading with the year of last year's document",
    "sentence_of_another_year": "an amount said to be another year's",
    "compared_with_another_year": "a comparison with a year that is not the year before",
    "reason_turned": "a reason for a change the other way",
    "direction_turned": "a percentage that goes the other way than its amount",
    "figure_left_blank": "a figure left as in the form, XX or ××",
    "amount_of_a_list": "an amount of a list, five of its last digit off",
    "amount_of_the_year": "the amount of a sentence, five of its last digit off",
    "kind_turned": "all of it basic expenditure, not projects, and the other way round",
    "spending_denied": "spending where there is none, 没有 turned into 有",
    "sections_gone": "two sections left out, each of them asked for",
    "narrative_gone": "every section left out",
    "times_more": "one time more than it grew",
    "percentage_rounded_wrongly": "a percentage, two of its last digit off",
    "percentage_wrong": "a percentage, five of its tenths off",
    "from_less_than_nothing": "an increase by more than there is",
    "small_firms_above_all": "more for small firms than the whole",
}
FOUND_OF_A_KIND = 0.95


@dataclass(frozen=True)
class Limit:
    """A kind that is found less often, how often it is at least, and why not always."""

    found: float
    reason: str


DECLARED = {
    "sentence_of_another_year": Limit(
        0.7, "an amount of no table, or said of this year too, may be the year before's"
    ),
    "amount_of_a_list": Limit(0.8, "no table prints what is for the smallest firms"),
    "amount_of_the_year": Limit(
        0.6, "no table prints it, or only a larger one, and its percentages round alike"
    ),
    "percentage_wrong": Limit(0.85, "what it is a share of is not said in its section"),
    "percentage_rounded_wrongly": Limit(
        0.5, "the printed amounts are rounded: of small ones the last digit does not follow"
    ),
}
# Says what was not understood, and nothing of what is wrong.
NOT_UNDERSTOOD = "claim_subject_is_resolved"
YEAR = 2024
DEPARTMENT = "上海市静安区虚构事务局"
CODES = {"guangxi-budget": "103"}
PLACE = "# 此处为情况说明"
WRONG_UNIT = "999999.99"
# Sections that every template has to have; a single one may stand under another heading.
ASKED = ("“三公”", "政府采购", "绩效", "国有资产")

_FIGURE = re.compile(r"[\d,]+(?:\.\d+)?(?=万元|%)")
_SENTENCE = re.compile(rf"(?<![比与]){YEAR}年(?:度)?(?=[^，。：]*?[\d,]+\.\d+万元)")
_COMPARED = re.compile(rf"(?<=[比与]){YEAR - 1}(?=年)")
_REASON = re.compile(
    r"(增加|减少|下降|大于预算数|小于预算数|大于年初预算数|小于年初预算数)(?=的?(?:主要)?原因)"
)
_PERCENT = re.compile(r"(增长|下降)(?=[\d.]+%)")
_LISTED = re.compile(r"(?<=[：、，；])[^：、，；。\d]*?([\d,]+\.\d+)(?=万元[、；。])")
_OF_THE_YEAR = re.compile(rf"{YEAR}年(?:度)?[^，。：]*?([\d,]+\.\d+)(?=万元)")
_KIND = re.compile(r"(?<=全部为)(基本|项目)(?=支出)")
_DENIED = re.compile(r"没有(?:使用)?(?=政府性基金|国有资本经营)")
_TIMES = re.compile(r"(?<=增长)([\d.]+)(?=倍)")
_HUNDREDTHS = re.compile(r"([\d,]+\.\d\d)(?=%)")
_TENTHS = re.compile(r"([\d,]+\.\d)(?=\d%)")
_MORE = re.compile(r"增加([\d,]+\.\d+)万元，(?:同比)?增长[\d.]+(?:%|倍)")
_SMALL_FIRMS = re.compile(r"(?<=中小企业)[^\d。]*?([\d,]+\.\d+)(?=万元)")
TURNED = {
    **{"增加": "减少", "减少": "增加", "下降": "增加", "增长": "下降"},
    **{"大于": "小于", "小于": "大于", "基本": "项目", "项目": "基本"},
}


@dataclass(frozen=True)
class Mistake:
    """A narrative with one mistake."""

    template: str
    kind: str
    what: str
    text: str


@dataclass(frozen=True)
class Found:
    """What became of a copy: the checks that find more in it than in the right document."""

    mistake: Mistake
    found_by: tuple[str, ...]


def one_more(figure: str, step: int = 1) -> str:
    """A figure with one of its last digit more, or less where another digit would change."""
    last = int(figure[-1])
    return figure[:-1] + str(last + step if last + step <= 9 else last - step)


def replaced(
    text: str, pattern: re.Pattern[str], change: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Every copy of a text with one match changed (its group, where it has one)."""
    for match in pattern.finditer(text):
        group = min(1, pattern.groups)
        start, end = match.span(group)
        line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end)]
        new = change(match[group])
        yield f"{match[group]} → {new or 'nothing'} in {line[:40]}", text[:start] + new + text[end:]


def turned(words: str) -> str:
    """Words of a direction or a kind, turned into the opposite."""
    start = next(start for start in TURNED if words.startswith(start))
    return TURNED[start] + words.removeprefix(start)


# What changes with each kind, and how.
CHANGES: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    (
        "heading_of_another_year",
        re.compile(rf"(?<=[ 、]){YEAR}(?=年[^。\n]*\n)"),
        lambda _: str(YEAR - 1),
    ),
    ("sentence_of_another_year", _SENTENCE, lambda year: year.replace(str(YEAR), str(YEAR - 1))),
    ("compared_with_another_year", _COMPARED, lambda _: str(YEAR - 2)),
    ("reason_turned", _REASON, turned),
    ("direction_turned", _PERCENT, turned),
    ("figure_left_blank", _FIGURE, lambda figure: "××" if figure[-1] in "13579" else "XX"),
    ("amount_of_a_list", _LISTED, partial(one_more, step=5)),
    ("amount_of_the_year", _OF_THE_YEAR, partial(one_more, step=5)),
    ("kind_turned", _KIND, turned),
    ("spending_denied", _DENIED, lambda _: "有"),
    ("times_more", _TIMES, lambda times: str(float(times) + 1)),
    ("percentage_rounded_wrongly", _HUNDREDTHS, partial(one_more, step=2)),
    ("percentage_wrong", _TENTHS, partial(one_more, step=5)),
    ("from_less_than_nothing", _MORE, lambda _: WRONG_UNIT),
    ("small_firms_above_all", _SMALL_FIRMS, lambda _: WRONG_UNIT),
)


def sections(text: str) -> list[str]:
    """A narrative by its headings of the second level, what stands before them first."""
    starts = [0, *(match.start() for match in re.finditer(r"^## ", text, re.M)), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def mistakes(template: str, text: str) -> Iterator[Mistake]:
    """Every copy of a narrative with one mistake."""
    for kind, pattern, change in CHANGES:
        for what, copy in replaced(text, pattern, change):
            yield Mistake(template, kind, what, copy)
    parts = sections(text)
    asked = [part for part in parts if any(word in part.split("\n")[0] for word in ASKED)]
    for left_out in pairwise(asked):
        copy = "".join(part for part in parts if part not in left_out)
        what = " and ".join(part.split("\n")[0] for part in left_out)
        yield Mistake(template, "sections_gone", what, copy)
    yield Mistake(template, "narrative_gone", "all of it", "")


def sample(found: Iterable[Mistake], every: int) -> list[Mistake]:
    """Every n-th mistake of each kind and template, the first of each included."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for mistake in found:
        if seen[mistake.template, mistake.kind] % every == 0:
            kept.append(mistake)
        seen[mistake.template, mistake.kind] += 1
    return kept


def all_copies(every: int = 1) -> list[Mistake]:
    """The right narratives, then every copy with a mistake, or every n-th of each kind."""
    copies = [Mistake(template, UNCHANGED, "", text) for template, text in NARRATIVES.items()]
    for template, text in NARRATIVES.items():
        right = text.replace("{name}", DEPARTMENT)
        copies += sample(mistakes(template, right), every)
    return [replace(copy, text=copy.text.replace("{name}", DEPARTMENT)) for copy in copies]


def units(code: str) -> tuple[Unit, ...]:
    """The units that the narratives speak of: one was to spend more on guests than it did."""
    first, *others = default_units(code, DEPARTMENT)
    return replace(first, unspent={"reception": d("0.64")}), *others


def frame_of(template: str, project: Path) -> str:
    """The text of a document of a template, with PLACE where its narrative stands."""
    code = CODES.get(template)
    return build_document(
        template=template,
        project=project,
        department_code=code,
        department_name=DEPARTMENT,
        units=units(code or ""),
        extra_text=PLACE,
        **HOW.get(template, {}),
    )


def read_copies(project: Path, copies: Iterable[Mistake], folder: Path) -> dict[str, Mistake]:
    """Read every copy into a landing zone under a folder; gives their ids."""
    catalogue = read_catalogue(project)
    regions = Regions.read(project / "seeds" / "reference" / "ref_regions.csv")
    frames = {template: frame_of(template, project) for template in NARRATIVES}
    file = folder / "copy.md"
    ids: dict[str, Mistake] = {}
    with Store(folder / "zone") as store:
        zone = LandingZone(store, catalogue.output_columns)
        for region, mistake in enumerate(copies, FIRST_REGION + 1):
            text = frames[mistake.template].replace(PLACE, mistake.text)
            file.write_text(text, "utf-8")
            disclosure: Disclosure = read_disclosure([file], catalogue, regions, str(region))
            zone.add(disclosure)
            ids[disclosure.disclosure_id] = mistake
        zone.finish(())
    return ids


def findings(database: Path) -> dict[str, Counter[str]]:
    """For each document, how often each check finds something in it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select disclosure_id, check_id, count(*) from reconciliation.reconciliation_results"
            " where status not in ('exact', 'rounding') group by all"
        ).fetchall()
    for disclosure_id, check_id, count in rows:
        found[disclosure_id][check_id] = count
    return found


def prove_prose(project: Path, folder: Path, every: int = 1) -> list[Found]:
    """What became of every copy, or of every n-th of each kind and template.

    Raises ``BuildError`` where something is found in a right document, or not understood: then
    nothing is proved.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids = read_copies(project, all_copies(every), folder)
    built = copy_project(project, folder / "project")
    variables = {"landing_zone": str(folder / "zone"), "finding_severity": "warn"}
    run_dbt(
        built,
        *("build", *SELECTED, "--exclude", "resource_type:test"),
        *("--vars", json.dumps(variables)),
    )
    found = findings(built / DATABASE)
    right = {
        mistake.template: found[key] for key, mistake in ids.items() if mistake.kind == UNCHANGED
    }
    if any(right.values()):
        raise BuildError(f"findings in the right documents: {right}")
    return [
        Found(mistake, tuple(sorted(found[key].keys() - {NOT_UNDERSTOOD})))
        for key, mistake in ids.items()
        if mistake.kind != UNCHANGED
    ]


def share_found(found: list[Found]) -> float:
    """The part of some copies that is found."""
    return sum(bool(copy.found_by) for copy in found) / len(found)


def faults(found: list[Found]) -> list[str]:
    """The kinds of which none is tried, or fewer are found than is declared."""
    wrong = []
    for kind in PROSE_KINDS:
        of_kind = [copy for copy in found if copy.mistake.kind == kind]
        least = DECLARED[kind].found if kind in DECLARED else FOUND_OF_A_KIND
        if not of_kind or share_found(of_kind) < least:
            wrong.append(kind)
    return wrong


def summary(found: list[Found]) -> Iterator[str]:
    """How many copies of each kind are found, in all and by template, and which escape."""
    yield f"{'copies':>7} {'found':>7}  mistake in the prose"
    for kind, meaning in PROSE_KINDS.items():
        of_kind = [copy for copy in found if copy.mistake.kind == kind]
        number = sum(bool(copy.found_by) for copy in of_kind)
        yield f"{len(of_kind):>7} {number:>7}  {meaning}"
        if kind in DECLARED:
            yield f"{'':>17} because {DECLARED[kind].reason}"
        for template in NARRATIVES:
            own = [copy for copy in of_kind if copy.mistake.template == template]
            number = sum(bool(copy.found_by) for copy in own)
            if number < len(own):
                yield f"{'':>17} {template}: {number} of {len(own)}"
    for copy in found:
        if not copy.found_by:
            mistake = copy.mistake
            yield f"escaped: {mistake.kind}, {mistake.template}: {mistake.what}"
