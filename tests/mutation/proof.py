"""The proof as a whole: from the project's seeds to a verdict on every copy."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from tests.mutation.corpus import build, build_unchanged, copy_project
from tests.mutation.document import Document, read_documents
from tests.mutation.made_up import add_further_families
from tests.mutation.mutations import Mutation, all_mutations, sample
from tests.mutation.unchanged import Reconciliation, read_reconciliation
from tests.mutation.verdicts import UNDECLARED, Verdict, judge
from tests.mutation.words import changed_words


def wrong_copies(document: Document, unchanged: Reconciliation) -> list[Mutation]:
    """Every wrong copy of a document, of figures and of words."""
    return [*all_mutations(document, unchanged), *changed_words(document)]


def prove_document(
    project: Path, document: Document, unchanged: Path, folder: Path, every: int = 1
) -> list[Verdict]:
    """The verdicts on the copies of one document, or on every n-th of each kind.

    `project` is what is put to the proof, `unchanged` a warehouse built from its seeds; the copies
    are built under `folder`.
    """
    reconciliation = read_reconciliation(unchanged, document)
    mutations = sample(wrong_copies(document, reconciliation), every)
    return judge(build(project, document, mutations, folder), reconciliation)


def prove(
    project: Path, folder: Path, every: int = 1, templates: Collection[str] = ()
) -> list[Verdict]:
    """The verdicts on the copies of every document in the seeds, and of one of each other family.

    `templates`: only documents that follow one of these, where there are any.
    """
    unchanged = copy_project(project, folder / "unchanged")
    add_further_families(unchanged)
    database = build_unchanged(unchanged)
    verdicts: list[Verdict] = []
    for document in read_documents(unchanged):
        if templates and document.template not in templates:
            continue
        copies = folder / document.disclosure_id
        verdicts += prove_document(unchanged, document, database, copies, every)
        shutil.rmtree(copies)
    return verdicts


def faults(verdicts: list[Verdict]) -> list[Verdict]:
    """The copies that escape for no declared reason."""
    return [verdict for verdict in verdicts if verdict.reason in UNDECLARED]
