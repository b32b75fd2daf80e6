"""Which region a department belongs to, from its name and the text of its document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.csv_file import read_records

UNKNOWN_REGION_CODE = "000000"
# Names of two characters (城区, 和县) turn up in the middle of other words.
_SHORTEST_NAME_INSIDE = 3
# Entries that only group the regions below them in the list; no department is named after them.
_GROUPINGS = re.compile(r"市辖区|县|.*直辖县级行政区划")


@dataclass(frozen=True)
class Region:
    """One administrative region of the reference list."""

    code: str
    name: str
    parent_code: str
    valid_to: str

    def is_valid_in(self, year: str) -> bool:
        """Say whether the region still existed in ``year``."""
        return not self.valid_to or self.valid_to[:4] >= year


class Regions:
    """The reference list of regions, and how a document is placed in it."""

    def __init__(self, regions: Iterable[Region]) -> None:
        """Index ``regions`` by code and by name."""
        self._by_code: dict[str, Region] = {}
        self._by_name: dict[str, list[Region]] = {}
        for region in regions:
            # A code that was given up and used again: the entry still valid counts.
            if region.code not in self._by_code or not region.valid_to:
                self._by_code[region.code] = region
            if not _GROUPINGS.fullmatch(region.name):
                self._by_name.setdefault(region.name, []).append(region)

    @classmethod
    def read(cls, path: Path) -> Regions:
        """Read ``ref_regions.csv``; a list that is not there is empty.

        Raises ``IngestError`` for a file that is no such list.
        """
        if not path.is_file():
            return cls(())
        rows = read_records(path, ("region_code", "name_zh", "parent_code", "valid_to"))
        return cls(
            Region(row["region_code"], row["name_zh"], row["parent_code"], row["valid_to"])
            for row in rows
        )

    def name_of(self, code: str) -> str:
        """Return the name of a region, blank where the list does not have it."""
        region = self._by_code.get(code)
        return region.name if region else ""

    def is_region(self, name: str) -> bool:
        """Say whether a name is that of a region and nothing more."""
        return bool(name) and not self._behind(name)

    def without_region(self, name: str) -> str:
        """Return a department's name without the regions it begins with (司法局)."""
        return self._behind(name) or name

    def _behind(self, name: str) -> str:
        """Return what is left of a name behind the names of regions, outer ones first."""
        while longest := self._longest_at_start(name):
            name = name.removeprefix(longest)
        return name

    def _longest_at_start(self, name: str) -> str | None:
        """Return the longest name of a region that begins ``name``."""
        starts = (name[:end] for end in range(len(name), 1, -1))
        return next((start for start in starts if start in self._by_name), None)

    def find(self, department_name: str, year: str, lines: Iterable[str]) -> Region | None:
        """Return the region of a department, or ``None`` where the document does not say.

        The longest region name that begins the department's name counts, and after it the names of
        regions inside that one (柳州市柳北区财政局); else the longest name inside the department's
        name, with those inside it likewise (中共柳州市柳北区委); else the one the document names
        most often, unless two are named equally often.
        A name that several regions bear counts only for the one whose prefecture or province the
        document names.
        """
        text = "\n".join(lines)
        region = self._at_start(department_name, year, text)
        if region is not None:
            return region
        for name in sorted(self._names_inside(department_name), key=lambda n: (-len(n), n)):
            region = self._at_start(department_name[department_name.index(name) :], year, text)
            if region is not None:
                return region
        return self._most_named(year, text)

    def _at_start(self, name: str, year: str, text: str) -> Region | None:
        """Return the innermost region whose names, outer ones first, begin ``name``."""
        found: Region | None = None
        rest = name
        while rest:
            longest = self._longest_at_start(rest)
            if longest is None:
                break
            region = self._pick(longest, year, name, text, inside=found)
            if region is None:
                break
            found, rest = region, rest[len(longest) :]
        return found

    def _pick(
        self, name: str, year: str, department_name: str, text: str, inside: Region | None = None
    ) -> Region | None:
        """Return the one region called ``name`` that can be meant, or ``None``."""
        candidates = [region for region in self._by_name[name] if region.is_valid_in(year)]
        if inside is not None:
            candidates = [r for r in candidates if inside in self._ancestors(r)]
        # A region that was given another code: in the years of the old one, the old one counts.
        ended = {region.parent_code for region in candidates if region.valid_to}
        candidates = [r for r in candidates if r.valid_to or r.parent_code not in ended]
        # A prefecture without counties is listed once more below itself, under its own name.
        candidates = [
            r for r in candidates if not any(other in self._ancestors(r) for other in candidates)
        ]
        if len(candidates) == 1:
            return candidates[0]
        for evidence in (department_name, text):
            named = [
                region
                for region in candidates
                if any(ancestor.name in evidence for ancestor in self._ancestors(region))
            ]
            if len(named) == 1:
                return named[0]
        return None

    def _names_inside(self, text: str) -> list[str]:
        """Return the names of regions that ``text`` contains."""
        return [n for n in self._by_name if len(n) >= _SHORTEST_NAME_INSIDE and n in text]

    def _most_named(self, year: str, text: str) -> Region | None:
        """Return the region the text names most often; ``None`` where two are named as often."""
        counts = sorted(((text.count(n), n) for n in self._names_inside(text)), reverse=True)
        if not counts or (len(counts) > 1 and counts[0][0] == counts[1][0]):
            return None
        return self._pick(counts[0][1], year, "", text)

    def _ancestors(self, region: Region) -> list[Region]:
        """Return the regions around a region, nearest first, without mere groupings."""
        ancestors: list[Region] = []
        parent = self._by_code.get(region.parent_code)
        while parent is not None and parent not in ancestors:
            ancestors.append(parent)
            parent = self._by_code.get(parent.parent_code)
        return [region for region in ancestors if not _GROUPINGS.fullmatch(region.name)]
