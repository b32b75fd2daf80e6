"""The questions of ``analyses/``: what each asks, and its SQL without dbt's syntax.

They are rendered with the project's own macros and read models by their names, which stand once in
the database, so that neither a parse nor a change of parameters costs anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2

from pages.words import Words

ROOT = Path(__file__).resolve().parent.parent
ANALYSES = ROOT / "analyses"
MACROS = ROOT / "macros"
# Macros are written for an engine, or for all of them.
ENGINES = ("duckdb__", "default__")
_MACRO = re.compile(r"\{%-? macro (?P<name>\w+)\(.*?\{%-? endmacro -?%\}", re.DOTALL)
_WORD = re.compile(r"\w+")
_VARIABLE = re.compile(r"var\('(\w+)'")


@dataclass(frozen=True)
class Question:
    """An analysis: its name, what it asks, how its answer is read, and the parameters it takes."""

    name: str
    words: Words
    notes: Words
    parameters: tuple[str, ...]


def questions() -> list[Question]:
    """Return every question, by name."""
    return [_question(path) for path in sorted(ANALYSES.glob("*.sql"))]


def _question(path: Path) -> Question:
    """Read the head of an analysis."""
    text = path.read_text("utf-8")
    lines = [line.removeprefix("--").strip() for line in text.splitlines() if line[:2] == "--"]
    middle = lines.index("")
    zh, en = lines[:middle], lines[middle + 1 :]
    # The question stands before how its answer is read.
    of_zh = next(place for place, line in enumerate(zh) if line.startswith("读法："))
    of_en = next(place for place, line in enumerate(en) if line.startswith("Reading:"))
    return Question(
        name=path.stem,
        words=Words(
            "".join(zh[:of_zh]).removeprefix("问："),
            " ".join(en[:of_en]).removeprefix("Question: "),
        ),
        notes=Words("\n".join(zh[of_zh:]), "\n".join(en[of_en:])),
        parameters=tuple(dict.fromkeys(_VARIABLE.findall(text))),
    )


def sql_of(
    name: str,
    parameters: Mapping[str, str] | None = None,
    relation: Callable[[str], str] = lambda name: name,
) -> str:
    """Return the SQL of a question; ``relation`` says where a model is.

    Raises KeyError where there is no such question, and ValueError where a parameter is none of
    its parameters.
    """
    path = ANALYSES / f"{name}.sql"
    if not path.is_file():
        raise KeyError(name)
    text = path.read_text("utf-8")
    given = dict(parameters or {})
    unknown = given.keys() - set(_VARIABLE.findall(text))
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    # A value stands inside quotes; it cannot end them.
    given = {key: value.replace("'", "''") for key, value in given.items()}
    environment = jinja2.Environment(  # noqa: S701 (SQL, not a page)
        extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined
    )
    macros: dict[str, Any] = {}

    def dispatch(macro: str) -> Any:
        names = (engine + macro for engine in ENGINES)
        return next(macros[name] for name in names if name in macros)

    context: dict[str, Any] = {
        "ref": relation,
        "var": lambda key, default=None: given.get(key, default),
        "dbt": SimpleNamespace(type_string=lambda: "varchar", type_int=lambda: "integer"),
        "adapter": SimpleNamespace(dispatch=dispatch),
        "return": lambda value: value,
        "execute": False,
    }
    needed = _needed(text)
    macros |= vars(environment.from_string(needed).make_module(context))
    return environment.from_string(f"{needed}{{#- -#}}{text}").render(context).strip() + "\n"


def _needed(text: str) -> str:
    """Return the macros that a text calls, and those that they call."""
    found: dict[str, str] = {}
    left = [text]
    while left:
        words = set(_WORD.findall(left.pop()))
        for name, source in _macros().items():
            # What dispatch picks is named without its engine.
            if name not in found and words & {name, name.partition("__")[2] or name}:
                found[name] = source
                left.append(source)
    return "\n".join(found[name] for name in sorted(found))


@cache
def _macros() -> dict[str, str]:
    """Return the text of every macro of the project, by its name."""
    return {
        match["name"]: match.group()
        for path in sorted(MACROS.glob("*/*.sql"))
        for match in _MACRO.finditer(path.read_text("utf-8"))
    }
