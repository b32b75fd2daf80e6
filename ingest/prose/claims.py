"""A claim, and all the claims of a paragraph as far as it was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ingest.narrative_text import BUDGET, Text
from ingest.prose.leads import AMOUNT, COUNT, PRIOR_AMOUNT


@dataclass(frozen=True)
class Claim:
    """One figure that the prose states. All text is verbatim; blank where nothing is printed.

    - ``source_line``: line of the number, from 1; of the phrase where a claim has no number
    - ``section``: the nearest heading
    - ``subject_text``: what the figure is about; of a change, share or prior amount the subject of
      the amount it belongs to; of a count its noun with what stands in front of the number
    - ``part_text``: the component meant, within a functional item (基本支出预算)
    - ``figure_kind``: ``amount``, ``change_amount``, ``change_percent``, ``share_percent``,
      ``completion_percent``, ``prior_amount`` or ``count``; a percentage that is neither a change
      nor says how much of a budget was spent is a share
    - ``published_text``, ``number_text``, ``unit_text``: the figure, its number and its unit, which
      may be printed with a later figure (10至20万元); 与上年持平 is a ``change_amount`` without
      number and unit
    - ``direction_word``: 增加, 下降, 持平 …, also of people or things that became more or fewer
    - ``base_text``: what a share is a share of, the year of a prior amount, or what a change is a
      change from (上年执行数); blank where 同比 or nothing says it
    - ``listed_text``: the things a count counts, where the text lists them; the labels of numbered
      paragraphs are joined with 、
    - ``list_count``: how many these are, counted by the rule of ``count_items``; derived
    - ``parent_text``: subject of the whole this amount or count is a part of by the wording: 其中,
      包括, 划分, and for amounts 如下
    - ``whole_of_text``: what all of the amount is said to be (全部为项目支出)
    - ``parent_relation``: ``partition`` where the wording divides the whole (划分), so that its
      parts add up; ``part`` where it picks some out (其中); blank without a parent; derived
    - ``basis``: which measure of its subject an amount is: ``budget``, ``budget_initial``,
      ``budget_full_year``, ``final``, ``prior_budget``, ``prior_executed`` or ``prior_final``; of a
      change or a completion the measure that it is held against; blank for a count; derived
    """

    source_line: int
    section: str
    subject_text: str
    part_text: str
    figure_kind: str
    published_text: str
    number_text: str
    unit_text: str
    direction_word: str = ""
    base_text: str = ""
    listed_text: str = ""
    list_count: str = ""
    parent_text: str = ""
    whole_of_text: str = ""
    parent_relation: str = ""
    basis: str = ""

    @property
    def about(self) -> Subject:
        """Return what the figure is about."""
        return Subject(self.subject_text, self.part_text)

    @property
    def whole_key(self) -> str:
        """Return which figures this can be the whole of: amounts, or counts in the same unit."""
        return self.unit_text if self.figure_kind == COUNT else AMOUNT


@dataclass(frozen=True)
class Subject:
    """What is spoken of: a subject, and within a functional item a component of it."""

    subject: str
    part: str = ""


class Stated:
    """The claims of a paragraph with their positions, in the order in which they were read.

    What is stated is never taken back, so this only grows; what a reader has in mind is the
    ``Context``. Questions about all that was stated are answered without going through it.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.claims: list[tuple[int, Claim]] = []
        # The first amount, and the first count of each unit, that is no part; whose they are.
        self.first_wholes: dict[str, str] = {}
        self.first_subject: Subject | None = None
        # Figures by their positions, before which another year stands as theirs.
        self.years: dict[int, str] = {}
        self._latest: dict[str, Subject] = {}
        self._subjects: set[tuple[Subject, str]] = set()
        self._budgets: dict[Subject, str] = {}
        self._bases: dict[Subject, set[str]] = {}
        self._compared: dict[Subject, str] = {}
        self._amounts: list[int] = []
        self._parts: Counter[str] = Counter()

    def add(self, position: int, claim: Claim) -> None:
        """Add a claim."""
        if claim.figure_kind == AMOUNT:
            self._amounts.append(len(self.claims))
            self._subjects.add((claim.about, claim.basis))
            self._bases.setdefault(claim.about, set()).add(claim.basis)
            if claim.basis.startswith(BUDGET):
                self._budgets[claim.about] = claim.basis
            self._parts[claim.parent_text] += not claim.part_text
        if claim.basis and (claim.direction_word or claim.figure_kind == PRIOR_AMOUNT):
            self._compared[claim.about] = claim.basis
        self._latest[claim.subject_text] = self._latest[claim.part_text] = claim.about
        self.claims.append((position, claim))

    def add_first(self, claim: Claim) -> None:
        """Keep what the paragraph began with, for the paragraphs below it."""
        self.first_wholes.setdefault(claim.whole_key, claim.subject_text)
        self.first_subject = self.first_subject or claim.about

    def change(self, index: int, **columns: str) -> None:
        """Add to a claim what is said of it later."""
        position, claim = self.claims[index]
        self.claims[index] = (position, replace(claim, **columns))

    def all_is(self, what: str) -> None:
        """Tie 全部为项目支出 to the amount stated last."""
        if self._amounts:
            self.change(self._amounts[-1], whole_of_text=what)

    def has_amount_of(self, subject: Subject, basis: str) -> bool:
        """Say whether an amount of a subject was stated, by a measure."""
        return (subject, basis) in self._subjects

    def has_other_measure_of(self, subject: Subject, basis: str) -> bool:
        """Say whether an amount of a subject was stated by another measure."""
        return bool(self._bases.get(subject, set()) - {basis})

    def budget_of(self, subject: Subject) -> str:
        """Return by which measure the budget of a subject was stated last, or a blank."""
        return self._budgets.get(subject, "")

    def compared_with(self, subject: Subject) -> str:
        """Return what a subject was compared with last, or a blank."""
        return self._compared.get(subject, "")

    @property
    def last(self) -> Claim | None:
        """Return the claim that was read last."""
        return self.claims[-1][1] if self.claims else None

    def latest(self, name: str) -> Subject:
        """Return what a name was stated of last, or the name by itself."""
        return self._latest.get(name, Subject(name))

    def siblings(self, length: int) -> list[Text]:
        """Return the parts stated last, if their whole has just so many."""
        amounts = [self.claims[index][1] for index in self._amounts[-length:]]
        parent = amounts[-1].parent_text if amounts else ""
        if not parent or len(amounts) != length or self._parts[parent] != length:
            return []
        if any(claim.parent_text != parent or claim.part_text for claim in amounts):
            return []
        return [Text.of(claim.subject_text) for claim in amounts]
