"""Names that would run, in pages, in what a spreadsheet opens, and in paths."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

from lxml import html
from openpyxl import load_workbook

from pages.answers import FINDING_HEADS, Checked, finding_rows
from pages.build import environment, inline_json
from pages.cells import write_csv
from pages.words import Words, folder_of
from pages.workbook import Sheet, write_workbook
from tests.reliability.attacks import LOADED, Attack

KIND = "pages and exports 页面与导出"
MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "<a href=javascript:alert(1)>甲</a>",
    "<!--",
    "]]><script>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#60;b>",
    "</title></textarea></style><b>",
    "甲\u2028乙\u2029`${alert(1)}`",
)
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", " =1+1", "=cmd|' /C calc'!A0", "-", "+甲")
PATHS = ("../../etc", "/etc/passwd", "..", ".", "", "a/b\\c", ".git", "甲\0乙", "C:\\x", "~/.ssh")


_templates = cache(environment)


@cache
def _page(name: str) -> str:
    """Return a page that shows a name wherever names are shown."""
    words = Words(name, name)
    document = {
        **{"id": name, "department": name, "year": name, "stage": words, "region": words},
        **{"source_file": name, "source_sha256": name, "folder": folder_of(name)},
    }
    made = _templates()
    made.globals["has_docs"] = False
    frame = {"root": "", "several": True}
    line = {"id": name, "folder": folder_of(name), "name": name, "title": name, "data": name}
    names = {key: {name: [name, name]} for key in ("regions", "stages", "totals", "statuses")}
    one = made.get_template("list.html").render(page="list", lines=[line], names=names, **frame)
    lines = [(1, words, [name], None), (2, words, [name, name], None)]
    other = made.get_template("original.html").render(
        page="original", document=document, lines=lines, file_name=None, **frame
    )
    return one + other


def _shape(page: str) -> Counter[tuple[str, ...]]:
    """Return how many elements a page has of each name and with which attributes."""
    elements = html.fromstring(page).iter()
    return Counter((str(one.tag), *sorted(map(str, one.attrib))) for one in elements)


def _in_page(name: str, _: Path) -> str:
    """A name changes neither the elements of a page nor their attributes."""
    if _shape(_page(name)) != _shape(_page("甲")):
        raise AssertionError("the name is markup on the page")
    return LOADED


def _in_script(name: str, _: Path) -> str:
    """Data in a script element stays data, and is the same when it is read."""
    element = html.fromstring(f"<div><script>{inline_json({'name': name})}</script></div>")
    (script,) = element
    if json.loads(script.text) != {"name": name} or {"\u2028", "\u2029"} & set(script.text):
        raise AssertionError(script.text)
    return LOADED


def _in_spreadsheet(name: str, folder: Path) -> str:
    """A name never starts a formula in the findings, as CSV and as workbook; they have it whole."""
    one = SimpleNamespace(
        **{"check_id": "甲", "subject": name, "status": "甲", "severity": "error"},
        **{"check": Words(name, name), "sentence": Words(name, name)},
        difference=Decimal("-1.00"),
    )
    heads = list(FINDING_HEADS)
    (found,) = finding_rows([Checked({"disclosure_id": name}, Words(name, name), [one], {})])
    write_csv(folder / "findings.csv", heads, [list(found.values())])
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    cells = [row["disclosure_id"], row["subject"], row["check_zh"], row["sentence_en"]]
    if any(cell != f"'{name}" for cell in cells) or row["difference"] != "-1.00":
        raise AssertionError(str(row))
    write_workbook(folder / "findings.xlsx", [Sheet("甲", heads, [list(found.values())])])
    book = load_workbook(folder / "findings.xlsx")
    written = [cell for cell in book.worksheets[0][2] if cell.value == name]
    if len(written) < len(cells) or any(cell.data_type != "s" for cell in written):
        raise AssertionError(str(written))
    return LOADED


def _in_path(name: str, folder: Path) -> str:
    """The folder of a document's pages stands right in the folder of the site."""
    made = folder / folder_of(name)
    made.mkdir()
    if made.resolve().parent != folder.resolve():
        raise AssertionError(str(made))
    return LOADED


def _attacks() -> Iterator[Attack]:
    for run, names, where in (
        (_in_page, MARKUP, "as a name on a page"),
        (_in_script, MARKUP, "in the data of a page"),
        (_in_spreadsheet, FORMULAS, "in a spreadsheet"),
        (_in_path, PATHS, "as the name of a folder"),
    ):
        for name in names:
            yield Attack(KIND, f"{name!r} {where}", partial(run, name))


ATTACKS = list(_attacks())
