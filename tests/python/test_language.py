"""What the programs say is there in Chinese and in English, and in the language asked for."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.errors import IngestError, Problem, told
from ingest.language import MESSAGES, language, messages, say, speaking

INGEST = MESSAGES.parent
PAGES = INGEST.with_name("pages")
_WORDS = re.compile(r"[A-Za-z}] [a-z{]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Names of formats, the same in both.
SAME = {"CSV", "Parquet"}


def texts_of(file: Path) -> Iterator[str]:
    """Every text in the code of a module, but for docstrings and the help of a command line."""
    tree = ast.parse(file.read_text("utf-8"))
    left_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_help = isinstance(node, ast.FunctionDef) and node.name == "_parser"
        left_out.update(ast.walk(node) if is_help else ())
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in left_out:
            yield node.value


def sayings(files: Iterable[Path]) -> set[str]:
    """What modules hand to ``say``: texts, or names of texts in one of them."""
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    handed = {
        node.args[0]
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "say"
        and node.args
    }
    names = {one.id for one in handed if isinstance(one, ast.Name)}
    names |= {one.attr for one in handed if isinstance(one, ast.Attribute)}
    values = [
        node.value
        for node in nodes
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in names
    ]
    return {
        one.value
        for one in [*handed, *values]
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def says(file: Path) -> bool:
    """Whether a module says something to people."""
    return bool(re.search(r"^from ingest\.(?:language|errors) ", file.read_text("utf-8"), re.M))


def fields(message: str) -> list[tuple[str, str]]:
    """The values of a message, and how they are printed."""
    parsed = string.Formatter().parse(message)
    return sorted((name, how or "") for _, name, how, _ in parsed if name is not None)


def test_every_message_is_there_in_both_languages() -> None:
    """Each sentence of the code has its Chinese, and each row of the list is said somewhere."""
    texts = {file: set(texts_of(file)) for file in INGEST.rglob("*.py")}
    said = {
        text
        for file, found in texts.items()
        if says(file)
        for text in found
        if _WORDS.search(text) and not text.startswith("expected ")
    }
    assert len(said) > 200
    assert said - messages().keys() == set()
    of_pages = sayings(PAGES.glob("*.py"))
    assert len(of_pages) > 15
    assert of_pages - messages().keys() == set()
    assert messages().keys() - set().union(of_pages, *texts.values()) == set()


def test_a_message_has_the_same_values_in_both() -> None:
    """The placeholders are the same, printed alike, and the Chinese is Chinese."""
    assert len(messages()) > 300
    for english, chinese in messages().items():
        assert fields(chinese) == fields(english), english
        assert _CHINESE.search(chinese) or (chinese == english and english in SAME), english


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "BUDGET_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_setting_goes_before_the_locale(
    settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting, then LC_ALL, then LANG; Chinese where none of them is English."""
    for name in ("BUDGET_LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_a_file_is_refused_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, what was expected, what was found and what to do; also from the reading process."""
    file = tmp_path / "预算.rtf"
    file.write_text("{\\rtf1 text}", "utf-8")
    for name in ("zh", "en"):
        assert main([str(file), "--out", str(tmp_path / "zone"), "--language", name]) == 1
    chinese, counted, english, _ = capsys.readouterr().err.splitlines()
    assert chinese == (
        f"{file}：应为：PDF、DOCX、XLSX、HTML 或文本文件；实际：RTF 文件。"
        "请用 Word 或 WPS 打开，另存为 Word 文档（.docx）。"
    )
    assert counted == f"已装入 0 份文件到 {tmp_path / 'zone'}，拒收 1 份"
    assert english.startswith(
        f"{file}: expected a PDF, DOCX, XLSX, HTML or text file; found an RTF"
    )


def test_one_cause_is_one_message_in_chinese_too() -> None:
    """The first places in full, then how many more and where."""
    action = "Correct the cell after the published document."
    with speaking("zh"):
        problems = [
            Problem(
                "a.md", line, say("the title of {table} once", table='T1 "收支"'), "none", action
            )
            for line in range(1, 10)
        ]
        lines = list(told(problems))
        error = str(IngestError(problems[:1]))
    assert len(lines) == 6
    assert lines[0] == error
    assert (
        lines[0] == 'a.md:1：应为：T1 "收支" 的标题出现一次；实际：没有。请按公开文件更正该单元格。'
    )
    assert lines[-1] == "a.md：同样的问题还有 4 处，在第6行, 第7行, 第8行, 第9行"


def test_a_printed_text_stays_as_it_is() -> None:
    """What stands in a document is no message, whatever braces it has."""
    with speaking("zh"):
        assert say("{a} {}") == "{a} {}"
        assert say("the text {text}", text='"{b}"') == '文字 "{b}"'
