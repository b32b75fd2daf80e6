"""Which copies the checks find, where, and why the others escape."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from tests.mutation.corpus import Corpus
from tests.mutation.mutations import CLAIM, FIGURE, Mutation
from tests.mutation.unchanged import BINDING, CELL_COLUMNS, FAILING, Reconciliation
from tests.mutation.words import WORD_KINDS


class Reason(StrEnum):
    """Why a copy escapes."""

    ONLY_ZEROS = "only zeros are gone or doubled: no sum changes, and a blank may stand for nothing"
    ROUNDING_LEANS = (
        "the document's own rounding leans the other way and takes up the change; the copy that"
        " goes that much further is found"
    )
    WITHIN_TOLERANCE = "the change is no larger than rounding allows"
    INEQUALITY_ONLY = "only inequalities bind the figure, and the change keeps to them"
    ONLY_A_WARNING = "found, but only by a check that warns"
    NOT_MISSED = (
        "what is left still ties: parts add up to the level above, or no other side is left"
    )
    SUMS_UNCHANGED = "the changed figures make up for each other in every sum they take part in"
    NO_CHECK = "no check takes the figure"
    UNEXPLAINED = "no rule explains it"


# The other reasons are limits of what the identities can tell; these are faults of the checks.
UNDECLARED = frozenset({Reason.NO_CHECK, Reason.UNEXPLAINED})
TIES = frozenset({"exact", "rounding"})
# Kinds of copy in which something is no longer printed.
LEFT_OUT = ("drop_row", "drop_table")


@dataclass(frozen=True)
class Verdict:
    """What became of one copy."""

    disclosure_id: str
    mutation: Mutation
    found_by: tuple[str, ...]
    failing_tests: tuple[str, ...]
    reason: Reason | None

    @property
    def found(self) -> bool:
        """Whether a check finds the copy or another test of the project refuses it."""
        return bool(self.found_by or self.failing_tests)


@dataclass(frozen=True)
class Outcome:
    """A check on a subject that a changed figure takes part in, in the copy."""

    check_id: str
    subject: str
    status: str
    severity: str
    difference: object


def load(connection: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    """Put the changed places and the new findings of every copy into temporary tables."""
    connection.execute(
        "create temp table places"
        " (disclosure_id text, is_new boolean, statement text, row_no int, column_name text)"
    )
    for is_new in (True, False):
        places = [
            [copy_id, is_new, *cell]
            for copy_id, mutation in corpus.copies.items()
            for cell in (mutation.new if is_new else mutation.old)
        ]
        for start in range(0, len(places), 50_000):
            part = places[start : start + 50_000]
            columns = list(zip(*part, strict=True))
            connection.execute(
                "insert into places select unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)",
                [list(column) for column in columns],
            )
    connection.execute(
        f"""
        create temp table evidence as
        select distinct disclosure_id, check_id, subject, {CELL_COLUMNS}
        from reconciliation.reconciliation_evidence
        """
    )
    statuses = ", ".join(f"'{status}'" for status in FAILING)
    same_finding = """
        found.check_id = other.check_id
        and found.subject = other.subject
        and found.summary_amount is not distinct from other.summary_amount
        and found.detail_amount is not distinct from other.detail_amount
    """
    connection.execute(
        f"""
        create temp table failing as
        select disclosure_id, check_id, subject, severity, summary_amount, detail_amount
        from reconciliation.reconciliation_results
        where status in ({statuses})
        """
    )
    # A sentence is listed by what it prints, and stands in the results by its number.
    connection.execute(
        f"""
        create temp table listed_discrepancies as
        select
            known.check_id,
            coalesce('claim ' || claims.claim_no, known.subject) as subject,
            cast(known.summary_amount as decimal(18, 6)) as summary_amount,
            cast(known.detail_amount as decimal(18, 6)) as detail_amount
        from reconciliation.known_discrepancies as known
        left join staging.stg_disclosure__narrative_claims as claims
            on
                claims.disclosure_id = '{corpus.unchanged}'
                and known.subject = claims.printed_as
        where known.disclosure_id = '{corpus.document_id}'
        """
    )
    # New is what the unchanged copy does not show with exactly these two amounts; and a listed
    # discrepancy that the copy no longer shows fails the build as well.
    connection.execute(
        f"""
        create temp table findings as
        with unchanged as (
            select * from failing where disclosure_id = '{corpus.unchanged}'
        ),
        listed as (
            select found.*
            from unchanged as found
            inner join listed_discrepancies as other on {same_finding}
        )
        select found.disclosure_id, found.check_id, found.subject, found.severity
        from failing as found
        where not exists (select 1 from unchanged as other where {same_finding})
        union
        select copies.disclosure_id, found.check_id, found.subject, found.severity
        from listed as found
        cross join (select distinct disclosure_id from places) as copies
        where not exists (
            select 1
            from failing as other
            where other.disclosure_id = copies.disclosure_id and {same_finding}
        )
        """
    )
    # What the changed places take part in, by the copy's evidence or by the unchanged one's.
    connection.execute(
        f"""
        create temp table affected as
        select distinct places.disclosure_id, evidence.check_id, evidence.subject
        from places
        inner join evidence
            on
                evidence.disclosure_id = case
                    when places.is_new then places.disclosure_id else '{corpus.unchanged}'
                end
                and evidence.statement = places.statement
                and evidence.row_no = places.row_no
                and evidence.column_name = places.column_name
        """
    )


def found_by(connection: duckdb.DuckDBPyConnection, severity: str) -> dict[str, tuple[str, ...]]:
    """For each copy, the checks of a severity that newly fail with a changed figure in evidence."""
    rows = connection.execute(
        """
        select findings.disclosure_id, list(distinct findings.check_id order by findings.check_id)
        from findings
        inner join affected using (disclosure_id, check_id, subject)
        where findings.severity = ?
        group by findings.disclosure_id
        """,
        [severity],
    ).fetchall()
    return {copy_id: tuple(checks) for copy_id, checks in rows}


def found_in_words(connection: duckdb.DuckDBPyConnection, corpus: Corpus) -> dict[str, tuple]:
    """For each copy with wrong words, the checks that newly fail or warn: no figure has changed."""
    copies = [copy for copy, mutation in corpus.copies.items() if mutation.kind in WORD_KINDS]
    rows = connection.execute(
        """
        select disclosure_id, list(distinct check_id order by check_id)
        from findings
        where list_contains(?, disclosure_id)
        group by disclosure_id
        """,
        [copies],
    ).fetchall()
    return {copy_id: tuple(checks) for copy_id, checks in rows}


def failing_tests(
    connection: duckdb.DuckDBPyConnection, corpus: Corpus
) -> dict[str, tuple[str, ...]]:
    """For each copy, the other tests that refuse a row of it and none of the unchanged copy."""
    stored = connection.execute(
        "select table_name, bool_or(column_name = 'rule') from information_schema.columns"
        " where table_schema = 'test_failures'"
        " group by table_name having bool_or(column_name = 'disclosure_id') order by table_name"
    ).fetchall()
    found: dict[str, list[str]] = defaultdict(list)
    for table, has_rules in stored:
        if table not in corpus.tests:
            continue
        # A test of several rules is as many tests.
        ids: dict[str | None, set[str]] = defaultdict(set)
        for copy_id, rule in connection.execute(
            f"select distinct disclosure_id, {'rule' if has_rules else 'null'}"
            f' from test_failures."{table}"'
        ).fetchall():
            ids[rule].add(copy_id)
        for rule, copy_ids in sorted(ids.items(), key=str):
            if corpus.unchanged not in copy_ids:
                for copy_id in copy_ids:
                    found[copy_id].append(rule or table)
    return {copy_id: tuple(tests) for copy_id, tests in found.items()}


def outcomes(
    connection: duckdb.DuckDBPyConnection, copy_ids: list[str]
) -> dict[str, dict[tuple[str, str], Outcome]]:
    """For some copies, what became of each check that a changed figure takes part in."""
    found: dict[str, dict[tuple[str, str], Outcome]] = {copy_id: {} for copy_id in copy_ids}
    rows = connection.execute(
        """
        select
            affected.disclosure_id, affected.check_id, affected.subject, results.status,
            results.severity, results.difference
        from affected
        left join reconciliation.reconciliation_results as results
            using (disclosure_id, check_id, subject)
        where list_contains(?, affected.disclosure_id)
        """,
        [copy_ids],
    ).fetchall()
    for copy_id, *rest in rows:
        outcome = Outcome(*rest)
        found[copy_id][outcome.check_id, outcome.subject] = outcome
    return found


def reason_for(
    mutation: Mutation,
    affected: dict[tuple[str, str], Outcome],
    unchanged: Reconciliation,
    warned: bool,
) -> Reason:
    """Why a copy escapes, by what its changed figures take part in. The first that holds is it."""
    bound = {
        key: outcome
        for key, outcome in affected.items()
        if key in unchanged.results
        and unchanged.results[key].kind in BINDING
        and unchanged.results[key].severity == "error"
    }
    differences = [
        (outcome.difference, unchanged.results[key].difference) for key, outcome in bound.items()
    ]
    if not affected:
        return Reason.NO_CHECK
    if mutation.steps and must_be_noticed(mutation, unchanged):
        return Reason.UNEXPLAINED
    if mutation.only_zeros and all(after in (None, before) for after, before in differences):
        return Reason.ONLY_ZEROS
    if warned:
        return Reason.ONLY_A_WARNING
    if not bound:
        return Reason.INEQUALITY_ONLY
    statuses = {outcome.status for outcome in bound.values()}
    if mutation.kind in LEFT_OUT and None in statuses and statuses <= {None, *TIES}:
        return Reason.NOT_MISSED
    if not statuses <= TIES:
        return Reason.UNEXPLAINED
    if all(after == before for after, before in differences):
        return Reason.SUMS_UNCHANGED
    if mutation.kind in (FIGURE, CLAIM):
        return Reason.ROUNDING_LEANS
    return Reason.WITHIN_TOLERANCE


def must_be_noticed(mutation: Mutation, unchanged: Reconciliation) -> bool:
    """Whether a check of a changed figure fails by the arithmetic, done here once more."""
    (cell,) = mutation.new
    change = mutation.steps * unchanged.steps[cell]
    return any(result.notices(cell, change, mutation.coarser) for result in unchanged.binding(cell))


def judge(corpus: Corpus, unchanged: Reconciliation) -> list[Verdict]:
    """The verdict on every copy but the unchanged one."""
    with duckdb.connect(str(corpus.database), read_only=True) as connection:
        load(connection, corpus)
        errors = found_by(connection, "error") | found_in_words(connection, corpus)
        warnings = found_by(connection, "warn")
        refused = failing_tests(connection, corpus)
        escaped = [
            copy_id
            for copy_id in corpus.copies
            if copy_id not in errors and copy_id not in refused and copy_id != corpus.unchanged
        ]
        affected = outcomes(connection, escaped)
    return [
        Verdict(
            disclosure_id=copy_id,
            mutation=mutation,
            found_by=errors.get(copy_id, ()),
            failing_tests=refused.get(copy_id, ()),
            reason=reason_for(mutation, affected[copy_id], unchanged, copy_id in warnings)
            if copy_id in affected
            else None,
        )
        for copy_id, mutation in corpus.copies.items()
        if copy_id != corpus.unchanged
    ]
