"""Consistent documents as rows of printed cells, without a page of text in between.

Amounts are whole fen (0.01 元), built from the lowest level up, and every printed figure is
rounded once, from its exact amount. So the same amount prints the same wherever it stands, and a
sum of n printed figures is off by no more than (n + 1) half steps. Only an amount that rounds to
0.00 could break this, since a zero widens no tolerance: none is smaller than ``SMALLEST``.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

FUNDS = ("general_budget", "government_fund", "state_capital", "fiscal_account", "unit_funds")
FISCAL_FUNDS = FUNDS[:3]
PURCHASE_FUNDS = (*FUNDS, "prior_year_balance")
WAN = 1_000_000  # fen in 10,000 yuan
STEP = 10_000  # fen in 0.01 万元
SMALLEST = 2 * STEP

# What table 1 and table 4 list; the reference list has a few classes that no department prints.
CLASSES = (
    *("201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214"),
    *("215", "216", "217", "219", "220", "221", "222", "223", "224", "229", "231", "232", "233"),
)
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
EXPENSES = {
    "overseas_travel": "30212",
    "vehicle_operation": "30231",
    "vehicle_purchase": "31013",
    "reception": "30217",
    "meeting": "30215",
    "training": "30216",
}
EXPENSE_FUNDS = {"general_budget": "一般公共预算资金", "government_fund": "政府性基金预算资金"}
FUND_TITLES = {
    "general_budget": "一般公共预算拨款",
    "government_fund": "政府性基金预算拨款",
    "state_capital": "国有资本经营预算拨款",
    "fiscal_account": "财政专户管理资金收入",
    "unit_funds": "单位资金",
}
FUND_SOURCES = {
    "general_budget": ("上级补助", "本级", "一般债券"),
    "government_fund": ("上级补助", "本级", "专项债券"),
    "state_capital": ("上级补助", "本级"),
    "fiscal_account": (),
    "unit_funds": (
        *("事业收入", "事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入"),
    ),
}
SPENDING_TABLES = {
    "government_fund_expenditure": ("government_fund", 8, "政府性基金预算支出"),
    "state_capital_expenditure": ("state_capital", 9, "国有资本经营预算支出"),
}
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

Cells = list[str]
Tables = dict[str, list[Cells]]
Amounts = Sequence[int]


class Item(NamedTuple):
    """A functional item of a unit, paid from one fund; amounts in fen."""

    code: str
    fund: str
    personnel: int = 0
    operating: int = 0
    project: int = 0
    carried_over: int = 0
    carried_forward: int = 0

    @property
    def basic(self) -> int:
        """Basic expenditure."""
        return self.personnel + self.operating

    @property
    def spent(self) -> int:
        """Expenditure of this year."""
        return self.personnel + self.operating + self.project

    @property
    def total(self) -> int:
        """All expenditure, what is carried forward included."""
        return self.spent + self.carried_forward


class Line(NamedTuple):
    """A line of procurement or of purchased services."""

    code: str
    fund: str
    amount: int
    project: str = ""
    kinds: tuple[int, ...] = ()


@dataclass
class Unit:
    """A budget unit; ``expenses`` are by fund, and table 6 prints ``basic_expenses`` of them."""

    code: str
    name: str
    items: list[Item] = field(default_factory=list)
    expenses: dict[str, dict[str, int]] = field(default_factory=dict)
    basic_expenses: dict[str, int] = field(default_factory=dict)
    purchases: list[Line] = field(default_factory=list)
    services: list[Line] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass
class Document:
    """One document: who publishes it, how it prints amounts, and its tables."""

    disclosure_id: str
    department_code: str
    year: int
    currency_unit: str
    tables: Tables


class Reference(NamedTuple):
    """What the project's code lists offer: names by code, items to choose from, regions."""

    functions: dict[str, str]
    economic: dict[str, str]
    general_items: tuple[str, ...]
    fund_items: dict[str, tuple[str, ...]]
    regions: tuple[tuple[str, str], ...]


@cache
def reference() -> Reference:
    """Read the code lists under ``seeds/reference``."""

    def rows(name: str) -> list[dict[str, str]]:
        path = ROOT / "seeds" / "reference" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    functions = {
        row["function_code"]: row["name_zh"] for row in rows("ref_functional_classification")
    }
    items = [code for code in functions if len(code) == 7 and code[:3] in CLASSES]
    fund_items = {
        "government_fund": tuple(code for code in items if code.startswith("21208")),
        "state_capital": tuple(code for code in items if code.startswith("223")),
    }
    special = {*CONTRIBUTIONS, PENSION_ITEM, *fund_items["government_fund"]}
    return Reference(
        functions,
        {row["economic_code"]: row["name_zh"] for row in rows("ref_economic_classification")},
        tuple(code for code in items if code[:3] != "223" and code not in special),
        fund_items,
        tuple(
            (row["region_code"], row["name_zh"])
            for row in rows("ref_regions")
            if row["region_level"] != "province" and not row["valid_to"]
        ),
    )


class Maker:
    """Makes one document from a seed; the same seed and number give the same document."""

    def __init__(self, seed: int, number: int) -> None:
        """Decide what is peculiar to document ``number``."""
        self.rng = rng = random.Random(f"{seed}/{number}")  # noqa: S311 (not for secrets)
        self.codes = reference()
        # Exact in 万元; rounded to 万元 from yuan and cents; printed in yuan and cents.
        self.printing = rng.choices(("exact", "rounded", "yuan"), (45, 35, 20))[0]
        self.quantum = STEP if self.printing == "exact" else 1
        self.grouped = rng.random() < 0.8
        self.prints_levels = rng.random() < 0.3
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
        self.department_code = str(101 + 97 * (number // len(regions)) + rng.randrange(97))
        self.department_name = f"{self.region_name}{rng.choice(DEPARTMENTS)}"
        self.year = rng.randrange(2018, 2027)
        self.disclosure_id = f"{self.region_code}-{self.department_code}-{self.year}-budget"
        self._printed = {0: "0.00"}

    # What is spent

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

    def item(self, code: str, fund: str, **amounts: int) -> Item:
        """Return an item, perhaps with a part carried over from last year or to the next."""
        rng = self.rng
        item = Item(code, fund, **amounts)
        if self.carries_over and rng.random() < 0.3:
            item = item._replace(carried_over=self.part(item.spent, 0.5))
        if self.carries_over and fund not in FISCAL_FUNDS and rng.random() < 0.4:
            item = item._replace(carried_forward=self.amount(0.5, 5))
        return item

    def items(self) -> list[Item]:
        """Return the items of one unit."""
        rng, codes, amount = self.rng, self.codes, self.amount
        running, *affairs = rng.sample(codes.general_items, rng.randint(2, 7))
        found = [
            Item(running, "general_budget", personnel=amount(50, 1500), operating=amount(20, 150))
        ]
        for code in affairs:
            basic = {"operating": amount(2, 20)} if rng.random() < 0.15 else {}
            found.append(self.item(code, "general_budget", project=amount(5, 400), **basic))
        for code in CONTRIBUTIONS:
            if rng.random() < 0.8:
                found.append(Item(code, "general_budget", personnel=amount(2, 100)))
        if rng.random() < 0.4:
            found.append(
                Item(
                    PENSION_ITEM, "general_budget", personnel=amount(2, 60), operating=amount(1, 5)
                )
            )
        for fund, chance in (("government_fund", 0.6), ("state_capital", 0.4)):
            if self.uses[fund] and rng.random() < chance:
                for code in rng.sample(codes.fund_items[fund], rng.randint(1, 3)):
                    basic = {"operating": amount(1, 10)} if rng.random() < 0.2 else {}
                    found.append(self.item(code, fund, project=amount(10, 500), **basic))
        for fund in ("fiscal_account", "unit_funds"):
            if self.uses[fund] and rng.random() < 0.6:
                # Other funds also pay for items that the general budget pays for.
                for code in dict.fromkeys((rng.choice(affairs), rng.choice(codes.general_items))):
                    basic = {"operating": amount(1, 30)} if rng.random() < 0.4 else {}
                    found.append(self.item(code, fund, project=amount(3, 80), **basic))
        return found

    def unit(self, code: str, name: str) -> Unit:
        """Return one unit with everything it plans."""
        rng = self.rng
        unit = Unit(code, name, self.items())
        general = [item for item in unit.items if item.fund == "general_budget"]
        operating = sum(item.operating for item in general)
        project = sum(item.project for item in general)
        bought: dict[str, int] = {}
        for expense in EXPENSES:
            basic = self.part(operating, 0.08) if rng.random() < 0.6 else 0
            further = self.part(project, 0.02) if rng.random() < 0.2 else 0
            unit.basic_expenses[expense] = basic
            bought[expense] = basic + further
        unit.expenses["general_budget"] = bought
        fund_project = sum(item.project for item in unit.items if item.fund == "government_fund")
        if fund_project and rng.random() < 0.3:
            unit.expenses["government_fund"] = {
                expense: self.part(fund_project, 0.02) if rng.random() < 0.5 else 0
                for expense in EXPENSES
            }
        lines = rng.choice((0, 1, 2, 3, 4, 6, 8, 12, 20))
        unit.purchases = [line for _ in range(lines) if (line := self.purchase(unit, lines))]
        lines = rng.choice((0, 0, 1, 2, 4, 8))
        unit.services = [line for _ in range(lines) if (line := self.service(unit, lines))]
        unit.targets += rng.sample(PROJECTS, 2)
        unit.targets = list(dict.fromkeys(unit.targets))
        # Lines of one item stand together; a document that prints levels needs them so.
        unit.purchases.sort(key=lambda line: line.code)
        unit.services.sort(key=lambda line: line.code)
        return unit

    def purchase(self, unit: Unit, lines: int) -> Line | None:
        """Return a line of procurement; what is bought for a project has a target."""
        rng = self.rng
        item = rng.choice([item for item in unit.items if item.project or item.operating])
        amount = self.part(item.project or item.operating, 0.5 / lines)
        if not amount:
            return None
        kinds = [0] * 6
        for position, part in zip(
            rng.sample(range(6), 2), self.split(amount, rng.choice((1, 1, 1, 2))), strict=False
        ):
            kinds[position] = part
        project = rng.choice(PROJECTS) if item.project else "定额商品和服务支出"
        if item.project:
            unit.targets.append(project)
        fund = "prior_year_balance" if item.carried_over > amount else item.fund
        return Line(item.code, fund, amount, project, tuple(kinds))

    def service(self, unit: Unit, lines: int) -> Line | None:
        """Return a line of purchased services."""
        item = self.rng.choice(unit.items)
        amount = self.part(item.project or item.operating, 0.5 / lines)
        return Line(item.code, item.fund, amount) if amount else None

    # How it is printed

    def text(self, amount: int) -> str:
        """Return an amount as printed, in 元 or rounded half up to 0.01 万元."""
        found = self._printed.get(amount)
        if found is None:
            hundredths = amount if self.printing == "yuan" else (amount + STEP // 2) // STEP
            whole, rest = divmod(hundredths, 100)
            found = f"{whole:,}.{rest:02}" if self.grouped else f"{whole}.{rest:02}"
            self._printed[amount] = found
        return found

    def texts(self, amounts: Iterable[int]) -> Cells:
        """Return amounts as printed."""
        return [self.text(amount) for amount in amounts]

    def document(self) -> Document:
        """Return the whole document."""
        rng = self.rng
        count = rng.choices(range(1, 13), range(13, 1, -1))[0]
        numbers = list(accumulate(rng.choice((1, 1, 1, 2)) for _ in range(count)))
        suffixes = rng.sample(UNIT_SUFFIXES, count - 1)
        width = rng.choice((2, 3, 3))
        self.units = [
            self.unit(
                f"{self.department_code}{number:0{width}}",
                f"{self.department_name}{suffix or ''}",
            )
            for number, suffix in zip_longest(numbers, ["", *suffixes])
        ]
        self.all_items = [item for unit in self.units for item in unit.items]
        every, general = frozenset(FUNDS), frozenset(("general_budget",))
        tables: Tables = {
            "disclosures": [self.disclosure()],
            **self.summaries(),
            "revenue_by_unit": self.revenue(),
            "expenditure_by_unit": self.by_item(
                every, lambda i: (i.total, i.basic, i.project, i.carried_forward)
            ),
            "general_budget_expenditure": self.by_item(
                general, lambda i: (i.spent, i.basic, i.personnel, i.operating, i.project)
            ),
            "basic_expenditure": self.basic_expenditure(),
            "three_public_expenses": self.three_public_expenses(),
            "procurement": self.by_line("procurement"),
            "service_purchases": self.by_line("service_purchases"),
            "performance_targets": self.performance_targets(),
            "table_notes": [["1", "注：本套报表金额单位转换时可能存在四舍五入尾数误差。"]],
            "budget_units": self.budget_units(),
        }
        for name, (fund, table_no, title) in SPENDING_TABLES.items():
            tables[name] = self.by_item(frozenset((fund,)), lambda i: (i.spent, i.basic, i.project))
            if len(tables[name]) == 1:
                note = f"注：本部门{self.year}年没有{title}，故本表无数据。"
                tables["table_notes"].append([str(table_no), note])
        return Document(
            self.disclosure_id,
            self.department_code,
            self.year,
            "元" if self.printing == "yuan" else "万元",
            tables,
        )

    def disclosure(self) -> Cells:
        """Return the cells that describe the document."""
        return [
            self.disclosure_id,
            self.region_code,
            self.region_name,
            self.department_code,
            self.department_name,
            str(self.year),
            "budget",
            "元" if self.printing == "yuan" else "万元",
            "0.01",
            "departmental-budget-12-tables",
            f"{self.department_code}{self.department_name}{self.year}年部门预算公开说明",
            f"{self.disclosure_id}.md",
            hashlib.sha256(self.disclosure_id.encode()).hexdigest(),
        ]

    def summaries(self) -> Tables:
        """Return tables 1 and 4: revenue and expenditure side by side."""
        items, names = self.all_items, self.codes.functions
        current = dict.fromkeys(FUNDS, 0)
        carried = dict.fromkeys(FUNDS, 0)
        for item in items:
            current[item.fund] += item.total - item.carried_over
            carried[item.fund] += item.carried_over
        sources = {fund: self.sources(fund, current[fund]) for fund in FUNDS}

        def by_class(chosen: Iterable[Item]) -> list[int]:
            spent = dict.fromkeys(CLASSES, 0)
            for item in chosen:
                spent[item.code[:3]] += item.spent
            return list(spent.values())

        left: list[tuple[str, int]] = []
        for number, fund in enumerate(FUNDS, 1):
            left.append((f"{numeral(number)}、{FUND_TITLES[fund]}", current[fund]))
            left += [
                (f"({numeral(place)}) {name}", amount)
                for place, (name, amount) in enumerate(sources[fund], 1)
            ]
        classes = by_class(items)
        right = [
            (f"{numeral(number)}、{names[code]}", amount)
            for number, (code, amount) in enumerate(zip(CLASSES, classes, strict=True), 1)
        ]
        revenue, brought = sum(current.values()), sum(carried.values())
        forward = sum(item.carried_forward for item in items)
        summary = self.side_by_side(left, right)
        summary += self.side_by_side(
            [("本年收入合计", revenue), ("上年结转结余", brought), ("收入总计", revenue + brought)],
            [
                ("本年支出合计", sum(classes)),
                ("结转下年支出", forward),
                ("支出总计", sum(classes) + forward),
            ],
        )

        revenue = sum(current[fund] for fund in FISCAL_FUNDS)
        brought = sum(carried[fund] for fund in FISCAL_FUNDS)
        left = [("一、本年收入", revenue)]
        for number, fund in enumerate(FISCAL_FUNDS, 1):
            left.append((f"（{numeral(number)}）{FUND_TITLES[fund]}", current[fund]))
            left += [
                (f"{place}、{name}", amount)
                for place, (name, amount) in enumerate(sources[fund], 1)
            ]
        left.append(("二、上年结转结余", brought))
        left += [
            (f"（{numeral(number)}）{FUND_TITLES[fund]}", carried[fund])
            for number, fund in enumerate(FISCAL_FUNDS, 1)
        ]
        classes = by_class(item for item in items if item.fund in FISCAL_FUNDS)
        right = [("一、本年支出", sum(classes))]
        right += [
            (f"（{numeral(number)}）{names[code]}", amount)
            for number, (code, amount) in enumerate(zip(CLASSES, classes, strict=True), 1)
        ]
        right.append(("二、结转下年支出", 0))
        appropriation = self.side_by_side(left, right)
        appropriation += self.side_by_side(
            [("收入总计", revenue + brought)], [("支出总计", sum(classes))]
        )
        return {
            "revenue_expenditure_summary": summary,
            "fiscal_appropriation_summary": appropriation,
        }

    def sources(self, fund: str, amount: int) -> list[tuple[str, int]]:
        """Return where the revenue of a fund comes from."""
        names = FUND_SOURCES[fund]
        if not names:
            return []
        parts = [*self.split(amount, self.rng.randint(1, len(names))), *[0] * len(names)]
        parts = parts[: len(names)]
        self.rng.shuffle(parts)
        return list(zip(names, parts, strict=True))

    def side_by_side(
        self, left: Sequence[tuple[str, int]], right: Sequence[tuple[str, int]]
    ) -> list[Cells]:
        """Return two lists of entries as rows of four cells, the shorter one followed by blanks."""
        blank: Cells = ["", ""]
        sides = ([[name, self.text(amount)] for name, amount in side] for side in (left, right))
        return [[*one, *other] for one, other in zip_longest(*sides, fillvalue=blank)]

    def revenue(self) -> list[Cells]:
        """Return table 2."""
        amounts = []
        for unit in self.units:
            current = dict.fromkeys(FUNDS, 0)
            carried = dict.fromkeys(FUNDS, 0)
            for item in unit.items:
                current[item.fund] += item.total - item.carried_over
                carried[item.fund] += item.carried_over
            subtotals = sum(current.values()), sum(carried.values())
            amounts.append(
                [sum(subtotals), subtotals[0], *current.values(), subtotals[1], *carried.values()]
            )
        total = self.texts(add(amounts, 13))
        return [
            ["", "合计", *total],
            [self.department_code, self.department_name, *total],
            *(
                [unit.code, unit.name, *self.texts(row)]
                for unit, row in zip(self.units, amounts, strict=True)
            ),
        ]

    def by_item(self, funds: frozenset[str], amounts: Callable[[Item], Amounts]) -> list[Cells]:
        """Return a table of units and their functional items (tables 3, 5, 8 and 9)."""
        width = len(amounts(Item("", "")))
        rows: list[Cells] = []
        totals = []
        for unit in self.units:
            merged: dict[str, Amounts] = {}
            for item in unit.items:
                if item.fund in funds:
                    row = amounts(item)
                    known = merged.get(item.code)
                    merged[item.code] = (
                        row if known is None else [a + b for a, b in zip(known, row, strict=True)]
                    )
            if merged:
                total = add(merged.values(), width)
                totals.append(total)
                rows.append(["", unit.code, unit.name, *self.texts(total)])
                entries = [(code, (), row) for code, row in sorted(merged.items())]
                rows += self.coded_rows(entries, width)
        return [*self.heads(totals, width), *rows]

    def heads(self, totals: list[list[int]], width: int, *blank: str) -> list[Cells]:
        """Return the grand total and the department's row; a table without units has no latter."""
        total = self.texts(add(totals, width))
        rows = [["", "", "合计", *blank, *total]]
        if totals:
            rows.append(["", self.department_code, self.department_name, *blank, *total])
        return rows

    def coded_rows(
        self, entries: Sequence[tuple[str, Sequence[str], Amounts]], width: int
    ) -> list[Cells]:
        """Return the rows of a unit's items or lines: code, further texts and amounts of each.

        Above them stand rows for 类 and 款 where the document prints these.
        """
        names = self.codes.functions
        rows = []
        printed: set[str] = set()
        for code, texts, amounts in entries:
            for level in (code[:3], code[:5]) if self.prints_levels else ():
                if level not in printed:
                    printed.add(level)
                    below = [row for other, _, row in entries if other.startswith(level)]
                    blank = [""] * len(texts)
                    rows.append([level, "", names[level], *blank, *self.texts(add(below, width))])
            rows.append([code, "", names[code], *texts, *self.texts(amounts)])
        return rows

    def basic_expenditure(self) -> list[Cells]:
        """Return table 6: the general budget's basic expenditure by economic class."""
        rng, names = self.rng, self.codes.economic
        sections: dict[str, int] = {}

        def put(code: str, amount: int) -> None:
            if amount:
                sections[code] = sections.get(code, 0) + amount

        linked = {*CONTRIBUTIONS.values()}
        wages = [code for code in names if code[:3] == "301" and len(code) == 5]
        wages = rng.sample([code for code in wages if code not in linked], 5)
        pensions = rng.sample([code for code in names if code[:3] == "303" and len(code) == 5], 2)
        goods = [code for code in names if code[:3] in ("302", "310") and len(code) == 5]
        goods = [code for code in goods if code not in EXPENSES.values()]
        goods = rng.sample(goods, rng.randint(6, 16))
        for unit in self.units:
            operating = -sum(unit.basic_expenses.values())
            for expense, amount in unit.basic_expenses.items():
                put(EXPENSES[expense], amount)
            for item in unit.items:
                if item.fund != "general_budget":
                    continue
                operating += item.operating
                if item.code in CONTRIBUTIONS:
                    put(CONTRIBUTIONS[item.code], item.personnel)
                elif item.personnel:
                    chosen = pensions if item.code == PENSION_ITEM else wages
                    for code, amount in zip(
                        chosen, self.split(item.personnel, len(chosen)), strict=False
                    ):
                        put(code, amount)
            for code, amount in zip(goods, self.split(operating, len(goods)), strict=False):
                put(code, amount)
        return self.economic_rows(sections)

    def economic_rows(self, sections: dict[str, int]) -> list[Cells]:
        """Return the total, the classes and the sections of table 6."""
        names = self.codes.economic

        def cells(code: str, label: str, chosen: Iterable[str]) -> Cells:
            personnel = operating = 0
            for section in chosen:
                if section[:3] in ("301", "303"):
                    personnel += sections[section]
                else:
                    operating += sections[section]
            return [code, label, *self.texts((personnel + operating, personnel, operating))]

        rows = [cells("", "合计", sections)]
        for section in sorted(sections):
            group = section[:3]
            if rows[-1][0][:3] != group:
                rows.append(cells(group, names[group], [c for c in sections if c[:3] == group]))
            rows.append(cells(section, names[section], (section,)))
        return rows

    def three_public_expenses(self) -> list[Cells]:
        """Return table 7; a unit paid from two funds prints a row of its own above them."""

        def amounts(expenses: dict[str, int]) -> list[int]:
            travel, operation, purchase, reception, meeting, training = (
                expenses[expense] for expense in EXPENSES
            )
            vehicles = operation + purchase
            granted = self.part(training, 0.4) if self.rng.random() < 0.2 else 0
            return [
                *(travel + vehicles + reception, travel, vehicles, operation, purchase, reception),
                *(meeting, training, training - granted, granted),
            ]

        rows: list[Cells] = []
        by_fund: dict[str, list[list[int]]] = {}
        for unit in self.units:
            found = {fund: amounts(expenses) for fund, expenses in unit.expenses.items()}
            for fund, row in found.items():
                by_fund.setdefault(fund, []).append(row)
            if len(found) > 1:
                rows.append([unit.code, unit.name, "", *self.texts(add(found.values(), 10))])
            rows += [
                [unit.code, unit.name, EXPENSE_FUNDS[fund], *self.texts(row)]
                for fund, row in found.items()
            ]
        total = self.texts(add((row for found in by_fund.values() for row in found), 10))
        return [
            ["", "", "合计", *total],
            *(
                ["", "", EXPENSE_FUNDS[fund], *self.texts(add(found, 10))]
                for fund, found in by_fund.items()
            ),
            [self.department_code, self.department_name, "", *total],
            *rows,
        ]

    def by_line(self, table: str) -> list[Cells]:
        """Return a table of units and their lines (tables 10 and 11)."""
        is_procurement = table == "procurement"
        width = 16 if is_procurement else 7

        def amounts(line: Line) -> list[int]:
            funds = [line.amount if line.fund == fund else 0 for fund in PURCHASE_FUNDS]
            if not is_procurement:
                return [line.amount, *funds]
            central, other = line.kinds[:3], line.kinds[3:]
            return [line.amount, *funds, line.amount, sum(central), *central, sum(other), *other]

        # Only table 10 prints projects in front of the amounts.
        blank = [""] if is_procurement else []
        rows: list[Cells] = []
        totals = []
        for unit in self.units:
            lines = unit.purchases if is_procurement else unit.services
            if not lines:
                continue
            found = [amounts(line) for line in lines]
            total = add(found, width)
            totals.append(total)
            rows.append(["", unit.code, unit.name, *blank, *self.texts(total)])
            entries = [
                (line.code, (line.project,) if is_procurement else (), row)
                for line, row in zip(lines, found, strict=True)
            ]
            rows += self.coded_rows(entries, width)
        rows = [*self.heads(totals, width, *blank), *rows]
        return rows if is_procurement else [[*row, ""] for row in rows]

    def performance_targets(self) -> list[Cells]:
        """Return table 12."""
        return [
            [self.department_code, self.department_name, "", ""],
            *(
                [unit.code, unit.name, project, f"{self.year}年完成{project}，验收合格率100%。"]
                for unit in self.units
                for project in unit.targets
            ),
        ]

    def budget_units(self) -> list[Cells]:
        """Return the units of the organisation section."""
        return [
            [unit.name, "下属事业单位" if place else "组成部门", f"{unit.name}负责有关工作。"]
            for place, unit in enumerate(self.units)
        ]


def add(rows: Iterable[Amounts], width: int) -> list[int]:
    """Return the sum of rows, column by column."""
    total = [0] * width
    for row in rows:
        total = [a + b for a, b in zip(total, row, strict=True)]
    return total


def numeral(number: int) -> str:
    """Return 1 to 99 as a Chinese ordinal."""
    digits = "一二三四五六七八九十"
    tens, ones = divmod(number, 10)
    text = "" if tens == 0 else "十" if tens == 1 else digits[tens - 1] + "十"
    return text + (digits[ones - 1] if ones else "")
