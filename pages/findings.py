"""What does not hold in a document: each finding as a sentence, one cause said once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from pages.originals import Original, Shown, Wanted
from pages.warehouse import Row
from pages.words import MISSING, Words, figure, named

HOLDS = ("exact", "rounding")
KNOWN = "known_discrepancy"
NOT_HOLDING = ("discrepancy", "missing_summary", "missing_detail", KNOWN)
SUMMARY, DETAIL = "summary", "detail"
# In place of a column: the name, title or note that a check asks of.
NAME = "name"
# What a 万元 is in the units that tables are printed in.
UNITS = {"元": Decimal(10_000), "万元": Decimal(1)}
UNITS_IN_ENGLISH = {"元": "yuan", "万元": "万元"}
# So many cuts from its originals a page shows, so many of one cause.
MOST_CUTS = 60
MOST_CUTS_OF_ONE = 6
RELATIONS = {
    "sum": Words("两者应相等", "the two should be equal"),
    "same": Words("应为同一数字", "the two should be one figure"),
    "at_least": Words("前者应不小于后者", "the first should be no less than the second"),
    "ratio": Words("两者应相符", "the two should agree"),
}
_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Key(NamedTuple):
    """Where a figure is printed: in a row of a table, or as a claim of the narrative."""

    document: str
    statement: str | None
    row_no: int | None
    column: str | None
    claim_no: int | None


@dataclass(frozen=True)
class Figure:
    """A printed figure of a finding, with all that a reader needs to find it."""

    key: Key
    table_no: int | None
    line: int | None
    page: str
    label: str
    column: Words | None
    text: str
    unit: str
    side: str
    sign: int
    role: str
    # What another document is called, where the figure is printed in another one.
    document: Words | None
    href: str | None

    @property
    def place(self) -> Words:
        """The page, or the line where the file has no pages."""
        return place(self.page, self.line)

    @property
    def table(self) -> Words:
        """The table, or the narrative."""
        if self.table_no is None:
            return Words("文字说明", "Narrative")
        return Words(f"表{self.table_no}", f"Table {self.table_no}")

    @property
    def printed(self) -> Words:
        """The figure as printed, with its unit; a claim has its own."""
        text = self.text or MISSING
        if not self.unit:
            return Words(text, text)
        return Words(f"{text} {self.unit}", f"{text} {UNITS_IN_ENGLISH.get(self.unit, self.unit)}")

    @property
    def said(self) -> Words:
        """The figure in a sentence: where it is printed, and what."""
        other = self.document or Words("", "")
        where = Words(
            f"{other.zh} {self.place.zh}".strip(),
            ", ".join(text for text in (other.en, self.place.en) if text),
        )
        if self.table_no is None:
            return Words(
                f"{where.zh}文字“{self.label}”为 {self.printed.zh}",
                f'the narrative ({where.en}) says {self.printed.en} of "{self.label}"',
            )
        column = self.column or Words("", "")
        return Words(
            f"{where.zh}表{self.table_no}“{self.label}”行“{column.zh}”栏印 {self.printed.zh}",
            f"table {self.table_no} ({where.en}) prints {self.printed.en} for"
            f' "{self.label}", {column.en}',
        )


@dataclass(frozen=True)
class Finding:
    """A result that does not hold."""

    check_id: str
    subject: str
    check: Words
    label: Words
    kind: str
    status: str
    severity: str
    basis: str
    difference: Decimal | None
    sentence: Words
    figures: tuple[Figure, ...]

    @property
    def size(self) -> Decimal | None:
        """How far the sides are apart; ratios and presences have no amount to compare."""
        if self.kind in ("ratio", "presence") or self.difference is None:
            return None
        return abs(self.difference)


@dataclass
class Cause:
    """Findings that one printed figure, one known reason or one check explains."""

    number: int
    findings: list[Finding]
    lead: Words | None = None
    reason: Words | None = None
    shown: list[Shown] = field(default_factory=list)
    left_out: int = 0

    @property
    def statuses(self) -> list[str]:
        """Its statuses, each once, in the order of the findings."""
        return list(dict.fromkeys(finding.status for finding in self.findings))

    @property
    def severity(self) -> str:
        """An error if any of its findings is one."""
        return "error" if any(finding.severity == "error" for finding in self.findings) else "warn"

    @property
    def basis(self) -> str:
        """Why the one check of findings without amounts asks what it asks."""
        one = self.findings[0]
        return one.basis if one.kind == "presence" and not self.is_known else ""

    @property
    def is_known(self) -> bool:
        """Whether its findings are listed with a reason."""
        return self.reason is not None

    @property
    def figures(self) -> list[Figure]:
        """The printed figures on all sides, each once."""
        found: dict[Key, Figure] = {}
        for finding in self.findings:
            for one in finding.figures:
                found.setdefault(one.key, one)
        return list(found.values())


def place(page: str, line: int | None) -> Words:
    """A page, a sheet with its row, or a line, as a reader looks for it."""
    if page.isdecimal():
        return Words(f"第{page}页", f"page {page}")
    if page:
        return Words(page, page)
    return Words("", "") if line is None else Words(f"第{line}行", f"line {line}")


def figures_of(
    rows: Iterable[Row],
    headers: dict[tuple[str, str], Words],
    disclosure_id: str,
    titles: dict[str, Words],
    originals: dict[str, Original],
) -> dict[tuple[str, str], list[Figure]]:
    """The printed figures behind each result, by its check and subject."""
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for row in rows:
        document = row["source_disclosure_id"] or disclosure_id
        header = headers.get((row["statement"], row["column_name"]))
        page = row["source_page"] or ""
        original = originals.get(document)
        found[row["check_id"], row["subject"]].append(
            Figure(
                key=Key(
                    document, row["statement"], row["row_no"], row["column_name"], row["claim_no"]
                ),
                table_no=row["table_no"],
                line=row["source_line"],
                page=page,
                label=row["label"] or MISSING,
                column=header
                or (named(row["column_name"]) if row["column_name"] not in (None, NAME) else None),
                text=row["published_text"] or "",
                unit=(row["currency_unit"] or "") if row["claim_no"] is None else "",
                side=row["side"],
                sign=row["sign"],
                role=row["role"],
                document=titles.get(document) if document != disclosure_id else None,
                href=(
                    original.href(row["source_line"], row["published_text"] or "")
                    if original
                    else None
                ),
            )
        )
    return found


def spoken_figures(
    rows: Iterable[Row], disclosure_id: str, original: Original | None
) -> dict[str, Figure]:
    """Each figure of the narrative, by the subject of the checks about it alone."""
    spoken = {}
    for row in rows:
        page = row["source_page"] or ""
        spoken[f"claim {row['claim_no']}"] = Figure(
            key=Key(disclosure_id, None, None, None, row["claim_no"]),
            table_no=None,
            line=row["source_line"],
            page=page,
            label=row["subject_text"] or MISSING,
            column=None,
            text=row["published_text"] or "",
            unit="",
            side=SUMMARY,
            sign=1,
            role="value",
            document=None,
            href=(
                original.href(row["source_line"], row["published_text"] or "") if original else None
            ),
        )
    return spoken


# ---- sentences ---------------------------------------------------------------------------------
def sentence(
    row: Row, kind: str, check: Words, label: Words, figures: Sequence[Figure], *, counted: bool
) -> Words:
    """What is compared with what, both amounts as printed, and the difference."""
    sides = {side: [one for one in figures if one.side == side] for side in (SUMMARY, DETAIL)}
    unit = "" if counted else "%" if kind == "ratio" else _common_unit(figures)
    first = _side(sides[SUMMARY], row["summary_amount"], unit, sides[DETAIL])
    second = _side(sides[DETAIL], row["detail_amount"], unit, sides[SUMMARY])
    if kind == "presence":
        said = first if sides[SUMMARY] else second
        if not figures:
            return Words(f"{label.zh}：不符合“{check.zh}”。", f"{label.en}: not so: {check.en}.")
        if all(one.key.column == NAME for one in figures):
            where = _where(figures)
            return Words(
                f"{where.zh}（{label.zh}）：不符合“{check.zh}”。",
                _capital(f"{label.en} {where.en}: not so: {check.en}."),
            )
        return Words(
            f"{said.zh}：不符合“{check.zh}”。",
            _capital(f"{said.en}: not so: {check.en}."),
        )
    if row["status"] == "missing_summary":
        return Words(
            f"{second.zh}；应与之相符的汇总数没有印出。",
            _capital(f"{second.en}; the summary figure that should agree is not printed."),
        )
    if row["status"] == "missing_detail":
        return Words(
            f"{first.zh}；应与之相符的明细数没有印出。",
            _capital(f"{first.en}; the detail that should agree is not printed."),
        )
    relation = RELATIONS.get(kind, RELATIONS["sum"])
    apart = _amount(None if row["difference"] is None else abs(row["difference"]), unit)
    allowed = Words("", "")
    if row["tolerance"]:
        most = _amount(row["tolerance"], unit)
        allowed = Words(f"（舍入至多容许 {most.zh}）", f" (rounding allows {most.en})")
    return Words(
        f"{first.zh}；{second.zh}；{relation.zh}，相差 {apart.zh}{allowed.zh}。",
        _capital(f"{first.en}; {second.en}; {relation.en}, and differ by {apart.en}{allowed.en}."),
    )


def _side(
    terms: Sequence[Figure], amount: Decimal | None, unit: str, others: Sequence[Figure]
) -> Words:
    """One side of a check in words."""
    comes_to = _amount(amount, unit)
    if not terms:
        if amount is None:
            return Words("一边没有印数", "one side prints nothing")
        # What the other side speaks of: things listed, rows of a table.
        return Words(f"所列为 {comes_to.zh}", f"what is listed comes to {comes_to.en}")
    if len(terms) == 1 and terms[0].sign > 0 and terms[0].role == "value":
        return terms[0].said
    over = [one for one in terms if one.role == "numerator"]
    under = [one for one in terms if one.role == "denominator"]
    if over or under:
        zh, en = (
            f"{_together(over)} ÷ {_together(under)}" if over and under else "" for _ in range(2)
        )
        return Words(
            f"按所印的数{zh and f'（{zh}）'}计算为 {comes_to.zh}",
            f"the printed figures{en and f' ({en})'} give {comes_to.en}",
        )
    count = len(terms)
    how = Words("之和", "add up to")
    if any(one.sign < 0 for one in terms):
        how = Words("相加减", "with their signs come to")
    where = _where(terms)
    return Words(
        f"{where.zh} {count} 个数{how.zh}为 {comes_to.zh}",
        f"the {count} figures {where.en} {how.en} {comes_to.en}",
    )


def _together(terms: Sequence[Figure]) -> str:
    """Figures of one part of a fraction, with their signs."""
    texts = [f"{'−' if one.sign < 0 else '+'} {one.text}" for one in terms]
    joined = " ".join(texts).removeprefix("+ ")
    return f"({joined})" if len(texts) > 1 else joined


def _where(terms: Sequence[Figure]) -> Words:
    """Where several figures are printed: in one row, in one column, or in which tables."""
    tables = list(dict.fromkeys(one.table for one in terms))
    documents = list(dict.fromkeys(one.document for one in terms if one.document))
    pages = list(dict.fromkeys(one.place for one in terms if any(one.place)))
    if len(pages) > 2:
        pages = [Words(f"{pages[0].zh}起", f"from {pages[0].en} on")]
    other = Words(
        "".join(f"{document.zh} " for document in documents),
        "".join(f"{document.en}, " for document in documents),
    )
    at = Words("、".join(page.zh for page in pages), ", ".join(page.en for page in pages))
    zh = f"{other.zh}{at.zh}{'、'.join(table.zh for table in tables)}"
    en = f"of {other.en}{', '.join(table.en[:1].lower() + table.en[1:] for table in tables)}"
    en += f" ({at.en})" if at.en else ""
    labels = {one.label for one in terms}
    columns = {one.column for one in terms}
    if len(tables) == 1 and len({one.key.row_no for one in terms}) == 1 and terms[0].column:
        label = labels.pop()
        return Words(f"{zh}“{label}”行", f'{en}, in the row "{label}",')
    if len(tables) == 1 and len(columns) == 1 and (column := columns.pop()):
        return Words(f"{zh}“{column.zh}”栏", f"{en}, in the column {column.en},")
    return Words(zh, en)


def _common_unit(figures: Sequence[Figure]) -> str:
    """The unit in which all figures are printed, else 万元."""
    units = {one.unit or "万元" for one in figures}
    return units.pop() if len(units) == 1 and units <= UNITS.keys() else "万元"


def _amount(value: Decimal | None, unit: str) -> Words:
    """An amount of 万元 in the unit that the tables print; a share; a count without a unit."""
    if value is None:
        return Words(MISSING, MISSING)
    if unit == "%":
        return Words(f"{figure(value)}%", f"{figure(value)}%")
    if not unit:
        text = figure(value).removesuffix(".00")
        return Words(text, text)
    text = figure(value * UNITS[unit])
    return Words(f"{text} {unit}", f"{text} {UNITS_IN_ENGLISH[unit]}")


def _capital(text: str) -> str:
    """A sentence with a capital letter."""
    return text[:1].upper() + text[1:]


# ---- causes ------------------------------------------------------------------------------------
def causes_of(
    findings: Sequence[Finding],
    reasons: dict[tuple[str, str], Words],
    holding: Counter[Key],
) -> list[Cause]:
    """The findings by what they have in common; errors first, then known ones, then warnings.

    ``holding`` counts for each printed figure the results that hold with it.
    """
    known: dict[Words, list[Finding]] = defaultdict(list)
    absent: dict[str, list[Finding]] = defaultdict(list)
    open_ones: list[Finding] = []
    for finding in findings:
        reason = reasons.get((finding.check_id, finding.subject))
        if finding.status == KNOWN and reason:
            known[Words(*(_NUMBERS.sub("0", text) for text in reason))].append(finding)
        elif finding.kind == "presence":
            absent[finding.check_id].append(finding)
        else:
            open_ones.append(finding)
    made = [
        Cause(0, group, reason=_said_once([reasons[one.check_id, one.subject] for one in group]))
        for group in known.values()
    ]
    for group in absent.values():
        check = group[0].check
        lead = Words(
            f"{len(group)} 处不符合“{check.zh}”。",
            f"In {len(group)} places this does not hold: {check.en}.",
        )
        made.append(Cause(0, group, lead=lead if len(group) > 1 else None))
    for group, key in _by_figure(open_ones, holding):
        made.append(Cause(0, group, lead=None if key is None else _lead(group, key)))
    made.sort(key=lambda cause: (cause.severity != "error", cause.is_known))
    for number, cause in enumerate(made, start=1):
        cause.number = number
    return made


def _by_figure(
    findings: Sequence[Finding], holding: Counter[Key]
) -> list[tuple[list[Finding], Key | None]]:
    """Findings that one printed figure explains, the figure that explains most first.

    A figure explains the findings that it stands in and that are apart by one amount: that is what
    one wrong figure does. Where no result holds with it, it explains all it stands in.
    """
    left = list(findings)
    groups: list[tuple[list[Finding], Key | None]] = []
    while left:
        at: dict[Key, list[Finding]] = {}
        for finding in left:
            for key in dict.fromkeys(one.key for one in finding.figures):
                at.setdefault(key, []).append(finding)
        explained = {key: _explained(here, holding[key]) for key, here in at.items()}
        # Of figures that explain as much, the first printed one.
        best = max(explained, key=lambda key: (len(explained[key]), -holding[key]), default=None)
        if best is None or len(explained[best]) < 2:
            groups.extend(([finding], None) for finding in left)
            break
        groups.append((explained[best], best))
        taken = {id(finding) for finding in explained[best]}
        left = [finding for finding in left if id(finding) not in taken]
    order = {id(finding): place for place, finding in enumerate(findings)}
    return sorted(groups, key=lambda group: order[id(group[0][0])])


def _explained(findings: list[Finding], holding: int) -> list[Finding]:
    """The findings at a figure that it explains, when so many results hold with it."""
    if not holding:
        return findings
    sizes = Counter(finding.size for finding in findings if finding.size is not None)
    if not sizes:
        return []
    most = max(sizes, key=lambda size: (sizes[size], size))
    return [finding for finding in findings if finding.size == most]


def _lead(group: Sequence[Finding], key: Key) -> Words:
    """What several findings have in common: a printed figure."""
    shared = next(one for finding in group for one in finding.figures if one.key == key)
    return Words(
        f"{shared.said.zh}：{len(group)} 项检查在这一处不成立。",
        _capital(f"{shared.said.en}: {len(group)} checks fail at this one place."),
    )


def _said_once(reasons: Sequence[Words]) -> Words:
    """Reasons alike but for their figures as one: the figures that differ stand side by side."""
    return Words(
        _merged([reason.zh for reason in reasons], "、"),
        _merged([reason.en for reason in reasons], ", "),
    )


def _merged(texts: Sequence[str], between: str) -> str:
    """One text of several that differ in their figures only."""
    distinct = list(dict.fromkeys(texts))
    figures = iter(zip(*map(_NUMBERS.findall, distinct), strict=True))
    return _NUMBERS.sub(lambda _: between.join(dict.fromkeys(next(figures))), distinct[0])


# ---- rows as printed ---------------------------------------------------------------------------
def show_rows(
    causes: Sequence[Cause], originals: dict[str, Original], most: int = MOST_CUTS
) -> bool:
    """Cut the rows of each cause from the originals; says whether some had to be left out."""
    left = most
    is_cut_short = False
    for cause in causes:
        shown: list[Shown] = []
        by_table: dict[tuple[str, str | None], list[Figure]] = defaultdict(list)
        for one in cause.figures:
            if one.line is not None and one.key.document in originals:
                by_table[one.key.document, one.key.statement].append(one)
        room = min(left, MOST_CUTS_OF_ONE)
        for (document, statement), figures in by_table.items():
            wanted = [Wanted(one.line, one.key.column, one.text) for one in figures]
            title = _title_of(figures[0])
            found, left_out = originals[document].show(
                statement, wanted, title, most=max(0, room - len(shown))
            )
            shown.extend(found)
            cause.left_out += left_out
        is_cut_short = is_cut_short or (cause.left_out > 0 and room < MOST_CUTS_OF_ONE)
        left -= len(shown)
        cause.shown = shown
    return is_cut_short


def _title_of(one: Figure) -> Words:
    """What a cut shows: the document, if it is another one, and the table."""
    if one.document:
        return Words(f"{one.document.zh} {one.table.zh}", f"{one.document.en}, {one.table.en}")
    return one.table


def context(
    findings: Sequence[Finding],
    reasons: dict[tuple[str, str], Words],
    holding: Counter[Key],
    originals: dict[str, Original],
) -> dict[str, Any]:
    """What the template shows of the findings."""
    causes = causes_of(findings, reasons, holding)
    is_cut_short = show_rows(causes, originals)
    return {
        "causes": causes,
        "finding_count": len(findings),
        "finding_statuses": NOT_HOLDING,
        "is_cut_short": is_cut_short,
        "most_cuts": MOST_CUTS,
    }
