"""Characters that print nothing, lay text out, steer a machine or turn around what is seen."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.documents.printing import PrintedTable
from tests.python.documents import build_document
from tests.reliability._reading import must_be_refused, must_read, write
from tests.reliability.attacks import Attack

KIND = "characters 字符"
BLANKS = "\v\f\x85\u00a0\u1680\u2003\u2009\u2028\u2029\u202f\u205f"
NOTHING = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufe0f\ufeff\U000e0041"
STEERING = "\0\x07\x08\x0e\x1b\x1c\x1f\x7f\x80\x9b\u202a\u202d\u202e\u2066\u2069\ufdd0\uffff"
# Characters that XML cannot hold, so that no Word file and no workbook has them.
_NOT_XML = set("\v\f\0\x07\x08\x0e\x1b\x1c\x1f\ufdd0\uffff\x7f\x80\x9b")
# A web page says some other character by these numbers, or none.
_NOT_HTML = _NOT_XML | set("\x85")


def _put_in(character: str, tables: dict[int | str, PrintedTable], *, into: bool) -> None:
    """Put a character behind every amount and name of a table, and into one."""
    for cells in tables[5].rows:
        cells[:] = [f"{cell}{character}" if cell else "" for cell in cells]
    if into:
        cell = tables[5].rows[0][3]
        tables[5].rows[0][3] = cell[:1] + character + cell[1:]


def _harmless(character: str, suffix: str, folder: Path, *, into: bool) -> str:
    """A document with a harmless character reads as the one without it."""
    edit = partial(_put_in, character, into=into)
    path = write(folder / f"with{suffix}", edit=edit)
    return must_read(path, write(folder / f"without{suffix}"))


def _put_in_one(character: str, tables: dict[int | str, PrintedTable]) -> None:
    """Put a character behind one amount."""
    tables[5].rows[0][3] += character


def _steering(character: str, suffix: str, folder: Path) -> str:
    """A document with a character that steers is refused, by its name."""
    path = write(folder / f"document{suffix}", edit=partial(_put_in_one, character))
    return must_be_refused(path, f"U+{ord(character):04X}")


def _in_name(character: str, folder: Path) -> str:
    """So it is in the name of a department."""
    path = folder / "document.md"
    path.write_text(build_document(department_name=f"柳州市{character}财政局"), encoding="utf-8")
    return must_be_refused(path, f"U+{ord(character):04X}")


def _table_in_text(table: str, folder: Path) -> str:
    """A table in other marks than tabs is not left out in silence."""
    path = folder / "document.md"
    text = build_document() + "\n# 附表\n\n" + table
    path.write_text(text, encoding="utf-8")
    line = text[: text.index(table)].count("\n") + 1
    return must_be_refused(path, f"{path}:{line}", "found a table in the marks")


def _line_end(end: str, folder: Path) -> str:
    """Lines may end in each of the three ways."""
    path, plain = folder / "with.md", write(folder / "without.md")
    path.write_bytes(plain.read_bytes().replace(b"\n", end.encode()))
    return must_read(path, plain)


def _attacks() -> Iterator[Attack]:
    for suffix, impossible in ((".md", set()), (".html", _NOT_HTML), (".docx", _NOT_XML)):
        for group, run in (
            (BLANKS, partial(_harmless, into=False)),
            (NOTHING, partial(_harmless, into=True)),
            (STEERING, _steering),
        ):
            for one in group:
                if one not in impossible and not (suffix == ".md" and one == "\0"):
                    name = f"U+{ord(one):04X} in cells of {suffix}"
                    is_slow = suffix == ".docx" and one not in "\u200b\u202e\u2028"
                    yield Attack(KIND, name, partial(run, one, suffix), is_slow)
    for one in "\u2028\u200b\u202e":
        run = _steering if one == "\u202e" else partial(_harmless, into=one == "\u200b")
        yield Attack(KIND, f"U+{ord(one):04X} in cells of .xlsx", partial(run, one, ".xlsx"))
    for one in "\x07\x1b\u202e\u2066":
        yield Attack(KIND, f"U+{ord(one):04X} in a name", partial(_in_name, one))
    for end in ("\r\n", "\r"):
        yield Attack(KIND, f"lines that end in {end!r}", partial(_line_end, end))
    for name, table in {
        "an HTML table": "<table><tr><td>甲</td><td>1.00</td></tr></table>",
        "a markdown table": "|---|--:|\n| 甲 | 1.00 |",
        "a cell alone": html.unescape("&lt;TD&gt;1.00"),
    }.items():
        yield Attack(KIND, f"{name} within text", partial(_table_in_text, table))


ATTACKS = list(_attacks())
