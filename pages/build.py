"""Writes the site: a list where there are several documents, and for each its two pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pages import answers, asking, docs_site, documents, glance, reconciliation
from pages.answers import Checked
from pages.documents import Entry
from pages.drawing import ECHARTS, Drawer
from pages.folder import empty
from pages.originals import Original, Originals
from pages.warehouse import Row, Warehouse
from pages.words import Words, figure, folder_of
from pages.workbook import write_workbook

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
ASSETS = HERE / "assets"


def inline_json(value: Any) -> Markup:
    """JSON to stand inside a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 (every sign that could end it is escaped above)


def environment() -> jinja2.Environment:
    """The templates; every text is escaped."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["figure"] = figure
    made.filters["inline_json"] = inline_json
    made.globals["statuses"] = glance.STATUSES
    return made


class Site:
    """A site being written into a folder."""

    def __init__(
        self,
        warehouse: Warehouse,
        drawer: Drawer,
        out: Path,
        originals: Originals,
        *,
        has_docs: bool = True,
    ) -> None:
        """Take what the pages are made from and where they go."""
        self._warehouse = warehouse
        self._drawer = drawer
        self._out = out
        self._files = originals
        self._originals: dict[str, Original] = {}
        self._titles: dict[str, Words] = {}
        # The other documents of the same department, and the page that has all of them.
        self._neighbours: dict[str, tuple[str, list[Entry]]] = {}
        self._templates = environment()
        self._templates.globals["has_docs"] = has_docs

    def write(self) -> list[Checked]:
        """Write all pages; returns the documents, and what does not tie in each."""
        rows = self._warehouse.rows("documents")
        statuses = self._warehouse.by_document("statuses")
        self._copy_assets()
        several = len(rows) != 1
        if several:
            self._write_list(documents.entries_of(self._warehouse, rows, statuses))
        self._find_originals(rows, several=several)
        found = []
        for document in rows:
            key = document["disclosure_id"]
            folder = f"{folder_of(key)}/" if several else ""
            frame = {"root": "../" if several else "", "several": several}
            found.append(self._write_document(document, statuses[key], folder, frame))
            self._write_original(document, folder, frame)
        for original in self._originals.values():
            original.close()
        return found

    def notes(self) -> list[str]:
        """What there is to say of the originals: what each took, and what could not be read."""
        said = [
            f"{key}: {original.cuts} cuts, {original.bytes:,} bytes, {original.seconds:.1f} s"
            for key, original in self._originals.items()
        ]
        said += [one.problem for one in self._originals.values() if one.problem]
        return [*said, *self._files.problems]

    def _find_originals(self, rows: list[Row], *, several: bool) -> None:
        """Find the files of the documents among those that are given."""
        for document in rows:
            key = document["disclosure_id"]
            self._titles[key] = glance.title_of(document)
            if self._files:
                folder = f"../{folder_of(key)}/" if several else ""
                found = reconciliation.original_of(self._warehouse, document, self._files, folder)
                if found is not None:
                    self._originals[key] = found

    def _write_original(self, document: Row, folder: str, frame: dict[str, Any]) -> None:
        """Put the original beside the pages: a PDF as it is, anything else as numbered lines."""
        original = self._originals.get(document["disclosure_id"])
        if original is None:
            return
        original.copy_to(self._out / folder)
        self.page(
            "original.html",
            f"{folder}{original.name}",
            page="original",
            document=glance.masthead(document),
            lines=original.lines(),
            file_name=original.file_name,
            **frame,
        )

    def _copy_assets(self) -> None:
        """Put style, scripts and the chart library beside the pages."""
        assets = self._out / "assets"
        assets.mkdir()
        for path in sorted(ASSETS.iterdir()):
            shutil.copyfile(path, assets / path.name)
        shutil.copyfile(ECHARTS, assets / ECHARTS.name)
        checks = inline_json(reconciliation.catalogue(self._warehouse))
        script = f"window.BudgetChecks = {checks};\n"
        (assets / "checks.js").write_text(script, "utf-8", newline="\n")

    def _write_list(self, entries: list[Entry]) -> None:
        """Write what several documents have in common: list, comparison, departments by year."""
        frame = {"root": "", "several": True}
        shown = documents.list_context(entries)
        self.page("list.html", "index.html", page="list", **shown, **frame)
        data = documents.compare_data(entries)
        self.page("compare.html", "compare.html", page="compare", data=data, **frame)
        groups = documents.departments_of(entries)
        if groups:
            (self._out / "departments").mkdir()
        for name, group in groups.items():
            shown = documents.department_context(group)
            place = f"departments/{name}.html"
            self.page("department.html", place, page="", **shown, root="../", several=True)
            for entry in group:
                others = [one for one in group if one is not entry]
                self._neighbours[entry.document["id"]] = (name, others)

    def _write_document(
        self, document: Row, statuses: list[Row], folder: str, frame: dict[str, Any]
    ) -> Checked:
        """Write both pages of a document, its workbook and its findings; returns these."""
        (self._out / folder).mkdir(exist_ok=True)
        seen = glance.context(self._warehouse, document, statuses)
        for chart in seen["charts"].values():
            chart.svg = self._drawer.svg(chart.drawing)
        data = {
            key: {"kind": chart.kind, "data": chart.data} for key, chart in seen["charts"].items()
        }
        self.page(
            "glance.html",
            f"{folder}index.html",
            page="glance",
            chart_data=data,
            original=self._originals.get(document["disclosure_id"]),
            neighbours=self._neighbours.get(document["disclosure_id"]),
            **seen,
            **frame,
        )
        held = reconciliation.context(
            self._warehouse, document, statuses, self._titles, self._originals
        )
        checked = answers.checked(document, self._titles[document["disclosure_id"]], held)
        rows = answers.finding_rows([checked])
        write_workbook(
            self._out / folder / "workbook.xlsx", answers.sheets_of(self._warehouse, document, rows)
        )
        answers.write_findings(self._out / folder / "findings.csv", rows)
        self.page(
            "reconciliation.html",
            f"{folder}reconciliation.html",
            page="reconciliation",
            **held,
            **frame,
        )
        return checked

    def page(self, template: str, place: str, **values: Any) -> None:
        """Write one page."""
        text = self._templates.get_template(template).render(**values)
        (self._out / place).write_text(text + "\n", "utf-8", newline="\n")


def build(
    database: Path,
    target: Path | None,
    out: Path,
    originals: Sequence[Path] = (),
    say: Callable[[str], None] = lambda note: None,
) -> list[Checked]:
    """Write the site of a database; returns its documents, and what does not tie in each.

    ``target`` has dbt's artifacts; without them the documentation is left out.

    ``originals`` are the published files, or folders of them, where they are there; ``say`` takes
    what there is to say of them.
    """
    files = Originals(originals)
    with Warehouse(database) as warehouse, Drawer() as drawer:
        empty(out)
        site = Site(warehouse, drawer, out, files, has_docs=target is not None)
        found = site.write()
    for note in site.notes():
        say(note)
    site.page("ask.html", "ask.html", **asking.context(database))
    if target is not None:
        (out / "docs").mkdir()
        (out / "docs" / "index.html").write_text(docs_site.compose(target), "utf-8", newline="\n")
    return found
