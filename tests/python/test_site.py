"""The pages, opened from disk in a real browser that has no network.

Two sites are built: one of the first document alone, and one of several documents unlike it.
Nothing skips these tests: without a browser they fail, and the message says what to install.
"""

from __future__ import annotations

import base64
import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import numpy as np
import pypdfium2
import pytest
import yaml
from conftest import ROOT, Project
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from site_corpus import (
    ALL_FUNDS_IN_YUAN,
    BARE,
    FINAL_ACCOUNTS,
    FIRST,
    MANY_UNITS,
    MARKUP,
    WRONG_PDF,
    WRONG_TEXT,
    build_corpus,
)
from test_pdf import grid, make

from benchmarks.documents.files import write_file
from documents import build_parts
from ingest.document import Block, BlockKind
from ingest.formats import read_document
from pages import browser as browsers
from pages import charts, cutting, documents, findings
from pages.ask import relation_of
from pages.build import build, environment
from pages.originals import Original
from pages.questions import questions, sql_of
from pages.warehouse import Warehouse
from pages.words import Words, figure, folder_of

CHARTS = {
    "flow", "structure", "functions", "economic", "economic-sections", "public-expenses",
    "procurement", "units",
}  # fmt: skip
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
A4_WIDTH = 695


@dataclass(frozen=True)
class Site:
    """A built site and the warehouse it was built from."""

    folder: Path
    project: Project

    @property
    def pages(self) -> list[Path]:
        """The pages of ours, without dbt's."""
        return sorted(path for path in self.folder.rglob("*.html") if path.parent.name != "docs")

    def page(self, disclosure_id: str, name: str = "index.html") -> Path:
        """A page of a document."""
        folder = self.folder / disclosure_id
        return (folder if folder.exists() else self.folder) / name


@dataclass
class Seen:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def artifacts(warehouse: Project) -> Path:
    """What ``dbt docs generate`` leaves."""
    result = warehouse.dbt("docs", "generate", "--quiet")
    assert result.returncode == 0, result.stdout
    return warehouse.folder / "target"


@pytest.fixture(scope="session")
def site(warehouse: Project, artifacts: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the first document."""
    folder = tmp_path_factory.mktemp("site") / "site"
    assert len(build(warehouse.database, artifacts, folder)) == 1
    return Site(folder, warehouse)


@pytest.fixture(scope="session")
def corpus(warehouse: Project, artifacts: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of several documents."""
    root = tmp_path_factory.mktemp("corpus")
    project = warehouse.copy(root / "copy")
    build_corpus(project, root)
    # The first document's file is not among the originals; those of all others are.
    assert len(build(project.database, artifacts, root / "site", [root / "texts"])) == 7
    return Site(root / "site", project)


@pytest.fixture(scope="session", params=["site", "corpus"])
def each(request: pytest.FixtureRequest) -> Site:
    """Both sites in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser; there has to be one."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browsers.find(), args=browsers.arguments()
        )
        yield started
        started.close()


Open = Callable[..., tuple[Page, Seen]]


def listen(page: Page) -> Seen:
    """Note what a page asks for and complains about from now on."""
    seen = Seen()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda said: seen.complaints.append(said.text[:300]))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)[:300]))
    page.on("requestfailed", lambda request: seen.complaints.append(request.url))
    return seen


@pytest.fixture(scope="session")
def offline(chromium: Browser) -> Iterator[BrowserContext]:
    """A window without a network."""
    context = chromium.new_context(viewport=DESK, offline=True)
    yield context
    context.close()


@pytest.fixture
def open_page(chromium: Browser, offline: BrowserContext) -> Iterator[Open]:
    """Opens pages from disk to do something with them, and listens to what they ask for and say."""
    opened: list[Page] = []

    def opener(
        path: Path,
        *,
        after: str = "",
        viewport: dict[str, int] | None = None,
        scripts: bool = True,
    ) -> tuple[Page, Seen]:
        if scripts:
            page = offline.new_page()
            page.set_viewport_size(viewport or DESK)
        else:
            page = chromium.new_page(viewport=DESK, offline=True, java_script_enabled=False)
        opened.append(page)
        seen = listen(page)
        page.goto(path.as_uri() + after)
        return page, seen

    yield opener
    for page in opened:
        # The language a page remembers is the next test's too, as it is a reader's.
        page.evaluate("localStorage.clear()")
        page.close()


@pytest.fixture(scope="session")
def look(offline: BrowserContext) -> Open:
    """Pages that tests only look at: each is opened once, on a desk, and kept."""
    kept: dict[Path, tuple[Page, Seen]] = {}

    def opener(path: Path) -> tuple[Page, Seen]:
        if path not in kept:
            page = offline.new_page()
            kept[path] = page, listen(page)
            page.goto(path.as_uri())
        return kept[path]

    return opener


def amount(text: str) -> Decimal:
    """A figure on a page."""
    return Decimal(text.replace(",", ""))


# ---- the files --------------------------------------------------------------------------------
class _Links(HTMLParser):
    """Collects where a page points and which places it has."""

    def __init__(self) -> None:
        """Start with nothing found."""
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links and ids."""
        for name, value in attrs:
            if name in ("href", "src") and value and not value.startswith("data:"):
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


@cache
def links_of(path: Path) -> _Links:
    """The links and ids of a page."""
    found = _Links()
    found.feed(path.read_text("utf-8"))
    return found


def test_every_link_leads_somewhere(each: Site) -> None:
    """Links are relative, their files are there, and so are the places inside them."""
    for path in each.pages:
        found = links_of(path)
        assert len(found.ids) == len(set(found.ids)), path
        for link in found.links:
            parts = urlsplit(link)
            assert not parts.scheme, link
            assert not parts.netloc, link
            assert not parts.path.startswith("/"), link
            target = (path.parent / parts.path).resolve() if parts.path else path
            assert target.is_file(), f"{path}: {link}"
            if target.suffix == ".pdf":
                assert re.fullmatch(r"(page=[1-9]\d*)?", parts.fragment), link
            elif target.name == "compare.html" != path.name:
                assert all(
                    (each.folder / name).is_dir() for name in parts.fragment.split(",") if name
                )
            elif parts.fragment:
                place = unquote(parts.fragment).split("/")[0]
                assert place in links_of(target).ids, link


def test_docs_are_linked_from_both_pages(each: Site) -> None:
    """The documentation is one click away, and leads back."""
    for path in each.pages:
        assert any(link.endswith("docs/index.html") for link in links_of(path).links), path
    assert "../index.html" in links_of(each.folder / "docs" / "index.html").links


def test_pages_say_nothing_of_the_machine_or_the_time(each: Site) -> None:
    """No file holds a folder of this machine, or a date of its making."""
    for path in each.folder.rglob("*"):
        if (
            path.is_file()
            and path.suffix not in (".pdf", ".xlsx")
            and path.name != "echarts.min.js"
        ):
            text = path.read_text("utf-8")
            for trace in (str(each.folder.parent), str(each.project.folder), str(ROOT), "/tmp/"):  # noqa: S108
                assert trace not in text, f"{path}: {trace}"
            assert not re.search(r'"(generated_at|invocation_id|created_at|root_path)":', text)


def test_pages_stay_small(each: Site) -> None:
    """A page can be sent by mail."""
    for path in each.pages:
        # The page that is asked carries an engine and the marts.
        most = 4_000_000 if path.name == "ask.html" else 2_000_000
        assert path.stat().st_size < most, path


def test_two_builds_give_the_same_bytes(site: Site, project: Project, tmp_path: Path) -> None:
    """A warehouse built again, in another folder, gives the same site byte for byte."""
    for command in (("run",), ("docs", "generate", "--quiet")):
        result = project.dbt(*command)
        assert result.returncode == 0, result.stdout
    again = tmp_path / "again"
    build(project.database, project.folder / "target", again)
    files = sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    first = sorted(
        path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()
    )
    assert files == first
    changed = [
        name for name in files if (again / name).read_bytes() != (site.folder / name).read_bytes()
    ]
    assert changed == []


def test_a_folder_of_someone_else_is_left_alone(
    warehouse: Project, artifacts: Path, tmp_path: Path
) -> None:
    """Only a folder that was written before is emptied; a document that is gone goes."""
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError, match="did not make"):
        build(warehouse.database, artifacts, tmp_path)
    assert (tmp_path / "letter.txt").read_text("utf-8") == "mine"
    out = tmp_path / "site"
    build(warehouse.database, artifacts, out)
    (out / "gone.html").write_text("old", "utf-8")
    build(warehouse.database, artifacts, out)
    assert not (out / "gone.html").exists()


def test_the_lock_file_names_hashes_and_no_host() -> None:
    """Every package of the charts is pinned by its hash, and none by where it came from."""
    text = (ROOT / "pages" / "package-lock.json").read_text("utf-8")
    assert "http" not in text
    packages = json.loads(text)["packages"]
    assert packages["node_modules/echarts"]["version"].startswith("6.")
    assert all("integrity" in package for name, package in packages.items() if name)


def test_a_missing_browser_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where there is no browser the tests fail and say what to do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(browsers.BrowserMissingError, match="CHROMIUM"):
        browsers.find()
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    with pytest.raises(browsers.BrowserMissingError, match="no program"):
        browsers.find()


# ---- opened from disk -------------------------------------------------------------------------
def test_pages_ask_for_their_own_files_only(each: Site, look: Open) -> None:
    """No page asks for anything outside its folder, and none complains."""
    home = each.folder.as_uri()
    for path in [*each.pages, each.folder / "docs" / "index.html"]:
        page, seen = look(path)
        page.wait_for_timeout(50)
        outside = [url for url in seen.requests if not url.startswith((home, "data:"))]
        assert outside == [], path
        assert seen.complaints == [], path


def test_the_docs_site_works(site: Site, open_page: Open) -> None:
    """Dbt's page shows a model from its inlined data."""
    page, seen = open_page(
        site.folder / "docs" / "index.html", after="#!/model/model.department_budgets.unit_budget"
    )
    page.wait_for_selector("text=service_purchase_amount")
    page.click("#way-back")
    page.wait_for_selector("#chart-flow")
    assert seen.complaints == []


def test_every_chart_is_drawn(each: Site, look: Open) -> None:
    """Each chart is drawn at build time, and again in the browser, with its own text."""
    for path in each.pages:
        text = path.read_text("utf-8")
        drawn = re.findall(r'data-chart="([a-z-]+)"', text)
        if not drawn:
            is_drawn = path.name == "index.html" and path.parent != each.folder
            assert not is_drawn, path
            continue
        page, _ = look(path)
        for chart in drawn:
            built = text.split(f'data-chart="{chart}"')[1].split("</svg>")[0]
            assert built.count("<path") >= 2
            assert built.count("<text") >= 2
            assert page.locator(f"#chart-{chart}[data-live] svg path").count() >= 2
            box = page.locator(f"#chart-{chart} svg").bounding_box()
            assert box is not None
            assert box["width"] > 300, f"{path}: {chart}"
            assert box["height"] > 60, f"{path}: {chart}"
        assert page.locator(".chart").count() == len(drawn)


def test_the_first_document_has_all_charts(site: Site) -> None:
    """None of the eight is left out."""
    text = site.page(FIRST).read_text("utf-8")
    assert set(re.findall(r'data-chart="([a-z-]+)"', text)) == CHARTS


def chart_data(page: Page) -> dict[str, dict]:
    """What a page's charts are drawn from."""
    return page.evaluate("JSON.parse(document.getElementById('chart-data').textContent)")


def tip(page: Page, chart: str, where: dict[str, object]) -> str:
    """What hovering over a part of a chart shows."""
    page.evaluate(
        "([chart, where]) => echarts.getInstanceByDom(document.getElementById('chart-' + chart))"
        ".dispatchAction({ type: 'showTip', ...where })",
        [chart, where],
    )
    shown = page.locator(f"#chart-{chart} > div").last
    shown.wait_for(state="visible")
    return shown.inner_text()


def test_hover_gives_exact_figures(site: Site, open_page: Open) -> None:
    """Tips have every part, the sum and the printed figure; a link has its amount."""
    page, _ = open_page(site.page(FIRST))
    text = tip(page, "functions", {"seriesIndex": 0, "dataIndex": 1})
    for part in ("社会保障和就业支出", "547.14", "3.30", "550.44", "550.43"):
        assert part in text
    assert "33.70 – 33.72" in tip(page, "public-expenses", {"seriesIndex": 0, "dataIndex": 0})
    assert "2,747.19" in tip(page, "flow", {"seriesIndex": 0, "dataIndex": 1})
    links = chart_data(page)["flow"]["data"]["links"]
    shown = page.evaluate(
        "(links) => { const { formatter } = echarts.getInstanceByDom("
        "document.getElementById('chart-flow')).getOption().tooltip[0];"
        " return links.map((data) => formatter({ dataType: 'edge', data })); }",
        links,
    )
    assert all(link["text"] in text for link, text in zip(links, shown, strict=True))
    # With a real mouse.
    page.hover("#chart-functions svg", position={"x": 400, "y": 50})
    page.wait_for_function(
        "document.querySelector('#chart-functions').innerText.includes('3,487.74')"
    )


def test_without_scripts_nothing_is_lost(site: Site, open_page: Open) -> None:
    """Chinese with English beside the headings, charts, tables and every result."""
    page, _ = open_page(site.page(FIRST), scripts=False)
    heading = page.locator("#flow h2")
    assert "钱从哪里来" in heading.inner_text()
    assert "Where the money flows" in heading.inner_text()
    assert not page.locator("#language").is_visible()
    assert not page.locator("#target-search").is_visible()
    page, _ = open_page(site.page(FIRST, "reconciliation.html"), scripts=False)
    page.locator("#procurement_unit_is_sum_of_lines > summary").click()
    assert page.locator("#procurement_unit_is_sum_of_lines tbody tr:visible").count() == 71


# ---- the same figures as the marts ------------------------------------------------------------
# Where each headline is printed: statement and column of its grand total.
PRINTED_TOTALS = {
    "revenue_total": ("revenue_expenditure_summary", "revenue_amount"),
    "expenditure_total": ("revenue_expenditure_summary", "expenditure_amount"),
    "basic": ("expenditure", "basic"),
    "project": ("expenditure", "project"),
    "personnel": ("general_budget_expenditure", "personnel"),
    "operating": ("general_budget_expenditure", "operating"),
    "three_public": ("three_public_expenses", "three_public_total"),
    "procurement": ("procurement", "fund_total"),
    "service_purchases": ("service_purchases", "total"),
    "carried_forward": ("expenditure", "carried_forward"),
}


def test_headlines_are_what_the_document_prints(each: Site, look: Open) -> None:
    """Each headline is the printed total; none is left out, and none is made up."""
    documents = each.project.query("select disclosure_id from marts.dim_disclosures")
    for (disclosure_id,) in documents:
        page, _ = look(each.page(disclosure_id))
        shown = {
            card.get_attribute("data-measure"): amount(card.locator(".figure").inner_text())
            for card in page.locator(".headlines [data-measure]").all()
        }
        printed = {}
        for measure, (statement, column) in PRINTED_TOTALS.items():
            found = each.project.query(
                "select amount from reconciliation.published_amounts"
                f" where disclosure_id = '{disclosure_id}' and row_kind = 'grand_total'"
                f" and statement = '{statement}' and column_name = '{column}'"
            )
            if found and (measure != "carried_forward" or found[0][0] != 0):
                printed[measure] = found[0][0]
        assert shown == printed, disclosure_id
        assert "公开数" in page.locator(".hero").first.inner_text()


def test_changes_are_what_the_narrative_states(site: Site, look: Open) -> None:
    """The change, its percentage, and the year before with its interval."""
    page, _ = look(site.page(FIRST))
    card = page.locator(".headlines [data-measure=three_public]")
    for part in ("-6.69", "-19.85%", "33.71", "2023"):
        assert part in card.inner_text()
    title = card.locator(".change").get_attribute("title")
    assert title is not None
    assert "33.70 – 33.72" in title
    assert "上年数未公布" in page.locator(".headlines [data-measure=personnel]").inner_text()


def test_spending_of_the_year_before_is_called_so(corpus: Site, look: Open) -> None:
    """Where the narrative compares with what was spent, headlines, list and chart say it."""
    page, _ = look(corpus.page(FINAL_ACCOUNTS))
    total = page.locator(".headlines [data-measure=expenditure_total]").inner_text()
    assert "2022年执行数 2,100.00" in total
    assert "+51.29" in total
    assert "2022年执行数" in page.locator(".headlines [data-measure=three_public]").inner_text()
    chart = page.locator("#figure-public-expenses")
    assert "上年数为执行数：“三公”经费。" in chart.inner_text()
    cells = {
        row.locator("th").text_content(): row.locator("td").nth(2).text_content()
        for row in chart.locator("tbody tr").all()
    }
    assert cells["“三公”经费Three public expenses"] == "执行数As spent"
    assert cells["公务接待费Official reception"] == "预算数A budget"
    assert cells["会议费Meetings"] == "—"
    listed, _ = look(corpus.folder / "index.html")
    entry = listed.locator(f"[data-id='{FINAL_ACCOUNTS}']")
    changes = entry.locator(".change").all_inner_texts()
    assert [" ".join(change.split()) for change in changes] == [
        "+51.29 (+2.44%) 较上年执行数",
        "+51.29 (+2.44%) 较上年执行数",
    ]


def test_a_class_is_not_called_by_the_name_of_a_department(corpus: Site, look: Open) -> None:
    """201 is the department in checks of its units, and the class in checks of classes."""
    page, _ = look(corpus.page(MANY_UNITS, "reconciliation.html"))
    for check, subject, name in (
        ("summary_and_expenditure_by_class", "201", "一般公共服务支出"),
        ("expenditure_department_is_sum_of_units", "201.total", "南宁市商务局"),
    ):
        row = page.locator(f"#{check} tr.result[data-subject='{subject}']")
        assert name in (row.text_content() or ""), check


TABLES_BEHIND = {
    "flow": """
        select
            (select sum(amount) from marts.fct_revenue where disclosure_id = '{id}')
            + 2 * (select sum(amount) from marts.fct_expenditure where disclosure_id = '{id}')
    """,
    "structure": """
        select 2 * sum(amount) from marts.fct_expenditure where disclosure_id = '{id}'
    """,
    "functions": """
        select
            sum(
                coalesce(personnel_amount, 0) + coalesce(operating_amount, 0)
                + coalesce(project_amount, 0) + coalesce(carried_forward_amount, 0)
                + coalesce(total_amount, 0) + coalesce(published_total_amount, 0)
            )
            + 3 * (
                select coalesce(sum(amount), 0) from marts.fct_expenditure
                where disclosure_id = '{id}' and component = 'basic_unsplit'
            )
        from marts.functional_budget where disclosure_id = '{id}'
    """,
    "economic": """
        select sum(personnel_amount + operating_amount + total_amount + published_total_amount)
        from marts.economic_budget where disclosure_id = '{id}' and economic_level = 'class'
    """,
    "economic-sections": """
        select sum(personnel_amount + operating_amount + total_amount + published_total_amount)
        from marts.economic_budget where disclosure_id = '{id}'
    """,
    "procurement": """
        select 2 * sum(goods_amount + works_amount + services_amount)
        from marts.procurement_budget where disclosure_id = '{id}'
    """,
    "units": """
        select
            sum(total_amount + published_total_amount)
            + (select sum(amount) from marts.fct_expenditure where disclosure_id = '{id}')
        from marts.unit_budget where disclosure_id = '{id}'
    """,
}


def test_tables_behind_charts_add_up_to_the_marts(each: Site, look: Open) -> None:
    """All figures of each table together are all figures of the mart, exactly."""
    documents = each.project.query("select disclosure_id from marts.dim_disclosures")
    for (disclosure_id,) in documents:
        page, _ = look(each.page(disclosure_id))
        for chart, query in TABLES_BEHIND.items():
            cells = page.locator(f"#figure-{chart} .behind td.num").all_text_contents()
            if not page.locator(f"#figure-{chart}").count():
                assert each.project.query(query.format(id=disclosure_id)) in ([(None,)], [(0,)])
                continue
            found = sum(amount(cell) for cell in cells if cell not in ("—", "") and "%" not in cell)
            assert found == each.project.query(query.format(id=disclosure_id))[0][0], chart


def test_units_and_procurement_lines_are_the_marts(each: Site, look: Open) -> None:
    """Cell by cell, with what is not printed as a dash."""
    page, _ = look(each.page(FIRST))
    shown = [
        row.locator("td").all_text_contents() for row in page.locator(".compare tbody tr").all()
    ]
    expected = each.project.query(
        f"""
        select published_total_amount, basic_amount, project_amount, three_public_amount,
            meeting_amount, training_amount, procurement_amount, service_purchase_amount
        from marts.unit_budget where disclosure_id = '{FIRST}'
        order by total_amount desc, unit_code
        """
    )
    assert [row[:-1] for row in shown] == [[figure(value) for value in row] for row in expected]
    assert "—" in shown[-1]
    lines = page.locator("#procurement .lines").first.locator("tbody tr")
    assert lines.count() == 23
    total = sum(amount(row.locator("td").nth(3).inner_text()) for row in lines.all())
    assert (
        total
        == each.project.query(
            "select sum(total_amount) from marts.procurement_budget"
            f" where disclosure_id = '{FIRST}'"
        )[0][0]
    )


def test_the_flow_knows_every_kind_of_expenditure() -> None:
    """Whatever component a fact may have, the flow of the money has a name for it."""
    facts = yaml.safe_load((ROOT / "models" / "marts" / "_facts.yml").read_text("utf-8"))
    (model,) = (one for one in facts["models"] if one["name"] == "fct_expenditure")
    (rules,) = (one["well_formed"] for one in model["data_tests"] if "well_formed" in one)
    components = rules["arguments"]["listed"]["component"]
    assert len(components) > 5
    rows = [
        {"unit_code": "1", "class_code": "201", "component": component, "amount": Decimal(1)}
        for component in components
    ]
    chart = charts.flow(charts.Names([], []), [], rows, {})
    assert chart is not None
    ends = {node["id"]: node for node in chart.data["nodes"] if node["level"] == 3}
    assert sum(node["value"] for node in ends.values()) == len(components)
    assert all(node["en"] not in components for node in ends.values())


def test_the_flow_keeps_what_goes_through_each_node(corpus: Site, look: Open) -> None:
    """What a class receives is what it gives; what is carried forward has its own end."""
    page, _ = look(corpus.page(ALL_FUNDS_IN_YUAN))
    data = page.evaluate("JSON.parse(document.getElementById('chart-data').textContent)")["flow"][
        "data"
    ]
    assert len({node["id"] for node in data["nodes"]}) == len(data["nodes"])
    for node in data["nodes"]:
        incoming = sum(amount(x["text"]) for x in data["links"] if x["target"] == node["id"])
        outgoing = sum(amount(x["text"]) for x in data["links"] if x["source"] == node["id"])
        if node["level"] in (1, 2):
            assert incoming == outgoing == amount(node["sum"])
        else:
            assert max(incoming, outgoing) == amount(node["sum"])
    named = {node["id"]: node for node in data["nodes"]}
    assert named["kind:carried_forward"]["text"] == "2.20"
    assert named["fund:carried_over:unit_funds"]["zh"].startswith("上年结转")
    assert named["fund:current_year:state_capital"]["text"] == "6.00"


def test_one_subject_shows_one_figure(site: Site, look: Open) -> None:
    """What a card says of basic and project expenditure, units and classes, the charts say."""
    page, _ = look(site.page(FIRST))
    charts = chart_data(page)
    nodes = {node["id"]: node["text"] for node in charts["flow"]["data"]["nodes"]}
    for kind in ("basic", "project"):
        card = page.locator(f".headlines [data-measure={kind}] .figure").inner_text()
        assert nodes[f"kind:{kind}"] == card
    printed = dict(
        site.project.query(
            "select unit_name, published_total_amount from marts.unit_budget"
            f" where disclosure_id = '{FIRST}'"
        )
    )
    for chart in ("structure", "units"):
        rows = charts[chart]["data"]["units" if chart == "structure" else "rows"]
        assert {row["zh"]: amount(row["text"]) for row in rows} == printed
    classes = dict(
        site.project.query(
            "select function_name, published_total_amount from marts.functional_budget"
            f" where disclosure_id = '{FIRST}' and function_level = 'class'"
        )
    )
    rows = charts["functions"]["data"]["rows"]
    assert {row["zh"]: amount(row["text"]) for row in rows} == classes
    assert {row["zh"] for row in rows if row["text"] != row["sum"]}


# ---- for everyone -----------------------------------------------------------------------------
AXE = ROOT / "pages" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("viewport", [DESK, {"width": 390, "height": 844}])
def test_no_page_keeps_anybody_out(site: Site, open_page: Open, viewport: dict[str, int]) -> None:
    """WCAG 2.2 AA as axe checks it: no violation on any page of ours, opened checks included."""
    _expect_open_to_all(site, open_page, viewport)


@pytest.mark.proof
@pytest.mark.parametrize("viewport", [DESK, {"width": 390, "height": 844}])
def test_no_page_of_many_keeps_anybody_out(
    corpus: Site, open_page: Open, viewport: dict[str, int]
) -> None:
    """The same of documents that are each unlike the first one."""
    _expect_open_to_all(corpus, open_page, viewport)


def _expect_open_to_all(each: Site, open_page: Open, viewport: dict[str, int]) -> None:
    """No page has a violation, or is wider than the screen."""
    for path in each.pages:
        page, _ = open_page(path, viewport=viewport)
        for check in page.locator(".check:not([hidden]) > summary").all()[:3]:
            check.click()
        for result in page.locator(".result:visible .open").all()[:2]:
            result.click()
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            "(values) => axe.run({ runOnly: { type: 'tag', values } })"
            ".then((all) => all.violations.map((one) => [one.id, one.nodes[0].html]))",
            TAGS,
        )
        assert found == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path


def test_statuses_are_told_apart_by_shape(corpus: Site, look: Open) -> None:
    """No two statuses have the same mark, whatever their colours."""
    page, _ = look(corpus.page(WRONG_PDF, "reconciliation.html"))
    marks = page.evaluate(
        "[...document.querySelectorAll('.filters .tag')].map((tag) => {"
        " const mark = getComputedStyle(tag, '::before');"
        " return [mark.borderRadius, mark.clipPath, mark.transform, mark.borderWidth].join(); })"
    )
    assert len(marks) == 6
    assert len(set(marks)) == 6


def test_sections_are_one_click_away(site: Site, look: Open) -> None:
    """Every section of the overview is in its navigation, in order."""
    page, _ = look(site.page(FIRST))
    links = page.locator(".sections a").evaluate_all("all => all.map((one) => one.hash)")
    sections = page.locator("main > section[id]").evaluate_all("all => all.map((x) => '#' + x.id)")
    assert links == sections


def test_a_phone_shows_the_flow_whole(site: Site, open_page: Open) -> None:
    """Nothing of it has to be scrolled to, and the name of a check has room."""
    page, _ = open_page(site.page(FIRST), viewport=PHONE)
    assert page.evaluate(
        "(() => { const box = document.querySelector('.canvas.wide');"
        " return box.scrollWidth <= box.clientWidth; })()"
    )
    page, _ = open_page(site.page(FIRST, "reconciliation.html"), viewport=PHONE)
    for box in page.locator(".check-name").all()[:40]:
        assert (box.bounding_box() or {"width": 0})["width"] > 200


def test_closed_checks_are_printed(site: Site, open_page: Open) -> None:
    """On paper every check that is not filtered out shows its results."""
    page, _ = open_page(site.page(FIRST, "reconciliation.html"))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".check:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".check[open]").count() == 0


# ---- what is missing, and what is odd ---------------------------------------------------------
def test_missing_is_said_and_is_not_zero(corpus: Site, open_page: Open) -> None:
    """A document without procurement, targets and narrative shows none, not zeros."""
    page, _ = open_page(corpus.page(BARE))
    for section in ("#procurement", "#targets"):
        assert "文件未公布" in page.locator(section).inner_text()
        assert page.locator(f"{section} .figure").count() == 0
    assert page.locator("#chart-procurement").count() == 0
    assert page.locator("[data-measure=procurement]").count() == 0
    cells = page.locator(".compare tbody tr").first.locator("td").all_text_contents()
    assert cells[-3:] == ["—", "—", "0"]
    assert page.locator(".headlines .change:not(.none)").count() == 0
    assert "文件没有说明上年数" in page.locator("#public-expenses").inner_text()
    page, _ = open_page(corpus.page(BARE, "reconciliation.html"))
    ((wrong,),) = corpus.project.query(
        "select count(*) from reconciliation.reconciliation_results"
        f" where disclosure_id = '{BARE}' and status not in ('exact', 'rounding')"
    )
    assert page.locator("#findings").get_attribute("data-count") == str(wrong)
    assert page.locator(".finding.error").count() == 0


def test_text_of_documents_is_never_markup(corpus: Site, open_page: Open) -> None:
    """Names and targets that look like markup are shown as they are, in pages and in tips."""
    for name in ("index.html", "reconciliation.html"):
        page, seen = open_page(corpus.page(ALL_FUNDS_IN_YUAN, name))
        assert page.locator("#injected").count() == 0
        assert MARKUP in (page.locator("main").text_content() or "")
        assert seen.complaints == []
    page, _ = open_page(corpus.page(ALL_FUNDS_IN_YUAN))
    assert "R&D" in tip(page, "units", {"seriesIndex": 0, "dataIndex": 1})
    assert page.locator("#injected").count() == 0


def test_other_documents_are_shown_as_what_they_are(corpus: Site, look: Open) -> None:
    """Final accounts, yuan, negative amounts and units that spend nothing."""
    page, _ = look(corpus.page(FINAL_ACCOUNTS))
    assert "2023年部门决算" in page.locator(".masthead").inner_text()
    page, _ = look(corpus.page(ALL_FUNDS_IN_YUAN))
    assert "以元印刷" in page.locator(".masthead").inner_text()
    page, _ = look(corpus.page(MANY_UNITS))
    assert "负数" in page.locator("#figure-flow").inner_text()
    assert "-12.34" in (page.locator("#figure-flow table").text_content() or "")
    assert page.locator(".compare tbody tr").count() == 12


# ---- the list ---------------------------------------------------------------------------------
def test_the_list_has_every_document(corpus: Site, open_page: Open) -> None:
    """Each with its printed totals and its checks; a search narrows it; a click opens it."""
    page, _ = open_page(corpus.folder / "index.html")
    for item in page.locator(".documents > li").all():
        disclosure_id = item.get_attribute("data-id")
        totals = corpus.project.query(
            "select measure, amount from marts.headline_amounts"
            f" where disclosure_id = '{disclosure_id}'"
        )
        for measure in ("revenue_total", "expenditure_total"):
            shown = item.locator(f"[data-measure={measure}] b").inner_text()
            assert amount(shown) == dict(totals)[measure]
        counts = sum(int(text) for text in item.locator(".tag b").all_text_contents())
        assert [(counts,)] == corpus.project.query(
            "select count(*) from reconciliation.reconciliation_results"
            f" where disclosure_id = '{disclosure_id}'"
        )
    assert page.locator(".documents > li").count() == 7
    page.fill("#document-search", "桂林 2026")
    assert page.locator(".documents > li:visible").count() == 1
    page.click(".documents > li:visible h2 a")
    assert page.locator("h1").inner_text() == "桂林市财政局"


def test_the_list_knows_regions_and_keeps_what_is_asked(corpus: Site, open_page: Open) -> None:
    """The province finds its cities; filters, order and search are in the address."""
    page, seen = open_page(corpus.folder / "index.html")
    items = page.locator(".documents > li:visible")
    page.fill("#document-search", "广西 桂林")
    assert items.count() == 1
    page.fill("#document-search", "guangxi liuzhou")
    assert items.count() == 2
    page.select_option("#by-stage", "部门决算")
    assert [item.get_attribute("data-id") for item in items.all()] == [FINAL_ACCOUNTS]
    again, _ = open_page(corpus.folder / "index.html", after=f"#{urlsplit(page.url).fragment}")
    assert again.locator(".documents > li").count() == 1
    assert again.locator("#document-search").input_value() == "guangxi liuzhou"
    page.fill("#document-search", "")
    page.select_option("#by-stage", "")
    page.select_option("#sort", "amount")
    totals = page.locator("[data-measure=expenditure_total] b").all_inner_texts()
    assert len(totals) == 7
    assert totals == sorted(totals, key=amount, reverse=True)
    page.select_option("#sort", "found")
    assert items.first.get_attribute("data-id") == FIRST
    wrong = {
        disclosure_id
        for (disclosure_id,) in corpus.project.query(
            "select disclosure_id from reconciliation.reconciliation_results"
            " where status not in ('exact', 'rounding')"
        )
    }
    for choice, count in (("yes", len(wrong)), ("no", 7 - len(wrong))):
        page.select_option("#by-found", choice)
        assert items.count() == count
    page.select_option("#by-found", "yes")
    assert {item.get_attribute("data-id") for item in items.all()} == wrong
    page.select_option("#by-department", "桂林市财政局")
    page.select_option("#by-year", "2025")
    assert page.locator("#no-document").is_visible()
    assert seen.complaints == []


def test_a_district_is_called_by_its_city() -> None:
    """北京 finds 110105, whose next level up is no place of its own."""
    rows = [
        {"region_code": code, "name_zh": name, "name_en": name, "parent_code": parent}
        for code, name, parent in (
            ("110000", "北京市", None),
            ("110100", "市辖区", "110000"),
            ("110105", "朝阳区", "110100"),
        )
    ]
    path = documents.Regions(rows).path("110105")
    assert [name.zh for name in path] == ["北京市", "朝阳区"]


def entries_of(corpus: Site) -> list[documents.Entry]:
    """The documents of the corpus as the list has them."""
    with Warehouse(corpus.project.database) as warehouse:
        rows, statuses = warehouse.rows("documents"), warehouse.by_document("statuses")
        return documents.entries_of(warehouse, rows, statuses)


def write_list(corpus: Site, entries: list[documents.Entry], folder: Path) -> Path:
    """Write a list of documents by itself."""
    templates = environment()
    templates.globals["has_docs"] = False
    shutil.copytree(corpus.folder / "assets", folder / "assets")
    frame = {"root": "", "several": True, "page": "list"}
    text = templates.get_template("list.html").render(**documents.list_context(entries), **frame)
    (folder / "index.html").write_text(text, "utf-8")
    return folder / "index.html"


def test_a_thousand_documents_are_a_light_list(
    corpus: Site, tmp_path: Path, open_page: Open
) -> None:
    """Below 300 kB, and quick to search: only what is looked at is drawn."""
    entries = entries_of(corpus)
    many = []
    for number in range(1000):
        entry = entries[number % len(entries)]
        name = f"{number:06}-103-2024-budget"
        many.append(replace(entry, document=entry.document | {"id": name, "folder": name}))
    path = write_list(corpus, many, tmp_path)
    assert path.stat().st_size < 300_000
    page, _ = open_page(path)
    assert page.locator("#document-count").inner_text() == "1000 / 1000"
    assert page.locator(".documents > li").count() == 60
    page.click("#more")
    assert page.locator(".documents > li").count() == 120
    page.fill("#document-search", "000999")
    assert page.locator(".documents > li").count() == 1


def test_a_total_that_no_document_prints_is_left_out(
    corpus: Site, tmp_path: Path, open_page: Open
) -> None:
    """Where none has total revenue, expenditure still stands under its own name."""
    revenue = "revenue_total"
    entries = [
        replace(one, totals={name: row for name, row in one.totals.items() if name != revenue})
        for one in entries_of(corpus)
    ]
    page, seen = open_page(write_list(corpus, entries, tmp_path))
    totals = page.locator(".documents [data-measure]")
    assert totals.count() == 7
    assert set(totals.evaluate_all("all => all.map((one) => one.dataset.measure)")) == {
        "expenditure_total"
    }
    assert set(totals.locator("dt .zh").all_inner_texts()) == {"支出总计"}
    assert seen.complaints == []


def test_a_department_has_its_years_on_one_page(corpus: Site, open_page: Open) -> None:
    """The overview leads there and to its neighbours; totals are those of the marts."""
    page, seen = open_page(corpus.page(FIRST))
    links = page.locator(".neighbours a")
    assert links.count() == 2
    links.first.click()
    first = page.locator(".compare").first.locator("tbody tr").first
    printed = corpus.project.query(
        "select amount from marts.headline_amounts where measure = 'revenue_total'"
        f" and disclosure_id in ('{FIRST}', '{FINAL_ACCOUNTS}') order by disclosure_id"
    )
    shown = [amount(text) for text in first.locator("td").all_inner_texts()]
    assert shown == [value for (value,) in printed]
    page.locator(".year-bars a").last.click()
    assert page.url.endswith(f"{FIRST}/index.html")
    assert seen.complaints == []


def test_documents_are_compared(corpus: Site, open_page: Open) -> None:
    """Chosen by name, side by side with what they print; the address has which."""
    page, seen = open_page(corpus.folder / "compare.html")
    assert page.locator("#compare-none").is_visible()
    for name in (FIRST, "桂林市财政局"):
        page.fill("#compare-search", name)
        page.click("#compare-form button")
    page.fill("#compare-search", "市")
    page.click("#compare-form button")
    assert "份文件符合" in page.locator("#compare-said").inner_text()
    rows = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in page.locator("#comparison tbody tr").all()
    }
    for name, measure in (("支出总计", "expenditure_total"), ("“三公”经费", "three_public")):
        printed = dict(
            corpus.project.query(
                "select disclosure_id, amount from marts.headline_amounts"
                f" where measure = '{measure}'"
            )
        )
        found = [amount(text) if text != "—" else None for text in rows[name]]
        assert found == [printed.get(FIRST), printed.get(ALL_FUNDS_IN_YUAN)]
    assert rows["项目支出占比"][0] == "15.92%"
    assert page.locator("#by-function tr").count() > 3
    again, _ = open_page(corpus.folder / "compare.html", after=f"#{urlsplit(page.url).fragment}")
    assert again.locator("#comparison thead th").count() == 3
    again.locator(".remove").first.click()
    assert again.locator("#comparison thead th").count() == 2
    assert seen.complaints == []


# ---- asked in the page ------------------------------------------------------------------------
def test_the_page_answers_every_question(site: Site, open_page: Open) -> None:
    """Opened from disk without a network: each answer has the rows that the warehouse gives."""
    page, seen = open_page(site.folder / "ask.html")
    page.wait_for_selector("#run:not([disabled])")
    names = page.locator("[data-example]").evaluate_all("all => all.map((x) => x.dataset.example)")
    assert names == [one.name for one in questions()]
    charts = 0
    with duckdb.connect(str(site.project.database), read_only=True) as connection:
        for name in names:
            page.click(f"[data-example={name}]")
            sql = sql_of(name, {}, lambda one: relation_of(connection, one))
            expected = connection.execute(sql).fetchall()
            shown = page.locator("#answer tbody tr").evaluate_all(
                "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
            )
            assert len(shown) == len(expected), name
            for row, values in zip(shown, expected, strict=True):
                for text, value in zip(row, values, strict=True):
                    assert is_shown(text, value), (name, text, value)
            charts += page.locator("#chart").is_visible()
    assert charts > 8
    assert urlsplit(page.url).fragment == names[-1]
    assert seen.complaints == []


def is_shown(text: str, value: object) -> bool:
    """Whether a text of the page is a value of the warehouse, to the sixth decimal."""
    if value is None:
        return text == "—"
    if isinstance(value, bool):
        return text == str(int(value))
    if isinstance(value, Decimal | float):
        return abs(Decimal(text) - Decimal(str(value))) < Decimal("0.000002")
    return text == str(value)


def test_the_page_answers_sql_and_gives_csv(corpus: Site, open_page: Open, tmp_path: Path) -> None:
    """What is typed is answered, what is wrong is said, and the CSV has what was shown."""
    page, _ = open_page(corpus.folder / "ask.html", after="#who_buys_what_and_how")
    page.wait_for_selector("#answer tbody tr")
    sql = (
        "select '=1+1' as text, department_name, 1.5 as x, ' =1+1' as later"
        " from dim_disclosures order by 2"
    )
    page.fill("#sql", sql)
    page.click("#run")
    with page.expect_download() as download:
        page.click("#save")
    saved = tmp_path / "answer.csv"
    download.value.save_as(saved)
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf")
    with saved.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["text", "department_name", "x", "later"]
    assert len(rows) == 8
    assert all(row[0] == "'=1+1" and row[2] == "1.5" for row in rows[1:])
    assert all(row[3] == "' =1+1" for row in rows[1:])
    page.fill("#sql", "select amount from nowhere")
    page.click("#run")
    assert "nowhere" in page.locator("#said").inner_text()
    assert page.locator("#answer tbody").count() == 0
    # It is one file, and may be sent by itself.
    shutil.copy(corpus.folder / "ask.html", tmp_path / "alone.html")
    page, seen = open_page(tmp_path / "alone.html")
    page.wait_for_selector("#run:not([disabled])")
    page.click("#run")
    assert page.locator("#answer tbody tr").count() > 5
    assert [url for url in seen.requests if url.startswith(("file:", "http"))] == [
        (tmp_path / "alone.html").as_uri()
    ]


# ---- language ---------------------------------------------------------------------------------
def test_the_language_switches(each: Site, open_page: Open) -> None:
    """Headings, charts and accessible names change, back and forth, and are remembered."""
    page, _ = open_page(each.page(FIRST))
    label = page.locator("#chart-flow").get_attribute("aria-label")
    assert "部门支出" not in page.locator("#chart-functions").inner_text()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#flow h2").inner_text() == "Where the money flows"
    assert page.locator(".zh:visible").count() == 0
    assert page.locator("#chart-flow").get_attribute("aria-label") != label
    for chart, word in (
        ("flow", "General public budget"),
        ("functions", "Health"),
        ("units", "Personnel"),
    ):
        assert word in (page.locator(f"#chart-{chart} svg").text_content() or ""), chart
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("#language")
    assert page.locator(".en:visible").count() == 0
    assert "卫生健康支出" in (page.locator("#chart-functions svg").text_content() or "")


# ---- performance targets ----------------------------------------------------------------------
def test_targets_are_searchable(site: Site, open_page: Open) -> None:
    """Every word has to be there, in project, unit or target."""
    page, _ = open_page(site.page(FIRST))
    items = page.locator(".targets > li:visible")
    assert items.count() == 30
    page.fill("#target-search", "政府公报")
    expected = site.project.query(
        """
        select count(*) from marts.fct_performance_targets
        where project_name like '%政府公报%' or target like '%政府公报%'
        """
    )[0][0]
    assert 0 < items.count() == expected < 30
    assert page.locator("#target-count").inner_text() == f"{expected} / 30"
    page.fill("#target-search", "没有这样的项目")
    assert items.count() == 0


# ---- the reconciliation -----------------------------------------------------------------------
def visible_results(page: Page) -> int:
    """How many results the filters leave, whether or not their check is open."""
    return page.evaluate(
        "document.querySelectorAll('.check:not([hidden]) .result:not([hidden])').length"
    )


def test_every_check_and_result_is_there(each: Site, look: Open) -> None:
    """All checks of the catalogue, and every result with its sides, difference and status."""
    checks = {name for (name,) in each.project.query(
        "select check_id from reconciliation.reconciliation_checks"
    )}  # fmt: skip
    for (disclosure_id,) in each.project.query("select disclosure_id from marts.dim_disclosures"):
        page, _ = look(each.page(disclosure_id, "reconciliation.html"))
        shown = page.evaluate(
            "[...document.querySelectorAll('.result')].map((row) => [row.closest('.check').id,"
            " row.dataset.subject, row.dataset.status,"
            " ...[...row.querySelectorAll('td.num')].map((cell) => cell.textContent)])"
        )
        found = {check.get_attribute("id") for check in page.locator(".check").all()}
        assert found == checks
        expected = each.project.query(
            f"""
            select check_id, subject, status, summary_amount, detail_amount, difference, tolerance,
                term_count
            from reconciliation.reconciliation_results where disclosure_id = '{disclosure_id}'
            """
        )
        asked = {(row[0], row[1]): row[2:] for row in expected}
        assert len(shown) == len(expected)
        for check, subject, status, *cells in shown:
            wanted, *values = asked[check, subject]
            assert status == wanted
            for cell, value in zip(cells, values, strict=True):
                assert (None if cell == "—" else amount(cell)) == value, (check, subject)


def test_the_reconciliation_is_light(site: Site, open_page: Open) -> None:
    """What thousands of documents weigh: three hundred bytes a result, with the figures behind it.

    The page has each text once; what it leaves to the script is there when it is opened.
    """
    path = site.page(FIRST, "reconciliation.html")
    [(count,)] = site.project.query("select count(*) from reconciliation.reconciliation_results")
    assert count > 1000
    assert path.stat().st_size < 330 * count
    page, _ = open_page(path)
    rows = page.evaluate(
        "[...document.querySelectorAll('#procurement_unit_is_sum_of_lines .result')].map((row) =>"
        " [row.dataset.subject, row.querySelector('code').textContent,"
        " row.querySelector('.zh').textContent, row.querySelector('.en').textContent])"
    )
    assert ["103002.unit_funds"] * 2 in [row[:2] for row in rows]
    for subject, code, chinese, english in rows:
        assert subject == code
        assert chinese.count(" · ") == english.count(" · ") >= 1
        assert chinese.split(" · ")[1:] != english.split(" · ")[1:]


def test_a_check_without_results_says_so(site: Site, look: Open) -> None:
    """What the document prints nothing for is no success."""
    page, _ = look(site.page(FIRST, "reconciliation.html"))
    empty = page.locator(".check:not(:has(.result))")
    assert empty.count() > 0
    assert "本文件无此项" in empty.first.inner_text()


def test_checks_are_filtered(site: Site, open_page: Open) -> None:
    """By status, by table and by text, and together."""
    page, _ = open_page(site.page(FIRST, "reconciliation.html"))
    everything = visible_results(page)
    for status in ("exact", "rounding"):
        page.uncheck(f"input[name=status][value={status}]")
    assert visible_results(page) == 20
    assert page.locator("#check-count").inner_text() == f"20 / {everything}"
    page.select_option("#table-filter", "procurement")
    assert visible_results(page) == 18
    page.fill("#check-search", "103002")
    assert visible_results(page) == 3
    page.fill("#check-search", "nothing like this")
    assert visible_results(page) == 0
    assert page.locator("#nothing-found").is_visible()
    page.fill("#check-search", "")
    page.select_option("#table-filter", "")
    for status in ("exact", "rounding"):
        page.check(f"input[name=status][value={status}]")
    assert visible_results(page) == everything


def test_a_result_opens_to_its_printed_figures(site: Site, open_page: Open) -> None:
    """Each side has every printed figure with its table, row and line; a link leads to it."""
    check, subject = "procurement_unit_is_sum_of_lines", "103002.type_total"
    page, _ = open_page(site.page(FIRST, "reconciliation.html"), after=f"#{check}/{subject}")
    row = page.locator(f"#{check} tr.result[data-subject='{subject}']")
    assert row.is_visible()
    shown = []
    for number, side in enumerate(("summary", "detail")):
        for line in page.locator(".evidence .side").nth(number).locator("tbody tr").all():
            cells = [cell.strip() for cell in line.locator("td, th").all_inner_texts()]
            shown.append((side, *cells[1:3], cells[4], cells[5]))
    expected = site.project.query(
        f"""
        select evidence.side, figures.published_text, figures.row_label,
            '表' || figures.table_no || ' 第 ' || figures.row_no || ' 行',
            cast(figures.source_line as varchar)
        from reconciliation.reconciliation_evidence as evidence
        inner join reconciliation.published_amounts as figures
            using (disclosure_id, statement, row_no, column_name)
        where evidence.disclosure_id = '{FIRST}'
            and evidence.check_id = '{check}' and evidence.subject = '{subject}'
        order by evidence.side desc, figures.row_no
        """
    )
    assert shown == expected
    button = row.locator("button")
    assert button.get_attribute("aria-expanded") == "true"
    button.click()
    assert page.locator(".evidence").count() == 0
    # A figure of the words.
    page.goto(page.url.split("#")[0] + "#claim_share_follows/claim%20100")
    page.wait_for_selector(".evidence")
    assert "分母" in page.locator(".evidence").inner_text()


def test_the_documents_own_discrepancies_are_explained(site: Site, open_page: Open) -> None:
    """Every listed reason stands there in words, in both languages, alike ones said once."""
    page, _ = open_page(site.page(FIRST, "reconciliation.html"))
    listed = site.project.query(
        "select reason_zh, reason_en from reconciliation.known_discrepancies"
        f" where disclosure_id = '{FIRST}'"
    )
    assert len(listed) == 20
    known = page.locator(".finding.known")
    text = known.locator(".reason").all_text_contents()
    for reason in {words for row in listed for words in row}:
        # Their figures may stand side by side; all else is there as it is listed.
        parts = re.split(r"\d[\d,.]*\d|\d", reason)
        figures = re.findall(r"\d[\d,]*\.\d+", reason)
        said = [one for one in text if all(part in one for part in [*parts, *figures])]
        assert len(said) == 1, reason
    assert len({re.sub(r"[\d.]+", "0", zh) for zh, _ in listed}) == known.count()
    assert known.locator(".sentence").count() == 20
    # No document is given: the figures stand in a table, and nothing leads to an original.
    assert page.locator(".cut").count() == 0
    assert known.last.locator(".figures tbody tr").count() > 0
    known.first.locator("details").evaluate_all(
        "(all) => all.forEach((one) => { one.open = true })"
    )
    known.first.locator(".which a").nth(1).click()
    assert page.locator(".result.found").is_visible()


# ---- findings ---------------------------------------------------------------------------------
def cut_image(figure: Locator) -> Image.Image:
    """The image of a cut, decoded."""
    source = figure.locator("img").get_attribute("src") or ""
    start = "data:image/png;base64,"
    assert source.startswith(start)
    return Image.open(BytesIO(base64.b64decode(source.removeprefix(start))))


def test_every_result_that_does_not_hold_is_a_finding(each: Site, look: Open) -> None:
    """The findings are the results that the tiles count, each once, errors before warnings."""
    found = 0
    for (disclosure_id,) in each.project.query("select disclosure_id from marts.dim_disclosures"):
        page, _ = look(each.page(disclosure_id, "reconciliation.html"))
        expected = each.project.query(
            "select check_id, subject from reconciliation.reconciliation_results"
            f" where disclosure_id = '{disclosure_id}' and status not in ('exact', 'rounding')"
        )
        links = [
            unquote(link.get_attribute("href") or "").removeprefix("#")
            for link in page.locator(".finding .which a").all()
        ]
        assert sorted(links) == sorted("/".join(row) for row in expected)
        tiles = dict(
            page.evaluate(
                "[...document.querySelectorAll('.counts a')].map("
                "(tile) => [tile.dataset.status, Number(tile.querySelector('b').textContent)])"
            )
        )
        wrong = sum(count for status, count in tiles.items() if status not in ("exact", "rounding"))
        assert wrong == len(expected)
        assert page.locator("#findings").get_attribute("data-count") == str(wrong)
        kinds = [
            (one.get_attribute("class") or "").split()[-1] for one in page.locator(".finding").all()
        ]
        assert kinds == sorted(kinds, key=["error", "known", "warn"].index)
        found += wrong
    assert found >= 20


def test_one_wrong_figure_is_one_finding(corpus: Site, look: Open) -> None:
    """A misprint in a PDF is said once: the checks it breaks, both sides, the difference."""
    page, _ = look(corpus.page(WRONG_PDF, "reconciliation.html"))
    broken = corpus.project.query(
        "select check_id from reconciliation.reconciliation_results"
        f" where disclosure_id = '{WRONG_PDF}' and status = 'discrepancy' order by check_id"
    )
    errors = page.locator(".finding.error")
    assert len(broken) >= 3
    assert errors.count() == 1
    line = corpus.project.query(
        "select source_page from reconciliation.published_amounts"
        f" where disclosure_id = '{WRONG_PDF}' and published_text = '1,842.55'"
    )
    number = line[0][0]
    lead = errors.locator(".reason").inner_text()
    for part in (
        f"第{number}页",
        "表3",
        "防城港市水利局",
        "1,842.55 万元",
        f"{len(broken)} 项检查",
    ):
        assert part in lead, part
    sentences = errors.locator(".sentence").all_text_contents()
    assert len(sentences) == len(broken)
    assert all("1,842.55" in text or "2,161.29" in text for text in sentences)
    assert all("相差 10.00 万元" in text and "differ by 10.00" in text for text in sentences)
    assert any(f"table 3 (page {number}) prints 1,842.55" in text.lower() for text in sentences)


def test_the_rows_of_a_pdf_are_cut_from_its_page(corpus: Site, look: Open) -> None:
    """The image has the row with its letters, the figure outlined; its text names what it shows."""
    page, _ = look(corpus.page(WRONG_PDF, "reconciliation.html"))
    figure = page.locator(".finding.error .cut").first
    alt = figure.locator("img").get_attribute("alt") or ""
    for part in ("表3", "页", "防城港市水利局", "1,842.55"):
        assert part in alt, part
    assert "page" in (figure.locator("img").get_attribute("data-label-en") or "")
    image = cut_image(figure).convert("RGB")
    assert image.width > 600
    colours = {colour for _, colour in image.getcolors(1 << 20)}
    assert cutting.MARK in colours
    # The row of the department as the page prints it, found again in the image: what the page
    # shows in its box is there pixel by pixel, but for the outlines.
    path = corpus.page(WRONG_PDF, "original.pdf")
    block = next(
        block for block in read_document(path) if "1,842.55" in block.cells and block.place.box
    )
    sheet = pypdfium2.PdfDocument(path)[int(block.place.page) - 1]
    drawn = sheet.render(scale=cutting.SCALE, grayscale=True).to_pil().convert("L")
    left, top, right, bottom = (round(value * cutting.SCALE) for value in block.place.box)
    row = np.asarray(drawn.crop((left + 4, top + 8, right - 4, bottom - 8))) < 128
    assert row.any()
    dark = np.asarray(image.convert("L")) < 128 + 255 // cutting.GREYS
    offsets = range(dark.shape[0] - row.shape[0])
    seen = [dark[at : at + row.shape[0], 8 : 8 + row.shape[1]] for at in offsets]
    assert max((part & row).sum() / row.sum() for part in seen) > 0.9


def test_rows_of_a_text_are_shown_as_cells(corpus: Site, look: Open) -> None:
    """Without pages there is no image: the cells stand there, the figure marked, with the line."""
    page, seen = look(corpus.page(WRONG_TEXT, "reconciliation.html"))
    error = page.locator(".finding.error").first
    assert error.locator("img").count() == 0
    marked = page.locator(".finding.error .as-text mark").all_text_contents()
    assert "158.91" in marked
    row = page.locator(".finding.error .as-text tr", has=page.locator("mark", has_text="158.91"))
    cells = [cell.strip() for cell in row.first.locator("td").all_text_contents()]
    assert f"防城港市{MARKUP}中心" in cells
    line = corpus.project.query(
        "select source_line from reconciliation.published_amounts"
        f" where disclosure_id = '{WRONG_TEXT}' and published_text = '158.91'"
    )[0][0]
    assert f"第{line}行" in row.first.locator("th").inner_text()
    assert any("合计" in text for text in error.locator(".as-text .head").all_text_contents())
    assert page.locator("#injected").count() == 0
    assert seen.complaints == []


@pytest.mark.parametrize(
    ("suffix", "place"), [(".docx", r"第\d+行"), (".xlsx", r"表3!\d+"), (".html", r"第\d+行")]
)
def test_rows_of_other_formats_are_shown_as_cells(suffix: str, place: str, tmp_path: Path) -> None:
    """Word files, workbooks and web pages have no image; what they call a place is said."""
    path = write_file(tmp_path / f"document{suffix}", build_parts(department_name="桂林市财政局"))
    block = next(block for block in read_document(path) if "109.46" in block.cells)
    original = Original([path], [], "")
    wanted = findings.Wanted(block.place.line, "basic", "109.46")
    shown, left_out = original.show("expenditure", [wanted], Words("表3", "Table 3"), most=1)
    assert (len(shown), left_out) == (1, 0)
    assert shown[0].image == ""
    row = shown[0].rows[-1]
    assert re.fullmatch(place, row.place.zh)
    assert tuple(cell.text for cell in row.cells) == block.cells
    assert [cell.text for cell in row.cells if cell.is_marked] == ["109.46"]
    assert shown[0].href == f"original.html?mark=109.46#l{block.place.line}"


def test_findings_lead_to_the_original(corpus: Site, open_page: Open) -> None:
    """A line leads to the document beside the pages, the line and the cell marked; a PDF too."""
    page, seen = open_page(corpus.page(WRONG_TEXT, "reconciliation.html"))
    page.locator(".finding.error .cut figcaption a").first.click()
    page.wait_for_selector("li.found")
    target = page.locator("li:target")
    assert target.get_attribute("id") == f"l{target.get_attribute('value')}"
    text = (corpus.folder.parent / "texts" / f"{WRONG_TEXT}.md").read_text("utf-8").split("\n")
    wanted = text[int(target.get_attribute("value") or 0) - 1].split("\t")
    assert target.locator("span:not(.zh, .en)").all_text_contents() == wanted
    assert page.locator("#injected").count() == 0
    assert seen.complaints == []
    page, seen = open_page(corpus.page(WRONG_PDF, "reconciliation.html"))
    # What opens below links there too.
    page.locator(".finding.error details:not(.each) > summary").first.click()
    page.locator(".finding.error .which a").first.click()
    link = page.locator(".evidence a[href*='original.html?mark=1%2C842.55#l']").first
    link.click()
    page.wait_for_selector("li.found .marked")
    assert page.locator(".marked").all_inner_texts() == ["1,842.55"]
    assert "防城港市水利局" in page.locator("li.found").inner_text()
    opened = page.locator(".page-begins a").evaluate_all("all => all.map((one) => one.href)")
    assert [href.rsplit("/", 1)[1] for href in opened] == [
        f"original.pdf#page={number}" for number in range(1, len(opened) + 1)
    ]
    assert len(opened) == len(pypdfium2.PdfDocument(corpus.page(WRONG_PDF, "original.pdf")))
    assert seen.complaints == []
    # From the overview as well, and into a paragraph by a line of it.
    page, _ = open_page(corpus.page(WRONG_TEXT))
    card = page.locator(".headlines [data-measure=basic]")
    printed = card.locator(".figure").inner_text()
    card.locator(".line a").click()
    page.wait_for_selector("li.found .marked")
    assert page.locator(".marked").first.inner_text() == printed


def test_files_that_are_no_original_give_none(
    warehouse: Project, artifacts: Path, tmp_path: Path
) -> None:
    """A file is the original by its bytes, not by its name; a folder that is not there is said."""
    files = tmp_path / "files"
    files.mkdir()
    original = ROOT / "documents" / f"{FIRST}.md"
    (files / original.name).write_bytes(original.read_bytes() + b"\n")
    build(warehouse.database, artifacts, tmp_path / "other", [files])
    assert not (tmp_path / "other" / "original.html").exists()
    (files / "renamed").write_bytes(original.read_bytes())
    said: list[str] = []
    build(warehouse.database, artifacts, tmp_path / "same", [files], said.append)
    assert (tmp_path / "same" / "original.html").exists()
    assert [note.split(":")[0] for note in said] == [FIRST]
    with pytest.raises(FileNotFoundError, match="--documents"):
        build(warehouse.database, artifacts, tmp_path / "none", [tmp_path / "nowhere"])


def test_tiles_filter_and_the_address_keeps_it(corpus: Site, open_page: Open) -> None:
    """A tile leaves what has its status; filters, search and the open check are in the address."""
    page, _ = open_page(corpus.page(WRONG_PDF, "reconciliation.html"))
    everything = visible_results(page)
    count = int(page.locator(".counts .discrepancy b").inner_text())
    page.locator(".counts .discrepancy a").click()
    assert visible_results(page) == count < everything
    assert (
        page.locator(".finding:visible").count()
        == page.locator(".finding[data-statuses~=discrepancy]").count()
    )
    assert "status=discrepancy" in page.url
    page.fill("#check-search", "合计")
    left = visible_results(page)
    check = page.locator(".check:visible").first
    check.locator("summary").click()
    check.locator(".result:visible .open").first.click()
    address = page.url
    assert f"#{check.get_attribute('id')}/" in address
    again, _ = open_page(
        Path(unquote(urlsplit(address).path)), after=f"#{urlsplit(address).fragment}"
    )
    assert visible_results(again) == left
    assert again.locator("#check-search").input_value() == "合计"
    assert again.locator(".evidence").count() == 1
    assert again.url == address
    page.locator(".counts .discrepancy a").click()
    page.fill("#check-search", "")
    assert visible_results(page) == everything
    page.locator(".counts .exact a").click()
    assert page.locator(".finding:visible").count() == 0
    assert page.locator("#no-finding").is_visible()


def test_cuts_have_a_bound(corpus: Site) -> None:
    """A page shows so many cuts and no more, and so does one cause; both say what they left out."""
    path = corpus.page(WRONG_PDF, "original.pdf")
    rows = [block for block in read_document(path) if block.kind is BlockKind.ROW]
    by_page = {block.place.page: block for block in rows if any("." in x for x in block.cells)}
    assert len(by_page) > findings.MOST_CUTS_OF_ONE
    causes = [a_cause(list(by_page.values())) for _ in range(2)]
    original = Original([path], [], "")
    most = findings.MOST_CUTS_OF_ONE
    assert findings.show_rows(causes[:1], {WRONG_PDF: original}) is False
    assert len(causes[0].shown) == most
    assert causes[0].left_out == len(by_page) - most
    causes[0].left_out = 0
    assert findings.show_rows(causes, {WRONG_PDF: original}, most=most + 1) is True
    assert [len(cause.shown) for cause in causes] == [most, 1]
    assert all(shown.image for cause in causes for shown in cause.shown)
    original.close()


def a_cause(blocks: list[Block]) -> findings.Cause:
    """A cause with the last figure of each row."""
    nothing = Words("", "")
    figures = tuple(
        findings.Figure(
            key=findings.Key(WRONG_PDF, "expenditure", number, "total", None),
            table_no=3,
            line=block.place.line,
            page=block.place.page,
            label="",
            column=nothing,
            text=next(cell for cell in reversed(block.cells) if "." in cell),
            unit="",
            side="summary",
            sign=1,
            role="value",
            document=None,
            href=None,
        )
        for number, block in enumerate(blocks)
    )
    finding = findings.Finding(
        "check", "subject", nothing, nothing, "sum", "discrepancy", "error", "", None, nothing,
        figures,
    )  # fmt: skip
    return findings.Cause(1, [finding])


def test_a_cut_that_does_not_show_the_figure_is_not_made(corpus: Site) -> None:
    """Where a page prints something else than the row, its cells are shown, never that image."""
    path = corpus.page(WRONG_PDF, "original.pdf")
    block = next(block for block in read_document(path) if "1,842.55" in block.cells)
    cutter = cutting.Cutter(path)
    piece = cutting.Piece(int(block.place.page), block.place.box, (), ("1,842.55",))
    assert cutter.cut([piece]) is not None
    assert cutter.cut([replace(piece, texts=("1,842.56",))]) is None
    assert cutter.cut([replace(piece, page=piece.page + 1)]) is None
    assert cutter.cut([replace(piece, page=999)]) is None
    cutter.close()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_cut_upright(turn: int, tmp_path: Path) -> None:
    """The row of a turned page is found where its reader saw it."""
    straight = make(
        tmp_path,
        lambda canvas: grid(canvas, 200, (90, 270, 350, 505), [("科目", "123.45", "6.78")]),
    )
    pdf = pypdfium2.PdfDocument(straight)
    pdf[0].set_rotation(turn)
    turned = tmp_path / "turned.pdf"
    pdf.save(turned)
    images = []
    for path in (straight, turned):
        block = next(block for block in read_document(path) if "123.45" in block.cells)
        cutter = cutting.Cutter(path)
        cut = cutter.cut([cutting.Piece(1, block.place.box, (), ("123.45", "6.78"))])
        assert cut is not None
        images.append(Image.open(BytesIO(base64.b64decode(cut.uri.split(",")[1]))).convert("L"))
        cutter.close()
    assert images[0].size == images[1].size
    both = [np.asarray(image) < 128 for image in images]
    assert (both[0] & both[1]).sum() > 0.8 * both[0].sum() > 0


def test_a_figure_of_another_document_says_whose_it_is() -> None:
    """In checks across documents a row has the other document's title; its own has none."""
    row = {
        "check_id": "check",
        "subject": "total",
        "side": "detail",
        "sign": 1,
        "role": "value",
        "statement": "revenue",
        "table_no": 2,
        "row_no": 3,
        "column_name": "total",
        "claim_no": None,
        "source_line": 40,
        "source_page": "9",
        "label": "合计",
        "published_text": "1.00",
        "currency_unit": "元",
    }
    rows = [row | {"source_disclosure_id": key} for key in ("own", "other")]
    titles = {key: Words(f"{key}-zh", f"{key}-en") for key in ("own", "other")}
    headers = {("revenue", "total"): Words("总额", "Total")}
    own, other = findings.figures_of(rows, headers, "own", titles, {})["check", "total"]
    assert own.said == Words(
        "第9页表2“合计”行“总额”栏印 1.00 元",
        'table 2 (page 9) prints 1.00 yuan for "合计", Total',
    )
    assert other.said == Words(
        "other-zh 第9页表2“合计”行“总额”栏印 1.00 元",
        'table 2 (other-en, page 9) prints 1.00 yuan for "合计", Total',
    )
    assert (own.document, other.document) == (None, titles["other"])


def test_reasons_alike_are_said_once() -> None:
    """Reasons that differ in their figures only are one, with the figures side by side."""
    reasons = [Words(f"应为{one}，第2栏。", f"{one} in column 2.") for one in ("78.45", "3.20")]
    assert findings._said_once(reasons) == Words(
        "应为78.45、3.20，第2栏。", "78.45, 3.20 in column 2."
    )


def test_names_of_folders_never_lead_out() -> None:
    """What a document calls itself is one folder, whatever it says."""
    for name in ("../../etc", "/etc/x", "..", "a\\b", "x\0y", "450200-<b>#?%"):
        folder = folder_of(name)
        assert Path(folder).name == folder
        assert folder not in ("", ".", "..")
        assert not set(folder) & set("/\\\0<>#?%")
    assert folder_of("310106-档案局-2025-budget-unit") == "310106-档案局-2025-budget-unit"


# ---- phones, paper, ears ----------------------------------------------------------------------
def test_pages_fit_a_phone(each: Site, open_page: Open) -> None:
    """Nothing makes a page of 360 pixels scroll sideways; charts fit or scroll by themselves."""
    for path in each.pages:
        page, _ = open_page(path, viewport=PHONE)
        page.evaluate(
            "document.querySelectorAll('details').forEach((part) => { part.open = true; });"
            "[...document.querySelectorAll('.open')].slice(0, 9).forEach((part) => part.click())"
        )
        for _language in ("zh", "en"):
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            too_wide = page.evaluate(
                "[...document.querySelectorAll('.canvas:not(.wide) svg')]"
                ".filter((svg) => svg.getBoundingClientRect().right > 360).length"
            )
            assert too_wide == 0, path
            page.click("#language")


def test_pages_print_on_a4(each: Site, open_page: Open) -> None:
    """Paper has no controls, charts as wide as the paper, and every section."""
    for path in each.pages:
        page, _ = open_page(path, viewport={"width": A4_WIDTH, "height": 1000})
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH, path
        assert page.locator(".script:visible, .bar:visible").count() == 0
        for box in page.locator(".chart svg").all():
            assert box.evaluate("(svg) => svg.getBoundingClientRect().width") <= A4_WIDTH
    page, _ = open_page(each.page(FIRST))
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    sizes = {
        tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([\d. ]+)\]", printed)
    }
    assert sizes
    assert all(abs(box[2] - 595) < 2 and abs(box[3] - 842) < 2 for box in sizes)


def test_charts_have_names_and_tables(each: Site, look: Open) -> None:
    """Who cannot see a chart hears its name and reads its table; every field has a label."""
    for path in each.pages:
        page, _ = look(path)
        names = []
        for chart in page.locator(".chart").all():
            assert chart.get_attribute("role") == "img"
            names.append(chart.get_attribute("aria-label"))
            english = chart.get_attribute("data-label-en")
            assert english
            assert english != chart.get_attribute("data-label-zh")
            behind = page.locator(f"figure:has(#{chart.get_attribute('id')}) .behind")
            assert behind.locator("thead th").count() >= 2
            assert behind.locator("tbody tr").count() >= 1
            assert behind.locator("caption").count() == 1
        assert all(names)
        assert len(set(names)) == len(names)
        unlabelled = page.evaluate(
            "[...document.querySelectorAll('input, select')].filter((x) => !x.labels.length).length"
        )
        assert unlabelled == 0, path
        assert page.locator("h1").count() == 1
        unnamed = page.evaluate(
            "[...document.querySelectorAll('button, [role=region], nav, summary, a')]"
            ".filter((x) => !(x.getAttribute('aria-label') || x.textContent.trim())).length"
        )
        assert unnamed == 0, path


# ---- the questions of docs/questions.md --------------------------------------------------------
QUESTIONS = (ROOT / "docs" / "questions.md").read_text("utf-8")
SQL_OF_READERS = re.findall(r"```sql\n(.*?)```", QUESTIONS, re.DOTALL)


def test_fifteen_questions_lead_to_places_that_are_there(site: Site) -> None:
    """What is to be clicked is on the pages, and what is to be typed is answered."""
    assert re.findall(r"^## (\d+)\.", QUESTIONS, re.MULTILINE) == [str(n) for n in range(1, 16)]
    clicked = re.findall(r"`(index|reconciliation)\.html#([a-z-]+)`", QUESTIONS)
    assert len(clicked) >= 8
    for page, place in clicked:
        assert place in links_of(site.page(FIRST, f"{page}.html")).ids, place
    asked = re.findall(r"^make ask Q=(\w+)(?: ARGS='(.*)')?$", QUESTIONS, re.MULTILINE)
    assert len(asked) >= 8
    with duckdb.connect(str(site.project.database), read_only=True) as connection:
        for name, given in asked:
            parameters = dict(one.split("=") for one in given.split())
            sql = sql_of(name, parameters, lambda one: relation_of(connection, one))
            assert connection.execute(sql).fetchall(), name
        connection.execute("use marts")
        for sql in SQL_OF_READERS:
            assert connection.execute(sql).fetchall(), sql


def test_readers_sql_is_answered_in_the_page(site: Site, open_page: Open) -> None:
    """The same SQL, pasted into the page."""
    page, _ = open_page(site.folder / "ask.html")
    page.wait_for_selector("#run:not([disabled])")
    assert len(SQL_OF_READERS) >= 5
    for sql in SQL_OF_READERS:
        page.fill("#sql", sql)
        page.click("#run")
        assert page.locator("#answer tbody tr").count() > 0, sql
