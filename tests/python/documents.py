"""Whole documents for tests: the departments they are of, and how they are built.

``build_document()`` returns the text of a document whose amounts tie out across all its tables.
Its arguments change one thing at a time: who publishes it, which funds are in use, which template
prints it and how. ``edit`` receives the printed tables before they become text, for everything
else::

    build_document(year=2025, units=units_with_all_funds(), currency_unit="元")
    build_document(edit=lambda tables: tables[5].rows[0].__setitem__(3, "abc"))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.documents import printing
from benchmarks.documents.printing import (  # noqa: F401 (for tests)
    Amounts,
    Grid,
    Part,
    PrintedTable,
    as_text,
)
from benchmarks.documents.values import Item, Purchase, Service, Unit, d


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
    city = ("2120803", "城市建设支出")
    research = ("2060499", "其他技术研究与开发支出")
    others = (
        Item(*city, project=d("150.00"), fund="government_fund"),
        Item("2230105", "国有企业退休人员社会化管理补助支出", d("6.00"), fund="state_capital"),
        Item("2050302", "中等职业教育", 0, d("10.00"), d("20.50"), "fiscal_account"),
        Item(*research, 0, 0, d("33.30"), "unit_funds", d("3.30"), carried_forward=d("2.20")),
    )
    works = ("decentralized", "works", "government_fund")
    carried = replace(first.items[1], carried_over=d("29.29"))
    first = replace(
        first,
        items=(first.items[0], carried, *first.items[2:], *others),
        purchases=(
            *first.purchases,
            Purchase(*city, "道路修缮", d("50.00"), *works),
            Purchase(*research, "设备更新", d("3.30"), fund="prior_year_balance"),
        ),
        services=(*first.services, Service(*research, d("6.10"), "unit_funds")),
        targets=(
            *first.targets,
            ("道路修缮", "完成道路修缮3公里。"),
            ("设备更新", "完成设备更新。"),
        ),
    )
    return first, second


def units_of_accounts(code: str = "103", name: str = "柳州市人民政府办公室") -> tuple[Unit, ...]:
    """Return two units that use everything that final accounts tell apart.

    Balances of every fund, revenue from every source, every kind of expenditure, money paid back
    (a negative amount), expenses that were budgeted and not spent.
    """
    first, second = units_with_all_funds(code, name)
    city, capital = ("2120803", "城市建设支出"), ("2230105", "国有企业退休人员社会化管理补助支出")
    others = (
        Item("2010399", "其他政府办公厅（室）及相关机构事务支出", project=d("-3.20")),
        Item(
            *(*city, 0, d("4.40"), d("150.00"), "government_fund"),
            carried_over=d("20.05"),
            carried_forward=d("31.15"),
        ),
        Item("2120804", "农村基础设施建设支出", project=d("61.07"), fund="government_fund"),
        Item(
            *(*capital, d("6.00"), d("1.10"), d("2.30"), "state_capital"),
            carried_over=d("0.70"),
            carried_forward=d("3.90"),
        ),
        Item("2230101", "厂办大集体改革支出", project=d("8.25"), fund="state_capital"),
        Item("2050302", "中等职业教育", 0, d("10.00"), d("20.50"), "fiscal_account"),
        *(
            Item(
                *(code, name, d(basic), 0, d(project), "unit_funds", d(opening)),
                carried_forward=d(closing),
                source=source,
                **{kind: d("5.35")},
            )
            for code, name, basic, project, opening, closing, source, kind in (
                (
                    "2060401",
                    "机构运行",
                    "7.11",
                    "2.02",
                    "1.20",
                    "0.40",
                    "operations",
                    "to_superior",
                ),
                (
                    "2060404",
                    "科技成果转化与扩散",
                    "0",
                    "33.30",
                    "3.30",
                    "2.20",
                    "business",
                    "business",
                ),
                ("2080501", "行政单位离退休", "2.40", "0", "0", "0", "superior_grant", "business"),
                ("2101102", "事业单位医疗", "3.60", "1.00", "0", "0", "other", "to_affiliate"),
            )
        ),
        Item(
            *("2060499", "其他技术研究与开发支出", 0, 0, d("44.05"), "unit_funds"),
            source="affiliate_remittance",
            balance_used=d("9.70"),
            distributed=d("12.60"),
        ),
    )
    kept = [item for item in first.items if item.fund == "general_budget"]
    kept[0] = replace(kept[0], carried_over=d("10.01"), carried_forward=d("7.03"))
    first = replace(
        first,
        items=(*kept, *others),
        expenses={**first.expenses, "vehicle_purchase": d("17.60")},
        project_expenses={"general_budget": {"reception": d("0.45"), "overseas_travel": d("2.25")}},
        unspent={"overseas_travel": d("0.80"), "vehicle_operation": d("1.05"), "reception": d("2")},
    )
    return first, second


def build_document(**how: object) -> str:
    """Return the text of a document; see ``build_parts``."""
    return as_text(build_parts(**how))


def build_parts(
    *,
    department_code: str | None = "103",
    department_name: str = "柳州市人民政府办公室",
    units: Sequence[Unit] | None = None,
    misprinted_t10: bool = False,
    **how: object,
) -> list[Part]:
    """Return the lines and tables of a document, of the default units where none are given.

    ``benchmarks.documents.files`` writes them as a file of any format.

    ``misprinted_t10``: the header of the template's tenth table has the misprints it is known for.
    All other arguments: see ``benchmarks.documents.printing.build_parts``.
    """
    return printing.build_parts(
        department_code=department_code,
        department_name=department_name,
        units=units or default_units(department_code or "", department_name),
        misprinted=misprinted_t10,
        **how,
    )
