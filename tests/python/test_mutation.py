"""The checks find wrong copies of the document, and the proof of it can fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Project

from tests.mutation.corpus import as_text, build, build_unchanged, copy_project
from tests.mutation.document import CLAIM_TABLE, Document, Rows, read_csv, read_documents
from tests.mutation.made_up import add_further_families, further_templates
from tests.mutation.mutations import (
    CLAIM,
    CLAIM_DIRECTION,
    CLAIM_FURTHER,
    FIGURE,
    FIGURE_FURTHER,
    KINDS,
    UNCHANGED,
    all_mutations,
    sample,
)
from tests.mutation.proof import faults, prove_document, wrong_copies
from tests.mutation.prose import FOUND_OF_A_KIND, PROSE_KINDS, Found, prove_prose, share_found
from tests.mutation.prose import faults as faults_of_prose
from tests.mutation.unchanged import Reconciliation, read_reconciliation
from tests.mutation.verdicts import Reason, Verdict, judge
from tests.mutation.words import WORD_KINDS

pytestmark = pytest.mark.proof
# Every so many places of each kind; the whole proof is `python -m tests.mutation`.
EVERY = 15
EVERY_OF_A_FAMILY = 30
EVERY_OF_PROSE = 3
# Figures printed once that are part of another one and no sum of anything.
ONLY_INEQUALITIES = {"agency_operation"}


@pytest.fixture(scope="module")
def document(warehouse: Project) -> Document:
    """The first document of the seeds."""
    return read_documents(warehouse.folder)[0]


@pytest.fixture(scope="module")
def unchanged(warehouse: Project, document: Document) -> Reconciliation:
    """What its reconciliation says as it is printed."""
    return read_reconciliation(warehouse.database, document)


@pytest.fixture(scope="module")
def verdicts(
    warehouse: Project, document: Document, tmp_path_factory: pytest.TempPathFactory
) -> list[Verdict]:
    """The verdicts on a sample of wrong copies, built as one corpus."""
    folder = tmp_path_factory.mktemp("copies")
    return prove_document(warehouse.folder, document, warehouse.database, folder, EVERY)


def test_every_figure_is_bound_from_both_sides(
    document: Document, unchanged: Reconciliation
) -> None:
    """No figure of a table is held by an inequality or a warning alone."""
    assert [cell for cell, _ in document.cells() if not unchanged.binding(cell)] == []


def test_every_kind_of_copy_is_made(
    document: Document, unchanged: Reconciliation, verdicts: list[Verdict]
) -> None:
    """The sample has copies of every kind, and a figure's copies go up and down."""
    made = {verdict.mutation.kind for verdict in verdicts}
    possible = {mutation.kind for mutation in wrong_copies(document, unchanged)} - {UNCHANGED}
    assert made == possible
    # Where no rounding leans the wrong way, there is nothing to change further.
    kinds = KINDS.keys() | WORD_KINDS.keys()
    assert possible >= kinds - {FIGURE_FURTHER, CLAIM, CLAIM_FURTHER, CLAIM_DIRECTION}
    assert (CLAIM in possible) == bool(document.rows.get(CLAIM_TABLE))
    ways = {verdict.mutation.steps > 0 for verdict in verdicts if verdict.mutation.kind == FIGURE}
    assert ways == {True, False}


def test_wrong_copies_are_found(verdicts: list[Verdict]) -> None:
    """No copy escapes for a reason that is not declared."""
    assert [(fault.mutation.what, fault.reason) for fault in faults(verdicts)] == []


def test_every_changed_figure_is_found(verdicts: list[Verdict]) -> None:
    """A check finds each changed figure, unless the document's rounding takes up the change."""
    escaped = {
        verdict.reason
        for verdict in verdicts
        if verdict.mutation.kind in (FIGURE, FIGURE_FURTHER) and not verdict.found_by
    }
    assert escaped <= {Reason.ROUNDING_LEANS}


@pytest.fixture(scope="module")
def families(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a made-up document of each template that the seeds have no document of."""
    folder = copy_project(warehouse.folder, tmp_path_factory.mktemp("families") / "copy")
    add_further_families(folder)
    build_unchanged(folder)
    return Project(folder)


@pytest.mark.parametrize("template", further_templates(ROOT))
def test_every_family_is_bound(families: Project, template: str, tmp_path: Path) -> None:
    """In a document of each family, wrong copies are found as in the published one."""
    (document,) = (
        document for document in read_documents(families.folder) if document.template == template
    )
    unchanged = read_reconciliation(families.database, document)
    unbound = {cell.column_name for cell, _ in document.cells() if not unchanged.binding(cell)}
    assert unbound <= ONLY_INEQUALITIES
    found = prove_document(
        families.folder, document, families.database, tmp_path, EVERY_OF_A_FAMILY
    )
    assert [(fault.mutation.what, fault.reason) for fault in faults(found)] == []
    escaped = {
        (verdict.reason, *(cell.column_name for cell in verdict.mutation.new))
        for verdict in found
        if verdict.mutation.kind in (FIGURE, FIGURE_FURTHER) and not verdict.found_by
    }
    assert escaped <= {(Reason.INEQUALITY_ONLY, column) for column in ONLY_INEQUALITIES} | {
        (Reason.ROUNDING_LEANS, cell.column_name) for cell, _ in document.cells()
    }


@pytest.fixture(scope="module")
def said(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """What became of documents of every template with one mistake in what they say."""
    return prove_prose(warehouse.folder, tmp_path_factory.mktemp("prose"), EVERY_OF_PROSE)


def test_mistakes_in_words_are_found(said: list[Found]) -> None:
    """Of every kind that is not declared to be found less often, nearly all are found."""
    assert {copy.mistake.kind for copy in said} == PROSE_KINDS.keys()
    assert faults_of_prose(said) == []


def test_a_check_of_words_that_is_gone_is_missed(warehouse: Project, tmp_path: Path) -> None:
    """The proof notices when years are no longer compared."""
    folder = copy_project(warehouse.folder, tmp_path / "copy")
    rewrite(
        folder / "seeds" / "controls" / "check_families.csv",
        lambda rows: [row for row in rows if row["family"] != "compared_year_is_the_year_before"],
    )
    found = prove_prose(folder, tmp_path / "prose", 10 * EVERY_OF_PROSE)
    assert "compared_with_another_year" in faults_of_prose(found)
    turned = [copy for copy in found if copy.mistake.kind == "reason_turned"]
    assert share_found(turned) >= FOUND_OF_A_KIND


def rewrite(path: Path, change: Callable[[Rows], Rows]) -> None:
    """Change the rows of a seed."""
    fields, rows = read_csv(path)
    changed = change(rows)
    assert changed != rows
    path.write_text(",".join(fields) + "\n" + as_text(fields, changed), encoding="utf-8")


def without(names: str, name: str) -> str:
    """A list of statements, one of them left out."""
    return "|".join(other for other in names.split("|") if other != name)


def test_a_check_without_rules_lets_figures_escape(
    project: Project, document: Document, unchanged: Reconciliation, tmp_path: Path
) -> None:
    """The proof notices when a table's figures are no longer taken to the checks."""
    statement = max(
        (table.statement for table in document.tables), key=lambda name: len(document.rows[name])
    )
    controls = project.folder / "seeds" / "controls"
    # Rules name their statement, or are of every statement that their family names.
    rewrite(
        controls / "check_family_rules.csv",
        lambda rows: [row for row in rows if row["statement"] != statement],
    )
    rewrite(
        controls / "check_families.csv",
        lambda rows: [
            {**row, "statements": without(row["statements"], statement)}
            if row["per_statement"] == "yes"
            else row
            for row in rows
            if (row["per_statement"], row["statements"]) != ("yes", statement)
        ],
    )
    figures = [
        mutation
        for mutation in all_mutations(document, unchanged)
        if mutation.kind in (UNCHANGED, FIGURE)
    ]
    corpus = build(project.folder, document, sample(figures, EVERY), tmp_path)
    found = faults(judge(corpus, unchanged))
    assert found
    # Figures of other tables that only this table binds escape with it.
    assert statement in {cell.statement for fault in found for cell in fault.mutation.new}
