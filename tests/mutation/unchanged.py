"""What the unchanged document's reconciliation says, and how much of a change it must notice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb

from tests.mutation.document import CLAIM_COLUMN, CLAIM_TABLE, Cell, Document, decimals_of

# Kinds of check that bind a figure from both sides; an inequality binds it from one.
BINDING = ("same", "sum", "ratio")
FAILING = ("discrepancy", "missing_summary", "missing_detail")
# No tolerance of a published figure comes near this many printed steps.
MOST_STEPS = 10_000
ZERO = Decimal(0)
HUNDRED = Decimal(100)
# A term's figure as statement, row and column; a claim is in the narrative.
CELL_COLUMNS = (
    f"case when claim_no is null then statement else '{CLAIM_TABLE}' end as statement,"
    " coalesce(claim_no, row_no) as row_no,"
    f" case when claim_no is null then column_name else '{CLAIM_COLUMN}' end as column_name"
)


@dataclass(frozen=True)
class Term:
    """A figure's part in one check."""

    cell: Cell
    side: str
    sign: int
    role: str
    amount: Decimal
    half_step: Decimal

    @property
    def is_amount(self) -> bool:
        """Whether the figure itself is added up, not merely counted as one of some rows."""
        return self.half_step > 0 or self.cell.statement == CLAIM_TABLE

    def after(self, cell: Cell, change: Decimal) -> Decimal:
        """The amount once a figure has changed."""
        return self.amount + change if self.cell == cell and self.is_amount else self.amount


@dataclass
class Result:
    """One check on one subject of the unchanged document."""

    check_id: str
    subject: str
    kind: str
    severity: str
    status: str
    difference: Decimal
    tolerance: Decimal
    # One figure printed in two tables that are each rounded by themselves.
    rounded_apart: bool
    terms: list[Term] = field(default_factory=list)

    def notices(self, cell: Cell, change: Decimal, coarser: Decimal = Decimal(1)) -> bool:
        """Whether the check fails when a figure changes by so much, and its last digit too.

        The arithmetic of the warehouse done a second time, so that the two can disagree.
        """
        if self.kind == "ratio":
            return self.ratio_notices(cell, change)
        half_steps: list[Decimal] = []
        total = {"summary": ZERO, "detail": ZERO}
        rounding = {"summary": ZERO, "detail": ZERO}
        for term in self.terms:
            amount = term.after(cell, change)
            half_steps.append(term.half_step * (coarser if term.cell == cell else 1))
            total[term.side] += term.sign * amount
            # A zero adds no rounding, so a figure that leaves or reaches zero moves the tolerance.
            if amount != 0:
                rounding[term.side] += half_steps[-1]
        coarsest, finest = max(half_steps), min(half_steps)
        difference = total["summary"] - total["detail"]
        if self.kind == "at_least" and difference >= 0:
            return False
        if self.kind == "same":
            if self.rounded_apart:
                return abs(difference) > coarsest + finest
            return abs(difference) > (coarsest if coarsest > finest else 0)
        return abs(difference) > rounding["detail"] + (rounding["summary"] or coarsest)

    def ratio_notices(self, cell: Cell, change: Decimal) -> bool:
        """Whether a percentage no longer is numerator by denominator, as their rounding allows."""
        total: dict[str, Decimal] = defaultdict(Decimal)
        rounding: dict[str, Decimal] = defaultdict(Decimal)
        for term in self.terms:
            total[term.role] += term.sign * term.after(cell, change)
            rounding[term.role] += term.half_step
        numerator, denominator = total["numerator"], abs(total["denominator"])
        least = denominator - rounding["denominator"]
        if denominator == 0 or least <= 0:
            return denominator == 0
        last_digit = 2 * rounding["value"]
        percent = HUNDRED * numerator / total["denominator"]
        if last_digit:
            percent = (percent / last_digit).quantize(Decimal(1), ROUND_HALF_UP) * last_digit
        most = (abs(numerator) + rounding["numerator"]) / least
        tolerance = HUNDRED * (most - abs(numerator) / denominator) + last_digit
        return abs(total["value"] - percent) > tolerance

    def tolerance_for(self, cell: Cell) -> Decimal | None:
        """The tolerance once the figure is not zero; None where it is not in the figure's unit."""
        own = [term for term in self.terms if term.cell == cell]
        if any(term.role != "value" for term in own):
            return None
        if self.kind in ("same", "ratio"):
            return self.tolerance
        return self.tolerance + sum((term.half_step for term in own if term.amount == 0), ZERO)


@dataclass
class Reconciliation:
    """The results of a document, and for each figure those it takes part in.

    `steps` says how much the last printed digit of a figure is worth in the checks; less than
    nothing where words make a printed number count as negative.
    """

    results: dict[tuple[str, str], Result]
    by_cell: dict[Cell, list[Result]]
    steps: dict[Cell, Decimal]

    def binding(self, cell: Cell) -> list[Result]:
        """The checks that bind a figure from both sides and fail the build."""
        return [
            result
            for result in self.by_cell.get(cell, [])
            if result.kind in BINDING and result.severity == "error"
        ]

    def least_change(self, cell: Cell) -> int:
        """How many printed steps exceed the smallest tolerance of a figure's checks."""
        tolerances = [result.tolerance_for(cell) for result in self.binding(cell)]
        stated = [tolerance for tolerance in tolerances if tolerance is not None]
        if stated:
            return int(min(stated) // abs(self.steps[cell])) + 1
        # Part of a ratio only, whose tolerance is in percent.
        return min((self.noticed_from(cell, up) or 1 for up in (1, -1)), default=1)

    def noticed_from(self, cell: Cell, direction: int) -> int | None:
        """From how many printed steps on a check must fail; None where none ever does.

        More than the least change where the document's own rounding already leans the other way.
        """
        binding = self.binding(cell)
        if not binding:
            return None
        for steps in range(1, MOST_STEPS):
            change = direction * steps * self.steps[cell]
            if any(result.notices(cell, change) for result in binding):
                return steps
        return None


def read_reconciliation(database: Path, document: Document) -> Reconciliation:
    """The reconciliation of one document in a warehouse."""
    with duckdb.connect(str(database), read_only=True) as connection:
        results = {
            (row[0], row[1]): Result(*row)
            for row in connection.execute(
                """
                select
                    results.check_id, results.subject, checks.kind, results.severity,
                    results.status, results.difference, results.tolerance,
                    checks.scope = 'tables' and templates.rounds_each_table = 'yes'
                from reconciliation.reconciliation_results as results
                inner join reconciliation.reconciliation_checks as checks using (check_id)
                inner join staging.stg_disclosure__disclosures as disclosures using (disclosure_id)
                inner join reference.templates as templates using (template)
                where results.disclosure_id = ?
                """,
                [document.disclosure_id],
            ).fetchall()
        }
        terms = connection.execute(
            f"""
            select check_id, subject, side, sign, role, term_amount, half_step,
                {CELL_COLUMNS}
            from reconciliation.reconciliation_terms
            where disclosure_id = ?
            """,
            [document.disclosure_id],
        ).fetchall()
    by_cell: dict[Cell, dict[tuple[str, str], Result]] = defaultdict(dict)
    claims = dict(document.claims())
    steps = {cell: Decimal(10) ** -decimals_of(number) for cell, number in claims.items()}
    for check_id, subject, side, sign, role, amount, half_step, *where in terms:
        term = Term(Cell(*where), side, sign, role, amount or ZERO, half_step)
        result = results.get((check_id, subject))
        if result is None:
            # What is not asked for has no result.
            continue
        result.terms.append(term)
        if term.is_amount and term.cell.row_no is not None:
            by_cell[term.cell][check_id, subject] = result
            if half_step:
                # 减少6.04万元 is a change of -6.04: printing more makes it less.
                negated = term.amount * claims.get(term.cell, ZERO) < 0
                steps[term.cell] = (-2 if negated else 2) * half_step
    return Reconciliation(
        results=results,
        by_cell={cell: list(found.values()) for cell, found in by_cell.items()},
        steps=steps,
    )
