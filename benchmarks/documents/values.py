"""What a department plans: the amounts that every table of its document is computed from.

Amounts are whole fen (0.01 元). They are built from the lowest level up and printed figures are
rounded once, from exact amounts, so that whatever is printed ties out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

WAN = 1_000_000  # fen in 万元
FUNDS = ("general_budget", "government_fund", "state_capital", "fiscal_account", "unit_funds")
FISCAL_FUNDS = FUNDS[:3]
# Basic expenditure of these functional items is one economic class, by convention.
CONTRIBUTIONS = {
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101102": "30110",
    "2101103": "30111",
    "2210201": "30113",
}
PENSION_ITEM = "2080501"
PENSIONS, WAGES, OFFICE = "30302", "30101", "30201"
EXPENSES = {
    "overseas_travel": "30212",
    "vehicle_operation": "30231",
    "vehicle_purchase": "31013",
    "reception": "30217",
    "meeting": "30215",
    "training": "30216",
}
# Where the revenue of a fund comes from.
FUND_SOURCES = {
    "general_budget": ("上级补助", "本级", "一般债券"),
    "government_fund": ("上级补助", "本级", "专项债券"),
    "state_capital": ("上级补助", "本级"),
    "fiscal_account": (),
    "unit_funds": (
        *("事业收入", "事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入"),
    ),
}
USUAL_SOURCES = ("本级", "事业收入")
# Where money of other funds comes from, if an item does not say.
OWN_SOURCE = "operations"


def d(text: str) -> int:
    """Return an amount in 万元 as fen, exactly. Raises ``ValueError`` for a part of one fen."""
    fen = Decimal(text) * WAN
    if fen != int(fen):
        raise ValueError(f"{text}万元 is no whole number of fen")
    return int(fen)


@dataclass
class Item:
    """One functional item of a unit, paid from one fund.

    ``carried_over`` is the part paid from the prior year's balance, ``carried_forward`` what is
    left for the next year (in a budget of non-fiscal funds only, so that expenditure still ties to
    revenue). Only final accounts tell what else pays, ``balance_used``, and where a balance goes,
    ``distributed``. ``source`` is where money of other funds comes from. Whatever a statement may
    measure of an item is an attribute of that name.
    """

    code: str
    name: str
    personnel: int = 0
    operating: int = 0
    project: int = 0
    fund: str = "general_budget"
    carried_over: int = 0
    carried_forward: int = 0
    to_superior: int = 0
    business: int = 0
    to_affiliate: int = 0
    balance_used: int = 0
    distributed: int = 0
    source: str = OWN_SOURCE

    def __post_init__(self) -> None:
        """Sum up, once: an item stands in many tables."""
        self.nothing = 0
        self.basic = self.personnel + self.operating
        self.spent = self.basic + self.project
        self.spent += self.to_superior + self.business + self.to_affiliate
        self.total = self.spent + self.carried_forward + self.distributed
        self.carried = self.opening = self.carried_over
        self.closing = self.carried_forward
        self.current = self.revenue = self.total - self.carried - self.balance_used
        # What pays it, as columns of revenue name it.
        own = self.fund in ("fiscal_account", "unit_funds")
        self.paid_by = f"unit_funds.{self.source}" if own else "fiscal_appropriation"


@dataclass(frozen=True)
class Purchase:
    """One procurement line of a unit; ``kinds`` where it is of more than one kind."""

    code: str
    name: str
    project: str
    amount: int
    method: str = "centralized"
    category: str = "goods"
    fund: str = "general_budget"
    kinds: Mapping[str, int] | None = None

    @property
    def by_kind(self) -> Mapping[str, int]:
        """Amounts by method and category, such as ``centralized_goods``."""
        return self.kinds or {f"{self.method}_{self.category}": self.amount}


@dataclass(frozen=True)
class Service:
    """One line of purchased services of a unit."""

    code: str
    name: str
    amount: int
    fund: str = "general_budget"
    project: str = ""


@dataclass(frozen=True)
class Unit:
    """One budget unit.

    ``expenses`` are keyed as EXPENSES and paid from basic expenditure of the general budget;
    ``project_expenses`` are paid from projects, by fund. ``training_grants`` is the part of a
    fund's training that a superior government grants. ``unspent`` is how much more of the expenses
    was budgeted than spent. ``economic`` is the general budget's basic expenditure by economic
    class, where it is not the usual one. ``targets`` are projects and what they aim at.
    """

    code: str
    name: str
    items: tuple[Item, ...]
    expenses: Mapping[str, int] = field(default_factory=dict)
    purchases: tuple[Purchase, ...] = ()
    services: tuple[Service, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    project_expenses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    training_grants: Mapping[str, int] = field(default_factory=dict)
    economic: Mapping[str, int] | None = None
    unspent: Mapping[str, int] = field(default_factory=dict)

    @property
    def by_economic_class(self) -> Mapping[str, int]:
        """The general budget's basic expenditure by economic class."""
        if self.economic is not None:
            return self.economic
        found: dict[str, int] = {}
        classes = {**CONTRIBUTIONS, PENSION_ITEM: PENSIONS}
        parts = [(EXPENSES[expense], amount) for expense, amount in self.expenses.items()]
        parts.append((OFFICE, -sum(self.expenses.values())))
        for item in self.items:
            if item.fund == "general_budget":
                parts += [(classes.get(item.code, WAGES), item.personnel), (OFFICE, item.operating)]
        for code, amount in parts:
            found[code] = found.get(code, 0) + amount
        return found

    def expenses_of(self, fund: str, *, budgeted: bool = False) -> dict[str, int]:
        """Return travel, vehicles and the like paid from a fund, by what tables measure of them.

        ``budgeted``: not what was spent but what was to be.
        """
        is_general = fund == "general_budget"
        parts = [self.project_expenses.get(fund, {}), *([self.expenses] if is_general else [])]
        parts += [self.unspent] if is_general and budgeted else []
        amounts = {name: sum(part.get(name, 0) for part in parts) for name in EXPENSES}
        vehicles = amounts["vehicle_operation"] + amounts["vehicle_purchase"]
        granted = self.training_grants.get(fund, 0)
        return {
            **amounts,
            "vehicle_subtotal": vehicles,
            "three_public_total": amounts["overseas_travel"] + vehicles + amounts["reception"],
            "training_subtotal": amounts["training"],
            "training_own_level": amounts["training"] - granted,
            "training_superior_grant": granted,
            "agency_operation": sum(
                item.operating for item in self.items if is_general and item.fund == fund
            ),
        }

    @property
    def expense_funds(self) -> tuple[str, ...]:
        """The funds that pay for travel, vehicles and the like; the general budget always."""
        return tuple(dict.fromkeys(("general_budget", *self.project_expenses)))


@dataclass
class Department:
    """A department or, without further units, a unit that publishes for itself.

    ``sources`` splits current revenue of a fund as FUND_SOURCES lists its sources; a fund left out
    has all of it from the usual source.
    """

    code: str
    name: str
    year: int
    units: Sequence[Unit]
    sources: dict[str, Sequence[int]] = field(default_factory=dict)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items of all units."""
        return tuple(item for unit in self.units for item in unit.items)

    @cached_property
    def sums(self) -> dict[str, dict[str, int]]:
        """What the items measure in all, by measure and fund."""
        measures = (
            *("spent", "carried", "carried_forward", "total", "current"),
            *("balance_used", "distributed"),
        )
        sums = {measure: dict.fromkeys(FUNDS, 0) for measure in measures}
        for item in self.items:
            for measure in measures:
                sums[measure][item.fund] += getattr(item, measure)
        return sums

    def by_source(self, fund: str, amount: int) -> list[tuple[str, int]]:
        """Return the sources of a fund's current revenue and how much comes from each."""
        names = FUND_SOURCES[fund]
        parts = self.sources.get(fund) or [amount * (name in USUAL_SOURCES) for name in names]
        return list(zip(names, parts, strict=True))
