"""The documentation site: links lead somewhere, colours mean something, uses are true."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT, Project

OVERVIEW = (ROOT / "models" / "docs" / "overview.md").read_text("utf-8")
LINKS = sorted(set(re.findall(r"\]\((#![^)]+)\)", OVERVIEW)))
LAYERS = {
    "published": ("seed", "path:seeds/published"),
    "reference": ("seed", "path:seeds/reference"),
    "controls": ("seed", "path:seeds/controls"),
    "staging": ("model", "path:models/staging"),
    "intermediate": ("model", "path:models/intermediate"),
    "marts": ("model", "path:models/marts"),
    "reconciliation": ("model", "path:models/reconciliation"),
}
SWATCH = re.compile(
    r"^\| !\[(#[0-9a-f]{6})\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\) \| \[([a-z]+)\]",
    re.MULTILINE,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2}")
LINEAGE = Path(sys.executable).with_name("colibri")
Node = dict[str, object]


@pytest.fixture(scope="module")
def manifest(warehouse: Project) -> dict[str, dict[str, Node]]:
    """What dbt knows of the project."""
    return json.loads((warehouse.folder / "target" / "manifest.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def nodes(manifest: dict[str, dict[str, Node]]) -> dict[str, Node]:
    """Everything the site has a page for, by its id."""
    kinds = ("nodes", "exposures", "metrics", "semantic_models", "unit_tests")
    return {name: node for kind in kinds for name, node in manifest[kind].items()}


def names(nodes: dict[str, Node], kind: str) -> dict[str, Node]:
    """The nodes of a kind, by their name."""
    return {str(node["name"]): node for node in nodes.values() if node["resource_type"] == kind}


@pytest.mark.parametrize("link", LINKS)
def test_links_of_the_overview_lead_somewhere(nodes: dict[str, Node], link: str) -> None:
    """A page that is linked exists; a graph that is linked selects and excludes what exists."""
    page, _, query = link.removeprefix("#!/").partition("?")
    if page != "overview":
        kind, _, node = page.partition("/")
        assert nodes[node]["resource_type"] == kind
        return
    settings = dict(setting.split("=", 1) for setting in query.split("&"))
    assert settings.pop("g_v") == "1"
    assert settings.keys() <= {"g_i", "g_e"}
    selectors = " ".join(unquote(value) for value in settings.values()).split()
    assert [selector for selector in selectors if not selects(nodes, selector)] == []


def selects(nodes: dict[str, Node], selector: str) -> bool:
    """Whether a selector of the graph finds anything."""
    method, _, value = selector.rpartition(":")
    paths = [Path(str(node["original_file_path"])) for node in nodes.values()]
    if method == "path":
        return any(path.is_relative_to(value) for path in paths)
    if method == "file":
        return any(path.name == value for path in paths)
    return method == "" and re.sub(r"^\d*\+|\+\d*$", "", value) in names(nodes, "model")


def test_everything_people_ask_for_is_one_click_away(nodes: dict[str, Node]) -> None:
    """Every layer, view, dimension, fact, part of the reconciliation, metric and use is linked."""
    linked = {link.rpartition("/")[2] for link in LINKS}
    graphs = {unquote(link.partition("g_i=")[2].partition("&")[0]) for link in LINKS}
    assert {selector for _, selector in LAYERS.values()} <= graphs
    wanted = set()
    for unique_id, node in nodes.items():
        kind, name = node["resource_type"], str(node["name"])
        if (
            (kind == "model" and "marts" in node["fqn"])
            or kind == "analysis"
            or (kind == "exposure" and node["type"] != "analysis")
            or (kind == "metric" and name.startswith(("budget_", "function_", "discrepancy_share")))
        ):
            wanted.add(unique_id)
    for name in ("published_amounts", "reconciliation_results", "reconciliation_evidence"):
        wanted.add(f"model.department_budgets.{name}")
    assert wanted - linked == set()


def test_the_legend_has_the_colours_of_the_graph(nodes: dict[str, Node]) -> None:
    """Each layer has one colour of its own, and the legend shows it."""
    legend = {}
    for colour, picture, layer in SWATCH.findall(OVERVIEW):
        assert f'fill="{colour}"' in base64.b64decode(picture).decode()
        legend[layer] = colour
    assert len(set(legend.values())) == len(legend)
    for layer, (kind, selector) in LAYERS.items():
        folder = selector.removeprefix("path:")
        colours = {
            node["docs"]["node_color"]
            for node in nodes.values()
            if node["resource_type"] == kind
            and Path(str(node["original_file_path"])).is_relative_to(folder)
        }
        assert colours == {legend[layer]}, layer


def test_models_are_grouped_by_layer(nodes: dict[str, Node]) -> None:
    """A model's group is the layer whose folder it stands in."""
    for node in names(nodes, "model").values():
        assert node["group"] == Path(str(node["original_file_path"])).parts[1]


def test_every_analysis_has_an_exposure_with_its_refs(nodes: dict[str, Node]) -> None:
    """An exposure of an analysis depends on exactly what the analysis reads."""
    exposures = {
        name: node for name, node in names(nodes, "exposure").items() if node["type"] == "analysis"
    }
    analyses = names(nodes, "analysis")
    assert exposures.keys() == analyses.keys()
    for name, analysis in analyses.items():
        read = set(analysis["depends_on"]["nodes"])
        assert set(exposures[name]["depends_on"]["nodes"]) == read, name
        assert exposures[name]["url"] == f"#!/analysis/{analysis['unique_id']}"


@pytest.mark.parametrize("page", ["glance", "reconciliation"])
def test_every_page_has_an_exposure_with_what_it_reads(nodes: dict[str, Node], page: str) -> None:
    """An exposure of a page depends on exactly the models that the page's queries name."""
    module = (ROOT / "pages" / f"{page}.py").read_text("utf-8")
    queries = re.findall(r'rows\("([a-z_]+)"', module)
    # Both pages need to know which documents there are, how their results came out, and which
    # tables a document has.
    read = set()
    for query in [*queries, "documents", "statuses", "tables"]:
        sql = (ROOT / "pages" / "queries" / f"{query}.sql").read_text("utf-8")
        read |= set(re.findall(r"\b(?:from|join) [a-z]+[.]([a-z_]+)", sql))
    found = nodes[f"exposure.department_budgets.{page}_page"]["depends_on"]["nodes"]
    assert {str(node).rpartition(".")[2] for node in found} == read


def described(nodes: dict[str, Node]) -> Iterator[tuple[str, Node]]:
    """Uses, metrics, semantic models and their parts, each with where it stands."""
    for kind in ("exposure", "metric", "semantic_model"):
        for name, node in names(nodes, kind).items():
            yield f"{kind} {name}", node
            for part in ("entities", "dimensions", "measures"):
                for inner in node.get(part, []):
                    yield f"{kind} {name} {part} {inner['name']}", inner


def test_uses_and_metrics_are_described_in_both_languages(nodes: dict[str, Node]) -> None:
    """Everything of the semantic layer and every use has a label and both languages."""
    for where, node in described(nodes):
        assert CHINESE.search(str(node["label"])), where
        text = str(node["description"])
        assert CHINESE.search(text), where
        assert ENGLISH.search(text), where


def test_exposures_say_who_and_how_ripe(nodes: dict[str, Node]) -> None:
    """Every use has an owner and a maturity, and no address of a host."""
    for name, node in names(nodes, "exposure").items():
        assert node["owner"]["name"], name
        assert node["maturity"] in ("low", "medium", "high"), name
        assert "//" not in str(node["url"]), name


@pytest.fixture(scope="module")
def columns(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lineage of every column, written as `make lineage` does."""
    assert warehouse.dbt("docs", "generate", "--quiet").returncode == 0
    folder = tmp_path_factory.mktemp("lineage")
    result = subprocess.run(
        [str(LINEAGE), "generate", "--light", "--disable-telemetry", "--output-dir", str(folder)],
        cwd=warehouse.folder,
        env={"DBT_COLIBRI_NO_VERSION_CHECK": "1", "DO_NOT_TRACK": "1", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "ERROR" not in result.stdout + result.stderr
    return folder


def test_a_column_leads_back_to_the_printed_one(columns: Path) -> None:
    """Words come from a printed column, amounts from the cells of their table, step by step."""
    found = json.loads((columns / "colibri-manifest.json").read_text("utf-8"))
    parents: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for edge in found["lineage"]["edges"]:
        below = (edge["target"].rpartition(".")[2], edge["targetColumn"])
        above = (edge["source"].rpartition(".")[2], edge["sourceColumn"])
        parents.setdefault(below, set()).add(above)

    def behind(*column: str) -> set[tuple[str, str]]:
        seen, ahead = set(), [column]
        while ahead:
            column = ahead.pop()
            if column not in seen:
                seen.add(column)
                ahead += parents.get(column, ())
        return seen

    words = behind("fct_performance_targets", "target")
    assert ("stg_disclosure__performance_targets", "target") in words
    assert ("raw_performance_targets", "target") in words
    assert ("raw_performance_targets", "unit_name") not in words
    total = behind("unit_budget", "total_amount")
    assert ("int_functional_items_combined", "total_amount") in total
    assert ("int_figures_placed", "amount") in total
    assert ("stg_disclosure__cells", "printed_amount") in total
    assert [name for name, _ in total if "procurement" in name] == []
    # There the columns of all statements stand one below another, and come from whole tables.
    whole = {name for name, column in parents["stg_disclosure__cells", ""] if not column}
    assert {"raw_expenditure", "raw_procurement"} <= whole


def test_the_lineage_page_sends_nothing(columns: Path) -> None:
    """The page is told not to report its use; `make lineage` also forbids it every request."""
    page = (columns / "index.html").read_text("utf-8")
    assert "window.colibriTelemetry = false" in page
    recipe = (ROOT / "Makefile").read_text("utf-8")
    assert "--disable-telemetry" in recipe
    assert "Content-Security-Policy" in recipe
