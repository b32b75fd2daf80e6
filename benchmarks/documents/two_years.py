"""What a department plans beside what it planned the year before, added up as words speak of it.

The year before has the same items, each of another amount. So changes add up as the amounts do.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from benchmarks.documents.statements import FUND_TITLES
from benchmarks.documents.templates import Template
from benchmarks.documents.values import FISCAL_FUNDS, FUNDS, Department, Item, Unit


def year_before(department: Department, rng: random.Random) -> Department:
    """Return what a department planned the year before; of what is new it planned nothing."""

    def scaled(amounts: Mapping[str, int], factor: float) -> dict[str, int]:
        return {name: int(amount * factor) for name, amount in amounts.items()}

    def item(item: Item) -> Item:
        factor = 0.0 if item.project and rng.random() < 0.04 else rng.uniform(0.6, 1.4)
        factor = 1.0 if rng.random() < 0.1 else factor
        measures = (
            *("personnel", "operating", "project", "carried_over", "carried_forward"),
            *("to_superior", "business", "to_affiliate", "balance_used", "distributed"),
        )
        return replace(item, **{name: int(getattr(item, name) * factor) for name in measures})

    def unit(unit: Unit) -> Unit:
        factor = rng.uniform(0.6, 1.4)
        return replace(
            unit,
            items=tuple(map(item, unit.items)),
            expenses=scaled(unit.expenses, factor),
            unspent=scaled(unit.unspent, factor),
            project_expenses={f: scaled(a, factor) for f, a in unit.project_expenses.items()},
            purchases=tuple(
                replace(line, amount=int(line.amount * factor), kinds=scaled(line.by_kind, factor))
                for line in unit.purchases
            ),
            services=tuple(replace(s, amount=int(s.amount * factor)) for s in unit.services),
        )

    return Department(
        department.code, department.name, department.year - 1, list(map(unit, department.units))
    )


class TwoYears:
    """Sums of this year and of the year before."""

    def __init__(
        self,
        template: Template,
        department: Department,
        names: Mapping[str, str],
        rng: random.Random,
    ) -> None:
        """Add up what a department plans, as a template prints it."""
        self.template = template
        self.now = department
        self.before = year_before(department, rng)
        self.names = names
        self.statements = {table.statement: table for table in template.tables}

    def items(self, of: Department, *funds: str) -> list[Item]:
        """Return the items that some funds pay for."""
        return [item for item in of.items if item.fund in (funds or FUNDS)]

    def sum(self, measure: str, *funds: str) -> tuple[int, int]:
        """Return what items measure in all, this year and the year before."""
        now, before = (
            sum(getattr(item, measure) for item in self.items(of, *funds))
            for of in (self.now, self.before)
        )
        return now, before

    def by_code(self, digits: int, *funds: str) -> dict[str, list[Item]]:
        """Return the items of this year by so many digits of their codes, in order."""
        found: dict[str, list[Item]] = {}
        for item in sorted(self.items(self.now, *funds), key=lambda item: item.code):
            found.setdefault(item.code[:digits], []).append(item)
        return found

    def spent(self, code: str, *funds: str) -> tuple[int, int]:
        """Return what is spent on a class or an item, this year and the year before."""
        now, before = (
            sum(item.spent for item in self.items(of, *funds) if item.code.startswith(code))
            for of in (self.now, self.before)
        )
        return now, before

    def classes(self, *funds: str) -> list[tuple[str, tuple[int, int]]]:
        """Return the functional classes that are spent on, by their names."""
        return [(self.names[code], self.spent(code, *funds)) for code in self.by_code(3, *funds)]

    @cached_property
    def sources(self) -> list[tuple[str, int, int]]:
        """Return where revenue of the year comes from: its name, this year, the year before."""
        found = []
        if titles := self.template.sources:
            for source, title in titles.items():
                now, before = (
                    sum(item.current for item in of.items if item.paid_by == source)
                    for of in (self.now, self.before)
                )
                found.append((title, now, before))
        else:
            for fund in FUNDS:
                title = FUND_TITLES[fund]
                title += "" if title.endswith("收入") else "收入"
                found.append((title, *self.sum("current", fund)))
        return [source for source in found if any(source[1:])]

    @cached_property
    def expense_funds(self) -> Sequence[str]:
        """The funds of the expenses that are spoken of: all where the table does not tell them."""
        by_fund = "fund_name" in self.statements["three_public_expenses"].places
        return FISCAL_FUNDS[:1] if by_fund else FISCAL_FUNDS

    @cached_property
    def expenses(self) -> dict[str, tuple[int, int, int]]:
        """Return travel, vehicles and the like: this year, the year before, what was budgeted."""
        found: dict[str, list[int]] = {}
        for of, budgeted in ((self.now, False), (self.before, False), (self.now, True)):
            sums: dict[str, int] = {}
            for unit in of.units:
                for fund in set(self.expense_funds) & set(unit.expense_funds):
                    for name, amount in unit.expenses_of(fund, budgeted=budgeted).items():
                        sums[name] = sums.get(name, 0) + amount
            for name, amount in sums.items():
                found.setdefault(name, []).append(amount)
        return {name: (now, before, planned) for name, (now, before, planned) in found.items()}
