"""The data behind each chart: exact text to read, numbers to draw, a table for everyone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import Any

from pages.warehouse import Row
from pages.words import Table, Words, figure, named, share, total, year_before

WAN_YUAN = Words("万元", "10,000 yuan")
# Units are cool, functional classes warm, so that neighbouring columns of the flow stay apart.
FUND_COLOURS = ("#3c4657", "#6d7686", "#8d7f6a", "#59685f", "#7a6a7d", "#a39a8a")
UNIT_COLOURS = (
    "#1f4268", "#2f7f86", "#5c8fb8", "#4f6d94", "#74a9a4", "#8aa3c4",
    "#2c5f63", "#6b7fa8", "#9abccb", "#43749b", "#5f9aa8", "#a9b6d0",
)  # fmt: skip
CLASS_COLOURS = (
    "#a34a3a", "#8f6716", "#66732f", "#74507c", "#80583a", "#a0526a",
    "#466b48", "#5d6372", "#7c3d48", "#7a6a2c", "#4e5a8a", "#96603a",
)  # fmt: skip
COMPONENTS = {
    "personnel": (Words("人员经费", "Personnel"), "#264a6e"),
    "operating": (Words("公用经费", "Operating"), "#86abc8"),
    "basic_unsplit": (Words("基本支出（未分项）", "Basic, not split"), "#9aa3ad"),
    "project": (Words("项目支出", "Projects"), "#c08a2e"),
    "to_superior": (Words("上缴上级支出", "Remitted to the superior unit"), "#7a6a7d"),
    "business": (Words("经营支出", "Business expenditure"), "#59685f"),
    "to_affiliate": (Words("对附属单位补助支出", "Grants to affiliated units"), "#8d7f6a"),
    "carried_forward": (Words("结转下年", "Carried forward"), "#c9c2b2"),
}
BASIC = ("personnel", "operating", "basic_unsplit")
KINDS = {
    "basic": (Words("基本支出", "Basic expenditure"), "#264a6e"),
    "project": (Words("项目支出", "Project expenditure"), "#c08a2e"),
    "to_superior": (Words("上缴上级支出", "Remitted to the superior unit"), "#7a6a7d"),
    "business": (Words("经营支出", "Business expenditure"), "#59685f"),
    "to_affiliate": (Words("对附属单位补助支出", "Grants to affiliated units"), "#8d7f6a"),
    "carried_forward": (Words("结转下年", "Carried forward"), "#c9c2b2"),
}
TIMINGS = {
    "current_year": Words("", ""),
    "carried_over": Words("上年结转 · ", "Carried over · "),
}
COMPARED = {
    "budget": Words("预算数", "A budget"),
    "actual": Words("执行数", "As spent"),
}
CATEGORIES = {
    "goods": (Words("货物", "Goods"), "#264a6e"),
    "works": (Words("工程", "Works"), "#c08a2e"),
    "services": (Words("服务", "Services"), "#2f7f86"),
}
METHODS = {
    "centralized": Words("集中采购", "Centralized"),
    "decentralized": Words("分散采购", "Decentralized"),
}
# Units of one department often begin alike; a beginning of so many characters may be left out
# where so many remain.
SHARED = 5
DISTINCT = 3
# Economic sections beyond these are in the table.
MOST_SECTIONS = 15


@dataclass
class Column:
    """A column of a table: its heading, and whether figures stand in it."""

    heading: Words
    is_figure: bool = True


@dataclass
class Chart:
    """A chart as the page, Node and the browser get it, and the table behind it."""

    id: str
    kind: str
    label: Words
    data: dict[str, Any]
    columns: list[Column]
    rows: list[list[Words | str]]
    notes: list[Words] = field(default_factory=list)
    svg: str = ""

    @property
    def drawing(self) -> dict[str, Any]:
        """What draws it."""
        return {"id": self.id, "kind": self.kind, "data": self.data}


def _both(words: Words) -> dict[str, str]:
    """A text as the drawing takes it."""
    return {"zh": words.zh, "en": words.en}


def _colour(colours: Sequence[str], place: int) -> str:
    """The colour at a place; they come again where there are more places than colours."""
    return colours[place % len(colours)]


def _alike(one: str, other: str) -> int:
    """How many characters two names have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


class Names:
    """What the codes of a document are called, and in which order they stand."""

    def __init__(self, units: Iterable[Row], functions: Iterable[Row]) -> None:
        """Take units in their order and functional classes by code."""
        self.units = {
            row["unit_code"]: named(row["unit_name"], code=row["unit_code"]) for row in units
        }
        self.classes = {
            row["function_code"]: named(
                row["function_name"], row["function_name_en"], row["function_code"]
            )
            for row in functions
            if row["function_level"] == "class"
        }

    def short_unit(self, code: str) -> Words:
        """The name without the beginning it shares with another unit, for narrow places."""
        name = self.unit(code).zh
        shared = max(
            (
                _alike(name, other.zh)
                for other_code, other in self.units.items()
                if other_code != code
            ),
            default=0,
        )
        # A number is one whole, and 第 belongs to it.
        while shared and (name[shared - 1].isdigit() or name[shared - 1] == "第"):
            shared -= 1
        if shared < SHARED or len(name) - shared < DISTINCT:
            return self.unit(code)
        return named(f"…{name[shared:]}")

    def unit(self, code: str | None) -> Words:
        """The name of a unit."""
        return self.units.get(code or "", named(None, code=code or ""))

    def unit_place(self, code: str) -> int:
        """Where a unit stands; unknown ones stand last."""
        return list(self.units).index(code) if code in self.units else len(self.units)

    def class_(self, code: str) -> Words:
        """The name of a functional class."""
        return self.classes.get(code, named(None, code=code))

    def class_place(self, code: str) -> int:
        """Where a functional class stands."""
        return list(self.classes).index(code) if code in self.classes else len(self.classes)


Printed = dict[str, Decimal]


def printed_of(units: list[Row], functions: list[Row], headlines: dict[str, Row]) -> Printed:
    """What the document prints as the totals of units, classes, basic and project expenditure."""
    found = {f"unit:{row['unit_code']}": row["published_total_amount"] for row in units}
    found |= {
        f"class:{row['function_code']}": row["published_total_amount"]
        for row in functions
        if row["function_level"] == "class"
    }
    found |= {f"kind:{kind}": headlines[kind]["amount"] for kind in KINDS if kind in headlines}
    return {node: amount for node, amount in found.items() if amount is not None}


def flow(
    names: Names, revenue: list[Row], expenditure: list[Row], printed: Printed
) -> Chart | None:
    """From fund to unit to functional class to basic or project expenditure."""
    sources: dict[tuple[str, str], Words] = {}
    links: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in revenue:
        key = (row["timing"], row["fund_code"])
        prefix = TIMINGS[row["timing"]]
        fund = named(row["fund_name"], row["fund_name_en"], row["fund_code"])
        sources[key] = Words(prefix.zh + fund.zh, prefix.en + fund.en)
        links[f"fund:{':'.join(key)}", f"unit:{row['unit_code']}"] += row["amount"]
    for row in expenditure:
        kind = "basic" if row["component"] in BASIC else row["component"]
        unit, class_ = f"unit:{row['unit_code']}", f"class:{row['class_code']}"
        links[unit, class_] += row["amount"]
        links[class_, f"kind:{kind}"] += row["amount"]

    nodes: dict[str, tuple[int, Words, str]] = {}
    for place, (key, words) in enumerate(sources.items()):
        nodes[f"fund:{':'.join(key)}"] = (0, words, _colour(FUND_COLOURS, place))
    ends = [end for link in links for end in link]
    for code in sorted(
        {end[5:] for end in ends if end.startswith("unit:")},
        key=lambda code: (names.unit_place(code), code),
    ):
        colour = _colour(UNIT_COLOURS, names.unit_place(code))
        nodes[f"unit:{code}"] = (1, names.unit(code), colour)
    for code in sorted({end[6:] for end in ends if end.startswith("class:")}):
        colour = _colour(CLASS_COLOURS, names.class_place(code))
        nodes[f"class:{code}"] = (2, names.class_(code), colour)
    for kind, (words, colour) in KINDS.items():
        if any(end == f"kind:{kind}" for end in ends):
            nodes[f"kind:{kind}"] = (3, words, colour)

    order = list(nodes)
    ordered = sorted(links.items(), key=lambda link: [order.index(end) for end in link[0]])
    drawn = [(link, amount) for link, amount in ordered if amount > 0]
    if not drawn:
        return None
    used = {end for link, _ in drawn for end in link}
    rows = [
        [nodes[source][1], nodes[target][1], figure(amount)]
        for (source, target), amount in ordered
        if amount != 0
    ]
    levels = [
        Words("资金来源", "Fund"),
        Words("预算单位", "Unit"),
        Words("功能分类", "Function"),
        Words("支出性质", "Basic or project"),
    ]
    chart = Chart(
        id="flow",
        kind="sankey",
        label=Words(
            "资金流向图：从资金来源到预算单位，到功能分类，到基本支出与项目支出",
            "Flow of the money from fund to unit to function to basic and project expenditure",
        ),
        data={
            "unit": _both(WAN_YUAN),
            "levels": [_both(level) for level in levels],
            "nodes": [
                {
                    "id": node,
                    "level": level,
                    **_both(words),
                    "short": _both(
                        names.short_unit(node[5:]) if node.startswith("unit:") else words
                    ),
                    "color": colour,
                    "value": float(_through(node, drawn, level)),
                    "text": figure(printed.get(node, _through(node, ordered, level))),
                    "sum": figure(_through(node, ordered, level)),
                }
                for node, (level, words, colour) in nodes.items()
                if node in used
            ],
            "links": [
                {"source": source, "target": target, "value": float(amount), "text": figure(amount)}
                for (source, target), amount in drawn
            ],
        },
        columns=[
            Column(Words("从", "From"), is_figure=False),
            Column(Words("到", "To"), is_figure=False),
            Column(WAN_YUAN),
        ],
        rows=rows,
    )
    _say_what_is_not_drawn(chart, [amount for _, amount in ordered])
    return chart


def _through(node: str, links: list[tuple[tuple[str, str], Decimal]], level: int) -> Decimal:
    """What goes out of a node, or comes in where nothing goes out."""
    side = 1 if level == 3 else 0
    ends = [amount for link, amount in links if link[side] == node]
    return sum(ends or [amount for link, amount in links if link[1 - side] == node], Decimal(0))


def _say_what_is_not_drawn(chart: Chart, amounts: Iterable[Decimal]) -> None:
    """Negative amounts have no area; the table has them."""
    count = sum(amount < 0 for amount in amounts)
    if count:
        chart.notes.append(
            Words(
                f"图中未画 {count} 个负数，见数据表。",
                f"{count} negative amounts cannot be drawn; the table has them.",
            )
        )


def structure(names: Names, expenditure: list[Row], printed: Printed) -> Chart | None:
    """Each unit's expenditure by functional class, as areas."""
    amounts: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in expenditure:
        amounts[row["unit_code"], row["class_code"]] += row["amount"]
    codes = sorted({unit for unit, _ in amounts}, key=lambda code: (names.unit_place(code), code))
    units = []
    for code in codes:
        parts = sorted(
            (class_, amount) for (unit, class_), amount in amounts.items() if unit == code
        )
        drawn = [(class_, amount) for class_, amount in parts if amount > 0]
        if not drawn:
            continue
        whole = sum((amount for _, amount in drawn), Decimal(0))
        units.append(
            {
                "id": f"unit:{code}",
                **_both(names.unit(code)),
                "short": _both(names.short_unit(code)),
                "value": float(whole),
                # What is negative has no area, and counts all the same.
                "text": figure(
                    printed.get(f"unit:{code}", sum((amount for _, amount in parts), Decimal(0)))
                ),
                "children": [
                    {
                        "id": f"unit:{code}:class:{class_}",
                        **_both(names.class_(class_)),
                        "color": _colour(CLASS_COLOURS, names.class_place(class_)),
                        "value": float(amount),
                        "text": figure(amount),
                    }
                    for class_, amount in drawn
                ],
            }
        )
    if not units:
        return None
    classes = sorted({class_ for _, class_ in amounts})
    chart = Chart(
        id="structure",
        kind="treemap",
        label=Words(
            "矩形树图：各单位支出按功能分类的构成",
            "Treemap of each unit's expenditure by functional class",
        ),
        data={"unit": _both(WAN_YUAN), "units": units},
        columns=[
            Column(Words("单位", "Unit"), is_figure=False),
            *(Column(names.class_(class_)) for class_ in classes),
            Column(Words("合计", "Total")),
        ],
        rows=[
            [
                names.unit(code),
                *(figure(amounts.get((code, class_))) for class_ in classes),
                figure(total([amounts.get((code, class_)) for class_ in classes])),
            ]
            for code in codes
        ],
    )
    _say_what_is_not_drawn(chart, amounts.values())
    return chart


def class_legend(names: Names, expenditure: list[Row]) -> list[tuple[Words, str]]:
    """The colours of the functional classes that have expenditure."""
    codes = sorted({row["class_code"] for row in expenditure if row["amount"] > 0})
    return [(names.class_(code), _colour(CLASS_COLOURS, names.class_place(code))) for code in codes]


def _stack(
    identity: str,
    label: Words,
    lines: list[tuple[Words, dict[str, Decimal | None], Decimal | None, Decimal | None]],
    parts: dict[str, tuple[Words, str]],
    first_column: Words,
) -> Chart | None:
    """Bars of parts: each line has its name, parts, total and what is printed as its total."""
    used = {key: part for key, part in parts.items() if any(line[1].get(key) for line in lines)}
    if not used:
        return None
    has_printed = any(printed is not None for *_, printed in lines)
    rows = []
    for words, amounts, whole, printed in lines:
        row: list[Words | str] = [words, *(figure(amounts.get(key)) for key in used), figure(whole)]
        rows.append([*row, figure(printed)] if has_printed else row)
    return Chart(
        id=identity,
        kind="bars",
        label=label,
        data={
            "stacked": True,
            "unit": _both(WAN_YUAN),
            "total": _both(Words("合计", "Total")),
            "printed": _both(Words("公开数（照印）", "As printed")),
            "rows": [
                {
                    **_both(words),
                    # One subject, one figure: what is printed, where it is.
                    "text": figure(whole if printed is None else printed),
                    "sum": figure(whole),
                    **({} if printed is None else {"printed": figure(printed)}),
                }
                for words, _, whole, printed in lines
            ],
            "series": [
                {
                    **_both(words),
                    "color": colour,
                    "values": [float(line[1].get(key) or 0) for line in lines],
                    "texts": [figure(line[1].get(key)) for line in lines],
                }
                for key, (words, colour) in used.items()
            ],
        },
        columns=[
            Column(first_column, is_figure=False),
            *(Column(words) for words, _ in used.values()),
            Column(Words("合计（由明细相加）", "Total (summed)")),
            *([Column(Words("公开数（照印）", "As printed"))] if has_printed else []),
        ],
        rows=rows,
    )


def _as_printed(tables: dict[str, Table], statement: str) -> Column:
    """The column of what a table prints."""
    name = tables[statement].name
    return Column(Words(f"公开数（{name.zh} 照印）", f"As printed ({name.en})"))


def by_function(functions: list[Row], unsplit: list[Row], tables: dict[str, Table]) -> Chart | None:
    """Functional classes with what each is made of; the table goes down to the items."""
    rest = {row["function_code"]: row["amount"] for row in unsplit}
    summary = "revenue_expenditure_summary"
    lines = []
    for row in functions:
        parts = {
            "personnel": row["personnel_amount"],
            "operating": row["operating_amount"],
            "project": row["project_amount"],
            "carried_forward": row["carried_forward_amount"],
            "basic_unsplit": rest.get(row["function_code"]),
        }
        words = named(row["function_name"], row["function_name_en"], row["function_code"])
        lines.append((row, words, parts))
    chart = _stack(
        "functions",
        Words("条形图：支出功能分类各类的支出", "Bars of expenditure by functional class"),
        [
            (words, parts, row["total_amount"], row["published_total_amount"])
            for row, words, parts in lines
            if row["function_level"] == "class"
        ],
        COMPONENTS,
        Words("科目", "Function"),
    )
    if chart is None:
        return None
    used = [key for key in COMPONENTS if any(parts.get(key) for *_, parts in lines)]
    chart.columns = [
        Column(Words("编码", "Code"), is_figure=False),
        Column(Words("科目", "Function"), is_figure=False),
        *(Column(COMPONENTS[key][0]) for key in used),
        Column(Words("合计（由明细相加）", "Total (summed)")),
        *([_as_printed(tables, summary)] if summary in tables else []),
        Column(Words("占比", "Share")),
    ]
    chart.rows = [
        [
            row["function_code"],
            words,
            *(figure(parts.get(key)) for key in used),
            figure(row["total_amount"]),
            *([figure(row["published_total_amount"])] if summary in tables else []),
            share(row["share_of_total"]),
        ]
        for row, words, parts in lines
    ]
    return chart


def _economic_line(row: Row) -> tuple[Words, dict[str, Any], Any, Any]:
    """A bar of basic expenditure: its name, its parts, the sum, and what is printed."""
    return (
        named(row["economic_name"], row["economic_name_en"], row["economic_code"]),
        {"personnel": row["personnel_amount"], "operating": row["operating_amount"]},
        row["total_amount"],
        row["published_total_amount"],
    )


def by_economic_class(classes: list[Row]) -> Chart | None:
    """Economic classes of basic expenditure."""
    return _stack(
        "economic",
        Words(
            "条形图：一般公共预算基本支出按经济分类各类",
            "Bars of basic expenditure by economic class",
        ),
        [_economic_line(row) for row in classes if row["economic_level"] == "class"],
        {key: COMPONENTS[key] for key in ("personnel", "operating")},
        Words("科目", "Economic class"),
    )


def by_economic_section(classes: list[Row], tables: dict[str, Table]) -> Chart | None:
    """The largest economic sections; the table has all of them under their classes."""
    sections = [
        row for row in classes if row["economic_level"] == "section" and row["total_amount"]
    ]
    sections.sort(key=lambda row: (-row["total_amount"], row["economic_code"]))
    chart = _stack(
        "economic-sections",
        Words(
            "条形图：一般公共预算基本支出最大的经济分类款",
            "Bars of the largest economic sections of basic expenditure",
        ),
        [_economic_line(row) for row in sections[:MOST_SECTIONS]],
        {key: COMPONENTS[key] for key in ("personnel", "operating")},
        Words("科目", "Economic class"),
    )
    if chart is None or "basic_expenditure" not in tables:
        return None
    if len(sections) > MOST_SECTIONS:
        chart.notes.append(
            Words(
                f"图中为最大的 {MOST_SECTIONS} 款，共 {len(sections)} 款，全部见数据表。",
                f"The chart shows the largest {MOST_SECTIONS} of {len(sections)} sections; "
                "the table has all.",
            )
        )
    chart.columns = [
        Column(Words("编码", "Code"), is_figure=False),
        Column(Words("科目", "Economic class"), is_figure=False),
        Column(COMPONENTS["personnel"][0]),
        Column(COMPONENTS["operating"][0]),
        Column(Words("合计（由明细相加）", "Total (summed)")),
        _as_printed(tables, "basic_expenditure"),
        Column(Words("占比", "Share")),
    ]
    chart.rows = [
        [
            row["economic_code"],
            named(row["economic_name"], row["economic_name_en"], row["economic_code"]),
            figure(row["personnel_amount"]),
            figure(row["operating_amount"]),
            figure(row["total_amount"]),
            figure(row["published_total_amount"]),
            share(row["share_of_total"]),
        ]
        for row in classes
    ]
    return chart


def public_expenses(headlines: dict[str, Row], year: int) -> Chart | None:
    """The three public expenses, meetings and training, this year and the year before."""
    measures = (
        "three_public", "overseas_travel", "vehicle_purchase", "vehicle_operation", "reception",
        "meeting", "training",
    )  # fmt: skip
    if "vehicle_operation" not in headlines and "vehicle_purchase" not in headlines:
        measures = (*measures[:2], "vehicles", *measures[4:])
    shown = [headlines[measure] for measure in measures if measure in headlines]
    if not shown:
        return None
    has_prior = any(row["prior_amount"] is not None for row in shown)
    this_year, before = Words(f"{year}年", str(year)), year_before(year, None)
    series = [
        {
            **_both(this_year),
            "color": "#a34a3a",
            "values": [float(row["amount"]) for row in shown],
            "texts": [figure(row["amount"]) for row in shown],
        }
    ]
    if has_prior:
        series.append(
            {
                **_both(before),
                "color": "#d9c3b4",
                "quiet": True,
                "values": [float(row["prior_amount"] or 0) for row in shown],
                "texts": [figure(row["prior_amount"]) for row in shown],
            }
        )
    chart = Chart(
        id="public-expenses",
        kind="bars",
        label=Words(
            "条形图：“三公”经费、会议费与培训费，与上年比较",
            "Bars of the three public expenses, meetings and training, against the year before",
        ),
        data={
            "stacked": False,
            "unit": _both(WAN_YUAN),
            "rows": [
                {
                    "zh": row["measure_name"],
                    "en": row["measure_name_en"],
                    **_prior_range(row, year),
                }
                for row in shown
            ],
            "series": series,
        },
        columns=[
            Column(Words("费用", "Expense"), is_figure=False),
            Column(Words(f"{year}年公开数", f"{year}, as printed")),
            Column(before),
            Column(Words("上年数为", "The year before is"), is_figure=False),
            Column(Words("上年数的舍入区间", "Interval of the year before")),
            Column(Words("增减", "Change")),
            Column(Words("增减 %", "Change, %")),
        ],
        rows=[
            [
                Words(row["measure_name"], row["measure_name_en"]),
                figure(row["amount"]),
                figure(row["prior_amount"]),
                COMPARED.get(row["compared_with"]),
                interval(row),
                figure(row["change_amount"]),
                figure(row["change_percent"]),
            ]
            for row in shown
        ],
    )
    spent = [row for row in shown if row["compared_with"] == "actual"]
    if spent:
        chart.notes.append(
            Words(
                f"上年数为执行数：{'、'.join(row['measure_name'] for row in spent)}。",
                f"As spent the year before: {', '.join(row['measure_name_en'] for row in spent)}.",
            )
        )
    if not has_prior:
        chart.notes.append(
            Words("文件没有说明上年数。", "The document does not state the year before.")
        )
    return chart


def interval(row: Row) -> str:
    """The interval that rounding allows for the year before."""
    if row["prior_low"] is None or row["prior_high"] is None:
        return "—"
    return f"{figure(row['prior_low'])} – {figure(row['prior_high'])}"


def _prior_range(row: Row, year: int) -> dict[str, Any]:
    """What hovering adds about the year before."""
    if row["prior_low"] is None:
        return {}
    name = year_before(year, row["compared_with"])
    words = Words(f"{name.zh}，舍入区间", f"{name.en}, within")
    return {"note": _both(words), "range": interval(row)}


def by_procurement(kinds: Row) -> Chart | None:
    """Procurement by method and category, summed from its lines."""
    lines = []
    for method, words in METHODS.items():
        parts = {category: kinds[f"{method}_{category}"] for category in CATEGORIES}
        if any(amount is not None for amount in parts.values()):
            lines.append((words, parts, total(list(parts.values())), None))
    return _stack(
        "procurement",
        Words(
            "条形图：政府采购按集中与分散、货物、工程与服务",
            "Bars of procurement by method and category",
        ),
        lines,
        CATEGORIES,
        Words("采购方式", "Method"),
    )


def side_by_side(units: list[Row], expenditure: list[Row]) -> Chart | None:
    """Units with what their expenditure is made of."""
    parts: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in expenditure:
        parts[row["unit_code"]][row["component"]] += row["amount"]
    return _stack(
        "units",
        Words("条形图：各预算单位的支出构成", "Bars of each unit's expenditure by component"),
        [
            (
                named(row["unit_name"], code=row["unit_code"]),
                dict(parts[row["unit_code"]]),
                row["total_amount"],
                row["published_total_amount"],
            )
            for row in units
            if row["total_amount"] is not None
        ],
        COMPONENTS,
        Words("单位", "Unit"),
    )
