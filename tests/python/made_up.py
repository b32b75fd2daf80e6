"""A template that no government prints, as rows of seeds, and a document in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from documents import Amounts, Part, as_text, build_parts

TEMPLATE = "made-up"
# Six tables in another order than anywhere, by title.
TABLES = {
    "支出明细表": ("1", "expenditure"),
    "三项经费表": ("2", "three_public_expenses"),
    "基本支出明细表": ("6", "basic_expenditure"),
    "一般预算支出表": ("3", "general_budget_expenditure"),
    "收支对照表": ("4", "revenue_expenditure_summary"),
    "收入明细表": ("5", "revenue"),
}
CODE = [f"项目/功能科目/{part}" for part in "类款项"]
# By statement, pairs of a column and its header; the order is that of print.
COLUMNS = {
    "expenditure": [
        *(("function_code", header) for header in CODE),
        *(("row_name", "项目/科目"), ("basic", "其中/基本"), ("project", "其中/项目")),
        *(("carried_forward", "其中/结转"), ("total", "支出合计")),
    ],
    "three_public_expenses": [
        *(("reception", "接待"), ("overseas_travel", "出国"), ("vehicle_subtotal", "车/小计")),
        *(("vehicle_purchase", "车/购置"), ("vehicle_operation", "车/运行")),
        ("three_public_total", "三项合计"),
    ],
    "basic_expenditure": [
        *(("economic_code", "编码/类"), ("economic_code", "编码/款"), ("economic_name", "名称")),
        *(("operating", "公用"), ("personnel", "人员"), ("total", "总额")),
    ],
    "general_budget_expenditure": [
        *(("function_code", header) for header in CODE),
        *(("row_name", "项目/科目"), ("total", "合计"), ("basic", "基本"), ("project", "项目")),
    ],
    "revenue_expenditure_summary": [
        *(("expenditure_item", "支出/事项"), ("expenditure_amount", "支出/金额")),
        *(("revenue_item", "收入/事项"), ("revenue_amount", "收入/金额")),
    ],
    "revenue": [
        *(("function_code", header) for header in CODE),
        *(("row_name", "项目/科目"), ("total", "收入合计"), ("current_general_budget", "拨款")),
    ],
}


def add_rows(project: Path, seed: str, rows: Iterable[Iterable[str]]) -> None:
    """Add rows to a seed of a project, by its path under ``seeds`` without the suffix."""
    path = project / "seeds" / f"{seed}.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def add_template(project: Path) -> None:
    """Add the template to the seeds of a project."""
    add_rows(
        project, "templates/templates", [(TEMPLATE, "final", "自编表式", "Made-up template", "no")]
    )
    add_rows(
        project,
        "templates/template_tables",
        (
            (TEMPLATE, number, statement, title, "yes", "yes", "no", "yes")
            for title, (number, statement) in TABLES.items()
        ),
    )
    add_rows(
        project,
        "templates/template_columns",
        (
            (TEMPLATE, statement, column, header, "yes")
            for statement, columns in COLUMNS.items()
            for column, header in columns
        ),
    )


def made_up_document(project: Path, **how: object) -> str:
    """Return the text of a document in the template; see ``made_up_parts``."""
    return as_text(made_up_parts(project, **how))


def made_up_parts(project: Path, **how: object) -> list[Part]:
    """Return a unit's own document: no codes of units, 元 but for one table in 万元."""
    return build_parts(
        department_code=None,
        department_name="上海市静安区虚构司法局",
        project=project,
        template=TEMPLATE,
        level="unit",
        currency_unit="元",
        amounts={2: Amounts("万元", decimals=1)},
        levels=True,
        **how,
    )
