"""The published template: twelve tables, their titles, headers and columns.

A column is found by its header path, the labels from the top header row down: for the personnel
expenditure of T5 ``基本支出/人员经费``. Labels are compared in the form that
``ingest.text.normalise_label`` gives them and after the aliases below, so that a new spelling of a
label is one more entry here and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from ingest.narrative import CLAIM_COLUMNS
from ingest.text import normalise_label

TEMPLATE_NAME = "departmental-budget-12-tables"

Path = tuple[str, ...]


class Kind(Enum):
    """What the cells of a column may hold."""

    TEXT = "text"
    NAME = "name"
    AMOUNT = "amount"
    FUNCTION_CODE = "function code"
    ECONOMIC_CODE = "economic code"
    UNIT_CODE = "unit code"

    @property
    def identifies(self) -> bool:
        """Say whether a cell of this kind says what its row is about."""
        return self not in (Kind.TEXT, Kind.AMOUNT)


@dataclass(frozen=True)
class Column:
    """One column of a table: its name in the CSV, what it holds, and the header path it stands at.

    ``required`` columns must be in every printed header; others are blank where not printed.
    """

    name: str
    kind: Kind
    path: Path
    required: bool = True


@dataclass(frozen=True)
class Table:
    """One published table.

    ``outer_labels`` are labels that only span a group of columns and say nothing that the inner
    labels do not; they may be printed or left out. ``repeated_paths`` are known misprints: where a
    path is printed once for each of the columns listed, the columns are meant in that order.
    ``sides`` lists pairs of (name column, amount columns) that stand on their own within a row.
    """

    number: int
    title: str
    name: str
    columns: tuple[Column, ...]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outer_labels: tuple[str, ...] = ()
    repeated_paths: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    states_unit: bool = True
    may_be_empty: bool = False
    sides: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """Return the table's name in messages, such as ``T5 "一般公共预算支出情况表"``."""
        return f'T{self.number} "{self.title}"'

    def column(self, name: str) -> Column:
        """Return the column called ``name``."""
        return next(column for column in self.columns if column.name == name)


TOTAL = "合计"
SUBTOTAL = "小计"
UNIT_CODE = "部门(单位)代码"
UNIT_NAME = "部门(单位)名称"
ROW_NAME = "部门(单位)名称(功能分类科目名称)"
SUBJECT_CODE = "科目编码"
BASIC = "基本支出"
PROJECT = "项目支出"
PERSONNEL = "人员经费"
OPERATING = "公用经费"
GENERAL_BUDGET = "一般公共预算"
GOVERNMENT_FUND = "政府性基金预算"
STATE_CAPITAL = "国有资本经营预算"
FISCAL_ACCOUNT = "财政专户管理资金"
UNIT_FUNDS = "单位资金"
CARRIED_OVER = "上年结转结余"

# Canonical label -> other spellings of it, wherever it is printed.
SHARED_ALIASES: Mapping[str, tuple[str, ...]] = {
    TOTAL: ("总计",),
    UNIT_CODE: ("部门代码", "单位代码", "部门(单位)编码", "部门编码", "单位编码"),
    UNIT_NAME: ("部门名称", "单位名称"),
    ROW_NAME: (
        "部门名称(单位)(功能分类科目名称)",
        "部门(单位名称)(功能分类科目名称)",
        "部门名称(功能分类科目名称)",
        "单位名称(功能分类科目名称)",
        "部门(单位)名称(科目名称)",
    ),
    SUBJECT_CODE: ("科目代码", "功能分类科目编码", "功能科目编码"),
    "科目名称": ("经济分类科目名称",),
    GENERAL_BUDGET: (
        "一般公共预算拨款",
        "一般公共预算资金",
        "一般公共预算收入",
        "一般公共预算拨款收入",
    ),
    GOVERNMENT_FUND: (
        "政府性基金",
        "政府性基金预算拨款",
        "政府性基金预算资金",
        "政府性基金预算收入",
        "政府性基金预算拨款收入",
    ),
    STATE_CAPITAL: (
        "国有资本经营预算拨款",
        "国有资本经营预算资金",
        "国有资本经营预算收入",
        "国有资本经营预算拨款收入",
    ),
    FISCAL_ACCOUNT: (
        "财政专户管理资金收入",
        "财政专户管理的收入",
        "财政专户管理收入",
        "财政专户管理的资金",
    ),
    UNIT_FUNDS: ("单位资金收入",),
    CARRIED_OVER: ("上年结转", "上年结余", "上年结余收入", "上年结转结余收入", "上年结转和结余"),
    PERSONNEL: ("人员支出",),
    OPERATING: ("公用支出",),
    "结转下年支出": ("结转下年", "结转下年结余"),
    "项目(按支出功能科目分类)": (
        "项目(按支出功能分类)",
        "项目(按功能分类)",
        "项目(按支出功能分类科目)",
    ),
    "货物类": ("货物",),
    "工程类": ("工程",),
    "服务类": ("服务",),
}

FUNDS: tuple[tuple[str, str], ...] = (
    ("general_budget", GENERAL_BUDGET),
    ("government_fund", GOVERNMENT_FUND),
    ("state_capital", STATE_CAPITAL),
    ("fiscal_account", FISCAL_ACCOUNT),
    ("unit_funds", UNIT_FUNDS),
)


def _amount(name: str, *path: str, required: bool = True) -> Column:
    """Return an amount column."""
    return Column(name, Kind.AMOUNT, path, required)


def _name(name: str, *path: str, required: bool = True) -> Column:
    """Return a column that names what a row is about."""
    return Column(name, Kind.NAME, path, required)


def _function_rows() -> tuple[Column, ...]:
    """Return the three columns that say which unit and functional item a row is about."""
    return (
        Column("function_code", Kind.FUNCTION_CODE, (SUBJECT_CODE,)),
        Column("unit_code", Kind.UNIT_CODE, (UNIT_CODE,)),
        _name("row_name", ROW_NAME),
    )


def _funds(prefix: str, *group: str) -> tuple[Column, ...]:
    """Return one amount column a fund, under the labels of ``group``."""
    return tuple(_amount(f"{prefix}{name}", *group, label) for name, label in FUNDS)


def _summary(number: int, title: str, name: str) -> Table:
    """Return one of the two summaries, which print revenue and expenditure side by side."""
    return Table(
        number=number,
        title=title,
        name=name,
        columns=(
            _name("revenue_item", "收入", "项目"),
            _amount("revenue_amount", "收入", "预算数"),
            _name("expenditure_item", "支出", "项目(按支出功能科目分类)"),
            _amount("expenditure_amount", "支出", "预算数"),
        ),
        sides=(
            ("revenue_item", "revenue_amount"),
            ("expenditure_item", "expenditure_amount"),
        ),
    )


def _fund_expenditure(number: int, title: str, name: str, *groups: str) -> Table:
    """Return one of the two tables of expenditure from a single other fund."""
    return Table(
        number=number,
        title=title,
        name=name,
        columns=(
            *_function_rows(),
            _amount("total", TOTAL),
            _amount("basic", BASIC),
            _amount("project", PROJECT),
        ),
        outer_labels=groups,
        may_be_empty=True,
    )


BY_FUND = "政府采购资金类型"
BY_TYPE = "政府采购项目类型"
CENTRALIZED = "集中采购"
DECENTRALIZED = "分散采购"
EXPENSES = '"三公"经费'
VEHICLES = "公务用车购置及运行维护费"
TRAINING = "培训费"


def _method(prefix: str, label: str) -> tuple[Column, ...]:
    """Return the columns of one procurement method; not every printed header has 工程类."""
    return (
        _amount(f"{prefix}_subtotal", BY_TYPE, label, SUBTOTAL),
        _amount(f"{prefix}_goods", BY_TYPE, label, "货物类"),
        _amount(f"{prefix}_works", BY_TYPE, label, "工程类", required=False),
        _amount(f"{prefix}_services", BY_TYPE, label, "服务类"),
    )


TABLES: tuple[Table, ...] = (
    _summary(1, "部门收支总体情况表", "revenue_expenditure_summary"),
    Table(
        number=2,
        title="部门收入总体情况表",
        name="revenue_by_unit",
        columns=(
            Column("unit_code", Kind.UNIT_CODE, (UNIT_CODE,)),
            _name("unit_name", UNIT_NAME),
            _amount("total", TOTAL),
            _amount("current_subtotal", "本年收入", SUBTOTAL),
            *_funds("current_", "本年收入"),
            _amount("carried_subtotal", CARRIED_OVER, SUBTOTAL),
            *_funds("carried_", CARRIED_OVER),
        ),
    ),
    Table(
        number=3,
        title="部门支出总体情况表",
        name="expenditure_by_unit",
        columns=(
            *_function_rows(),
            _amount("total", TOTAL),
            _amount("basic", BASIC),
            _amount("project", PROJECT),
            _amount("carried_forward", "结转下年支出"),
        ),
    ),
    _summary(4, "财政拨款收支总体情况表", "fiscal_appropriation_summary"),
    Table(
        number=5,
        title="一般公共预算支出情况表",
        name="general_budget_expenditure",
        columns=(
            *_function_rows(),
            _amount("total", TOTAL),
            _amount("basic", BASIC, SUBTOTAL),
            _amount("personnel", BASIC, PERSONNEL),
            _amount("operating", BASIC, OPERATING),
            _amount("project", PROJECT),
        ),
        outer_labels=("本年一般公共预算支出",),
    ),
    Table(
        number=6,
        title="一般公共预算基本支出情况表",
        name="basic_expenditure",
        columns=(
            Column("economic_code", Kind.ECONOMIC_CODE, (SUBJECT_CODE,)),
            _name("economic_name", "科目名称"),
            _amount("total", TOTAL),
            _amount("personnel", PERSONNEL),
            _amount("operating", OPERATING),
        ),
        aliases={SUBJECT_CODE: ("经济分类科目编码",)},
        outer_labels=(
            "部门预算支出经济分类科目",
            "支出经济分类科目",
            "本年一般公共预算基本支出",
        ),
    ),
    Table(
        number=7,
        title="财政拨款三公两费支出情况表",
        name="three_public_expenses",
        columns=(
            Column("unit_code", Kind.UNIT_CODE, (UNIT_CODE,)),
            _name("unit_name", UNIT_NAME),
            _name("fund_name", "资金性质"),
            _amount("three_public_total", EXPENSES, TOTAL),
            _amount("overseas_travel", EXPENSES, "因公出国(境)费"),
            _amount("vehicle_subtotal", EXPENSES, VEHICLES, SUBTOTAL),
            _amount("vehicle_operation", EXPENSES, VEHICLES, "公务用车运行维护费"),
            _amount("vehicle_purchase", EXPENSES, VEHICLES, "公务用车购置费"),
            _amount("reception", EXPENSES, "公务接待费"),
            _amount("meeting", "会议费"),
            _amount("training_subtotal", TRAINING, SUBTOTAL),
            _amount("training_own_level", TRAINING, "本级资金安排"),
            _amount("training_superior_grant", TRAINING, "上级补助资金安排"),
        ),
        aliases={
            EXPENSES: ("三公经费",),
            "因公出国(境)费": ("因公出国(境)费用", "因公出国(境)经费"),
            VEHICLES: ("公务用车购置和运行维护费", "公务用车购置及运行费"),
            "公务用车运行维护费": ("公务用车运行费",),
        },
    ),
    _fund_expenditure(
        8,
        "政府性基金预算支出情况表",
        "government_fund_expenditure",
        "本年政府性基金预算支出",
        "政府性基金预算支出",
    ),
    _fund_expenditure(
        9,
        "国有资本经营预算支出情况表",
        "state_capital_expenditure",
        "本年国有资本经营预算支出",
        "国有资本经营预算支出",
    ),
    Table(
        number=10,
        title="政府采购预算表",
        name="procurement",
        columns=(
            *_function_rows(),
            _name("project_name", "项目名称"),
            _amount("fund_total", BY_FUND, TOTAL),
            *_funds("", BY_FUND),
            _amount("prior_year_balance", BY_FUND, CARRIED_OVER),
            _amount("type_total", BY_TYPE, TOTAL),
            *_method("centralized", CENTRALIZED),
            *_method("decentralized", DECENTRALIZED),
        ),
        aliases={CENTRALIZED: ("政府集中采购",)},
        # As printed in Liuzhou's documents: the sixth fund repeats the label of the second, and
        # the works of 分散采购 are labelled as services.
        repeated_paths={
            (BY_FUND, GOVERNMENT_FUND): ("government_fund", "prior_year_balance"),
            (BY_TYPE, DECENTRALIZED, "服务类"): ("decentralized_works", "decentralized_services"),
        },
        may_be_empty=True,
    ),
    Table(
        number=11,
        title="政府购买服务预算表",
        name="service_purchases",
        columns=(
            *_function_rows(),
            _amount("total", TOTAL),
            *_funds(""),
            _amount("prior_year_balance", CARRIED_OVER),
            _name("project_name", "项目名称", required=False),
        ),
        outer_labels=("政府购买服务资金类型",),
        may_be_empty=True,
    ),
    Table(
        number=12,
        title="项目绩效目标公开表",
        name="performance_targets",
        columns=(
            Column("unit_code", Kind.UNIT_CODE, (UNIT_CODE,)),
            _name("unit_name", UNIT_NAME),
            _name("project_name", "项目名称"),
            Column("target", Kind.TEXT, ("年度绩效目标",)),
        ),
        aliases={"年度绩效目标": ("绩效目标", "项目绩效目标")},
        states_unit=False,
        may_be_empty=True,
    ),
)

# The columns in front of every table's own, and those of the files that are not tables.
FRONT_COLUMNS: tuple[str, ...] = ("disclosure_id", "row_no", "source_page", "source_line")
DISCLOSURE_COLUMNS: tuple[str, ...] = (
    "disclosure_id",
    "region_code",
    "region_name",
    "department_code",
    "department_name",
    "fiscal_year",
    "stage",
    "currency_unit",
    "printed_step",
    "template",
    "title",
    "source_document",
    "source_sha256",
)
OUTPUT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "disclosures": DISCLOSURE_COLUMNS,
    **{
        table.name: (*FRONT_COLUMNS, *(column.name for column in table.columns)) for table in TABLES
    },
    "table_notes": (*FRONT_COLUMNS, "table_no", "note_text"),
    "budget_units": (*FRONT_COLUMNS, "unit_label", "unit_kind", "description"),
    "narrative_claims": (*FRONT_COLUMNS, *CLAIM_COLUMNS),
}


def title_key(text: str) -> str:
    """Return a title as it is compared; documents quote 三公 or not."""
    return normalise_label(text).replace('"', "")


TABLES_BY_TITLE: Mapping[str, Table] = {title_key(table.title): table for table in TABLES}


def _canonical_labels(table: Table) -> dict[str, str]:
    """Return every spelling of a label the table may print, and the label it stands for.

    Shared aliases count only for labels the table has, so that a label of one table is not taken
    for another's.
    """
    labels = {label for column in table.columns for label in column.path}
    labels.update(table.outer_labels)
    spellings = {label: label for label in labels}
    for aliases in (SHARED_ALIASES, table.aliases):
        for label, others in aliases.items():
            if label in labels:
                spellings.update({other: label for other in others if other not in labels})
    return spellings


CANONICAL_LABELS: Mapping[int, Mapping[str, str]] = {
    table.number: _canonical_labels(table) for table in TABLES
}
