"""Writes the site: a list where there are several documents, and for each its two pages."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pages import answers, docs_site, glance, reconciliation
from pages.drawing import ECHARTS, Drawer
from pages.originals import Original, Originals
from pages.warehouse import Row, Warehouse
from pages.words import Words, figure, folder_of
from pages.workbook import write_csv, write_workbook

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
ASSETS = HERE / "assets"
MADE_HERE = ".made-by-pages"


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
        self._templates = environment()
        self._templates.globals["has_docs"] = has_docs

    def write(self) -> int:
        """Write all pages; returns how many documents there are."""
        documents = self._warehouse.rows("documents")
        statuses = self._warehouse.rows("statuses")
        by_document: dict[str, list[Row]] = defaultdict(list)
        for row in statuses:
            by_document[row["disclosure_id"]].append(row)
        self._copy_assets()
        several = len(documents) != 1
        if several:
            self._write_list(documents, by_document)
        self._find_originals(documents, several=several)
        for document in documents:
            key = document["disclosure_id"]
            folder = f"{folder_of(key)}/" if several else ""
            frame = {"root": "../" if several else "", "several": several}
            self._write_document(document, by_document[key], folder, frame)
            self._write_original(document, folder, frame)
        for original in self._originals.values():
            original.close()
        return len(documents)

    def notes(self) -> list[str]:
        """What there is to say of the originals: what each took, and what could not be read."""
        said = [
            f"{key}: {original.cuts} cuts, {original.bytes:,} bytes, {original.seconds:.1f} s"
            for key, original in self._originals.items()
        ]
        said += [one.problem for one in self._originals.values() if one.problem]
        return [*said, *self._files.problems]

    def _find_originals(self, documents: list[Row], *, several: bool) -> None:
        """Find the files of the documents among those that are given."""
        for document in documents:
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
        if original.is_pdf:
            original.copy_to(self._out / folder)
            return
        self._page(
            "original.html",
            f"{folder}{original.name}",
            page="original",
            document=glance.masthead(document),
            lines=original.lines(),
            **frame,
        )

    def _copy_assets(self) -> None:
        """Put style, scripts and the chart library beside the pages."""
        assets = self._out / "assets"
        assets.mkdir()
        for name in ("pages.css", "language.js", "page.js", "charts.js", "reconciliation.js"):
            shutil.copyfile(ASSETS / name, assets / name)
        shutil.copyfile(ECHARTS, assets / ECHARTS.name)

    def _write_list(self, documents: list[Row], statuses: dict[str, list[Row]]) -> None:
        """Write the list of documents."""
        totals: dict[str, list[Row]] = defaultdict(list)
        for row in self._warehouse.rows("all_totals"):
            totals[row["disclosure_id"]].append(row)
        entries = [
            {
                "document": glance.masthead(document),
                "totals": [
                    glance.card(row, document["fiscal_year"])
                    for row in totals[document["disclosure_id"]]
                ],
                "counts": glance.counts(
                    statuses[document["disclosure_id"]], document["disclosure_id"]
                ),
            }
            for document in documents
        ]
        frame = {"root": "", "several": True}
        self._page("list.html", "index.html", page="list", entries=entries, **frame)

    def _write_document(
        self, document: Row, statuses: list[Row], folder: str, frame: dict[str, Any]
    ) -> None:
        """Write both pages of a document."""
        (self._out / folder).mkdir(exist_ok=True)
        seen = glance.context(self._warehouse, document, statuses)
        for chart in seen["charts"].values():
            chart.svg = self._drawer.svg(chart.drawing)
        data = {
            key: {"kind": chart.kind, "data": chart.data} for key, chart in seen["charts"].items()
        }
        self._page(
            "glance.html", f"{folder}index.html", page="glance", chart_data=data, **seen, **frame
        )
        checked = reconciliation.context(
            self._warehouse, document, statuses, self._titles, self._originals
        )
        rows = answers.rows_of(
            document,
            self._titles[document["disclosure_id"]],
            answers.open_findings(checked["causes"]),
        )
        write_workbook(
            self._out / folder / "workbook.xlsx", answers.sheets_of(self._warehouse, document, rows)
        )
        write_csv(
            self._out / folder / "findings.csv",
            list(answers.FINDING_HEADS),
            [list(row.values()) for row in rows],
        )
        self._page(
            "reconciliation.html",
            f"{folder}reconciliation.html",
            page="reconciliation",
            **checked,
            **frame,
        )

    def _page(self, template: str, place: str, **values: Any) -> None:
        """Write one page."""
        text = self._templates.get_template(template).render(**values)
        (self._out / place).write_text(text + "\n", "utf-8", newline="\n")


def build(
    database: Path,
    target: Path | None,
    out: Path,
    documents: Sequence[Path] = (),
    say: Callable[[str], None] = lambda note: None,
) -> int:
    """Write the site of a database; returns how many documents it shows.

    ``target`` has dbt's artifacts; without them the documentation is left out.

    ``documents`` are the published files, or folders of them, where they are there; ``say`` takes
    what there is to say of them.
    """
    originals = Originals(documents)
    with Warehouse(database) as warehouse, Drawer() as drawer:
        empty(out)
        site = Site(warehouse, drawer, out, originals, has_docs=target is not None)
        count = site.write()
    for note in site.notes():
        say(note)
    if target is not None:
        (out / "docs").mkdir()
        (out / "docs" / "index.html").write_text(docs_site.compose(target), "utf-8", newline="\n")
    return count


def empty(out: Path) -> None:
    """Make the folder, without pages of documents that are no longer there.

    Only a folder that this program made is emptied, else FileExistsError is raised: someone may
    name their home by mistake.
    """
    if out.exists() and any(out.iterdir()):
        if not (out / MADE_HERE).exists():
            raise FileExistsError(f"{out} holds something that python -m pages did not make")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MADE_HERE).write_text("python -m pages replaces this folder.\n", "utf-8")
