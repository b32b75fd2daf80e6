"""Builds whole documents in the published template, for tests.

``build_document()`` returns the text of a document whose amounts tie out across all twelve tables.
Its arguments change one thing at a time: who publishes it, which funds are in use, how it is
printed. ``edit`` receives the printed tables before they become text, for everything else::

    build_document(year=2025, units=units_with_all_funds(), currency_unit="元")
    build_document(edit=lambda tables: tables[5].rows[0].__setitem__(3, "abc"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

FUNDS = ("general_budget", "government_fund", "state_capital", "fiscal_account", "unit_funds")
FISCAL_FUNDS = FUNDS[:3]

CLASSES = {
    "201": "一般公共服务支出",
    "202": "外交支出",
    "203": "国防支出",
    "204": "公共安全支出",
    "205": "教育支出",
    "206": "科学技术支出",
    "207": "文化旅游体育与传媒支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "211": "节能环保支出",
    "212": "城乡社区支出",
    "213": "农林水支出",
    "214": "交通运输支出",
    "215": "资源勘探工业信息等支出",
    "216": "商业服务业等支出",
    "217": "金融支出",
    "219": "援助其他地区支出",
    "220": "自然资源海洋气象等支出",
    "221": "住房保障支出",
    "222": "粮油物资储备支出",
    "223": "国有资本经营预算支出",
    "224": "灾害防治及应急管理支出",
    "229": "其他支出",
    "231": "债务还本支出",
    "232": "债务付息支出",
    "233": "债务发行费用支出",
}
# Which economic class the personnel expenditure of a functional item is printed under in T6.
PERSONNEL_CLASSES = {
    "2080501": "30302",
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101102": "30110",
    "2101103": "30111",
    "2210201": "30113",
}
ECONOMIC_NAMES = {
    "301": "工资福利支出",
    "30101": "基本工资",
    "30108": "机关事业单位基本养老保险缴费",
    "30109": "职业年金缴费",
    "30110": "职工基本医疗保险缴费",
    "30111": "公务员医疗补助缴费",
    "30113": "住房公积金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30212": "因公出国（境）费用",
    "30215": "会议费",
    "30216": "培训费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "303": "对个人和家庭的补助",
    "30302": "退休费",
    "310": "资本性支出",
    "31013": "公务用车购置",
}
EXPENSE_CLASSES = {
    "overseas_travel": "30212",
    "meeting": "30215",
    "training": "30216",
    "reception": "30217",
    "vehicle_operation": "30231",
    "vehicle_purchase": "31013",
}


@dataclass(frozen=True)
class Item:
    """One functional item of a unit, paid from one fund; amounts in 万元.

    ``carried_over`` is the part paid from the prior year's balance, ``carried_forward`` what is
    left for the next year (of non-fiscal funds only, so that T3 still ties to T2).
    """

    code: str
    name: str
    personnel: Decimal = Decimal(0)
    operating: Decimal = Decimal(0)
    project: Decimal = Decimal(0)
    fund: str = "general_budget"
    carried_over: Decimal = Decimal(0)
    carried_forward: Decimal = Decimal(0)

    @property
    def basic(self) -> Decimal:
        """Return basic expenditure."""
        return self.personnel + self.operating

    @property
    def total(self) -> Decimal:
        """Return all expenditure, what is carried forward included."""
        return self.basic + self.project + self.carried_forward


@dataclass(frozen=True)
class Purchase:
    """One procurement line of a unit."""

    code: str
    name: str
    project: str
    amount: Decimal
    method: str = "centralized"
    category: str = "goods"
    fund: str = "general_budget"


@dataclass(frozen=True)
class Service:
    """One line of purchased services of a unit."""

    code: str
    name: str
    amount: Decimal
    fund: str = "general_budget"


@dataclass(frozen=True)
class Unit:
    """One budget unit; ``expenses`` are keyed as EXPENSE_CLASSES and paid from general budget."""

    code: str
    name: str
    items: tuple[Item, ...]
    expenses: dict[str, Decimal] = field(default_factory=dict)
    purchases: tuple[Purchase, ...] = ()
    services: tuple[Service, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()


@dataclass
class PrintedTable:
    """One table as it will be printed: header rows (labels, then numbers), rows and notes."""

    number: int
    title: str
    header: list[list[str]]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)

    def reorder(self, order: Sequence[int]) -> None:
        """Print the columns in another order; the order must keep merged header cells together."""
        for cells in (*self.header, *self.rows):
            cells[:] = [cells[position] for position in order]

    @property
    def labels(self) -> list[list[str]]:
        """Return the header rows that print labels."""
        return [row for row in self.header if not any(cell == "1" for cell in row)]


def d(text: str) -> Decimal:
    """Return an exact amount."""
    return Decimal(text)


def default_units(code: str = "103", name: str = "柳州市人民政府办公室") -> tuple[Unit, ...]:
    """Return two units that use the general public budget alone."""
    running = ("2010301", "行政运行")
    affairs = ("2010302", "一般行政管理事务")
    return (
        Unit(
            f"{code}001",
            name,
            (
                Item(*running, personnel=d("1000.50"), operating=d("120.25")),
                Item(*affairs, project=d("279.29")),
                Item("2080501", "行政单位离退休", personnel=d("76.48"), operating=d("2.55")),
                Item("2080505", "机关事业单位基本养老保险缴费支出", personnel=d("233.88")),
                Item("2101101", "行政单位医疗", personnel=d("114.02")),
                Item("2210201", "住房公积金", personnel=d("175.41")),
            ),
            {
                "overseas_travel": d("1.50"),
                "vehicle_operation": d("8.00"),
                "reception": d("3.20"),
                "meeting": d("2.10"),
                "training": d("4.40"),
            },
            (
                Purchase(*affairs, "办公设备购置费", d("5.30")),
                Purchase(*affairs, "办公设备购置费", d("12.80"), category="services"),
                Purchase(*affairs, "修缮费", d("20.00"), "decentralized", "works"),
                Purchase(*running, "定额商品和服务支出", d("8.75"), "decentralized", "services"),
            ),
            (Service(*affairs, d("4.00")), Service(*running, d("5.94"))),
            (
                ("办公设备购置费", "做好办公设备的正常更新换代。"),
                ("修缮费", "年内完成修缮，验收合格率100%。"),
            ),
        ),
        Unit(
            f"{code}002",
            f"{name}信息中心",
            (
                Item(*running, personnel=d("63.55"), operating=d("19.38")),
                Item(*affairs, project=d("39.45")),
                Item("2080505", "机关事业单位基本养老保险缴费支出", personnel=d("11.86")),
                Item("2101101", "行政单位医疗", personnel=d("5.78")),
                Item("2210201", "住房公积金", personnel=d("8.89")),
            ),
            {"reception": d("0.16"), "meeting": d("0.28"), "training": d("0.24")},
            (Purchase(*affairs, "系统维护费", d("3.20"), category="services"),),
            (Service(*affairs, d("1.60")),),
            (("系统维护费", "保证系统全年稳定运行。"),),
        ),
    )


def units_with_all_funds(code: str = "103", name: str = "柳州市人民政府办公室") -> tuple[Unit, ...]:
    """Return two units that use every fund and carry-overs, so that T8 and T9 have rows."""
    first, second = default_units(code, name)
    others = (
        Item("2120803", "城市建设支出", project=d("150.00"), fund="government_fund"),
        Item("2230105", "国有企业退休人员社会化管理补助支出", d("6.00"), fund="state_capital"),
        Item(
            "2050302",
            "中等职业教育",
            operating=d("10.00"),
            project=d("20.50"),
            fund="fiscal_account",
        ),
        Item(
            "2060499",
            "其他技术研究与开发支出",
            project=d("33.30"),
            fund="unit_funds",
            carried_over=d("3.30"),
            carried_forward=d("2.20"),
        ),
    )
    carried = replace(first.items[1], carried_over=d("29.29"))
    first = replace(
        first,
        items=(first.items[0], carried, *first.items[2:], *others),
        purchases=(
            *first.purchases,
            Purchase(
                "2120803",
                "城市建设支出",
                "道路修缮",
                d("50.00"),
                "decentralized",
                "works",
                "government_fund",
            ),
            Purchase(
                "2060499",
                "其他技术研究与开发支出",
                "设备更新",
                d("3.30"),
                fund="prior_year_balance",
            ),
        ),
        services=(
            *first.services,
            Service("2060499", "其他技术研究与开发支出", d("6.10"), "unit_funds"),
        ),
        targets=(
            *first.targets,
            ("道路修缮", "完成道路修缮3公里。"),
            ("设备更新", "完成设备更新。"),
        ),
    )
    return first, second


@dataclass(frozen=True)
class _Printer:
    """Prints amounts: the unit they are in, decimals, grouping, and how a minus looks."""

    currency_unit: str
    decimals: int
    grouped: bool
    negative: str

    def __call__(self, amount: Decimal) -> str:
        """Return an amount as printed."""
        scaled = amount * 10000 if self.currency_unit == "元" else amount
        text = f"{abs(scaled):{',' if self.grouped else ''}.{self.decimals}f}"
        if scaled >= 0:
            return text
        return f"（{text}）" if self.negative == "brackets" else f"{self.negative}{text}"

    def row(self, amounts: Iterable[Decimal]) -> list[str]:
        """Return amounts as printed."""
        return [self(amount) for amount in amounts]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    """Return an exact sum."""
    return sum(amounts, Decimal(0))


def _add(rows: Iterable[Sequence[Decimal]], width: int) -> list[Decimal]:
    """Return the sum of rows, column by column."""
    rows = list(rows)
    return [_sum(row[position] for row in rows) for position in range(width)]


def _merged(items: Iterable[Item]) -> list[tuple[str, str, list[Item]]]:
    """Return code, name and items of every function code, in the order of first use."""
    found: dict[str, tuple[str, str, list[Item]]] = {}
    for item in items:
        found.setdefault(item.code, (item.code, item.name, []))[2].append(item)
    return list(found.values())


def _current(items: Iterable[Item], fund: str) -> Decimal:
    """Return current-year revenue of one fund."""
    return _sum(item.total - item.carried_over for item in items if item.fund == fund)


def _carried(items: Iterable[Item], fund: str) -> Decimal:
    """Return the prior year's balance of one fund."""
    return _sum(item.carried_over for item in items if item.fund == fund)


def _class_amounts(items: Iterable[Item]) -> list[Decimal]:
    """Return this year's expenditure of every functional class of T1 and T4."""
    items = list(items)
    return [
        _sum(item.total - item.carried_forward for item in items if item.code[:3] == code)
        for code in CLASSES
    ]


_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """Return 1 to 99 as a Chinese ordinal."""
    tens, ones = divmod(number, 10)
    text = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return text + (_NUMERALS[ones - 1] if ones else "")


_SUMMARY_HEADER = [
    ["收入", "", "支出", ""],
    ["项目", "预算数", "项目（按支出功能科目分类）", "预算数"],
]


def _side_by_side(
    left: Sequence[tuple[str, Decimal]],
    right: Sequence[tuple[str, Decimal]],
    printer: _Printer,
) -> list[list[str]]:
    """Return two lists of items as rows of four cells, the shorter one followed by blanks."""
    rows = []
    for position in range(max(len(left), len(right))):
        row: list[str] = []
        for side in (left, right):
            if position < len(side):
                row += [side[position][0], printer(side[position][1])]
            else:
                row += ["", ""]
        rows.append(row)
    return rows


def _t1(items: Sequence[Item], printer: _Printer) -> PrintedTable:
    """Return revenue and expenditure of all funds."""
    amounts = {fund: _current(items, fund) for fund in FUNDS}
    zero = Decimal(0)
    left: list[tuple[str, Decimal]] = []
    for title, fund, last in (
        ("一、一般公共预算拨款", "general_budget", "(三) 一般债券"),
        ("二、政府性基金预算拨款", "government_fund", "(三) 专项债券"),
        ("三、国有资本经营预算拨款", "state_capital", ""),
    ):
        left += [(title, amounts[fund]), ("(一) 上级补助", zero), ("(二) 本级", amounts[fund])]
        if last:
            left.append((last, zero))
    left += [
        ("四、财政专户管理资金收入", amounts["fiscal_account"]),
        ("五、单位资金", amounts["unit_funds"]),
        ("(一) 事业收入", amounts["unit_funds"]),
        ("(二) 事业单位经营收入", zero),
        ("(三) 上级补助收入", zero),
        ("(四) 附属单位上缴收入", zero),
        ("(五) 其他收入", zero),
    ]
    classes = _class_amounts(items)
    right = [
        (f"{numeral(number)}、{name}", amount)
        for number, (name, amount) in enumerate(zip(CLASSES.values(), classes, strict=True), 1)
    ]
    rows = _side_by_side(left, right, printer)
    current = _sum(amounts.values())
    carried = _sum(item.carried_over for item in items)
    forward = _sum(item.carried_forward for item in items)
    rows += _side_by_side(
        [("本年收入合计", current), ("上年结转结余", carried), ("收入总计", current + carried)],
        [
            ("本年支出合计", _sum(classes)),
            ("结转下年支出", forward),
            ("支出总计", _sum(classes) + forward),
        ],
        printer,
    )
    notes = ["注：本套报表金额单位转换时可能存在四舍五入尾数误差。"]
    return PrintedTable(1, "部门收支总体情况表", [list(r) for r in _SUMMARY_HEADER], rows, notes)


def _t4(items: Sequence[Item], printer: _Printer) -> PrintedTable:
    """Return revenue and expenditure of fiscal appropriations."""
    fiscal = [item for item in items if item.fund in FISCAL_FUNDS]
    current = [_current(fiscal, fund) for fund in FISCAL_FUNDS]
    carried = [_carried(fiscal, fund) for fund in FISCAL_FUNDS]
    zero = Decimal(0)
    names = ("一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款")
    left: list[tuple[str, Decimal]] = [("一、本年收入", _sum(current))]
    for number, (name, amount) in enumerate(zip(names, current, strict=True), 1):
        left += [(f"（{numeral(number)}）{name}", amount), ("1、上级补助", zero)]
        left.append(("2、本级", amount))
        if number < 3:
            left.append((("3、一般债券", "3、专项债券")[number - 1], zero))
    left.append(("二、上年结转结余", _sum(carried)))
    left += [
        (f"（{numeral(number)}）{name}", amount)
        for number, (name, amount) in enumerate(zip(names, carried, strict=True), 1)
    ]
    classes = _class_amounts(fiscal)
    right = [("一、本年支出", _sum(classes))]
    right += [
        (f"（{numeral(number)}）{name}", amount)
        for number, (name, amount) in enumerate(zip(CLASSES.values(), classes, strict=True), 1)
    ]
    right.append(("二、结转下年支出", zero))
    rows = _side_by_side(left, right, printer)
    total = _sum(current) + _sum(carried)
    rows += _side_by_side([("收入总计", total)], [("支出总计", _sum(classes))], printer)
    return PrintedTable(4, "财政拨款收支总体情况表", [list(r) for r in _SUMMARY_HEADER], rows)


def _t2(code: str, name: str, units: Sequence[Unit], printer: _Printer) -> PrintedTable:
    """Return revenue by unit and fund."""

    def amounts(unit: Unit) -> list[Decimal]:
        current = [_current(unit.items, fund) for fund in FUNDS]
        carried = [_carried(unit.items, fund) for fund in FUNDS]
        subtotals = _sum(current), _sum(carried)
        return [_sum(subtotals), subtotals[0], *current, subtotals[1], *carried]

    total = _add(map(amounts, units), 13)
    rows = [["", "合计", *printer.row(total)], [code, name, *printer.row(total)]]
    rows += [[unit.code, unit.name, *printer.row(amounts(unit))] for unit in units]
    funds = [
        "小计",
        "一般公共预算",
        "政府性基金预算",
        "国有资本经营预算",
        "财政专户管理资金收入",
        "单位资金",
    ]
    group = [""] * 5
    labels = ["部门（单位）代码", "部门（单位）名称", "合计", "本年收入", *group]
    header = [
        [*labels, "上年结转结余", *group],
        ["", "", "", *funds, *funds],
        ["", "", "", *(str(number) for number in range(1, 13))],
    ]
    return PrintedTable(2, "部门收入总体情况表", header, rows)


def _by_item(
    code: str,
    name: str,
    units: Sequence[Unit],
    printer: _Printer,
    funds: Sequence[str],
    amounts: Callable[[Item], Sequence[Decimal]],
) -> list[list[str]]:
    """Return rows of units and their functional items; units without such items are left out."""
    width = len(amounts(Item("", "")))
    rows: list[list[str]] = []
    all_items: list[Item] = []
    for unit in units:
        items = [item for item in unit.items if item.fund in funds]
        if not items:
            continue
        all_items += items
        unit_total = printer.row(_add(map(amounts, items), width))
        rows.append(["", unit.code, unit.name, *unit_total])
        for item_code, item_name, merged in _merged(items):
            item_total = printer.row(_add(map(amounts, merged), width))
            rows.append([item_code, "", item_name, *item_total])
    total = printer.row(_add(map(amounts, all_items), width))
    head = [["", "", "合计", *total]]
    if rows:
        head.append(["", code, name, *total])
    return head + rows


def _t6(units: Sequence[Unit], printer: _Printer) -> PrintedTable:
    """Return basic expenditure of the general budget by economic class."""
    sections: dict[str, Decimal] = {}

    def add(code: str, amount: Decimal) -> None:
        sections[code] = sections.get(code, Decimal(0)) + amount

    for unit in units:
        for item in unit.items:
            if item.fund == "general_budget":
                add(PERSONNEL_CLASSES.get(item.code, "30101"), item.personnel)
                add("30201", item.operating)
        for expense, amount in unit.expenses.items():
            add(EXPENSE_CLASSES[expense], amount)
            add("30201", -amount)
    sections = {code: amount for code, amount in sorted(sections.items()) if amount}

    def parts(codes: Iterable[str]) -> list[str]:
        codes = list(codes)
        personnel = _sum(sections[code] for code in codes if code[:3] in ("301", "303"))
        operating = _sum(sections[code] for code in codes if code[:3] in ("302", "310"))
        return printer.row((personnel + operating, personnel, operating))

    rows = [["", "合计", *parts(sections)]]
    for code in sections:
        if rows[-1][0][:3] != code[:3]:
            group = [section for section in sections if section[:3] == code[:3]]
            rows.append([code[:3], ECONOMIC_NAMES[code[:3]], *parts(group)])
        rows.append([code, ECONOMIC_NAMES[code], *parts([code])])
    header = [
        ["部门预算支出经济分类科目", "", "本年一般公共预算基本支出", "", ""],
        ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ]
    return PrintedTable(6, "一般公共预算基本支出情况表", header, rows)


def _t7(code: str, name: str, units: Sequence[Unit], printer: _Printer) -> PrintedTable:
    """Return travel, vehicles, reception, meetings and training by unit."""

    def amounts(unit: Unit) -> list[Decimal]:
        get = {expense: unit.expenses.get(expense, Decimal(0)) for expense in EXPENSE_CLASSES}
        vehicles = get["vehicle_operation"] + get["vehicle_purchase"]
        return [
            get["overseas_travel"] + vehicles + get["reception"],
            get["overseas_travel"],
            vehicles,
            get["vehicle_operation"],
            get["vehicle_purchase"],
            get["reception"],
            get["meeting"],
            get["training"],
            get["training"],
            Decimal(0),
        ]

    fund = "一般公共预算资金"
    total = printer.row(_add(map(amounts, units), 10))
    rows = [["", "", "合计", *total], ["", "", fund, *total], [code, name, "", *total]]
    rows += [[unit.code, unit.name, fund, *printer.row(amounts(unit))] for unit in units]
    header = [
        ["部门（单位）代码", "部门（单位）名称", "资金性质", "“三公”经费"],
        ["", "", "", "合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"],
        [*[""] * 5, "小计", "公务用车运行维护费", "公务用车购置费", *[""] * 5],
        ["", "", "", "1", "2", "3", "4", "5", "6", "", "7", "8", "9"],
    ]
    header[0] += [*[""] * 5, "会议费", "培训费", "", ""]
    header[1] += ["", "小计", "本级资金安排", "上级补助资金安排"]
    return PrintedTable(7, "财政拨款三公两费支出情况表", header, rows)


_T10_FUNDS = (*FUNDS, "prior_year_balance")
_T10_KINDS = tuple(
    (method, category)
    for method in ("centralized", "decentralized")
    for category in ("goods", "works", "services")
)


def _t10(
    code: str, name: str, units: Sequence[Unit], printer: _Printer, misprinted: bool
) -> PrintedTable:
    """Return procurement; ``misprinted`` prints the header with the template's two misprints.

    The misprinted header has no works under 集中采购, as in the published documents.
    """

    def amounts(line: Purchase) -> list[Decimal]:
        funds = [line.amount if line.fund == fund else Decimal(0) for fund in _T10_FUNDS]
        kinds = [
            line.amount if (line.method, line.category) == kind else Decimal(0)
            for kind in _T10_KINDS
        ]
        first, second = kinds[:3], kinds[3:]
        return [
            line.amount,
            *funds,
            line.amount,
            _sum(first),
            *first,
            _sum(second),
            *second,
        ]

    def cells(total: Sequence[Decimal]) -> list[str]:
        printed = printer.row(total)
        return printed[:10] + printed[11:] if misprinted else printed

    rows: list[list[str]] = []
    lines = [line for unit in units for line in unit.purchases]
    for unit in units:
        if unit.purchases:
            unit_total = cells(_add(map(amounts, unit.purchases), 16))
            rows.append(["", unit.code, unit.name, "", *unit_total])
        rows += [[x.code, "", x.name, x.project, *cells(amounts(x))] for x in unit.purchases]
    total = cells(_add(map(amounts, lines), 16))
    head = [["", "", "", "合计", *total]]
    if rows:
        head.append(["", code, name, "", *total])
    first = ["科目编码", "部门（单位）代码", "部门（单位）名称（功能分类科目名称）", "项目名称"]
    funds = ["一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"]
    funds += ["财政专户管理的收入", "单位资金"]
    if misprinted:
        funds.append("政府性基金预算拨款")
        kinds = ["小计", "货物类", "服务类", "小计", "货物类", "服务类", "服务类"]
        methods = ["集中采购", "", "", "分散采购", "", "", ""]
    else:
        funds.append("上年结余收入")
        kinds = ["小计", "货物类", "工程类", "服务类"] * 2
        methods = ["集中采购", "", "", "", "分散采购", "", "", ""]
    header = [
        [*first, "政府采购资金类型", *[""] * 6, "政府采购项目类型", *[""] * len(methods)],
        ["", "", "", "", "合计", *funds, "合计", *methods],
        [*[""] * 12, *kinds],
        # The published numbers start in the first column, whatever stands there.
        [*(str(number) for number in range(1, 16)), *[""] * (len(methods) - 3)],
    ]
    return PrintedTable(10, "政府采购预算表", header, head + rows)


def _t11(code: str, name: str, units: Sequence[Unit], printer: _Printer) -> PrintedTable:
    """Return purchased services."""

    def amounts(line: Service) -> list[Decimal]:
        funds = [line.amount if line.fund == fund else Decimal(0) for fund in _T10_FUNDS]
        return [line.amount, *funds]

    rows: list[list[str]] = []
    lines = [line for unit in units for line in unit.services]
    for unit in units:
        if unit.services:
            unit_total = printer.row(_add(map(amounts, unit.services), 7))
            rows.append(["", unit.code, unit.name, *unit_total])
        rows += [[x.code, "", x.name, *printer.row(amounts(x))] for x in unit.services]
    total = printer.row(_add(map(amounts, lines), 7))
    head = [["", "", "合计", *total]]
    if rows:
        head.append(["", code, name, *total])
    first = ["科目编码", "部门（单位）代 码", "部门（单位）名称 (功能分类科目名称)"]
    funds = ["一般公共预算 拨款", "政府性基金预 算拨款", "国有资本经营 预算拨款"]
    funds += ["财政专户管理 的收入", "单位资金", "上年结余收入"]
    header = [
        [*first, "政府购买服务资金类型", *[""] * 6],
        ["", "", "", "合计", *funds],
        ["", "", "", *(str(number) for number in range(1, 8))],
    ]
    return PrintedTable(11, "政府购买服务预算表", header, head + rows)


def _t12(code: str, name: str, units: Sequence[Unit]) -> PrintedTable:
    """Return projects and their targets."""
    rows = [[code, name, "", ""]]
    rows += [[unit.code, unit.name, *target] for unit in units for target in unit.targets]
    header = [["部门（单位）代码", "部门（单位）名称", "项目名称", "年度绩效目标"]]
    return PrintedTable(12, "项目绩效目标公开表", header, rows)


def build_tables(
    code: str,
    name: str,
    year: int,
    units: Sequence[Unit],
    printer: _Printer,
    misprinted_t10: bool,
) -> dict[int, PrintedTable]:
    """Return the twelve tables of a document, by number."""
    items = [item for unit in units for item in unit.items]
    first = ["科目编码", "部门（单位）代码", "部门（单位）名称(功能分类科目名称)"]

    def basic_and_project(item: Item) -> Sequence[Decimal]:
        return item.basic + item.project, item.basic, item.project

    t3 = PrintedTable(
        3,
        "部门支出总体情况表",
        [[*first, "合计", "基本支出", "项目支出", "结转下年支出"]],
        _by_item(
            code,
            name,
            units,
            printer,
            FUNDS,
            lambda item: (item.total, item.basic, item.project, item.carried_forward),
        ),
    )
    t5 = PrintedTable(
        5,
        "一般公共预算支出情况表",
        [
            [*first, "合计", "本年一般公共预算支出", "", "", ""],
            ["", "", "", "", "基本支出", "", "", "项目支出"],
            ["", "", "", "", "小计", "人员经费", "公用经费", ""],
            ["", "", "", "", "1", "2", "3", "4"],
        ],
        _by_item(
            code,
            name,
            units,
            printer,
            ("general_budget",),
            lambda i: (i.basic + i.project, i.basic, i.personnel, i.operating, i.project),
        ),
    )
    tables = [
        _t1(items, printer),
        _t2(code, name, units, printer),
        t3,
        _t4(items, printer),
        t5,
        _t6(units, printer),
        _t7(code, name, units, printer),
    ]
    for number, kind, fund in (
        (8, "政府性基金预算支出", "government_fund"),
        (9, "国有资本经营预算支出", "state_capital"),
    ):
        rows = _by_item(code, name, units, printer, (fund,), basic_and_project)
        header = [
            [*first, f"本年{kind}", "", ""],
            ["", "", "", "合计", "基本支出", "项目支出"],
            ["", "", "", "1", "2", "3"],
        ]
        used = any(item.fund == fund for item in items)
        notes = [] if used else [f"注：本部门{year}年没有{kind}，故本表无数据。"]
        tables.append(PrintedTable(number, f"{kind}情况表", header, rows, notes))
    tables += [
        _t10(code, name, units, printer, misprinted_t10),
        _t11(code, name, units, printer),
        _t12(code, name, units),
    ]
    return {table.number: table for table in tables}


_TO_FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_TO_HALF_BRACKETS = str.maketrans("（）", "()")
_TO_FULL_BRACKETS = str.maketrans("()", "（）")


def _lines(
    table: PrintedTable,
    frame: Sequence[str],
    rows_per_page: int | None,
    repeat_titles: bool,
    page_numbers: bool,
) -> list[str]:
    """Return the lines of one table; further pages repeat the header in half-width brackets."""
    header = ["\t".join(row) for row in table.header]
    lines = [f"## {table.title}", "", *frame, *header]
    for number, row in enumerate(table.rows):
        if rows_per_page and number and number % rows_per_page == 0:
            page = number // rows_per_page
            lines.append("")
            if page_numbers:
                lines += [("{}", "- {} -", "— {} —", "第 {} 页")[page % 4].format(page), ""]
            if repeat_titles:
                lines += [f"## {table.title}", "", *frame]
            lines += [line.translate(_TO_HALF_BRACKETS) for line in header]
        lines.append("\t".join(row))
    return [*lines, "", *table.notes, ""]


def build_document(
    *,
    department_code: str = "103",
    department_name: str = "柳州市人民政府办公室",
    year: int = 2024,
    stage: str = "预算",
    title: str | None = None,
    units: Sequence[Unit] | None = None,
    currency_unit: str = "万元",
    decimals: int = 2,
    grouped: bool = True,
    negative: str = "-",
    misprinted_t10: bool = False,
    rows_per_page: int | None = None,
    repeat_titles: bool = False,
    page_numbers: bool = False,
    full_width_digits: bool = False,
    half_width_brackets: bool = False,
    full_width_brackets: bool = False,
    without_rows: Sequence[int] = (),
    organisation: str = "",
    extra_text: str = "",
    edit: Callable[[dict[int, PrintedTable]], object] | None = None,
) -> str:
    """Return the text of a whole document whose amounts tie out.

    ``title``: the title line, with its mark, where it is not the usual one. ``negative``: the
    minus sign, or ``brackets``. ``rows_per_page``: break every table after so many rows.
    ``full_width_digits``: print the tables' amounts and codes so. ``without_rows``: numbers of
    tables that print a header and nothing else. ``organisation``: prose at the head of the
    organisation section. ``extra_text``: prose before the tables. ``edit``
    may change the printed tables.
    """
    if units is None:
        units = default_units(department_code, department_name)
    printer = _Printer(currency_unit, decimals, grouped, negative)
    tables = build_tables(department_code, department_name, year, units, printer, misprinted_t10)
    for number in without_rows:
        tables[number].rows.clear()
    if full_width_digits:
        for table in tables.values():
            for row in table.rows:
                row[:] = [
                    cell.translate(_TO_FULL_WIDTH) if cell[-1:].isdigit() else cell for cell in row
                ]
    if edit is not None:
        edit(tables)

    heading = title or f"# {department_code}{department_name}{year}年部门{stage}公开说明"
    listed = [
        f"({number}) {unit.name}为{department_name}下属事业单位，负责有关服务工作。"
        for number, unit in enumerate(units[1:], 1)
    ]
    lines = [
        "",
        heading,
        "",
        "# 目 录",
        "",
        *(f"- {numeral(number)}、{table.title}（表{number}）" for number, table in tables.items()),
        "",
        f"# 第一部分 {department_code}{department_name}概况",
        "",
        "## 一、主要职责",
        "",
        f"{department_name}负责有关工作。",
        "",
        "## 二、机构设置情况",
        "",
        f"{department_name}是本级政府的组成部门，负责有关工作。",
        "",
        *([organisation, ""] if organisation else []),
        *(line for text in listed for line in (text, "")),
        *([extra_text, ""] if extra_text else []),
        "# 第五部分 附件",
        "",
        "表1",
        "",
    ]
    department = f"部门名称：{department_code}{department_name}"
    for table in tables.values():
        frame = [department, "", f"单位：{currency_unit}", ""]
        if table.number == 12:
            frame = frame[:2]
        lines += _lines(table, frame, rows_per_page, repeat_titles, page_numbers)
    text = "\n".join(lines).rstrip("\n") + "\n"
    if half_width_brackets:
        text = text.translate(_TO_HALF_BRACKETS)
    if full_width_brackets:
        text = text.translate(_TO_FULL_BRACKETS)
    return text
