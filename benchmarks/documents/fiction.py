"""Departments made up at random, and their documents as rows of raw tables.

Every printed figure is rounded once, from its exact amount. So the same amount prints the same
wherever it stands, and a sum of n printed figures is off by no more than (n + 1) half steps. Only
an amount that rounds to 0.00 could break this, since a zero widens no tolerance: none is smaller
than ``SMALLEST``.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, zip_longest
from pathlib import Path

from benchmarks.documents.families import KINDS_OF_SPENDING, as_printable, family_of
from benchmarks.documents.narrative import Narrative
from benchmarks.documents.printing import (
    TEMPLATE,
    Amounts,
    Part,
    Printer,
    build_parts,
    front,
    notes_of,
    raw_rows,
    words_of,
)
from benchmarks.documents.statements import CATEGORIES, CLASSES, METHODS, Printed, numeral, rows_of
from benchmarks.documents.templates import ROOT, Template, read_names, read_rows, read_template
from benchmarks.documents.values import (
    CONTRIBUTIONS,
    EXPENSES,
    FISCAL_FUNDS,
    FUND_SOURCES,
    PENSION_ITEM,
    WAN,
    Department,
    Item,
    Purchase,
    Service,
    Unit,
)

STEP = 10_000  # fen in 0.01 万元
SMALLEST = 2 * STEP
DEPARTMENTS = (
    *("人民政府办公室", "发展和改革委员会", "教育局", "科学技术局", "财政局", "民政局", "司法局"),
    *("自然资源局", "生态环境局", "交通运输局", "水利局", "农业农村局", "卫生健康委员会", "审计局"),
)
UNIT_SUFFIXES = (
    *("信息中心", "服务中心", "执法支队", "档案馆", "培训学校", "研究院", "监测站", "管理所"),
    *("评估中心", "后勤中心", "驻外办事处"),
)
PROJECTS = (
    *("办公设备购置费", "系统维护费", "修缮费", "专项业务费", "宣传经费", "规划编制费"),
    *("检验检测费", "信息化建设", "监测网络运行费", "人才培训项目"),
)
KINDS = tuple(f"{method}_{category}" for method in METHODS for category in CATEGORIES)

Cells = list[str]


@dataclass
class Document:
    """One document: what describes it, and the rows of its tables by statement.

    Rows have the cells of the statement's columns alone; notes are of a statement, too. ``in_wan``
    are the statements in 万元 whatever unit the others have. ``front`` are the lines in front of
    the tables, with all of the prose.
    """

    disclosure_id: str
    department_code: str
    department_name: str
    year: int
    template: Template
    currency_unit: str
    in_wan: frozenset[str]
    disclosure: Cells
    tables: dict[str, list[Cells]]
    notes: list[tuple[str, str]]
    front: list[str]

    def unit_of(self, statement: str) -> str:
        """Return the currency unit of a statement's table."""
        return "万元" if statement in self.in_wan else self.currency_unit


class Choices:
    """The codes and regions to choose from."""

    def __init__(self) -> None:
        """Sort the project's codes by what they are used for."""
        self.names = read_names()
        items = [code for code in self.names if len(code) == 7 and code[:3] in CLASSES]
        self.fund_items = {
            "government_fund": [code for code in items if code.startswith("21208")],
            "state_capital": [code for code in items if code.startswith("223")],
        }
        special = {*CONTRIBUTIONS, PENSION_ITEM}
        # Codes of the other budgets, down to the level that the list writes.
        others = tuple(
            row["function_code"] for row in read_rows(ROOT, "reference/ref_function_funds")
        )
        self.items = [c for c in items if not c.startswith(others) and c not in special]
        used = {*CONTRIBUTIONS.values(), *EXPENSES.values()}
        sections = [code for code in self.names if len(code) == 5 and code not in used]
        self.wages, self.goods, self.pensions = (
            [code for code in sections if code[:3] in classes]
            for classes in (("301",), ("302", "310"), ("303",))
        )
        self.regions = [
            (row["region_code"], row["name_zh"])
            for row in read_rows(ROOT, "reference/ref_regions")
            if row["region_level"] != "province" and not row["valid_to"]
        ]


choices = cache(Choices)


class Maker:
    """Makes one document from a seed; the same seed and number give the same document."""

    def __init__(
        self, seed: int, number: int, template: str = TEMPLATE, project: Path = ROOT
    ) -> None:
        """Decide what is peculiar to document ``number``."""
        self.seed = f"{seed}/{number}"
        self.rng = rng = random.Random(self.seed)  # noqa: S311 (not for secrets)
        self.family = family = family_of(template)
        self.template = read_template(template, project)
        self.codes = choices()
        # Exact in 万元; rounded to 万元 from yuan and cents; printed in yuan and cents.
        printing = rng.choices(("exact", "rounded", "yuan"), (45, 35, 20))[0]
        self.quantum = STEP if printing == "exact" else 1
        self.currency_unit = "元" if printing == "yuan" else "万元"
        if family.currency_unit == "元" or self.template.sources:
            self.currency_unit = family.currency_unit
        self.grouped, blanks = rng.random() < 0.8, family.blank_zeros
        self.texts = {
            unit: Printer(Amounts(unit, grouped=self.grouped, blank_zeros=blanks)).__getitem__
            for unit in ("元", "万元")
        }
        self.prints_levels = rng.random() < 0.3 or family.levels
        self.carries_over = rng.random() < 0.5
        self.uses = {
            "government_fund": rng.random() < 0.35,
            "state_capital": rng.random() < 0.12,
            "fiscal_account": rng.random() < 0.25,
            "unit_funds": rng.random() < 0.35,
        }
        self.scale = rng.lognormvariate(0, 0.8)
        regions = self.codes.regions
        self.region_code, self.region_name = regions[number % len(regions)]
        # Each round through the regions has department codes of its own, so that ids are unique.
        around = number // len(regions)
        self.code = str(101 + 97 * around + rng.randrange(97))
        self.name = f"{self.region_name}{rng.choice(DEPARTMENTS)}"
        # Who prints no code is known by name, without its region.
        if not any("unit_code" in table.places for table in self.template.tables):
            self.name += f"第{numeral(around + 1)}分局" if around else ""
            self.code = self.name.removeprefix(self.region_name)
        self.year = rng.randrange(2018, 2027)
        # Sections of economic classes that the department uses at all.
        self.wages = rng.sample(self.codes.wages, 5)
        self.pensions = rng.sample(self.codes.pensions, 2)
        self.has_closing = "closing" in self.template.measures
        self.kinds = [kind for kind in KINDS_OF_SPENDING if kind in self.template.measures]
        # Where the template says so, money of other funds comes from one place or another.
        self.own_sources = [
            source.removeprefix("unit_funds.")
            for source in self.template.sources
            if source.startswith("unit_funds.")
        ]
        self.goods = rng.sample(self.codes.goods, rng.randint(6, 16))

    def amount(self, low: float, high: float) -> int:
        """Return an amount between two amounts in 万元, of the department's scale."""
        fen = int(self.rng.uniform(low, high) * self.scale * WAN)
        return max(fen // self.quantum * self.quantum, 5 * SMALLEST)

    def part(self, amount: int, largest: float) -> int:
        """Return some part of an amount, or nothing where it would be too small."""
        fen = int(amount * self.rng.uniform(largest / 4, largest)) // self.quantum * self.quantum
        return fen if SMALLEST <= fen <= amount - SMALLEST else 0

    def split(self, amount: int, parts: int) -> list[int]:
        """Return an amount in at most so many parts."""
        parts = min(parts, amount // (4 * SMALLEST))
        if parts < 2:
            return [amount]
        even = amount // parts
        pieces = [
            int(even * self.rng.uniform(0.5, 1)) // self.quantum * self.quantum
            for _ in range(parts - 1)
        ]
        return [*pieces, amount - sum(pieces)]

    def item(self, code: str, fund: str = "general_budget", **amounts: int) -> Item:
        """Return an item."""
        return Item(code, self.codes.names[code], fund=fund, **amounts)

    def carrying(self, item: Item) -> Item:
        """Return an item, perhaps with a part carried over from last year or to the next."""
        rng = self.rng
        if self.carries_over and rng.random() < 0.3:
            item = replace(item, carried_over=self.part(item.spent, 0.5))
        is_own = item.fund not in FISCAL_FUNDS
        if self.carries_over and (is_own or self.has_closing) and rng.random() < 0.4:
            item = replace(item, carried_forward=self.amount(0.5, 5))
        if is_own and self.own_sources:
            item = replace(item, source=rng.choice(self.own_sources))
        if is_own and self.kinds and rng.random() < 0.4:
            item = replace(item, **{rng.choice(self.kinds): self.amount(1, 20)})
        if is_own and self.has_closing and rng.random() < 0.2:
            used = self.part(item.current, 0.3)
            item = replace(item, balance_used=used, distributed=self.amount(0.5, 5))
        return item

    def items(self) -> list[Item]:
        """Return the items of one unit."""
        rng, codes, amount = self.rng, self.codes, self.amount

        def affair(code: str, fund: str, low: float, high: float, chance: float, most: int) -> Item:
            basic = amount(most / 10, most) if rng.random() < chance else 0
            return self.carrying(self.item(code, fund, project=amount(low, high), operating=basic))

        running, *affairs = rng.sample(codes.items, rng.randint(2, 7))
        found = [self.item(running, personnel=amount(50, 1500), operating=amount(20, 150))]
        found += [affair(code, "general_budget", 5, 400, 0.15, 20) for code in affairs]
        for code in CONTRIBUTIONS:
            if rng.random() < 0.8:
                found.append(self.item(code, personnel=amount(2, 100)))
        if rng.random() < 0.4:
            found.append(self.item(PENSION_ITEM, personnel=amount(2, 60), operating=amount(1, 5)))
        for fund, chance in (("government_fund", 0.6), ("state_capital", 0.4)):
            if self.uses[fund] and rng.random() < chance:
                chosen = rng.sample(codes.fund_items[fund], rng.randint(1, 3))
                found += [affair(code, fund, 10, 500, 0.2, 10) for code in chosen]
        for fund in ("fiscal_account", "unit_funds"):
            if self.uses[fund] and rng.random() < 0.6:
                # Other funds also pay for items that the general budget pays for.
                chosen = dict.fromkeys((rng.choice(affairs), rng.choice(codes.items)))
                found += [affair(code, fund, 3, 80, 0.4, 30) for code in chosen]
        return sorted(found, key=lambda item: item.code)

    def unit(self, code: str, name: str) -> Unit:
        """Return one unit with everything it plans."""
        rng = self.rng
        items = self.items()
        general = [item for item in items if item.fund == "general_budget"]
        operating = sum(item.operating for item in general)
        project = sum(item.project for item in general)
        expenses, further = {}, {}
        for expense in EXPENSES:
            expenses[expense] = self.part(operating, 0.08) if rng.random() < 0.6 else 0
            further[expense] = self.part(project, 0.02) if rng.random() < 0.2 else 0
        by_fund = {"general_budget": further}
        fund_project = sum(item.project for item in items if item.fund == "government_fund")
        if fund_project and rng.random() < 0.3:
            by_fund["government_fund"] = {
                expense: self.part(fund_project, 0.02) if rng.random() < 0.5 else 0
                for expense in EXPENSES
            }
        trained = {fund: amounts["training"] for fund, amounts in by_fund.items()}
        trained["general_budget"] += expenses["training"]
        lines = rng.choice((0, 1, 2, 3, 4, 6, 8, 12, 20))
        buying = [item for item in items if item.project or item.operating]
        purchases = [line for _ in range(lines) if (line := self.purchase(buying, lines))]
        lines = rng.choice((0, 0, 1, 2, 4, 8))
        services = [line for _ in range(lines) if (line := self.service(items, lines))]
        # What is bought for a project has a target.
        spending = {item.code for item in items if item.project}
        bought = [line.project for line in purchases if line.code in spending]
        projects = dict.fromkeys((*bought, *rng.sample(PROJECTS, 2)))
        return Unit(
            code,
            name,
            tuple(items),
            expenses,
            # Lines of one item stand together; a document that prints levels needs them so.
            tuple(sorted(purchases, key=lambda line: line.code)),
            tuple(sorted(services, key=lambda line: line.code)),
            tuple((name, f"{self.year}年完成{name}，验收合格率100%。") for name in projects),
            by_fund,
            {
                fund: self.part(amount, 0.4) if rng.random() < 0.2 else 0
                for fund, amount in trained.items()
            },
            self.economic(general, expenses),
            {name: self.amount(0.1, 2) for name in EXPENSES if rng.random() < 0.3}
            if self.has_closing
            else {},
        )

    def economic(self, items: Sequence[Item], expenses: dict[str, int]) -> dict[str, int]:
        """Return a unit's basic expenditure of the general budget by economic class."""
        found: dict[str, int] = {}

        def put(codes: Sequence[str], amounts: Sequence[int]) -> None:
            for code, amount in zip(codes, amounts, strict=False):
                found[code] = found.get(code, 0) + amount

        put(tuple(EXPENSES.values()), tuple(expenses.values()))
        for item in items:
            if item.code in CONTRIBUTIONS:
                put((CONTRIBUTIONS[item.code],), (item.personnel,))
            elif item.personnel:
                chosen = self.pensions if item.code == PENSION_ITEM else self.wages
                put(chosen, self.split(item.personnel, len(chosen)))
        operating = sum(item.operating for item in items) - sum(expenses.values())
        put(self.goods, self.split(operating, len(self.goods)))
        return found

    def purchase(self, items: Sequence[Item], lines: int) -> Purchase | None:
        """Return a line of procurement."""
        rng = self.rng
        item = rng.choice(items)
        amount = self.part(item.project or item.operating, 0.5 / lines)
        if not amount:
            return None
        parts = self.split(amount, rng.choice((1, 1, 1, 2)))
        kinds = dict(zip(rng.sample(KINDS, 2), parts, strict=False))
        project = rng.choice(PROJECTS) if item.project else "定额商品和服务支出"
        fund = "prior_year_balance" if item.carried_over > amount else item.fund
        return Purchase(item.code, item.name, project, amount, fund=fund, kinds=kinds)

    def service(self, items: Sequence[Item], lines: int) -> Service | None:
        """Return a line of purchased services."""
        item = self.rng.choice(items)
        amount = self.part(item.project or item.operating, 0.5 / lines)
        return Service(item.code, item.name, amount, item.fund) if amount else None

    def department(self) -> Department:
        """Return the department with its units."""
        rng = self.rng
        count = rng.choices(range(1, 13), range(13, 1, -1))[0]
        numbers = accumulate(rng.choice((1, 1, 1, 2)) for _ in range(count))
        suffixes = rng.sample(UNIT_SUFFIXES, count - 1)
        width = rng.choice((2, 3, 3))
        units = [
            self.unit(f"{self.code}{number:0{width}}", f"{self.name}{suffix}")
            for number, suffix in zip_longest(numbers, ["", *suffixes])
        ]
        units = as_printable(self.template, units[:1] if self.family.level == "unit" else units)
        printed_code = self.code if self.code.isdecimal() else ""
        department = Department(printed_code, self.name, self.year, units)
        for fund, amount in department.sums["current"].items():
            if count := len(FUND_SOURCES[fund]):
                parts = self.split(amount, rng.randint(1, count))
                parts += [0] * (count - len(parts))
                rng.shuffle(parts)
                department.sources[fund] = parts
        return department

    def document(self) -> Document:
        """Return the whole document."""
        department = self.department()
        tables, notes = {}, []
        for table in self.template.tables:
            unit = "万元" if table.statement in self.family.in_wan else self.currency_unit
            rows = rows_of(
                Printed(
                    *(table, department, self.codes.names, self.texts[unit]),
                    levels=self.prints_levels,
                    total_last=table.statement in self.family.totals_last,
                )
            )
            texts = notes_of(len(tables), table, rows, department, self.family.level)
            notes += [(table.statement, text) for text in texts]
            tables[table.statement] = raw_rows(table, rows)
        stage = self.template.stage
        level = self.family.level
        words = words_of(department, level, stage)
        disclosure_id = f"{self.region_code}-{self.code}-{self.year}-{stage}"
        disclosure_id += "-unit" if level == "unit" else ""
        return Document(
            *(disclosure_id, self.code, self.name, self.year, self.template),
            *(self.currency_unit, self.family.in_wan),
            [
                *(disclosure_id, self.region_code, self.region_name, self.code, self.name),
                *(str(self.year), stage, level, self.template.name),
                "".join(line[2:] for line in self.family.title if line[0] == "#").format(**words),
                f"{disclosure_id}.md",
                hashlib.sha256(disclosure_id.encode()).hexdigest(),
            ],
            tables,
            notes,
            front(
                *(department, words, self.family.title),
                [(table.number, table.title) for table in self.template.tables],
                extra_text=self.narrative(department),
            ),
        )

    def narrative(self, department: Department) -> str:
        """Return what the department says of its tables in words."""
        rng = random.Random(f"{self.seed}/narrative")  # noqa: S311 (not for secrets)
        about = (self.template, department, self.codes.names, rng)
        return "\n\n".join(Narrative(*about, grouped=self.grouped).lines())

    def parts(self) -> list[Part]:
        """Return the whole document as it is printed, for a file of any format."""
        department = self.department()
        return build_parts(
            units=department.units,
            department_code=department.code or None,
            department_name=department.name,
            year=department.year,
            sources=department.sources,
            template=self.template.name,
            currency_unit=self.currency_unit,
            grouped=self.grouped,
            unit_rows=True,
            levels=self.prints_levels,
            omitted=(),
            extra_text=self.narrative(department),
        )
