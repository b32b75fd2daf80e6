"""One document → its identity, its units and the rows of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import Place
from ingest.errors import IngestError, Problem
from ingest.formats import read_together
from ingest.identity import read_identity
from ingest.language import say
from ingest.narrative import narrative_rows
from ingest.organisation import budget_units
from ingest.reader import Tables, read_tables
from ingest.regions import UNKNOWN_REGION_CODE, Regions
from ingest.template import DISCLOSURE_COLUMNS, Catalogue

CURRENCY_UNITS = ("万元", "元")


@dataclass(frozen=True)
class Disclosure:
    """One document, read: its id, and the rows of every output table by the table's name."""

    disclosure_id: str
    rows: Mapping[str, Sequence[Sequence[str]]]
    warnings: Sequence[str]


def read_disclosure(
    paths: Sequence[Path], catalogue: Catalogue, regions: Regions, region_code: str | None
) -> Disclosure:
    """Read one document, which may stand in several files.

    ``region_code`` overrides the region that the document's own words give.

    Raises ``IngestError`` with every problem found if the document cannot be loaded whole.
    """
    document = read_together(paths)
    tables, problems = read_tables(document, catalogue)
    identity, identity_problems = read_identity(document, tables, regions)
    units, unit_problems = _currency_units(document.file, tables)
    places = {block.place.line: block.place for block in document}
    problems = [
        _placed(problem, places) for problem in (*identity_problems, *unit_problems, *problems)
    ]
    if problems or identity is None or tables.template is None:
        raise IngestError(sorted(problems, key=lambda problem: problem.line or 0))

    warnings: list[str] = []
    if document.unseen:
        warnings.append(
            say(
                "{file}: warning: {count} letters that nobody sees (white, hidden, cut off or"
                " outside of the page) are left out; open the file and compare it",
                file=document.file,
                count=document.unseen,
            )
        )
    if region_code is None:
        lines = (block.text for block in document)
        region = regions.find(identity.department_name, identity.fiscal_year, lines)
        region_code = region.code if region else UNKNOWN_REGION_CODE
        if region is None:
            warnings.append(
                say(
                    '{file}: warning: no region found for "{department}", so the region code is '
                    "{code}; give it with --region-code CODE",
                    file=document.file,
                    department=identity.department_name,
                    code=UNKNOWN_REGION_CODE,
                )
            )
    key = [region_code, identity.department_code, identity.fiscal_year, identity.stage]
    disclosure_id = "-".join([*key, "unit"] if identity.level == "unit" else key)
    facts = {
        "disclosure_id": disclosure_id,
        "region_code": region_code,
        "region_name": regions.name_of(region_code),
        **vars(identity),
        "template": tables.template.name,
        "source_file": document.name,
        "source_sha256": document.sha256,
    }
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in catalogue.output_columns}
    rows["disclosures"] = [tuple(facts[column] for column in DISCLOSURE_COLUMNS)]

    def put(name: str, place: Place, *cells: str, front: tuple[str, ...] = ()) -> None:
        number = str(len(rows[name]) + 1)
        rows[name].append((disclosure_id, *front, number, place.page, str(place.line), *cells))

    for name, printed in tables.printed.items():
        table, place = printed.table, printed.place
        about = (table.number, name, printed.title, units[name], place.page, str(place.line))
        rows["tables"].append((disclosure_id, *about))
        # All columns of the statement, blank where the template prints none.
        columns = [column.name for column in table.statement.columns]
        for row in printed.rows:
            cells = (row.cells.get(column, "") for column in columns)
            put(name, row.place, *cells, front=(table.number,))
    for note in tables.notes:
        put("table_notes", note.place, note.table.name, note.text, front=(note.table.number,))
    claims, remarks = narrative_rows(document, identity.fiscal_year)
    for name, found in (("narrative_claims", claims), ("narrative_remarks", remarks)):
        for line, *cells in found:
            put(name, places.get(int(line), Place(int(line))), *cells)
    for place, unit in budget_units(identity.department_name, document.blocks[: tables.before]):
        put("budget_units", place, *unit)
    return Disclosure(disclosure_id, rows, warnings)


def _placed(problem: Problem, places: Mapping[int, Place]) -> Problem:
    """Return a problem with the page of its line, and the file that the line stands in."""
    place = places.get(problem.line or 0)
    if place is None:
        return problem
    return replace(problem, page=place.page, file=place.file or problem.file)


def _currency_units(file: str, tables: Tables) -> tuple[dict[str, str], list[Problem]]:
    """Return the unit (单位) that each table states, and the problems of those that do not."""
    units: dict[str, str] = {}
    problems: list[Problem] = []

    def refuse(line: int | None, expected: str, found: str, action: str) -> None:
        problems.append(Problem(file, line, expected, found, action))

    for name, printed in tables.printed.items():
        units[name] = ""
        for frame in printed.units:
            unit = frame.text.removeprefix("人民币")
            units[name] = units[name] or unit
            if unit not in CURRENCY_UNITS:
                action = "Amounts in other units are not supported. Correct a misprint."
                refuse(frame.line, "单位：万元 or 单位：元", f'"{frame.text}"', action)
            elif unit != units[name]:
                expected = say(
                    '"单位：{unit}" on every page of {table}, as in line {line}',
                    unit=units[name],
                    table=printed.table.label,
                    line=printed.units[0].line,
                )
                action = "A table is loaded in one unit; check the published table."
                refuse(frame.line, expected, f'"{frame.text}"', action)
        if printed.table.states_unit and not printed.units:
            expected = say(
                "the currency unit (单位：万元 or 单位：元) over {table}", table=printed.table.label
            )
            action = "Add the line from the published document."
            refuse(printed.place.line, expected, "none", action)
    return units, problems
