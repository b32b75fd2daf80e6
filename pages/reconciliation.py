"""What the reconciliation page of a document shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pages import findings as finding_words
from pages.findings import HOLDS, Figure, Finding
from pages.glance import STATUSES, counts, masthead, tables_of
from pages.originals import Original, Originals
from pages.warehouse import Row, Warehouse
from pages.words import Table, Words, figure, named

# What a figure is in a check; the first is usual.
ROLES = ("value", "numerator", "denominator")
# Where the checks of the words stand among those of the tables.
NARRATIVE = "narrative"
WORDS_OF_NARRATIVE = Words("文字说明", "Narrative")
KINDS = {
    "sum": Words("求和", "Sum"),
    "same": Words("同一数字", "Same figure"),
    "at_least": Words("不小于", "At least"),
    "presence": Words("应有", "Presence"),
    "ratio": Words("比率", "Ratio"),
}
WORDS = {
    "total": Words("合计", "Total"),
    "document": Words("全文件", "The document"),
    "revenue": Words("收入", "Revenue"),
    "expenditure": Words("支出", "Expenditure"),
    "current_year": Words("本年", "Current year"),
    "carry_over": Words("结转", "Carry-over"),
}
# What the first code of a subject is: a unit, but in checks of classes or of sections. A department
# may have the digits of a class, 201 say.
CODES_OF_CLASSES = {
    "economic": re.compile(r"basic_expenditure_|economic_"),
    "function": re.compile(r"function_|.*_by_class$"),
    "section": re.compile(r"required_section_"),
}
# What stands between the words of a subject.
BETWEEN = " · "
# Codes in a subject stand between these.
SEPARATORS = re.compile(r"([/#]|\.(?=[a-z_]))")


@dataclass
class Result:
    """A check on one subject."""

    subject: str
    label: Words
    summary: str
    detail: str
    difference: str
    tolerance: str
    term_count: int
    status: str


@dataclass
class Check:
    """A check of the catalogue with its results in one document."""

    id: str
    name: Words
    kind: Words
    places: list[str]
    formula: str
    basis: str
    results: list[Result] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many results have each status that occurs."""
        return {
            status: count
            for status in STATUSES
            if (count := sum(result.status == status for result in self.results))
        }


def context(
    warehouse: Warehouse,
    document: Row,
    statuses: list[Row],
    titles: dict[str, Words],
    originals: dict[str, Original],
) -> dict[str, Any]:
    """Everything that the template of the reconciliation page needs.

    ``titles`` says how each document of the warehouse is called, ``originals`` has those files.
    """
    key = document["disclosure_id"]
    tables = tables_of(warehouse, key)
    order = [*tables, NARRATIVE]
    columns = sorted(
        warehouse.rows("columns"), key=lambda column: _rank(order, column["statement"])
    )
    headers = {
        (row["statement"], row["column_name"]): named(
            row["name_zh"], row["name_en"], row["column_name"]
        )
        for row in columns
    }
    labels = _Labels(warehouse.rows("names", key), columns, tables)
    catalogue = warehouse.rows("checks")
    counting = {row["check_id"] for row in catalogue if _counted(row["check_id"], row["kind"])}
    rows = warehouse.rows("results", key)
    results: dict[str, list[Result]] = defaultdict(list)
    for row in rows:
        counted = row["check_id"] in counting
        results[row["check_id"]].append(
            Result(
                subject=row["subject"],
                label=labels.of(row["check_id"], row["subject"]),
                summary=_side(row["summary_amount"], counted=counted),
                detail=_side(row["detail_amount"], counted=counted),
                difference=_side(row["difference"], counted=counted),
                tolerance=_side(row["tolerance"], counted=counted),
                term_count=row["term_count"],
                status=row["status"],
            )
        )
    checks = [
        Check(
            id=row["check_id"],
            name=Words(row["name_zh"], row["name_en"]),
            kind=KINDS.get(row["kind"], named(row["kind"])),
            places=_places(row),
            formula=row["formula"],
            basis=row["basis"],
            results=results.get(row["check_id"], []),
        )
        for row in catalogue
        if row["check_id"] in results or _can_be_asked(row, tables)
    ]
    groups = _grouped(checks, order)
    evidence = warehouse.rows("evidence", key)
    figures = finding_words.figures_of(evidence, headers, key, titles, originals)
    spoken = finding_words.spoken_figures(warehouse.rows("claims", key), key, originals.get(key))
    printed, terms = _evidence(evidence, headers, key, titles, originals)
    reasons = {
        (row["check_id"], row["subject"]): Words(row["reason_zh"], row["reason_en"])
        for row in warehouse.rows("discrepancies", key)
    }
    in_order = [check.id for group in groups.values() for check in group]
    rows.sort(key=lambda row: in_order.index(row["check_id"]))
    by_id = {row["check_id"]: row for row in catalogue}
    found = _findings(rows, by_id, labels, figures, spoken, counting)
    return {
        "document": masthead(document),
        "counts": counts(statuses, key),
        "statuses": STATUSES,
        "groups": groups,
        "tables": tables,
        "place_names": {statement: table.title for statement, table in tables.items()}
        | {NARRATIVE: WORDS_OF_NARRATIVE},
        "original": originals.get(key),
        "data": printed | _data(groups, terms),
        **finding_words.context(found, reasons, _holding(rows, figures), originals),
    }


def _grouped(checks: list[Check], order: list[str]) -> dict[str, list[Check]]:
    """The checks by the table they are about, as the tables are printed."""
    groups: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        first = min(check.places, key=lambda place: _rank(order, place), default=NARRATIVE)
        groups[first].append(check)
    return {
        place: sorted(groups[place], key=lambda check: check.id)
        for place in sorted(groups, key=lambda place: (_rank(order, place), place))
    }


def _findings(
    rows: list[Row],
    catalogue: dict[str, Row],
    labels: _Labels,
    figures: dict[tuple[str, str], list[Figure]],
    spoken: dict[str, Figure],
    counting: set[str],
) -> list[Finding]:
    """Every result that does not hold, in the order of the page."""
    found = []
    for row in rows:
        if row["status"] in HOLDS:
            continue
        check = catalogue[row["check_id"]]
        name = Words(check["name_zh"], check["name_en"])
        label = labels.of(row["check_id"], row["subject"])
        behind = figures.get((row["check_id"], row["subject"]), [])
        if not behind and row["subject"] in spoken:
            # What a figure of the narrative speaks of is no term, but it is printed somewhere.
            behind = [spoken[row["subject"]]]
        found.append(
            Finding(
                check_id=row["check_id"],
                subject=row["subject"],
                check=name,
                label=label,
                kind=check["kind"],
                status=row["status"],
                severity=row["severity"],
                basis=check["basis"] or "",
                difference=row["difference"],
                sentence=finding_words.sentence(
                    row, check["kind"], name, label, behind, counted=row["check_id"] in counting
                ),
                figures=tuple(behind),
            )
        )
    return found


def _holding(
    rows: list[Row], figures: dict[tuple[str, str], list[Figure]]
) -> Counter[finding_words.Key]:
    """How many results hold with each printed figure."""
    return Counter(
        key
        for row in rows
        if row["status"] in HOLDS
        for key in {one.key for one in figures.get((row["check_id"], row["subject"]), [])}
    )


def original_of(
    warehouse: Warehouse, document: Row, files: Originals, folder: str
) -> Original | None:
    """The published file of a document, if it is among the files; it is to stand in the folder."""
    printed = warehouse.rows("printed", document["disclosure_id"])
    return files.find(document, printed, folder)


def _places(check: Row) -> list[str]:
    """Where a check looks: the statements it reads, and the narrative first if it starts there."""
    statements = check["statements"].split("|") if check["statements"] else []
    return [NARRATIVE, *statements] if check["scope"] == NARRATIVE else statements


def _can_be_asked(check: Row, tables: dict[str, Table]) -> bool:
    """Whether a document with these tables could have a result: one of the words, or all tables."""
    return check["scope"] == NARRATIVE or all(place in tables for place in _places(check))


def _rank(order: list[str], place: str) -> int:
    """Where a table or the narrative stands; unknown ones stand last."""
    return order.index(place) if place in order else len(order)


def _counted(check_id: str, kind: str) -> bool:
    """Whether a check counts things or their presence, so that its sides are no amounts."""
    return kind == "presence" or check_id.startswith("claim_count")


def _side(value: Decimal | None, *, counted: bool) -> str:
    """An amount, or a count without decimals."""
    text = figure(value)
    return text.removesuffix(".00") if counted else text


class _Labels:
    """Says in words what a subject's codes stand for."""

    def __init__(self, names: list[Row], columns: list[Row], tables: dict[str, Table]) -> None:
        """Take the names of codes, of columns and of tables."""
        self._tables = {table.number: table for table in tables.values()}
        self._names: dict[str, dict[str, Words]] = defaultdict(dict)
        for row in names:
            words = named(row["name_zh"], row["name_en"], row["code"])
            self._names[row["kind"]][row["code"]] = words
        # A column has the same name in every table where it means the same.
        self._columns: dict[str, Words] = {}
        for row in columns:
            words = named(row["name_zh"], row["name_en"], row["column_name"])
            self._columns.setdefault(row["column_name"], words)
            if row["measure"]:
                self._columns.setdefault(row["measure"], words)

    def of(self, check_id: str, subject: str) -> Words:
        """The subject of a check in words; what has no name stands as it is."""
        claim = re.fullmatch(r"claim (\d+)", subject)
        if claim:
            spoken = self._names["claim"].get(claim[1], named(""))
            return Words(f"文字第 {claim[1]} 处 {spoken.zh}", f"Claim {claim[1]} {spoken.en}")
        table = re.fullmatch(r"table (\d+)", subject)
        if table and int(table[1]) in self._tables:
            title = self._tables[int(table[1])].title
            return Words(f"表{table[1]} {title.zh}", f"Table {table[1]}: {title.en}")
        parts = SEPARATORS.split(subject)
        said: list[Words] = []
        number = ""
        first = next(
            (kind for kind, checks in CODES_OF_CLASSES.items() if checks.match(check_id)), "unit"
        )
        for separator, part in zip(["", *parts[1::2]], parts[::2], strict=True):
            if separator == "#":
                number = part
            else:
                said.append(self._part(part, "function" if separator == "/" else first))
        words = Words(
            BETWEEN.join(word.zh for word in said), BETWEEN.join(word.en for word in said)
        )
        if number:
            words = Words(f"{words.zh}（第 {number} 行）", f"{words.en} (line {number})")
        return words

    def _part(self, part: str, likely: str) -> Words:
        """One code in words, of the kind that it likely is if there is such a code."""
        for kind in (likely, "unit", "function", "economic", "fund"):
            if part in self._names[kind]:
                return self._names[kind][part]
        if part in WORDS:
            return WORDS[part]
        if part in self._columns:
            return self._columns[part]
        return named(part)


def catalogue(warehouse: Warehouse) -> dict[str, list[Any]]:
    """What is the same of every check in all documents, as the script of the page reads it."""
    return {
        row["check_id"]: [
            row["name_zh"],
            row["name_en"],
            *KINDS.get(row["kind"], named(row["kind"])),
            row["formula"],
            row["basis"],
            _places(row),
        ]
        for row in warehouse.rows("checks")
    }


def _data(
    groups: dict[str, list[Check]], terms: dict[tuple[str, str], list[int]]
) -> dict[str, Any]:
    """What the script adds to the results that stand in the page: codes, English, no results.

    Of each check: the number of the subject of each result, the digit of its status, and its terms.
    A subject is its code and the numbers of its English words.
    """
    english: dict[str, int] = {}
    subjects: dict[tuple[str, str], int] = {}
    digits = {status: str(number) for number, status in enumerate(STATUSES)}
    return {
        "statuses": [[status, *words] for status, words in STATUSES.items()],
        "results": {
            check.id: [
                [
                    subjects.setdefault((one.subject, one.label.en), len(subjects))
                    for one in check.results
                ],
                "".join(digits[one.status] for one in check.results),
                [terms.get((check.id, one.subject), []) for one in check.results],
            ]
            for group in groups.values()
            for check in group
            if check.results
        },
        "subjects": [
            [code, *(english.setdefault(word, len(english)) for word in label.split(BETWEEN))]
            for code, label in subjects
        ],
        "words": list(english),
        "empty": {
            place: [check.id for check in group if not check.results]
            for place, group in groups.items()
        },
    }


def _evidence(
    rows: list[Row],
    headers: dict[tuple[str, str], Words],
    disclosure_id: str,
    titles: dict[str, Words],
    originals: dict[str, Original],
) -> tuple[dict[str, Any], dict[tuple[str, str], list[int]]]:
    """The printed figures behind the results, each written once, and the terms of each result.

    A figure is its row, its column and its text; a term is one number, made of the figure, its
    role, its sign and its side.
    """
    documents = {disclosure_id: 0}
    printed: dict[tuple[Any, ...], int] = {}
    columns: dict[tuple[str, str], int] = {}
    figures: dict[tuple[int, int | None, str | None], int] = {}
    terms: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        document = row["source_disclosure_id"] or disclosure_id
        is_claim = row["table_no"] is None
        place = (
            row["table_no"],
            row["claim_no"] if is_claim else row["row_no"],
            row["label"],
            row["source_line"],
            row["source_page"] or "",
            documents.setdefault(document, len(documents)),
        )
        column = (row["statement"], row["column_name"])
        figure_key = (
            printed.setdefault(place, len(printed)),
            None if is_claim else columns.setdefault(column, len(columns)),
            row["published_text"],
        )
        number = figures.setdefault(figure_key, len(figures))
        role = ROLES.index(row["role"]) if row["role"] in ROLES else 0
        side, sign = row["side"] != "summary", row["sign"] < 0
        terms[row["check_id"], row["subject"]].append(12 * number + 4 * role + 2 * sign + side)
    data = {
        "columns": [headers.get(column, named(column[1])) for column in columns],
        "documents": [
            {
                "title": None if document == disclosure_id else list(titles[document]),
                "original": originals[document].where if document in originals else None,
            }
            for document in documents
        ],
        "rows": list(printed),
        "figures": list(figures),
    }
    return data, terms
