"""An attack, what may become of it, and the modules that hold them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What may become of an attack: the input is refused with a clear message; it is loaded, and a
# check or a warning says what is wrong with it; it is loaded as it should be, since nothing is
# wrong with it; it is an accident, and what stood there before still stands.
REFUSED, FOUND, LOADED, SURVIVED = OUTCOMES = ("refused", "found", "loaded", "survived")


@dataclass(frozen=True)
class Attack:
    """One thing that is tried.

    ``kind`` is what it is counted with, ``name`` says what is tried. ``run`` gets a folder of its
    own and returns one of ``OUTCOMES``; it raises where the attack does what it must not.
    ``is_slow`` keeps it out of the tests that run on every change.
    """

    kind: str
    name: str
    run: Callable[[Path], str]
    is_slow: bool = False


def all_attacks() -> Iterator[Attack]:
    """Yield the ``ATTACKS`` of every module of this package, in the order of their names."""
    package = importlib.import_module(__package__)
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        if not module.startswith("_"):
            yield from getattr(importlib.import_module(f"{__package__}.{module}"), "ATTACKS", ())
