"""What the pages of several documents show: the list, a department over the years, a comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pages import glance
from pages.findings import HOLDS
from pages.warehouse import Row, Warehouse
from pages.words import Words, figure, folder_of, named, share

# What a department's page shows of each year, in this order.
MEASURES = (
    *("revenue_total", "expenditure_total", "basic", "project", "personnel", "operating"),
    *("three_public", "procurement", "service_purchases"),
)
LISTED = ("revenue_total", "expenditure_total")
# A level of administration that is no place of its own.
NO_PLACES = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


class Regions:
    """What regions are called: with the regions above them, so that 北京 finds 110105."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take the regions."""
        self._rows = {row["region_code"]: row for row in rows}

    def path(self, code: str) -> list[Words]:
        """The names of a region from the province down, without levels that are no place."""
        found: list[Words] = []
        seen: set[str] = set()
        while code in self._rows and code not in seen:
            seen.add(code)
            row = self._rows[code]
            if row["name_zh"] not in NO_PLACES:
                found.insert(0, named(row["name_zh"], row["name_en"], code))
            code = row["parent_code"] or ""
        return found


@dataclass
class Entry:
    """A document in a list: how it is called, its totals, and how its checks came out."""

    document: dict[str, Any]
    region: list[Words]
    totals: dict[str, Row]
    counts: dict[str, int]
    classes: list[Row] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """Whose document it is: a department, or a unit by its own documents."""
        return (
            self.document["region_code"],
            self.document["department"],
            self.document["level"],
        )

    @property
    def title(self) -> Words:
        """Its year and stage."""
        stage = self.document["stage"]
        return Words(f"{self.document['year']}年{stage.zh}", f"{stage.en} {self.document['year']}")

    @property
    def findings(self) -> int:
        """How many results do not hold."""
        return sum(count for status, count in self.counts.items() if status not in HOLDS)

    def amount(self, measure: str) -> Decimal | None:
        """A printed total, if it is printed."""
        return self.totals[measure]["amount"] if measure in self.totals else None

    def share_of_projects(self) -> str:
        """Projects as a share of expenditure, both as printed."""
        part, whole = self.amount("project"), self.amount("expenditure_total")
        return share(part / whole if part is not None and whole else None)

    def change(self, other: Entry | None, measure: str) -> str:
        """The change in percent against another document, where both print the total."""
        after = self.amount(measure)
        before = None if other is None else other.amount(measure)
        if after is None or not before:
            return ""
        return f"{(after - before) / before * 100:+.1f}%"


def entries_of(
    warehouse: Warehouse, documents: list[Row], statuses: dict[str, list[Row]]
) -> list[Entry]:
    """Return every document as an entry."""
    regions = Regions(warehouse.rows("regions"))
    totals = warehouse.by_document("all_totals")
    classes = warehouse.by_document("all_classes")
    found = []
    for document in documents:
        key = document["disclosure_id"]
        shown = glance.masthead(document) | {
            "region_code": document["region_code"] or "",
            "level": document["level"],
            "stage_key": document["stage"],
        }
        path = regions.path(shown["region_code"]) or [shown["region"]]
        found.append(
            Entry(
                document=shown,
                region=path,
                totals={row["measure"]: row for row in totals[key]},
                counts=glance.counts(statuses[key], key),
                classes=classes[key],
            )
        )
    return found


def list_context(entries: list[Entry]) -> dict[str, Any]:
    """What the template of the list needs; a line has all that its card shows, briefly."""
    regions = {entry.document["region_code"]: entry.region for entry in entries}
    stages = {entry.document["stage"] for entry in entries}
    return {
        "lines": [
            {
                "id": entry.document["id"],
                "folder": entry.document["folder"],
                "name": entry.document["department"],
                "title": entry.title.zh,
                "data": "|".join(_briefly(entry)),
            }
            for entry in entries
        ],
        "names": {
            "regions": {
                code: ["".join(name.zh for name in path), ", ".join(x.en for x in reversed(path))]
                for code, path in regions.items()
            },
            "stages": {stage.zh: list(stage) for stage in sorted(stages)},
            # A line has its totals in this order; not every one need be printed by any document.
            "listed": list(LISTED),
            "totals": {
                measure: [row["measure_name"], row["measure_name_en"]]
                for measure in LISTED
                for entry in entries
                if (row := entry.totals.get(measure))
            },
            "statuses": {key: list(words) for key, words in glance.STATUSES.items()},
        },
    }


def _briefly(entry: Entry) -> list[str]:
    """Year, stage, region, counts, and each total with what is said of the year before."""
    document = entry.document
    said = [
        str(document["year"]),
        document["stage"].zh,
        document["region_code"],
        ",".join(str(count or "") for count in entry.counts.values()),
    ]
    for measure in LISTED:
        if measure not in entry.totals:
            said.append("")
            continue
        card = glance.card(entry.totals[measure], document["year"])
        parts = [
            card.amount,
            card.change,
            card.percent,
            card.direction,
            "1" if card.as_spent else "",
        ]
        said.append(";".join(part or "" for part in parts).rstrip(";"))
    return said


def departments_of(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Return whose documents there are several of, by the name of the page: year by year."""
    groups: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.key].append(entry)
    return {
        folder_of("-".join(key)): sorted(
            group, key=lambda one: (one.document["year"], one.document["stage_key"] == "final")
        )
        for key, group in groups.items()
        if len(group) > 1
    }


def department_context(group: list[Entry]) -> dict[str, Any]:
    """What the page of a department needs: each document in a column, the changes between."""
    before: list[Entry | None] = []
    for place, entry in enumerate(group):
        same = [one for one in group[:place]
                if one.document["stage_key"] == entry.document["stage_key"]
                and one.document["year"] == entry.document["year"] - 1]  # fmt: skip
        before.append(same[0] if same else None)
    names = _classes_of(group)
    amounts = [{row["function_code"]: row["amount"] for row in entry.classes} for entry in group]
    spent = [entry.amount("expenditure_total") for entry in group]
    most = max((one for one in spent if one is not None), default=Decimal(0))
    return {
        "head": group[-1].document,
        "region": group[-1].region,
        "group": group,
        "rows": [
            {
                "name": _name_of(group, measure),
                "cells": [(figure(entry.amount(measure)), entry.change(other, measure))
                          for entry, other in zip(group, before, strict=True)],
            }
            for measure in _measures_of(group)
        ],
        "classes": [
            {"name": name, "cells": [figure(one.get(code)) for one in amounts]}
            for code, name in names.items()
        ],
        "bars": [
            {
                "entry": entry,
                "amount": figure(one),
                "percent": round(float(one / most * 100), 1) if most > 0 and one is not None else 0,
            }
            for entry, one in zip(group, spent, strict=True)
        ],
    }  # fmt: skip


def _measures_of(entries: list[Entry]) -> list[str]:
    """The totals that any of the documents prints, in the order of the page."""
    return [one for one in MEASURES if any(one in entry.totals for entry in entries)]


def _classes_of(entries: list[Entry]) -> dict[str, Words]:
    """What the functional classes of documents are called, in the order of their codes."""
    names = {
        row["function_code"]: named(
            row["function_name"], row["function_name_en"], row["function_code"]
        )
        for entry in entries
        for row in entry.classes
    }
    return dict(sorted(names.items()))


def _name_of(group: list[Entry], measure: str) -> Words:
    """What a measure is called."""
    row = next(entry.totals[measure] for entry in group if measure in entry.totals)
    return Words(row["measure_name"], row["measure_name_en"])


def compare_data(entries: list[Entry]) -> dict[str, Any]:
    """What the page that compares documents computes with: exact texts, each name once."""
    measures = _measures_of(entries)
    return {
        "measures": [[measure, *_name_of(entries, measure)] for measure in measures],
        "classes": {code: list(name) for code, name in _classes_of(entries).items()},
        "documents": [
            [
                entry.document["id"],
                entry.document["folder"],
                entry.document["department"],
                list(entry.title),
                [_plain(entry.amount(measure)) for measure in measures],
                {row["function_code"]: _plain(row["amount"]) for row in entry.classes},
                entry.findings,
            ]
            for entry in entries
        ],
    }


def _plain(amount: Decimal | None) -> str:
    """An amount as a number without separators, nothing where nothing is printed."""
    return "" if amount is None else f"{amount:f}".rstrip("0").rstrip(".")
