"""The organisation section → the department and the units it lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.document import CHINESE, Block, BlockKind, Place, bare
from ingest.text import is_blank, squeeze, trim

# A unit as the section describes it: its name, what it is or what is remarked, and the whole text.
Unit = tuple[str, str, str]

_ORDINAL = rf"(?:[(（][{CHINESE}\d]+[)）]|[{CHINESE}\d]+[、.．])"
_HEADING = re.compile(rf"{_ORDINAL}?[^。，；：,;:]{{0,40}}?(?:机构设置|单位构成)(?:情况)?(?:说明)?")
_NEXT_SECTION = re.compile(rf"[{CHINESE}]+、|[^。，；：,;:]{{0,40}}名词解释$")
_IS = re.compile(rf"\s*{_ORDINAL}\s*(?P<label>.+?)(?:为|是)(?P<kind>[^,，。]+)", re.DOTALL)
# Behind 具体包括： a unit may be followed by a remark alone.
_ANNOUNCED = re.compile(r"(?:包括|如下)[：:]$")
_REMARKED = re.compile(rf"\s*{_ORDINAL}\s*(?P<label>[^,，。；;]+)[,，。；;]?(?P<kind>[^。]*)")
_UNIT_COLUMN = re.compile(r"(?:预算|决算)?单位名称|单位")
_SENTENCE_END = ("。", "；", "：", "！", "？", ";", ":", ".", "!", "?")


def budget_units(department_name: str, blocks: Iterable[Block]) -> list[tuple[Place, Unit]]:
    """Return the department and its listed units, as the organisation section describes them.

    Units are listed in numbered paragraphs or in a table with a column 单位名称.
    """
    department = re.compile(rf"(?P<label>{re.escape(department_name)})(?:是|为)(?P<kind>[^,，。]+)")
    found: list[tuple[Place, Unit]] = []
    is_announced = False
    column: int | None = None
    for place, text, cells in _items(blocks):
        if cells:
            if column is None:
                labels = (place for place, cell in enumerate(cells) if _UNIT_COLUMN.fullmatch(cell))
                column = next(labels, -1)
            elif 0 <= column < len(cells) and not is_blank(cells[column]):
                remark = cells[-1] if column < len(cells) - 1 else ""
                found.append((place, (cells[column], remark, " ".join(filter(None, cells)))))
            continue
        column = None
        match = _IS.match(text) or (_REMARKED.match(text) if is_announced else None)
        if match is None and not found:
            match = department.match(text.strip())
        if match is not None:
            found.append((place, (match["label"].strip(), match["kind"].strip(), text)))
        is_announced = bool(_ANNOUNCED.search(text.strip())) or (is_announced and match is not None)
    return found


def _items(blocks: Iterable[Block]) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    """Yield the paragraphs and rows of the organisation section, each with its place.

    A paragraph that a page break cuts in two is put together again: its first part ends in the
    middle of a sentence.
    """
    waiting: tuple[Place, str] | None = None
    inside = has_text = False
    for block in blocks:
        text = bare(block.text)
        if block.kind is not BlockKind.ROW and _HEADING.fullmatch(squeeze(text)):
            inside = True
        elif inside and (
            block.kind is BlockKind.HEADING
            or (block.kind is not BlockKind.ROW and _NEXT_SECTION.match(squeeze(text)))
        ):
            # A table of contents prints the heading too, with nothing under it.
            if has_text:
                break
            inside = False
        elif inside and block.kind is not BlockKind.PAGE_NUMBER:
            has_text = True
            is_cut = waiting is not None and not waiting[1].rstrip().endswith(_SENTENCE_END)
            if block.kind is not BlockKind.ROW and waiting is not None and is_cut:
                waiting = (waiting[0], waiting[1] + block.text)
                continue
            if waiting is not None:
                yield *waiting, ()
            waiting = None
            if block.kind is BlockKind.ROW:
                yield block.place, block.text, tuple(map(trim, block.cells))
            else:
                waiting = (block.place, block.text)
    if waiting is not None:
        yield *waiting, ()
