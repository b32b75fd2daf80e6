"""What governments print alike beside what the seeds say, because a reader need not know it.

A template without a row here prints as ``Family()`` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from benchmarks.documents.templates import Template
from benchmarks.documents.values import OWN_SOURCE, Item, Unit

ITEM_TABLES = frozenset(
    {
        *("revenue", "expenditure", "general_budget_expenditure"),
        *("government_fund_expenditure", "state_capital_expenditure", "basic_expenditure"),
    }
)
# Kinds of expenditure that a table may have columns for; where it has none, they are projects.
KINDS_OF_SPENDING = ("to_superior", "business", "to_affiliate")
_REGION = re.compile(r"(?:[^省市县区旗]{1,6}(?:自治[区县州]|[省市县区旗]))+")


class Family(NamedTuple):
    """How documents of a template look.

    ``in_wan``: statements in 万元 where the others are in 元. ``totals_last``: statements whose
    total stands below the rows it sums up. ``title`` and ``frame`` are the lines of the cover and
    over each table. ``omitted``: columns of which only some documents have one.
    """

    level: str = "department"
    currency_unit: str = "万元"
    in_wan: frozenset[str] = frozenset()
    levels: bool = False
    totals_last: frozenset[str] = frozenset()
    blank_zeros: bool = False
    numbered: bool = True
    title: Sequence[str] = ("# {who}{year}年{kind}公开说明",)
    frame: Sequence[str] = ("{level}名称：{who}", "单位：{unit}")
    omitted: frozenset[str] = frozenset()


_SHANGHAI = Family(
    currency_unit="元",
    in_wan=frozenset({"three_public_expenses"}),
    levels=True,
    totals_last=ITEM_TABLES,
    numbered=False,
    title=("# {region}{year}年{tier}级{kind}", "预算主管部门：{name}"),
    frame=("编制{level}：{name} 单位：{unit}",),
)
FAMILIES: Mapping[str, Family] = {
    "shanghai-department": _SHANGHAI,
    "shanghai-unit": _SHANGHAI._replace(
        level="unit", title=("# {region}{year}年{tier}级{kind}", "预算单位：{name}")
    ),
    "national-final": Family(
        levels=True,
        totals_last=frozenset({"general_budget_expenditure"}),
        blank_zeros=True,
        numbered=False,
        title=("# {name}", "# {year}年度{kind}"),
        frame=("单位：{unit}",),
        omitted=frozenset({"agency_operation"}),
    ),
}


def family_of(template: str) -> Family:
    """Return how documents of a template look."""
    return FAMILIES.get(template, Family())


def region_of(name: str) -> str:
    """Return the region that a department's name begins with."""
    found = _REGION.match(name)
    return found[0] if found else name


def as_printable(template: Template, units: Sequence[Unit]) -> list[Unit]:
    """Return what units plan as far as a template can print it.

    What it has no column or entry for is part of what it has one for.
    """
    balances = bool(template.measures & {"carried", "carried_forward", "opening", "closing"})
    has_closing = "closing" in template.measures
    kinds = [kind for kind in KINDS_OF_SPENDING if kind not in template.measures]
    other = {source.removeprefix("unit_funds.") for source in template.sources}

    def item(item: Item) -> Item:
        own = item.paid_by != "fiscal_appropriation"
        changes = dict.fromkeys(kinds, 0)
        if any(getattr(item, kind) for kind in kinds):
            changes["project"] = item.project + sum(getattr(item, kind) for kind in kinds)
        if not balances:
            changes |= {"carried_over": 0, "carried_forward": 0}
        if not has_closing:
            changes |= {"balance_used": 0, "distributed": 0}
            changes |= {} if own else {"carried_forward": 0}
        changes = {name: value for name, value in changes.items() if getattr(item, name) != value}
        if other and own and item.source not in other:
            changes["source"] = OWN_SOURCE
        return replace(item, **changes) if changes else item

    return [replace(unit, items=tuple(map(item, unit.items))) for unit in units]
