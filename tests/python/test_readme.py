"""The READMEs say what is so: their queries give what they print, what they name is there.

``python tests/python/test_readme.py DATABASE`` prints the answers anew after a change of the data.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Project

from pages.ask import as_table

READMES = ("README.md", "README.zh.md")
GUIDES = (*READMES, "CONTRIBUTING.md")
# A query, and right after it what it prints.
ANSWERED = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<text>.*?)```\n", re.DOTALL)
TREE = re.compile(r"<!-- folders -->\n```text\n(?P<tree>.*?)```\n", re.DOTALL)
# Named in the guides, made by the commands.
MADE = {
    "budget.duckdb", "docs/erd.md", "target/static_index.html", "target/compiled", "test_failures",
    "target/column_lineage/index.html", "target/semantic_manifest.json",
    "site/", "site/index.html", "findings/", "export/", "ask.html",
}  # fmt: skip
FILE_NAME = re.compile(
    r"[A-Za-z0-9_./-]*(?:/|\.(?:md|sql|csv|yml|yaml|toml|py|html|duckdb|lock|in))"
)


def answer(database: Path, sql: str) -> str:
    """What a query prints on a database."""
    with duckdb.connect(str(database), read_only=True) as connection:
        result = connection.execute(sql)
        return as_table([column[0] for column in result.description], result.fetchall())


def answered_queries() -> list[tuple[str, str, str]]:
    """Each query that a README answers: the file, the query, and what is printed under it."""
    return [
        (name, match["sql"], match["text"])
        for name in READMES
        for match in ANSWERED.finditer((ROOT / name).read_text("utf-8"))
    ]


@pytest.mark.parametrize(("name", "sql", "text"), answered_queries())
def test_printed_answers_are_real(warehouse: Project, name: str, sql: str, text: str) -> None:
    """The query, run on the warehouse, gives exactly what the README prints."""
    assert answer(warehouse.database, sql) == text, name


def test_both_languages_ask_the_same() -> None:
    """Both READMEs answer the same number of questions, five at least, with no query left out."""
    asked = [name for name, _, _ in answered_queries()]
    assert asked.count("README.md") == asked.count("README.zh.md") >= 5
    for name in READMES:
        text = (ROOT / name).read_text("utf-8")
        assert text.count("```sql\n") == asked.count(name)


def test_the_readmes_are_siblings() -> None:
    """Each links to the other at the top, and both have the same sections."""
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READMES)
    assert "(README.zh.md)" in english[:300]
    assert "(README.md)" in chinese[:300]
    levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in (english, chinese)]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("name", GUIDES)
def test_make_targets_exist(name: str) -> None:
    """Every `make TARGET` is in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(
        re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    )
    assert named
    assert named <= targets


@pytest.mark.parametrize("name", GUIDES)
def test_named_files_exist(name: str) -> None:
    """Every file or folder that is named or linked is there, or is made by a command."""
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"\]\((?!https?:|#)([^)#]+)", text))
    named |= {word for word in re.findall(r"`([^`\n]+)`", text) if FILE_NAME.fullmatch(word)}
    missing = {path for path in named if path not in MADE and not (ROOT / path).exists()}
    assert not missing


@pytest.mark.parametrize("name", READMES)
def test_the_tree_is_the_tree(name: str) -> None:
    """Every folder and file of the tree is where the tree puts it."""
    match = TREE.search((ROOT / name).read_text("utf-8"))
    assert match
    parents: list[str] = []
    for line in match["tree"].splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        parents = [*parents[:depth], line.split()[0]]
        path = "".join(parents)
        assert path in MADE or (ROOT / path).exists(), path


@pytest.mark.parametrize("name", READMES)
def test_relations_and_variables_exist(warehouse: Project, name: str) -> None:
    """Every relation named with its schema is in the warehouse."""
    text = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"\b(?:marts|reconciliation|reference|published)\.[a-z_]+", text))
    found = warehouse.query(
        "select table_schema || '.' || table_name from information_schema.tables"
    )
    assert named <= {relation for (relation,) in found}


def test_tables_are_aligned() -> None:
    """Numbers stand to the right, Chinese counts double, nothing is NULL."""
    rows = [("预算", Decimal("1.50")), ("x", None)]
    assert as_table(["name", "amount"], rows) == (
        "name | amount\n-----+-------\n预算 |   1.50\nx    |   NULL\n"
    )


def refresh(database: Path) -> None:
    """Print the answers of both READMEs anew."""
    for name in READMES:
        path = ROOT / name
        path.write_text(
            ANSWERED.sub(
                lambda match: (
                    f"```sql\n{match['sql']}```\n\n```text\n{answer(database, match['sql'])}```\n"
                ),
                path.read_text("utf-8"),
            ),
            "utf-8",
        )


if __name__ == "__main__":
    refresh(Path(sys.argv[1]))
