"""Amounts, shares and changes in words; what is spoken of is named as the seeds list it.

Everything is worked out from figures as printed, so that a share or a change follows from the
figures beside it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from functools import cache

from benchmarks.documents.printing import Amounts, Printer
from benchmarks.documents.templates import ROOT, read_rows

# Behind 比上年 these are nouns.
_NOUN_ENDING = "幅"
STEP = 10_000  # fen in 0.01 万元
# How many changes say what the amount was, and why it is another.
WITH_AMOUNT_BEFORE = 0.15
WITH_REASON = 0.3
REASONS = ("工作任务调整", "人员变动", "项目安排变化", "政策调整")
# The names of funds say 预算 in final accounts, too.
_FUNDS = re.compile("(?:一般公共|政府性基金|国有资本经营)预算")


def _is_of_stage(words: str, *, is_final: bool) -> bool:
    """Say whether a budget, or final accounts, would name something so."""
    return ("预算" if is_final else "决算") not in _FUNDS.sub("", words)


@cache
def headings(*, is_final: bool) -> dict[str, list[str]]:
    """Return the headings that are known of every topic; a pattern is none."""
    found: dict[str, list[str]] = {}
    for row in read_rows(ROOT, "controls/narrative_topics"):
        words = row["printed_topic"]
        if "%" not in words and _is_of_stage(words, is_final=is_final):
            found.setdefault(row["topic"], []).append(words)
    return found


@cache
def subjects(*, is_final: bool) -> dict[tuple[str, str], list[str]]:
    """Return the names that a topic knows for a subject; a pattern is none.

    What is named as a fund alone is its revenue.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for row in read_rows(ROOT, "controls/narrative_subjects"):
        words = row["printed_name"]
        if (
            words[0] != "<"
            # 支出 by itself is what an amount is a part of, and names none.
            and len(words) > 2
            and row["subject_kind"] != "fund"
            and _is_of_stage(words, is_final=is_final)
        ):
            found.setdefault((row["topic"], row["subject_code"]), []).append(words)
    return found


@cache
def directions(meaning: str) -> list[str]:
    """Return the words for ``increase`` or ``decrease``."""
    return [
        row["word"]
        for row in read_rows(ROOT, "lexicon/lexicon")
        if row["word_class"] == "direction"
        and row["meaning"] == meaning
        and not row["word"].endswith(_NOUN_ENDING)
    ]


class Phrases:
    """Says amounts in 万元, and what they are beside others."""

    def __init__(self, rng: random.Random, *, grouped: bool, base: str, measure: str) -> None:
        """Say changes against ``base``, such as 上年, where the amount is a ``measure``: 预算数."""
        self.rng = rng
        self.base = base
        self.measure = measure
        self._print = Printer(Amounts(grouped=grouped))
        self._more, self._less = (rng.choice(directions(way)) for way in ("increase", "decrease"))

    def hundredths(self, fen: int) -> int:
        """Return an amount as printed, in hundredths of 万元."""
        return int(self._print[fen].replace(",", "").replace(".", ""))

    def money(self, fen: int) -> str:
        """Return 1,234.56万元."""
        return f"{self._print[fen]}万元"

    def listed(self, named: Iterable[tuple[str, int]]) -> str:
        """Return names with their amounts; what is nothing is not listed."""
        return "、".join(f"{name}{self.money(fen)}" for name, fen in named if self.hundredths(fen))

    def percent(self, part: int, whole: int) -> str:
        """Return one figure in percent of another, rounded half up."""
        part, whole = self.hundredths(part), self.hundredths(whole)
        ratio = (20_000 * part + whole) // (2 * whole)
        return f"{ratio // 100}.{ratio % 100:02}%"

    def share(self, part: int, whole: int, of: str) -> str:
        """Return ，占支出总预算12.34%; nothing where there is nothing to take a share of."""
        return f"，占{of}{self.percent(part, whole)}" if self.hundredths(whole) else ""

    def change(self, now: int, before: int, *, is_last: bool = False) -> str:
        """Return ，比上年增加1.00万元，增长2.34%; some say what it was, or at the end why."""
        if not (difference := self.hundredths(now) - self.hundredths(before)):
            return f"，与{self.base}持平"
        word = self._more if difference > 0 else self._less
        than = f"，比{self.base}"
        if self.rng.random() < WITH_AMOUNT_BEFORE:
            than = f"，比{self.base}{self.measure}{self.money(before)}"
        text = f"{than}{word}{self._print[abs(difference) * STEP]}万元"
        if not self.hundredths(before):
            return text
        grows = "增长" if difference > 0 else "下降"
        text += f"，{grows}{self.percent(abs(difference) * STEP, before)}"
        if is_last and self.rng.random() < WITH_REASON:
            text += f"，{word}的主要原因是{self.rng.choice(REASONS)}"
        return text

    def heading(self, topic: str, *, is_final: bool, without: str) -> str:
        """Return what a section of a topic is headed with, of all that lack a word."""
        known = headings(is_final=is_final).get(topic, [topic])
        return self.rng.choice([words for words in known if without not in words])

    def name(self, topic: str, subject: str, *, is_final: bool) -> str:
        """Return a name that the topic knows for a subject."""
        return self.rng.choice(subjects(is_final=is_final)[topic, subject])
