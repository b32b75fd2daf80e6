"""In which language messages are, and what each of them is in Chinese.

Code says a message in English, with the names of its values in braces; ``messages.csv`` has the
Chinese of each. Who reads it is asked in one place: a setting, else the locale of the terminal.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
MESSAGES = Path(__file__).with_name("messages.csv")
SETTING = "BUDGET_LANGUAGE"


def language() -> str:
    """Return the language of messages: as set, else that of the locale, Chinese if it has none."""
    chosen = (os.environ.get(name) for name in (SETTING, "LC_ALL", "LANG"))
    return "en" if next(filter(None, chosen), "").startswith("en") else "zh"


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Say messages in one language, here and in processes that start meanwhile."""
    before = os.environ.get(SETTING)
    os.environ[SETTING] = chosen
    try:
        yield
    finally:
        if before is None:
            del os.environ[SETTING]
        else:
            os.environ[SETTING] = before


@cache
def messages() -> Mapping[str, str]:
    """Return the Chinese of every message."""
    with MESSAGES.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["chinese"] for row in csv.DictReader(file)}


def say(message: str, **values: object) -> str:
    """Return a message in the language of who reads it.

    What is no message, as a printed cell or what the system says, stays as it is.
    """
    if language() == "zh":
        message = messages().get(message, message)
    return message.format(**values) if values else message
