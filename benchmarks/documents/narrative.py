"""What a department says of its tables in words, as long as published narratives are.

Which sections there are follows
from what the template prints; what headings and subjects are called is in the seeds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from benchmarks.documents.families import family_of
from benchmarks.documents.phrases import Phrases
from benchmarks.documents.statements import CATEGORIES, FUND_TITLES, METHODS, numeral
from benchmarks.documents.templates import Template
from benchmarks.documents.two_years import TwoYears
from benchmarks.documents.values import FISCAL_FUNDS, Department

TITLES = {
    "budget": "# 第二部分 {year}年部门预算情况说明",
    "final": "# 第二部分 {year}年度部门决算情况说明",
}
OF_FUND = {"government_fund": "政府性基金预算支出", "state_capital": "国有资本经营预算支出"}
NONE_OF_FUND = {"government_fund": "政府性基金预算", "state_capital": "国有资本经营预算"}
CATEGORY_NAMES = {"goods": "货物", "works": "工程", "services": "服务"}
METHOD_NAMES = {"centralized": "集中采购", "decentralized": "分散采购"}
CARS = (
    "主要负责人用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "其他用车",
)


class Narrative:
    """Writes one narrative; a figure that stands twice is said alike."""

    def __init__(
        self,
        template: Template,
        department: Department,
        names: Mapping[str, str],
        rng: random.Random,
        *,
        grouped: bool,
    ) -> None:
        """Speak of this department; ``names`` are those of codes."""
        self.template = template
        self.family = family_of(template.name)
        self.plan = TwoYears(template, department, names, rng)
        self.names = names
        self.rng = rng
        self.year = department.year
        self.is_final = template.stage == "final"
        base = (f"{self.year - 1}年度", "决算数") if self.is_final else ("上年", "预算数")
        self.say = Phrases(rng, grouped=grouped, base=base[0], measure=base[1])
        self.statements = self.plan.statements
        # Some narratives compare and take shares of everything, others seldom do.
        self.detail = rng.choice((0.1, 0.3, 0.5, 0.8))
        self.most_items = rng.randrange(3, 12)

    def lines(self) -> list[str]:
        """Return the lines of the narrative, without the blank ones between them."""
        lines = [TITLES[self.template.stage].format(year=self.year)]
        written = (list(section()) for section in self._sections())
        for number, (title, *paragraphs) in enumerate(filter(None, written), 1):
            lines.append(f"## {numeral(number)}、{title}情况说明")
            lines += paragraphs
        return lines

    def _sections(self) -> Iterator[Callable[[], Iterable[str]]]:
        yield from (self.overview, self.revenue, self.expenditure, self.appropriation)
        yield from (self.general_budget, self.basic, self.three_public)
        yield from (lambda: self.fund("government_fund"), lambda: self.fund("state_capital"))
        yield from (self.procurement, self.services, self.targets, self.agency, self.assets)

    # What is said of one figure

    def of(self, topic: str, subject: str) -> str:
        """Return what a figure is called under a topic."""
        return self.say.name(topic, subject, is_final=self.is_final)

    def heading(self, topic: str, *, without: str = " ") -> str:
        """Return what the section of a topic is called, without a word."""
        return self.say.heading(topic, is_final=self.is_final, without=without)

    def change(self, pair: tuple[int, int], *, is_last: bool = False) -> str:
        """Return how an amount changed, where the narrative says it."""
        return self.say.change(*pair, is_last=is_last) if self.rng.random() < self.detail else ""

    def share(self, part: int, whole: int, of: str) -> str:
        """Return the share of an amount, where the narrative says it."""
        return self.say.share(part, whole, of) if self.rng.random() < self.detail else ""

    def numbered(self, sentences: Iterable[str], form: str = "（{}）{}。") -> Iterator[str]:
        """Yield sentences with ordinals."""
        for number, sentence in enumerate(sentences, 1):
            yield form.format(numeral(number) if "（" in form else number, sentence)

    # Sections: the topic, then paragraphs

    def overview(self) -> Iterator[str]:
        """Speak of all revenue and expenditure."""
        topic = "收入支出决算" if self.is_final else "部门收支预算"
        yield self.heading(topic)
        measure = "total" if self.is_final or not self.template.sources else "current"
        total = self.plan.sum(measure)
        text = f"{self.year}年{self.of(topic, 'total')}{self.say.money(total[0])}"
        text += self.say.change(*total)
        if self.is_final:
            yield f"{text}。"
            return
        revenue = [(title, now) for title, now, _ in self.plan.sources]
        spending = [(name, now) for name, (now, _) in self.plan.classes()]
        if not self.template.sources:
            revenue.append(("上年结转结余", self.plan.sum("carried")[0]))
            spending.append(("结转下年", self.plan.sum("carried_forward")[0]))
        text += f"。收入包括：{self.say.listed(revenue)}"
        yield f"{text}。支出包括：{self.say.listed(spending)}。"

    def revenue(self) -> Iterator[str]:
        """Speak of revenue by where it comes from."""
        topic = "收入决算" if self.is_final else "部门收入预算"
        yield self.heading(topic)
        by_fund = not self.template.sources
        total, subject = self.plan.sum("total" if by_fund else "current"), "total"
        subject = "current_revenue" if self.is_final else "total"
        name = self.of(topic, subject)
        yield f"{self.year}年{name}{self.say.money(total[0])}{self.say.change(*total)}。其中："
        parts = [(title, (now, before)) for title, now, before in self.plan.sources]
        if by_fund and any(carried := self.plan.sum("carried")):
            parts.append(("上年结转结余", carried))
        yield from self.numbered(
            f"{title}{self.say.money(pair[0])}{self.share(pair[0], total[0], name)}"
            f"{self.change(pair, is_last=True)}"
            for title, pair in parts
        )

    def expenditure(self) -> Iterator[str]:
        """Speak of expenditure by its kind and by functional class."""
        topic = "支出决算" if self.is_final else "部门支出预算"
        yield self.heading(topic)
        balances = not self.is_final and not self.template.sources
        total = self.plan.sum("total" if balances else "spent")
        name = self.of(topic, "current_expenditure" if self.is_final else "total")
        kinds = ["basic", "project"]
        kinds += ["to_superior", "business", "to_affiliate"] if self.is_final else []
        text = f"{self.year}年{name}{self.say.money(total[0])}{self.say.change(*total)}。"
        parts = [(self.of(topic, kind), self.plan.sum(kind)) for kind in kinds]
        if balances:
            parts.append(("结转下年", self.plan.sum("carried_forward")))
        yield (
            f"{text}其中："
            + "；".join(
                f"{part}{self.say.money(pair[0])}{self.share(pair[0], total[0], name)}"
                f"{self.change(pair, is_last=True)}"
                for part, pair in parts
                if any(pair)
            )
            + "。"
        )
        if self.is_final:
            return
        classes = self.plan.classes()
        yield f"（一）按支出功能分类科目划分，共分为{len(classes)}类，其中："
        yield from self.numbered(
            (
                f"{part}{self.say.money(pair[0])}{self.share(pair[0], total[0], name)}"
                f"{self.change(pair, is_last=True)}"
                for part, pair in classes
            ),
            "{}. {}。",
        )

    def appropriation(self) -> Iterator[str]:
        """Speak of fiscal appropriations."""
        topic = "财政拨款收入支出决算" if self.is_final else "财政拨款收支预算"
        yield self.heading(topic)
        total = self.plan.sum(
            "current" if self.template.sources and not self.is_final else "total", *FISCAL_FUNDS
        )
        text = f"{self.year}年{self.of(topic, 'fiscal_total')}{self.say.money(total[0])}"
        text += self.say.change(*total)
        if self.is_final:
            yield f"{text}。"
            return
        revenue = [(FUND_TITLES[fund], self.plan.sum("current", fund)[0]) for fund in FISCAL_FUNDS]
        if not self.template.sources:
            revenue.append(("上年结转结余", self.plan.sum("carried", *FISCAL_FUNDS)[0]))
        spending = [(name, now) for name, (now, _) in self.plan.classes(*FISCAL_FUNDS)]
        text += f"。收入包括：{self.say.listed(revenue)}"
        yield f"{text}；支出包括：{self.say.listed(spending)}。"

    def general_budget(self) -> Iterator[str]:
        """Speak of what the general budget spends, item by item."""
        topic, fund = "一般公共预算支出", "general_budget"
        yield self.heading(topic)
        total = self.plan.sum("spent", fund)
        name = self.of(topic, fund)
        text = f"{self.year}年{name}{self.say.money(total[0])}{self.say.change(*total)}，其中："
        parts = [
            (self.of(topic, f"{fund}.{kind}"), self.plan.sum(kind, fund)[0])
            for kind in ("basic", "project")
        ]
        yield f"{text}{'，'.join(part + self.say.money(now) for part, now in parts)}。具体如下："
        yield from self.numbered(self.item_sentences(fund, total[0], name))

    def item_sentences(self, fund: str, total: int, name: str) -> Iterator[str]:
        """Yield what is said of the items of a fund."""
        found = self.plan.by_code(7, fund)
        names = self.names
        paths = {
            code: f"{names[code[:3]]}（类）{names[code[:5]]}（款）{names[code]}（项）"
            for code in found
        }
        # Two codes may have one name, and words alone then tell nothing.
        said = Counter(paths.values())
        told = [code for code in found if said[paths[code]] == 1]
        for code in told[: self.most_items]:
            path, items = paths[code], found[code]
            now, before = self.plan.spent(code, fund)
            basic = sum(item.basic for item in items)
            kind = "基本支出" if basic == now else "项目支出" if not basic else ""
            if self.is_final:
                yield path + self.completion(now, before)
                continue
            yield (
                f"{path}{self.say.money(now)}{self.share(now, total, name)}"
                f"{self.change((now, before))}" + (f"，全部为{kind}" if kind else "")
            )

    def completion(self, now: int, planned: int) -> str:
        """Return what was budgeted at first, what was spent, and how much of it that is."""
        text = f"年初预算为{self.say.money(planned)}，支出决算为{self.say.money(now)}"
        if not self.say.hundredths(planned):
            return text
        return f"{text}，完成年初预算的{self.say.percent(now, planned)}"

    def basic(self) -> Iterator[str]:
        """Speak of the general budget's basic expenditure by economic class."""
        topic = "一般公共预算基本支出决算" if self.is_final else "一般公共预算基本支出"
        yield self.heading(topic)
        total = self.plan.sum("basic", "general_budget")
        name = self.of(topic, "general_budget.basic")
        yield f"{self.year}年{name}{self.say.money(total[0])}{self.say.change(*total)}，其中："
        sections: dict[str, int] = {}
        for unit in self.plan.now.units:
            for code, amount in unit.by_economic_class.items():
                sections[code] = sections.get(code, 0) + amount
        sentences = []
        for kind, is_personnel in (("personnel", True), ("operating", False)):
            pair = self.plan.sum(kind, "general_budget")
            part = self.of(topic, kind)
            codes = [c for c in sorted(sections) if (c[:3] in ("301", "303")) == is_personnel]
            listed = "、".join(
                self.names[code] + ("" if self.is_final else self.say.money(sections[code]))
                for code in codes[:6]
                if self.say.hundredths(sections[code])
            )
            sentences.append(
                f"{part}{self.say.money(pair[0])}{self.share(pair[0], total[0], name)}"
                f"{self.change(pair)}，主要包括：{listed}"
            )
        yield from self.numbered(sentences)

    def three_public(self) -> Iterator[str]:
        """Speak of travel abroad, reception and vehicles, and of meetings and training."""
        topic = "一般公共预算“三公”经费"
        # Under such a heading all funds are meant.
        yield self.heading(
            topic, without="财政拨款" if self.plan.expense_funds != FISCAL_FUNDS else " "
        )
        found = self.plan.expenses
        total = found["three_public_total"]
        name = "“三公”经费财政拨款支出" if self.is_final else self.of(topic, "three_public")
        measures = self.statements["three_public_expenses"].measures
        head = f"{self.year}年{name}"
        if self.is_final:
            text = f"{head}预算为{self.say.money(total[2])}，支出决算为{self.say.money(total[0])}"
            text += (
                f"，完成预算的{self.say.percent(total[0], total[2])}"
                if self.say.hundredths(total[2])
                else ""
            )
            yield f"{text}。其中："
        else:
            yield f"{head}{self.say.money(total[0])}{self.say.change(*total[:2])}。其中："
        guests, cars = self.rng.randrange(4, 60), self.rng.randrange(1, 12)
        counts = {
            "overseas_travel": "，全年安排出国团组0个，累计0人次",
            "reception": f"，国内公务接待{guests}批次，{guests * 9}人次",
            "vehicle_subtotal": f"，公务用车保有量{cars}辆",
        }
        subjects = {
            "overseas_travel": "overseas_travel",
            "reception": "reception",
            "vehicle_subtotal": "vehicles",
            "vehicle_purchase": "vehicle_purchase",
            "vehicle_operation": "vehicle_operation",
        }

        def said(measure: str) -> str:
            now, before, _ = found[measure]
            return (
                f"{self.of(topic, subjects[measure])}{self.say.money(now)}"
                f"{self.share(now, total[0], name) if measure in counts else ''}"
                f"{self.change((now, before))}"
            )

        yield from self.numbered(
            f"{said(measure)}{counts[measure]}"
            + (
                f"。其中：{said('vehicle_purchase')}；{said('vehicle_operation')}"
                if measure == "vehicle_subtotal"
                else ""
            )
            for measure in ("overseas_travel", "reception", "vehicle_subtotal")
        )
        if {"meeting", "training"} <= measures and not self.is_final:
            both = [found[m] for m in ("three_public_total", "meeting", "training_subtotal")]
            yield (
                f"{self.year}年{self.of(topic, 'three_public_and_two')}"
                f"{self.say.money(sum(e[0] for e in both))}，其中："
                f"{name}{self.say.money(both[0][0])}，会议费{self.say.money(both[1][0])}"
                f"{self.change(both[1][:2])}，培训费{self.say.money(both[2][0])}"
                f"{self.change(both[2][:2])}。"
            )

    def fund(self, fund: str) -> Iterator[str]:
        """Speak of what a fund beside the general budget spends, or that there is none."""
        table = self.statements.get(f"{fund}_expenditure")
        if table is None:
            return
        topic = OF_FUND[fund]
        yield self.heading(topic)
        total = self.plan.sum("spent", fund)
        if not self.plan.items(self.plan.now, fund):
            yield (f"本{self.level}{self.year}年没有使用{NONE_OF_FUND[fund]}拨款安排的支出。")
            return
        name = self.of(topic, fund)
        text = f"{self.year}年{name}{self.say.money(total[0])}{self.say.change(*total)}"
        kinds = ("basic", "project")
        if not self.is_final and set(kinds) <= table.measures:
            text += "，其中：" + "，".join(
                f"{self.of(topic, f'{fund}.{kind}')}{self.say.money(self.plan.sum(kind, fund)[0])}"
                for kind in kinds
            )
        yield f"{text}。具体如下："
        yield from self.numbered(self.item_sentences(fund, total[0], name))

    @property
    def level(self) -> str:
        """Return what publishes: a department, or a unit."""
        return {"department": "部门", "unit": "单位"}[self.family.level]

    def procurement(self) -> Iterator[str]:
        """Speak of procurement by method and by kind."""
        topic = "政府采购预算"
        amounts: list[dict[str, int]] = []
        for of in (self.plan.now, self.plan.before):
            kinds: dict[str, int] = {}
            for unit in of.units:
                for line in unit.purchases:
                    for kind, amount in line.by_kind.items():
                        kinds[kind] = kinds.get(kind, 0) + amount
            amounts.append(kinds)

        def both(method: str = "", category: str = "") -> tuple[int, int]:
            now, before = (
                sum(
                    kinds.get(f"{m}_{c}", 0)
                    for m in METHODS
                    for c in CATEGORIES
                    if method in ("", m) and category in ("", c)
                )
                for kinds in amounts
            )
            return now, before

        total = both()
        yield self.heading(topic)
        if not total[0]:
            yield f"本{self.level}{self.year}年没有安排政府采购预算。"
            return
        name = "政府采购支出总额" if self.is_final else self.of(topic, "procurement")
        text = f"{self.year}年{name}{self.say.money(total[0])}{self.say.change(*total)}，其中："
        yield (
            text
            + "，".join(
                f"{METHOD_NAMES[method]}{self.say.money(both(method)[0])}"
                f"{self.share(both(method)[0], total[0], name)}"
                for method in METHODS[::-1]
            )
            + "。"
        )
        yield (
            "按采购品目划分，其中："
            + "，".join(
                f"{CATEGORY_NAMES[category]}类采购预算{self.say.money(both(category=category)[0])}"
                for category in CATEGORIES
            )
            + "。"
        )

    def services(self) -> Iterator[str]:
        """Speak of purchased services, where they have a table."""
        if "service_purchases" not in self.statements:
            return
        topic = "政府购买服务预算"
        yield self.heading(topic)
        now, before = (
            sum(line.amount for unit in of.units for line in unit.services)
            for of in (self.plan.now, self.plan.before)
        )
        if not now:
            yield f"本{self.level}{self.year}年没有安排政府购买服务预算。"
            return
        yield (
            f"{self.year}年{self.of(topic, 'service_purchases')}{self.say.money(now)}"
            f"{self.say.change(now, before)}。"
        )

    def targets(self) -> Iterator[str]:
        """Speak of the projects that have targets."""
        topic = "项目预算绩效目标"
        yield self.heading(topic)
        count = sum(len(unit.targets) for unit in self.plan.now.units)
        amount = self.plan.sum("project")[0]
        yield f"{self.year}年实行绩效目标管理的项目{count}个，预算资金{self.say.money(amount)}。"

    def agency(self) -> Iterator[str]:
        """Speak of what running the office costs."""
        topic = "机关运行经费安排"
        yield self.heading(topic)
        now, before = (
            sum(i.operating for i in of.units[0].items if i.fund == "general_budget")
            for of in (self.plan.now, self.plan.before)
        )
        yield f"{self.year}年机关运行经费{self.say.money(now)}{self.say.change(now, before)}。"

    def assets(self) -> Iterator[str]:
        """Speak of vehicles, equipment and buildings."""
        yield "国有资产占有使用"
        cars = [self.rng.randrange(5) for _ in CARS]
        listed = "，".join(f"{name}{count}辆" for name, count in zip(CARS, cars, strict=True))
        yield (
            f"截至{self.year - 1}年12月31日，实有车辆{sum(cars)}辆，按用途划分：{listed}。"
            f"单价100万元以上设备{self.rng.randrange(9)}台（套）。"
            f"占用房屋面积{self.rng.randrange(500, 20_000):,}平方米。"
        )
